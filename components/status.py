"""Status marks: a shape, a word and a colour together, never colour alone."""

from dash import html

from queries.trends.periods import month_name
from queries.trends.targets import exact_text
from queries.trends.view import Trend, TrendRow

STATUS = {
    "met": ("●", "met"),
    "near": ("◐", "near"),
    "not_met": ("○", "not met"),
    "no_target": ("–", "no target"),
}


def status_mark(trend: Trend, row: TrendRow | None) -> html.Span:
    """'● met (85%)' for the target in force at ``row``; '– no target' where there is none; of one
    to be reached by a year '○ not yet met (37 by Mar 2022)'."""
    status = (row.target_status if row else None) or "no_target"
    shape, word = STATUS[status]
    target = target_in_words(trend, row) if row and status != "no_target" else ""
    if row and row.target_due and target:
        word = "not yet met" if status == "not_met" else word
        target = f"{target} by {month_name(row.target_due)}"
    text = f"{word} ({target})" if target else word
    return html.Span(
        [html.Span(shape, className="status-shape", **{"aria-hidden": "true"}), text],
        className=f"status status-{status.replace('_', '-')}",
    )


def target_in_words(trend: Trend, row: TrendRow) -> str:
    """The target in force at ``row``, as its number: '85%', '3 to 3.75'."""
    if row.target is None:
        return ""
    places = trend.indicator.places(trend.unit)
    low = _short(row.target, trend.unit, places)
    if row.target_upper is None:
        return low
    return f"{low} to {_short(row.target_upper, trend.unit, places)}"


def _short(value: float, unit: str, places: int) -> str:
    return exact_text(value, unit, places).removesuffix(" per 10,000")
