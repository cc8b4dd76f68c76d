"""What a forecast is made from: a series without gaps, and how it is carried on from any point."""

from collections.abc import Sequence
from dataclasses import dataclass

from queries.forecasts.carried_on import carried_on

YEAR = 12


@dataclass(frozen=True)
class Months:
    """The single months that rolling years are added up from, oldest first.

    ``numerators`` and ``denominators`` begin eleven months before the first rolling year and end
    with the last. ``denominators`` None: each year's own is given in ``over`` (a population; 1 for
    a count), one a rolling year. ``factor``: 100 for a percentage, 10,000 for a rate.
    """

    numerators: tuple[float, ...]
    denominators: tuple[float, ...] | None
    over: tuple[float, ...]
    factor: float


@dataclass(frozen=True)
class History:
    """``values``: the last unbroken run, oldest first, one a period, in the unit of the chart.

    ``step``: months from one to the next, 1 or 12. ``low``, ``high``: the bounds of the unit,
    None where it has none. ``months``: of rolling years, what they are added up from; then the
    months that leave the year are known, and only those to come are carried on.
    """

    values: tuple[float, ...]
    step: int = 1
    low: float | None = None
    high: float | None = None
    months: Months | None = None

    def carried_on(self, known: int, horizon: int) -> list[float]:
        """The ``horizon`` values after the first ``known``, from those ``known`` alone."""
        if self.months is None:
            points = carried_on(self.values[:known], horizon)
        else:
            points = self._rolled(self.months, known, horizon)
        return [self.bounded(each) for each in points]

    def bounded(self, value: float) -> float:
        """``value``, or the bound of the unit that it lies beyond."""
        if self.low is not None:
            value = max(value, self.low)
        return value if self.high is None else min(value, self.high)

    def _rolled(self, months: Months, known: int, horizon: int) -> list[float]:
        """Coming rolling years: months that are over as they were, months to come carried on."""
        until = known + YEAR - 1
        sums = _years(_with_coming(months.numerators[:until], horizon))[-horizon:]
        if months.denominators is None:
            over = [months.over[known - 1]] * horizon
        else:
            over = _years(_with_coming(months.denominators[:until], horizon))[-horizon:]
        last = self.values[known - 1]
        return [
            months.factor * total / below if below else last
            for total, below in zip(sums, over, strict=True)
        ]


def _with_coming(known: Sequence[float], horizon: int) -> list[float]:
    """Months known, and those to come; what is counted is never below nothing."""
    return [*known, *(max(each, 0.0) for each in carried_on(known, horizon))]


def _years(months: Sequence[float]) -> list[float]:
    """The sum of each twelve months in a row."""
    return [sum(months[at - YEAR : at]) for at in range(YEAR, len(months) + 1)]
