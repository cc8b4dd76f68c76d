"""A month opened: its figure taken apart, what moved it, and the way to its cases."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dash import dcc, html

from components.numbers import number, parts, row_number, whole
from components.periods import long_month, period_name
from components.position import position_said
from components.status import status_mark
from queries.catalogue import Indicator
from queries.drill_down import OpenedMonth, Part, SplitParts
from queries.trends.view import Trend
from queries.trends.wording import change_text

MOST_PARTS = 8
"""Members listed of a split; the others are named in one line, and have their own lines."""


def month_panel(
    trend: Trend,
    opened: OpenedMonth,
    links: Mapping[str, str],
    member_link: Callable[[str, str], str],
) -> html.Div:
    """``links`` by name: 'cases', 'earlier', 'later', 'against' and 'latest', those that lead
    somewhere. ``member_link`` gives the address of a split's member in this month."""
    row = opened.row
    heading = period_name(row) if row.yearly else long_month(row.period_end)
    return html.Div(
        [
            html.Div(
                [
                    html.H2([heading, *([f": {row.member}"] if row.member else [])], id="month"),
                    _steps(links),
                ],
                className="month-head",
            ),
            _facts(trend, opened),
            None if row.member else html.P(status_mark(trend, row)),
            _to_cases(trend, opened, links),
            *_moved(trend, opened, links, member_link),
        ],
        className="latest month-panel",
    )


def _steps(links: Mapping[str, str]) -> html.Span:
    words = {"earlier": "‹ Earlier", "later": "Later ›", "latest": "Latest"}
    return html.Span(
        [
            dcc.Link(said, href=links[name], className="menu-link", id=f"month-{name}")
            for name, said in words.items()
            if name in links
        ],
        className="menu-links",
    )


def _facts(trend: Trend, opened: OpenedMonth) -> html.Dl:
    row, places = opened.row, trend.indicator.places(trend.unit)
    facts = [
        ("Figure", row_number(row, trend.unit, places) or "none"),
        ("Counted", parts(row, trend.indicator, trend.unit)),
        *[
            (f"On {period_name(before)}", change_text(row.value - before.value, trend.unit, places))
            for before in (opened.before, opened.year_before)
            if before and before.value is not None and row.value is not None
        ],
        ("Position", "" if row.member else position_said(row, trend.indicator.better)),
    ]
    return html.Dl(
        [html.Div([html.Dt(name), html.Dd(text)]) for name, text in facts if text],
        className="facts",
    )


def _to_cases(trend: Trend, opened: OpenedMonth, links: Mapping[str, str]) -> html.P:
    if "cases" in links:
        return html.P(
            dcc.Link("The cases behind this figure", href=links["cases"], id="open-cases"),
            className="to-cases",
        )
    if opened.has_cases:
        return html.P("Opening cases needs the role of analyst.", className="quiet")
    said = {
        "reported": "This figure was typed in a workbook: Waymark holds no cases behind it.",
        "published": "This is a published figure: there are no cases behind it.",
    }
    return html.P(said.get(opened.row.source, ""), className="quiet")


def _moved(
    trend: Trend,
    opened: OpenedMonth,
    links: Mapping[str, str],
    member_link: Callable[[str, str], str],
) -> list:
    """What moved the figure, split by split, the split with the largest mover open."""
    if not opened.splits:
        return []
    largest = max(opened.splits, key=lambda split: abs(split.parts[0].contribution or 0))
    against = opened.against
    title = f"What moved it since {period_name(against)}" if against else "What it is made of"
    if against and opened.part_unit == "percent":
        title += ", in points"
    heading = [html.H3(title)]
    if "against" in links:
        other = opened.year_before if against is opened.before else opened.before
        words = f"Since {period_name(other)} instead" if other else "Since the month before instead"
        heading.append(dcc.Link(words, href=links["against"], className="menu-link", id="against"))
    return [
        html.Div(heading, className="month-head"),
        *[
            html.Details(
                [
                    html.Summary(_split_name(split.split)),
                    _table(trend, opened, split, member_link),
                ],
                open=split is largest,
                className="moved",
            )
            for split in opened.splits
        ],
    ]


def _split_name(split: str) -> str:
    return split.replace("_", " ").capitalize()


def _table(
    trend: Trend,
    opened: OpenedMonth,
    split: SplitParts,
    member_link: Callable[[str, str], str],
) -> html.Div:
    shown = split.parts[:MOST_PARTS]
    most = max((abs(part.contribution or 0) for part in shown), default=0)
    rows = [
        html.Tr(
            [
                html.Th(
                    dcc.Link(part.member, href=member_link(split.split, part.member)), scope="row"
                ),
                html.Td(_bar(trend.indicator, part, most), className="mover-bar"),
                html.Td(_moved_by(trend, opened, part), className="number"),
                html.Td(_made_of(trend, opened, part), className="number quiet"),
            ]
        )
        for part in shown
    ]
    name = _split_name(split.split)
    more = len(split.parts) - len(shown)
    caption = html.Caption(f"{name}: what each part added", className="visually-hidden")
    head = [
        html.Tr(
            [
                html.Th(words, scope="col")
                for words in (name, "As a bar", "Added", "Counted" if opened.against else "Figure")
            ],
            className="visually-hidden",
        )
    ]
    return html.Div(
        [
            html.Table([caption, html.Thead(head), html.Tbody(rows)], className="movers"),
            html.P(f"and {more} more, which moved it less", className="quiet")
            if more > 0
            else None,
        ]
    )


def _bar(indicator: Indicator, part: Part, most: float) -> html.Span | None:
    """A bar from the middle: left for what lowered the figure, right for what raised it."""
    if not part.contribution or not most:
        return None
    good = {"higher": part.contribution > 0, "lower": part.contribution < 0}.get(indicator.better)
    meaning = {True: "improving", False: "concerning", None: "neither"}[good]
    side = "up" if part.contribution > 0 else "down"
    width = f"{50 * abs(part.contribution) / most:.1f}%"
    return html.Span(className=f"mover mover-{side} mover-{meaning}", style={"width": width})


def _moved_by(trend: Trend, opened: OpenedMonth, part: Part) -> str:
    places = trend.indicator.places(opened.part_unit)
    if part.contribution is None:
        return number(part.value, opened.part_unit, places)
    return change_text(part.contribution, opened.part_unit, places)


def _made_of(trend: Trend, opened: OpenedMonth, part: Part) -> str:
    if trend.indicator.denominator and opened.part_unit not in ("count", "pounds"):
        return f"{whole(part.numerator)} of {whole(part.denominator)}"
    return number(part.value, opened.part_unit, trend.indicator.places(opened.part_unit))


def of_member(trend: Trend, member: str) -> Trend:
    """``trend`` with one member's rows alone, as its own page's chart shows it."""
    rows = tuple(row for row in trend.rows if row.member == member)
    return replace(trend, rows=rows, members=(member,))
