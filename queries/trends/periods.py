"""Periods: which published year covers a month, and how months and years are named."""

from collections.abc import Sequence
from datetime import date, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_YEAR = 12


def month_index(day: date) -> int:
    """Months since year 0: differences between two are whole months."""
    return day.year * _YEAR + day.month - 1


def year_earlier(day: date) -> int:
    """The month index twelve months before."""
    return month_index(day) - _YEAR


def covering(period_end: date, published: Sequence[date]) -> tuple[date | None, bool]:
    """The published period drawn at ``period_end``, and whether it is carried forward.

    A published figure is drawn over the twelve months that end with it; after the last one that
    one is carried forward. ``published`` is in order; a year missing in between stays missing.
    """
    for ends in published:
        ahead = month_index(ends) - month_index(period_end)
        if ahead >= 0:
            return (ends, False) if ahead < _YEAR else (None, False)
    return (published[-1], True) if published else (None, False)


def month_name(day: date) -> str:
    """Dec 2025."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def long_month_name(day: date) -> str:
    """December 2025."""
    return f"{_LONG_MONTHS[day.month - 1]} {day.year}"


def after_months(day: date, months: int) -> date:
    """The last day of the month so many months after that of ``day``."""
    index = month_index(day) + months + 1
    return date(index // _YEAR, index % _YEAR + 1, 1) - timedelta(days=1)


def year_end(day: date) -> date:
    """The 31 March on or after ``day``."""
    return date(day.year + (day.month > 3), 3, 31)


def financial_year(day: date) -> str:
    """2025/26, for any day from 1 April 2025 to 31 March 2026."""
    start = day.year if day.month > 3 else day.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def published_name(period_end: date) -> str:
    """A published year by its name: 2024/25 where it ends in March, otherwise Sept 2025."""
    return financial_year(period_end) if period_end.month == 3 else month_name(period_end)
