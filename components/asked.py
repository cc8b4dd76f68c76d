"""What a chart could not show as it was asked to, and what it shows instead."""

from queries.trends.view import Trend, View

_UNITS = {
    "count": ("a count", "counts"),
    "percent": ("a percentage", "percentages"),
    "per_10000": ("a rate per 10,000", "rates per 10,000"),
    "days": ("days", "days"),
    "pounds": ("pounds", "pounds"),
    "fte": ("full-time equivalents", "full-time equivalents"),
    "ratio": ("a ratio", "ratios"),
}
_WINDOWS = {
    "m": "by month",
    "r": "as a rolling year",
    "e": "at month end",
    "y": "as a year to date",
    "a": "by year",
}


def shown_instead(trend: Trend, view: View) -> str:
    """'Shown as a count: rates per 10,000 are not held by age.'; '' where all is as asked."""
    said = []
    split = (view.split or "").replace("_", " ")
    other_unit = bool(view.unit) and trend.unit != view.unit
    if split and not trend.split:
        said.append(f"Not split: it is not held by {split}.")
    if other_unit:
        asked = _UNITS[view.unit][1]
        by = f" by {split}" if trend.split and view.unit in trend.indicator.units else ""
        said.append(f"Shown as {_UNITS[trend.unit][0]}: {asked} are not held{by}.")
    if view.window and trend.window != view.window:
        said.append(f"Shown {_WINDOWS[trend.window]}: it is not held {_WINDOWS[view.window]}.")
    return " ".join(said)
