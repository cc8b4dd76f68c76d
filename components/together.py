"""The section 'Seen together': strips on one axis of time, their names, and what may be added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dash import dcc, html

from components.filters import adding, hidden
from components.graph import graph
from components.numbers import UNIT_WORDS, row_number
from components.periods import WINDOWS, is_yearly, long_month, period_name
from components.together_figure import NAME, STRIP, together_figure
from components.trend_figure import whole_rows
from queries.catalogue import Indicator
from queries.trends.view import Trend

ADDED = "with"
_CAUTION = "Each line has its own scale; a month stands at the same place in all of them."


@dataclass(frozen=True)
class Strip:
    """A trend, its page's address, the address of this page without it ('' of the page's own), and
    its figures as files by ending."""

    trend: Trend
    page: str = ""
    without: str = ""
    files: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Together:
    """``strips`` are the page's own indicator and those beside it that have figures in the period;
    ``empty`` have none, each with this page without it.

    ``may_add``: (what ``with`` becomes, a name). ``usual``: this page with the links that stand
    unasked, '' where they do. ``month_end``: the month opened.
    """

    strips: Sequence[Strip]
    empty: Sequence[tuple[Indicator, str]] = ()
    may_add: Sequence[tuple[str, str]] = ()
    usual: str = ""
    month_end: date | None = None

    @property
    def own(self) -> Trend:
        return self.strips[0].trend


def together_section(found: Together) -> html.Section:
    """The heading with what may be added, the strips, and what has no figures."""
    return html.Section(
        [
            html.Div(
                [
                    html.Div(
                        [html.H2("Seen together"), html.P(_caution(found), className="quiet small")]
                    ),
                    _controls(found),
                ],
                className="section-head",
            ),
            _strips(found) if len(found.strips) > 1 else None,
            _empty(found.empty),
            _table_menu(found.own.indicator.slug) if len(found.strips) > 1 else None,
        ],
        className="section seen-together",
        id="together",
    )


def _caution(found: Together) -> str:
    opened = found.month_end and f" The upright line is at {long_month(found.month_end)}."
    return _CAUTION + (opened or "")


def _controls(found: Together) -> html.Div:
    links = [dcc.Link("As suggested", href=found.usual, className="menu-link")] * bool(found.usual)
    form = [adding(ADDED, "Add an indicator", found.may_add)] if found.may_add else []
    return html.Div([*links, *form], className="together-controls no-print")


def _strips(found: Together) -> html.Div:
    figure = together_figure([strip.trend for strip in found.strips], found.month_end)
    sizes = {
        "--strips": len(found.strips),
        "--wide-strip": STRIP[0],
        "--narrow-strip": STRIP[1],
        "--narrow-name": f"{NAME[1]}px",
    }
    names = [_name(found, strip, at) for at, strip in enumerate(found.strips)]
    return html.Div(
        [
            graph(figure, f"{found.own.indicator.slug}~together", _in_words(found), later=True),
            html.Ul(names, className="strip-names"),
        ],
        className="strips",
        style=sizes,
    )


def _name(found: Together, strip: Strip, at: int) -> html.Li:
    """'Referrals 412 · by month', over its strip; a linked one's name leads to its page."""
    trend = strip.trend
    name = trend.indicator.short
    out = dcc.Link(
        [html.Span("×", **{"aria-hidden": "true"}), hidden(f"Leave out {name}")],
        href=strip.without,
        className="strip-out no-print",
    )
    return html.Li(
        [
            html.Span(
                [
                    dcc.Link(name, href=strip.page) if strip.without else html.Strong(name),
                    " ",
                    html.Strong(_latest(trend)),
                ]
            ),
            html.Span(_unit_and_window(trend, found.own), className="quiet"),
            out if strip.without else None,
        ],
        style={"--at": at},
    )


def _latest(trend: Trend) -> str:
    return row_number(trend.latest, trend.unit, trend.indicator.places(trend.unit))


def _unit_and_window(trend: Trend, own: Trend) -> str:
    """'per 10,000 children · month end'; with its latest period where that is not the page's."""
    unit = UNIT_WORDS[trend.unit] if trend.unit in ("per_10000", "fte") else ""
    yearly = is_yearly(whole_rows(trend))
    window = "by year" if yearly else WINDOWS[trend.window]
    other = trend is own or trend.latest.period_end != own.latest.period_end
    return " · ".join(each for each in (unit, window, period_name(trend.latest) * other) if each)


def _in_words(found: Together) -> str:
    """Every latest figure in one sentence, for who does not see the lines."""
    said = [
        f"{trend.indicator.short} {_latest(trend)} ({period_name(trend.latest)})"
        for trend in (strip.trend for strip in found.strips)
    ]
    return f"On one axis of time: {'; '.join(said)}."


def _empty(empty: Sequence[tuple[Indicator, str]]) -> html.P | None:
    if not empty:
        return None
    said: list = ["No figures in this period: "]
    for at, (indicator, without) in enumerate(empty):
        leave = [" (", dcc.Link("leave out", href=without), ")"] if without else []
        said += [", " if at else "", indicator.title, *leave]
    return html.P([*said, "."], className="quiet small")


def _table_menu(slug: str) -> html.Div:
    """The table's place; pages/together_table.py fills it when it is opened."""
    return html.Div(
        html.Details(
            [
                html.Summary(["Table and files", hidden(" of all that is seen together")]),
                html.Div(
                    html.P("Fetching the figures…", className="quiet"),
                    id={"type": "together-table", "slug": slug},
                    className="menu-body",
                ),
            ],
            id={"type": "together-table-opener", "slug": slug},
        ),
        className="chart-menu",
    )
