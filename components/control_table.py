"""The points of a control chart as a real table, the latest first, with what each of them says."""

from dash import html

from components.numbers import parts, row_number
from components.periods import period_name
from components.signal_marks import MEANINGS, RULES
from queries.trends.view import Control, Signal, Trend

HEADS = ("Period", "Figure", "Counted", "Significant")


def control_table(trend: Trend, control: Control) -> html.Div:
    """Every point drawn: period, figure, what it is made of, and the rule that marks it."""
    said = {each.period_end: _words(each) for each in control.signals}
    places = trend.indicator.places(trend.unit)
    rows = [
        (
            period_name(row),
            row_number(row, trend.unit, places),
            parts(row, trend.indicator, trend.unit),
            said.get(row.period_end, ""),
        )
        for row in reversed(control.points)
    ]
    return html.Div(
        html.Table(
            [
                html.Caption(
                    f"{trend.indicator.title}: points of the chart", className="visually-hidden"
                ),
                html.Thead(html.Tr([html.Th(name, scope="col") for name in HEADS])),
                html.Tbody([_row(row) for row in rows]),
            ],
            className="figures",
        ),
        className="table-scroll table-tall",
        tabIndex="0",
        role="region",
        **{"aria-label": f"Points of the chart of {trend.indicator.short}"},
    )


def _row(cells: tuple[str, ...]) -> html.Tr:
    period, *others = cells
    return html.Tr(
        [html.Th(period, scope="row"), html.Td(others[0], className="number")]
        + [html.Td(words) for words in others[1:]]
    )


def _words(signal: Signal) -> str:
    meaning = MEANINGS.get(signal.meaning, signal.direction)
    return f"{meaning}: {RULES.get(signal.rule, signal.rule)}"
