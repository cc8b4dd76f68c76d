"""The stretch of time that a sample covers, in whole days since 1970-01-01.

Journeys are made from well before the first month until after the last, and then cut at the
last day: an end that has not yet happened is blank, as it would be in an extract.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import holidays
import numpy as np

EPOCH = date(1970, 1, 1)
NEVER = 1 << 30
YEAR = 365.25
BURN_IN_MONTHS = 60
CARE_BURN_IN_YEARS = 15
PLANS_BURN_IN_YEARS = 4
HISTORY_MONTHS = 24
PLAN_HISTORY_MONTHS = 60


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def month_start(year: int, month: int) -> date:
    """The first day of a month; ``month`` may lie outside 1-12, counting on from ``year``."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def latest_complete_month(today: date) -> date:
    """The last day of the last month that ended before ``today``."""
    return today.replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """``end`` is the last day of the last of ``months`` months."""

    end: date
    months: int

    @property
    def start(self) -> date:
        """The first day of the first month."""
        return month_start(self.end.year, self.end.month - self.months + 1)

    @property
    def last_day(self) -> int:
        return day_number(self.end)

    @property
    def front_door_start(self) -> date:
        """From here referrals are made, so that rolling years are right from the first month."""
        return month_start(self.start.year, self.start.month - BURN_IN_MONTHS)

    @property
    def history_start(self) -> int:
        """The day from which extracts hold what was open then, and everything later."""
        return day_number(month_start(self.start.year, self.start.month - HISTORY_MONTHS))

    @property
    def plan_history_start(self) -> int:
        """The same for child protection plans, of which an earlier one matters for years."""
        return day_number(month_start(self.start.year, self.start.month - PLAN_HISTORY_MONTHS))

    @property
    def plans_start(self) -> date:
        """From here plans are made, so that an earlier plan of a child can be known."""
        start = self.front_door_start
        return month_start(start.year - PLANS_BURN_IN_YEARS, start.month)

    @property
    def care_start(self) -> date:
        """From here entries to care are made, so that long stays exist at the first month."""
        start = self.front_door_start
        return month_start(start.year - CARE_BURN_IN_YEARS, start.month)

    def month_ends(self) -> list[date]:
        """The last day of every month, first to last."""
        return [self.month_end(-back) for back in range(self.months - 1, -1, -1)]

    def month_end(self, offset: int) -> date:
        """The month ``offset`` months from the last (0: the last, -1: the one before)."""
        return month_start(self.end.year, self.end.month + offset + 1) - timedelta(days=1)


def months_on(days: np.ndarray, months: int) -> np.ndarray:
    """The same day of a later month, its last where it has no such day; NEVER stays NEVER."""
    dates = np.where(days < NEVER, days, 0).astype("datetime64[D]")
    begins = dates.astype("datetime64[M]")
    into = (dates - begins.astype("datetime64[D]")).astype(np.int64)
    target = begins + months
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(int)
    moved = target.astype("datetime64[D]").astype(np.int64) + np.minimum(into, length - 1)
    return np.where(days < NEVER, moved, NEVER)


def months_between(first: date, last: date) -> list[date]:
    """First days of all months from that of ``first`` to that of ``last``."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [month_start(first.year, first.month + each) for each in range(count)]


class WorkingDays:
    """Monday to Friday less England's bank holidays, on arrays of day numbers."""

    def __init__(self, first: date, last: date) -> None:
        years = range(first.year - 1, last.year + 4)
        observed = holidays.country_holidays("GB", subdiv="ENG", years=years)
        self._calendar = np.busdaycalendar(holidays=sorted(np.datetime64(day) for day in observed))

    def between(self, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Working days elapsed: the first is day 0."""
        one = np.timedelta64(1, "D")
        return np.busday_count(
            first.astype("datetime64[D]") + one,
            last.astype("datetime64[D]") + one,
            busdaycal=self._calendar,
        )

    def after(self, days: np.ndarray, count: np.ndarray | int) -> np.ndarray:
        """``count`` working days on; day 0 is the start, rolled on to a working day if it is none.

        A start at a weekend counts its first working day as day 1.
        """
        dates = days.astype("datetime64[D]")
        working = np.is_busday(dates, busdaycal=self._calendar)
        counts = np.where(working, count, np.maximum(count, 1) - 1)
        found = np.busday_offset(dates, counts, roll="forward", busdaycal=self._calendar)
        return found.astype(np.int64)

    def on_or_after(self, days: np.ndarray) -> np.ndarray:
        """Each day itself, or the next working day."""
        found = np.busday_offset(
            days.astype("datetime64[D]"), 0, roll="forward", busdaycal=self._calendar
        )
        return found.astype(np.int64)

    def is_working(self, days: np.ndarray) -> np.ndarray:
        return np.is_busday(days.astype("datetime64[D]"), busdaycal=self._calendar)
