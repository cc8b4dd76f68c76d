"""A headline indicator in a tile: value, target, change on a year ago, and its line."""

from dash import dcc, html

from components.change import change_on_a_year
from components.numbers import number, row_number
from components.periods import is_yearly
from components.sparkline import sparkline
from components.status import status_mark
from components.trend_figure import whole_rows
from queries.trends.overview import SparkPoint
from queries.trends.view import Trend


def tile(trend: Trend, address: str) -> html.Div:
    """One tile, the whole of it a link to the indicator's page."""
    return html.Div(
        [
            dcc.Link(trend.indicator.short, href=address, className="tile-name"),
            html.Div(_value(trend), className="tile-value"),
            html.Div(status_mark(trend, trend.latest)),
            html.Div(change_on_a_year(trend), className="tile-change"),
            sparkline(_points(trend), "", 110, 28, anew=trend.window == "y"),
        ],
        className="tile",
    )


def _value(trend: Trend) -> list[str | html.Span]:
    """The latest figure; small beside it which side of zero, or of how many children a rate is."""
    last, indicator = trend.latest, trend.indicator
    places = indicator.places(trend.unit)
    if last is None or last.value is None:
        return [row_number(last, trend.unit, places) if last else "no figure"]
    if indicator.sides and last.value:
        size = number(abs(last.value), trend.unit, places)
        return [size, html.Span(f" {indicator.sides[last.value < 0]}", className="tile-unit")]
    value = row_number(last, trend.unit, places)
    if trend.unit != "per_10000":
        return [value]
    counted = f" · {number(last.numerator, 'count', 0)}" if last.numerator is not None else ""
    return [value, html.Span(f" per 10,000{counted}", className="tile-unit")]


def _points(trend: Trend) -> list[SparkPoint]:
    """The last three years; of yearly figures, ten."""
    rows = whole_rows(trend)
    rows = rows[-10:] if is_yearly(rows) else rows[-36:]
    return [
        SparkPoint(row.period_end, row.value, row.neighbour_q1, row.neighbour_q3) for row in rows
    ]
