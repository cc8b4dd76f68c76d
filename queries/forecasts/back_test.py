"""How well a series would have been forecast: made again at each of many past months, from what
was known then alone, and compared with what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from queries.forecasts.history import YEAR, History


@dataclass(frozen=True)
class Plan:
    """How far ahead a forecast goes, in steps, and from how many past origins it is tested.

    ``known``: the fewest values that one is made from. ``fewest``, ``most``: origins, those
    nearest to the end being taken.
    """

    horizon: int
    known: int
    fewest: int
    most: int

    @property
    def needed(self) -> int:
        """The fewest values of a series in a row."""
        return self.known + self.horizon + self.fewest - 1

    def origins(self, length: int) -> range:
        """How many values were known at each origin; all of them saw the whole horizon since."""
        last = length - self.horizon
        return range(max(self.known, last - self.most + 1), last + 1)


# A year ahead, from three years of origins where there are as many (docs/forecast.md).
MONTHLY = Plan(horizon=12, known=24, fewest=25, most=36)
# Ten published years are too few: what beat the last year in them did not in the years after.
YEARLY = Plan(horizon=3, known=8, fewest=10, most=20)


@dataclass(frozen=True)
class BackTest:
    """Absolute errors, one row an origin and one column a period ahead, in the series' unit.

    ``same``: of 'the same as the last period'. ``average``: of 'the average of the last twelve'.
    """

    errors: tuple[tuple[float, ...], ...]
    same: tuple[tuple[float, ...], ...]
    average: tuple[tuple[float, ...], ...]

    @cached_property
    def against_same(self) -> float:
        """Mean absolute error over that of 'the same as the last period'; below 1 is better."""
        return _ratio(self.errors, self.same)

    @cached_property
    def against_average(self) -> float:
        """Mean absolute error over that of 'the average of the last twelve'."""
        return _ratio(self.errors, self.average)

    def halves(self) -> tuple["BackTest", "BackTest"]:
        """The earlier and the later origins apart."""
        middle = len(self.errors) // 2
        parts = (self.errors, self.same, self.average)
        return (
            BackTest(*(each[:middle] for each in parts)),
            BackTest(*(each[middle:] for each in parts)),
        )


def back_test(history: History, plan: Plan) -> BackTest:
    """The test of ``history``, of at least ``plan.needed`` values."""
    errors, same, average = [], [], []
    for known in plan.origins(len(history.values)):
        came = history.values[known : known + plan.horizon]
        before = history.values[max(0, known - YEAR) : known]
        errors.append(_misses(history.carried_on(known, plan.horizon), came))
        same.append(_misses([before[-1]] * plan.horizon, came))
        average.append(_misses([sum(before) / len(before)] * plan.horizon, came))
    return BackTest(tuple(errors), tuple(same), tuple(average))


def _misses(said: Sequence[float], came: Sequence[float]) -> tuple[float, ...]:
    return tuple(abs(a - b) for a, b in zip(said, came, strict=True))


def _ratio(errors: Sequence[Sequence[float]], other: Sequence[Sequence[float]]) -> float:
    """Of the two means, which are over the same origins and periods; 1 where both are nothing."""
    ours, theirs = sum(map(sum, errors)), sum(map(sum, other))
    if theirs:
        return ours / theirs
    return float("inf") if ours else 1.0
