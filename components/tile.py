"""A headline indicator in a tile: value, target, change on a year ago, and its line."""

from dash import dcc, html

from components.numbers import change_words, number
from components.periods import period_name
from components.sparkline import sparkline
from components.status import status_mark
from queries.trends.view import Trend


def tile(trend: Trend, address: str) -> html.Div:
    """One tile, the whole of it a link to the indicator's page."""
    last = trend.latest
    places = trend.indicator.places(trend.unit)
    value = number(last.value, trend.unit, places) if last else ""
    return html.Div(
        [
            dcc.Link(trend.indicator.short, href=address, className="tile-name"),
            html.Div(value or "no figure", className="tile-value"),
            html.Div(status_mark(trend, last)),
            html.Div(change(trend), className="tile-change"),
            sparkline(trend, "", 110, 28),
        ],
        className="tile",
    )


def change(trend: Trend) -> str:
    """'1.9 points lower than Oct 2025'; empty without a figure a year before."""
    last, before = trend.latest, trend.year_before
    if not last or not before or last.value is None or before.value is None:
        return ""
    return change_words(
        last.value - before.value,
        trend.unit,
        trend.indicator.places(trend.unit),
        period_name(before),
    )
