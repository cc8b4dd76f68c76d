"""The figures behind a chart as a real table: the latest period first."""

from dash import html

from components.numbers import figure_or_reason, number, whole
from components.periods import period_name
from components.position import middle_name, position
from components.status import STATUS
from components.trend_figure import whole_rows
from queries.trends.view import Trend, TrendRow

SOURCES = {"cases": "cases", "reported": "reported", "published": "published"}


def figures_table(trend: Trend, caption: str | None = None) -> html.Div:
    """Every period of a trend: figure, numerator, denominator, target, neighbours, England."""
    rows = list(trend.rows) if trend.split else whole_rows(trend)
    rows = sorted(rows, key=lambda row: (row.period_end, row.member), reverse=True)
    columns = [column for column in _columns(trend) if any(column[2](row) for row in rows)]
    head = html.Tr([html.Th(name, scope="col", className=kind) for name, kind, _ in columns])
    body = [
        html.Tr(
            [html.Th(columns[0][2](row), scope="row")]
            + [html.Td(words(row), className=kind) for _, kind, words in columns[1:]]
        )
        for row in rows
    ]
    table = html.Table(
        [
            html.Caption(
                caption or f"{trend.indicator.title}: figures", className="visually-hidden"
            ),
            html.Thead(head),
            html.Tbody(body),
        ],
        className="figures",
    )
    return html.Div(
        table,
        className="table-scroll",
        tabIndex="0",
        role="region",
        **{"aria-label": f"Figures of {trend.indicator.short}"},
    )


def _columns(trend: Trend) -> list[tuple]:
    """(heading, class, words of a row) of each column; those without a word are left out."""
    unit, places = trend.unit, trend.indicator.places(trend.unit)
    mean = trend.comparator.statistic == "mean"

    def shown(value: float | None) -> str:
        return number(value, unit, places)

    def middle(row: TrendRow) -> str:
        return shown(row.neighbour_mean if mean else row.neighbour_median)

    def half(row: TrendRow) -> str:
        if row.neighbour_q1 is None or row.neighbour_q3 is None:
            return ""
        return f"{shown(row.neighbour_q1)} to {shown(row.neighbour_q3)}"

    return [
        ("Period", "", period_name),
        ("Part", "", lambda row: row.member),
        ("Figure", "number", lambda row: figure_or_reason(row, unit, places)),
        ("Numerator", "number", lambda row: whole(row.numerator)),
        ("Denominator", "number", lambda row: whole(row.denominator)),
        ("Target", "number", lambda row: shown(row.target)),
        ("Against target", "", _against_target),
        (middle_name(trend.comparator), "number", middle),
        ("Middle half", "number", half),
        ("England", "number", lambda row: shown(row.england)),
        ("Place", "number", position),
        ("Neighbours’ period", "", _published_period),
        ("From", "", lambda row: SOURCES.get(row.source, row.source)),
        ("Note", "", lambda row: row.note or ""),
    ]


def _against_target(row: TrendRow) -> str:
    if row.target_status in (None, "no_target"):
        return ""
    shape, word = STATUS[row.target_status]
    return f"{shape} {word}"


def _published_period(row: TrendRow) -> str:
    if not row.published_period:
        return ""
    return row.published_period + (", carried forward" if row.carried_forward else "")
