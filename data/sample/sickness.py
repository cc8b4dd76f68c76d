"""The working days of each month, and how many of them are lost to sickness."""

from dataclasses import dataclass

import numpy as np

from data.sample.establishment import WHOLE
from data.sample.holdings import LONG_SICK, MATERNITY
from data.sample.span import WorkingDays

SHORT_SICKNESS = 0.205
SEASON = (1.25, 1.15, 1.05, 0.95, 0.90, 0.88, 0.85, 0.80, 0.95, 1.08, 1.15, 1.22)


@dataclass(frozen=True)
class Calendar:
    """Months by position: first and last day, the month of the year, its working days, and the
    price of an agency day against the last month's."""

    first: np.ndarray
    last: np.ndarray
    month: np.ndarray
    working: np.ndarray
    price: np.ndarray
    days: WorkingDays


def sick_half_days(
    calendar: Calendar, month: int, fte: np.ndarray, away: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Half-days lost by each person: now and then some, more in winter; all of a person's own
    working days where the illness is long."""
    season = SEASON[calendar.month[month] - 1]
    ill = rng.random(len(fte)) < SHORT_SICKNESS * season
    short = ill * (2 + rng.binomial(8, 0.32, len(fte)))
    long = np.round(2 * calendar.working[month] * fte / WHOLE).astype(np.int64)
    return np.where(away == LONG_SICK, long, np.where(away == MATERNITY, 0, short))
