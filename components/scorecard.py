"""The overview's table: one dense row an indicator, a group for each theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dash import dcc, html

from components.signal_marks import MEANINGS
from components.sparkline import sparkline
from components.status import STATUS
from queries.catalogue import THEMES
from queries.trends.overview import ScorecardRow

# (heading, class, what it orders by where it can)
COLUMNS = (
    ("Indicator", "", "name"),
    ("Latest", "number", ""),
    ("Against target", "", "target"),
    ("On a year ago", "number", "change"),
    ("Trend, neighbours shaded", "", ""),
    ("Among neighbours", "", "position"),
    ("Significant change", "", "signal"),
)
_SHAPES = {"high": "▲", "low": "▼"}


@dataclass(frozen=True)
class Sorting:
    """A heading that orders the table: the address it leads to, and its aria-sort."""

    address: str
    state: str


def scorecard(
    rows: Sequence[ScorecardRow],
    usual_period: str,
    sortings: Mapping[str, Sorting],
    grouped: bool = True,
) -> html.Div:
    """The table, in groups by theme or, not ``grouped``, as one list whose rows say their theme.

    A figure of another period than ``usual_period`` says which.
    """
    head = html.Thead(html.Tr([_heading(*column, sortings) for column in COLUMNS]))
    if grouped:
        groups = [
            html.Tbody([_theme(theme)] + [_row(each, usual_period) for each in same])
            for theme, same in groupby(rows, key=lambda row: row.theme)
        ]
    else:
        groups = [html.Tbody([_row(each, usual_period, THEMES[each.theme]) for each in rows])]
    explained = html.P(
        "Shaded: the middle half of the neighbours. Not tested: a control chart would mislead, "
        "since the points share cases or are too few; each indicator’s page says which.",
        className="quiet small table-note",
    )
    caption = html.Caption("Every indicator with its latest figure", className="visually-hidden")
    scrolled = html.Div(
        html.Table([caption, head, *groups], className="figures scorecard stacking", role="table"),
        className="table-scroll",
        role="region",
        tabIndex="0",
        **{"aria-label": "Scorecard"},
    )
    return html.Div([scrolled, explained])


def _heading(name: str, kind: str, order: str, sortings: Mapping[str, Sorting]) -> html.Th:
    """A column's heading; one that orders is a link, for the address alone says the order.

    On a phone, where headings are heard and not seen, it is words alone.
    """
    sorting = sortings.get(order)
    if sorting is None:
        return html.Th(name, scope="col", className=kind)
    link = html.A(name, href=sorting.address, id=f"sort-{order}", className="sort-link")
    return html.Th(
        [link, html.Span(name, className="sort-words")],
        scope="col",
        className=f"{kind} sorted-{sorting.state}".strip(),
        **({} if sorting.state == "none" else {"aria-sort": sorting.state}),
    )


def _theme(theme: str) -> html.Tr:
    link = dcc.Link(THEMES[theme], href=f"/{theme.replace('_', '-')}")
    return html.Tr(
        html.Th(link, colSpan=len(COLUMNS), scope="rowgroup"),
        className="scorecard-theme",
        role="row",
    )


def _row(row: ScorecardRow, usual_period: str, theme: str = "") -> html.Tr:
    name: list = [dcc.Link(row.title, href=f"/indicator/{row.slug}", title=row.verdict)]
    beside = [row.period_text] if row.period_text != usual_period else []
    beside += [theme] if theme else []
    if beside:
        name.append(html.Span(f" {' · '.join(beside)}", className="quiet small"))
    known = row.value is not None
    return html.Tr(
        [
            html.Th(name, scope="row", role="rowheader"),
            _cell(_value(row), "cell-value number " + ("strong" if known else "quiet")),
            _cell(_status(row), "cell-status"),
            _cell(row.change_text, "number not-on-phones"),
            _cell(sparkline(row.spark, row.verdict, anew=row.window == "y"), "spark-cell"),
            _cell(row.position_text, "not-on-phones"),
            _cell(_signal(row), "not-on-phones"),
        ],
        role="row",
    )


def _cell(content: Any, kind: str) -> html.Td:
    """A cell that says it is one: on a phone, laid out as lines, it would not be taken for one."""
    return html.Td(content, className=kind, role="cell")


def _value(row: ScorecardRow) -> list:
    """'93.5%', '38.6 per 10,000' with its unit in small, or the word for why there is none."""
    text, per, _ = row.value_text.partition(" per 10,000")
    return [text, html.Span(per, className="quiet small")] if per else [text]


def _status(row: ScorecardRow) -> html.Span:
    shape, word = STATUS[row.target_status]
    text = (
        word
        if row.target_status == "no_target"
        else f"{word} ({row.target_text.removesuffix(' per 10,000')})"
    )
    return html.Span(
        [html.Span(shape, className="status-shape", **{"aria-hidden": "true"}), text],
        className=f"status status-{row.target_status.replace('_', '-')}",
    )


def _signal(row: ScorecardRow) -> html.Span | str:
    """'▲ improving'; 'not tested' without a control chart; a dash where nothing stands out."""
    if row.spc_meaning is None:
        return html.Span("not tested", className="quiet")
    if row.spc_meaning == "none" or row.spc_direction is None:
        return "–"
    word = MEANINGS.get(row.spc_meaning, row.spc_direction)
    shape = html.Span(_SHAPES[row.spc_direction], **{"aria-hidden": "true"})
    return html.Span([shape, f" {word}"], className=f"signal signal-{row.spc_meaning}")
