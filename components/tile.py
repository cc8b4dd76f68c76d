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
    last = trend.latest
    places = trend.indicator.places(trend.unit)
    value = row_number(last, trend.unit, places) if last else ""
    return html.Div(
        [
            dcc.Link(trend.indicator.short, href=address, className="tile-name"),
            html.Div([value or "no figure", *_beside(trend)], className="tile-value"),
            html.Div(status_mark(trend, last)),
            html.Div(change_on_a_year(trend), className="tile-change"),
            sparkline(_points(trend), "", 110, 28),
        ],
        className="tile",
    )


def _beside(trend: Trend) -> list[html.Span]:
    """Beside a rate: that it is one, and of how many children."""
    if trend.unit != "per_10000" or trend.latest is None or trend.latest.value is None:
        return []
    count = trend.latest.numerator
    counted = f" · {number(count, 'count', 0)}" if count is not None else ""
    return [html.Span(f" per 10,000{counted}", className="tile-unit")]


def _points(trend: Trend) -> list[SparkPoint]:
    """The last three years; of yearly figures, ten."""
    rows = whole_rows(trend)
    rows = rows[-10:] if is_yearly(rows) else rows[-36:]
    return [
        SparkPoint(row.period_end, row.value, row.neighbour_q1, row.neighbour_q3) for row in rows
    ]
