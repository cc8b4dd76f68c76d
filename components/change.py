"""A figure's change on the like figure a year before."""

from components.numbers import change_words
from components.periods import period_name
from queries.trends.view import Trend


def change_on_a_year(trend: Trend) -> str:
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
