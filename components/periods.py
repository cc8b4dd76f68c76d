"""How months and years read: 'Dec 2025', 'October 2026', '2025/26', 'rolling year to …'."""

from collections.abc import Sequence
from datetime import date, timedelta

from queries.trends.periods import month_name, published_name
from queries.trends.view import Trend, TrendRow

WINDOWS = {
    "m": "by month",
    "r": "rolling year",
    "e": "month end",
    "y": "year to date",
    "a": "by year",
}


def long_month(day: date) -> str:
    """October 2026."""
    return f"{day:%B %Y}"


def year_start(day: date) -> date:
    """The 1 April on or before ``day``."""
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def month_start(period_end: date) -> date:
    """The first day of the month that ends with ``period_end``."""
    return period_end.replace(day=1)


def next_day(day: date) -> date:
    return day + timedelta(days=1)


def month_end(day: date) -> date:
    """The last day of the month that holds ``day``."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def year_first(last_day: date) -> date:
    """The first day of the year that ends with ``last_day``, a month's end."""
    return next_day(month_end(last_day.replace(year=last_day.year - 1, day=1)))


def opens(row: TrendRow, split: str = "") -> str:
    """Which month, and of a split which member, a click on a point opens: '2025-07|team|East'."""
    return "|".join([f"{row.period_end:%Y-%m}", *([split, row.member] if row.member else [])])


def is_yearly(rows: Sequence[TrendRow]) -> bool:
    """Whether a series has nothing but years' figures: published ones, or year ends."""
    return bool(rows) and all(row.yearly for row in rows)


def drawn_at(row: TrendRow, yearly: bool) -> str:
    """Where a point stands on the axis of time: in a chart of years, amid the year it is of."""
    return (row.period_end - timedelta(days=183) if yearly else row.period_end).isoformat()


def period_name(row: TrendRow) -> str:
    """What one point is called: 'Dec 2025', or '2024/25' of a year's figure ending in March."""
    return published_name(row.period_end) if row.yearly else month_name(row.period_end)


def window_words(trend: Trend, yearly: bool) -> str:
    """The window and the latest period: 'rolling year to October 2026', 'by month'; and that the
    latest is still being recorded where it is."""
    moving = " (still being recorded)" if trend.latest and trend.latest.recording else ""
    return _window_and_latest(trend, yearly) + moving


def _window_and_latest(trend: Trend, yearly: bool) -> str:
    last = trend.latest
    if yearly:
        at = f", latest {period_name(last)}" if last else ""
        return ("at year end" if trend.window == "e" else "by year") + at
    if last and last.yearly:
        return _months_then_years(trend, last)
    if trend.window in ("r", "y") and last:
        to = " to" if trend.window == "r" else ", to"
        return f"{WINDOWS[trend.window]}{to} {long_month(last.period_end)}"
    at = f", latest {long_month(last.period_end)}" if last else ""
    return WINDOWS[trend.window] + at


def _months_then_years(trend: Trend, last: TrendRow) -> str:
    """'by month to Dec 2015, then by year to 2024/25'."""
    months = [row.period_end for row in trend.rows if not row.yearly and row.value is not None]
    if not months:
        return f"by year, latest {period_name(last)}"
    until = month_name(max(months))
    return f"{WINDOWS[trend.window]} to {until}, then by year to {period_name(last)}"
