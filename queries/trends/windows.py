"""Which published windows may be drawn with which series (docs/architecture.md)."""

from queries.catalogue import Indicator

MONTHLY = ("m", "r", "e", "y")
YEARS = ("a", "e")
PUBLISHED = (*YEARS, "m")
# Of these, a point shares cases with the one before it.
SHARING = ("r", "y")
WINDOW_NAMES = {
    "m": "by month",
    "r": "rolling twelve months",
    "e": "at month end",
    "y": "year to date",
    "a": "by year",
}
# Levels, which do not grow with the time counted; a rate of stock is told by its window e.
LEVELS = ("percent", "days", "ratio")


def published_windows(indicator: Indicator, unit: str, window: str) -> tuple[str, ...]:
    """The windows of published figures that measure what ``window`` does, the closest first.

    Levels and rates of stock meet whatever the length of time; counts, sums and rates of flow
    only the same length: a month meets a month, a year rolling twelve months, a snapshot a
    month's end.
    """
    stock = unit == "per_10000" and "e" in indicator.windows
    closest = ("e", "a") if window == "e" else ("a", "e")
    if unit in LEVELS or stock:
        return closest
    if window in ("r", "a"):
        return ("a",)
    return (window,) if window in ("m", "e") else ()
