"""The figures behind a chart as a real table: the latest period first."""

from collections.abc import Callable

from dash import dcc, html

from components.members import member_rows
from components.numbers import figure_or_reason, row_number, table_number, whole
from components.periods import period_name
from components.position import middle_name, position
from components.status import STATUS
from components.trend_figure import whole_rows
from queries.trends.view import Trend, TrendRow
from queries.trends.wording import PATH_WORDS

_FROM = {"cases": "cases", "reported": "workbook", "published": "published"}
_RECORDING = "Still being recorded: what is entered late will move it."
_CARRIED = "Neighbours and England are those of the last period published, carried forward."

MonthLink = Callable[[TrendRow], str]
Column = tuple[str, str, Callable[[TrendRow], str]]


def figures_table(trend: Trend, month_link: MonthLink | None = None) -> html.Div:
    """Every period of a trend; of a split, a column for each member.

    ``month_link`` gives the address at which a row's month is opened: the way there by keyboard.
    """
    notes = {} if trend.split else _notes(trend)
    head, body = _by_member(trend) if trend.split else _by_period(trend, notes, month_link)
    table = html.Table(
        [
            html.Caption(f"{trend.indicator.title}: figures", className="visually-hidden"),
            html.Thead(html.Tr(head)),
            html.Tbody(body),
        ],
        className="figures",
    )
    scrolled = html.Div(
        table,
        className="table-scroll table-tall",
        tabIndex="0",
        role="region",
        **{"aria-label": f"Figures of {trend.indicator.short}"},
    )
    return html.Div([scrolled, *_footnotes(notes)])


def _notes(trend: Trend) -> dict[str, int]:
    """The notes on the rows, numbered in the order in which a reader meets them."""
    rows = whole_rows(trend)[::-1]
    found = dict.fromkeys(note for row in rows for note in _notes_of(row))
    return {note: at for at, note in enumerate(found, start=1)}


def _notes_of(row: TrendRow) -> list[str]:
    said = [_RECORDING] if row.recording else []
    said += [_CARRIED] if row.carried_forward else []
    return said + ([row.note] if row.note else [])


def _footnotes(notes: dict[str, int]) -> list[html.Ol]:
    return [html.Ol([html.Li(note) for note in notes], className="footnotes")] if notes else []


def _by_period(
    trend: Trend, notes: dict[str, int], month_link: MonthLink | None
) -> tuple[list[html.Th], list[html.Tr]]:
    rows = whole_rows(trend)[::-1]
    columns = [column for column in _columns(trend) if any(column[2](row) for row in rows)]
    head = [html.Th(name, scope="col", className=kind) for name, kind, _ in columns]
    body = [
        html.Tr(
            [html.Th(_period_cell(row, notes, month_link), scope="row")]
            + [html.Td(words(row), className=kind) for _, kind, words in columns[1:]]
        )
        for row in rows
    ]
    return head, body


def _period_cell(row: TrendRow, notes: dict[str, int], month_link: MonthLink | None) -> list:
    marks = ", ".join(str(notes[note]) for note in _notes_of(row))
    name = period_name(row)
    named = dcc.Link(name, href=month_link(row)) if month_link and row.value is not None else name
    return [named, html.Sup(f" {marks}")] if marks else [named]


def _by_member(trend: Trend) -> tuple[list[html.Th], list[html.Tr]]:
    members = member_rows(trend)
    found = {(row.period_end, row.member): row for rows in members.values() for row in rows}
    periods = {row.period_end: period_name(row) for rows in members.values() for row in rows}
    head = [html.Th("Period", scope="col")]
    head += [html.Th(member, scope="col", className="number") for member in members]
    body = [
        html.Tr(
            [html.Th(periods[day], scope="row")]
            + [
                html.Td(_part(trend, found.get((day, member))), className="number")
                for member in members
            ]
        )
        for day in sorted(periods, reverse=True)
    ]
    return head, body


def _part(trend: Trend, row: TrendRow | None) -> str:
    """A member's figure, with its parts where it is a share: '93.5% (29 of 31)'."""
    if row is None:
        return ""
    places = trend.indicator.places(trend.unit)
    if row.value is None or row.numerator is None or row.denominator is None:
        return figure_or_reason(row, trend.unit, places)
    parts = f"{whole(row.numerator)} of {whole(row.denominator)}"
    return f"{row_number(row, trend.unit, places)} ({parts})"


def _columns(trend: Trend) -> list[Column]:
    """(heading, class, words of a row) of each column; those without a word are left out."""
    unit, places = trend.unit, trend.indicator.places(trend.unit)
    mean = trend.comparator.statistic == "mean"
    sources = {row.source for row in trend.rows}

    def shown(value: float | None) -> str:
        return table_number(value, unit, places)

    def middle(row: TrendRow) -> str:
        return shown(row.neighbour_mean if mean else row.neighbour_median)

    def half(row: TrendRow) -> str:
        if row.neighbour_q1 is None or row.neighbour_q3 is None:
            return ""
        return f"{shown(row.neighbour_q1)} to {shown(row.neighbour_q3)}"

    return [
        ("Period", "", period_name),
        ("Figure", "number", lambda row: _figure(row, unit, places)),
        ("Numerator", "number", lambda row: "" if unit == "count" else whole(row.numerator)),
        ("Denominator", "number", lambda row: whole(row.denominator)),
        ("Target", "", lambda row: _against_target(row, shown)),
        ("Way there", "", lambda row: _on_path(row, shown)),
        (middle_name(trend.comparator), "number", middle),
        ("Middle half", "number", half),
        ("England", "number", lambda row: shown(row.england)),
        ("Place", "", lambda row: position(row, trend.indicator.better)),
        ("Compared in", "", lambda row: row.published_period or ""),
        *(
            [("From", "", lambda row: _FROM.get(row.source, row.source))]
            if len(sources) > 1
            else []
        ),
    ]


def _figure(row: TrendRow, unit: str, places: int) -> str:
    """The figure, pounds in full, or why there is none."""
    if unit == "pounds" and row.value is not None:
        return table_number(row.value, unit, places)
    return figure_or_reason(row, unit, places)


def _against_target(row: TrendRow, shown: Callable[[float | None], str]) -> str:
    """The target, and whether it was met: '74.0 ◐ near'."""
    if row.target_status in (None, "no_target"):
        return shown(row.target)
    shape, word = STATUS[row.target_status]
    return f"{shown(row.target)} {shape} {word}"


def _on_path(row: TrendRow, shown: Callable[[float | None], str]) -> str:
    """What the path to a target by a year has, and whether the figure is on it: '40.1, on the
    way'."""
    words = PATH_WORDS.get(row.path_status or "", "")
    return ", ".join(each for each in (shown(row.path), words) if each)
