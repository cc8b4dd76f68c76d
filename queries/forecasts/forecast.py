"""A series' forecast with an honest interval, or the reason why there is none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from queries.forecasts.back_test import MONTHLY, YEARLY, BackTest, Plan, back_test
from queries.forecasts.history import YEAR, History

# The share of past misses that a range is as wide as, so as to hold four coming figures of five:
# origins a month apart share most of their months, and are worth far fewer (docs/forecast.md).
PAST = 0.9
# The gain that a forecast must have had over the simpler sayings. Under it, series that cannot be
# forecast pass by luck (docs/forecast.md has how many do).
GAIN = 0.1


@dataclass(frozen=True)
class Ahead:
    """One coming period: ``low`` to ``high`` is to hold at least four figures of five. In the unit
    of the series; ``period`` counts from 1, the first one to come."""

    period: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Outlook:
    """``ahead`` is empty where a forecast is withheld, and ``why_none`` then says which rule
    withheld it: too_few, same (no better than the last period), average (no better than the
    average of the last twelve) or unsteady (better at first or of late, not both).

    ``test`` is None where there were too few values to make one. ``origins``: from how many past
    periods it was tested. ``average``: of the last twelve values.
    """

    ahead: tuple[Ahead, ...]
    plan: Plan
    why_none: str | None = None
    test: BackTest | None = None
    average: float | None = None

    @property
    def origins(self) -> int:
        return len(self.test.errors) if self.test else 0


def plan_of(history: History) -> Plan:
    """How far ahead, and what is needed for it: a year of months, or three years."""
    return MONTHLY if history.step == 1 else YEARLY


def outlook(history: History, plan: Plan | None = None) -> Outlook:
    """The forecast of ``history``, if its back-test allows one; by another ``plan`` than its step's
    only to measure that."""
    plan = plan or plan_of(history)
    if len(history.values) < plan.needed:
        return Outlook((), plan, "too_few")
    test = back_test(history, plan)
    last = history.values[-YEAR:]
    why_none = _why_none(test)
    ahead = () if why_none else _ahead(history, plan, test)
    return Outlook(ahead, plan, why_none, test, sum(last) / len(last))


def _why_none(test: BackTest) -> str | None:
    if test.against_same > 1 - GAIN:
        return "same"
    if test.against_average > 1 - GAIN:
        return "average"
    for half in test.halves():
        if half.against_same >= 1 or half.against_average >= 1:
            return "unsteady"
    return None


def _ahead(history: History, plan: Plan, test: BackTest) -> tuple[Ahead, ...]:
    points = history.carried_on(len(history.values), plan.horizon)
    return tuple(
        Ahead(
            period,
            value,
            history.bounded(value - reach),
            history.bounded(value + reach),
        )
        for period, (value, reach) in enumerate(zip(points, reaches(test), strict=True), start=1)
    )


def reaches(test: BackTest) -> list[float]:
    """How far the interval reaches on either side, by period ahead, never less than before.

    Of m past misses in order of size, the one numbered 90 % of m + 1, rounded up: its own, or those
    of 'the same as the last period' where these are larger. A forecast is shown because its own
    were small, so these alone would flatter it.
    """
    found: list[float] = []
    for own, same in zip(zip(*test.errors, strict=True), zip(*test.same, strict=True), strict=True):
        reach = max(_ninth_of_ten(own), _ninth_of_ten(same))
        found.append(max(reach, found[-1]) if found else reach)
    return found


def _ninth_of_ten(misses: Sequence[float]) -> float:
    place = min(math.ceil((len(misses) + 1) * PAST), len(misses))
    return sorted(misses)[place - 1]
