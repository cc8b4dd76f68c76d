"""What it would take to reach a target of twelve months: the oldest months drop out, others come.

The months that leave the year until the target is due no longer count; the others stay as they are;
and as many cases as in a usual month, the mean of the twelve, come in each month. Nothing is said
where the twelve single months are not known or do not add up to the year's own figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from queries.trends.least_and_most import least_and_most, too_low
from queries.trends.own_figures import Figure
from queries.trends.periods import after_months, month_index
from queries.trends.targets import Aim
from queries.trends.view import TrendRow

YEAR = 12
_NOISE = 9


@dataclass(frozen=True)
class Rolling:
    """A share: of the next ``cases``, from ``least`` to ``most`` must count.

    Both are None where no number of them is enough: ``possible`` is then the first month's end at
    which the target could be met, if all went right. ``kept``: numerator and denominator of the
    months that stay. ``best``: what the year comes to if all of the cases go the right way.
    """

    cases: int
    least: int | None
    most: int | None
    kept: tuple[float, float]
    best: float
    possible: date | None = None


@dataclass(frozen=True)
class RollingSum:
    """A number, or a rate: from ``least`` to ``most`` more; the most is None without a limit, and
    below zero where what stays is too much already. ``usual``: what comes in as a rule in as many
    months. ``kept`` and ``possible`` as of a share."""

    least: int
    most: int | None
    usual: float
    kept: float
    possible: date | None = None


def rolling(last: TrendRow, singles: Sequence[Figure], aim: Aim, months: int) -> Rolling | None:
    """Of a percentage of twelve months, by so many months from ``last``."""
    numerators = [each.numerator for each in singles]
    denominators = [each.denominator for each in singles]
    if not _twelve(last, singles):
        return None
    if not (_make(numerators, last.numerator) and _make(denominators, last.denominator)):
        return None
    found = _rolled(singles, aim, months)
    if found is None or found.least is not None:
        return found
    for later in range(months + 1, YEAR + 1):
        there = _rolled(singles, aim, later)
        if there and there.least is not None:
            return replace(found, possible=after_months(last.period_end, later))
    return found


def _rolled(singles: Sequence[Figure], aim: Aim, months: int) -> Rolling | None:
    """The answer for a number of months, twelve at most; None where no case is to be expected."""
    leaving = min(months, YEAR)
    kept = _sum(each.numerator for each in singles[leaving:])
    of = _sum(each.denominator for each in singles[leaving:])
    # The nearest whole number of cases, halves up.
    cases = int(round(_sum(each.denominator for each in singles) / YEAR * leaving, _NOISE) + 0.5)
    if cases == 0:
        return None

    def value(counting: float) -> float:
        return 100 * (kept + counting) / (of + cases)

    least, most = least_and_most(aim, value, cases)
    best = value(cases) if too_low(aim, value(cases)) else value(0)
    if most is None or least > most:
        return Rolling(cases, None, None, (kept, of), best)
    return Rolling(cases, least, most, (kept, of), best)


def rolling_sum(
    last: TrendRow, singles: Sequence[Figure], aim: Aim, months: int, population: float | None
) -> RollingSum | None:
    """Of a number of twelve months, or of its rate per 10,000 of ``population``."""
    counted = [each.numerator for each in singles]
    if not (_twelve(last, singles) and _make(counted, last.numerator)):
        return None
    found = _summed(counted, aim, months, population)
    if found.most is None or found.least <= found.most:
        return found
    for later in range(months + 1, YEAR + 1):
        there = _summed(counted, aim, later, population)
        if there.most is None or there.least <= there.most:
            return replace(found, possible=after_months(last.period_end, later))
    return found


def _summed(
    counted: Sequence[float | None], aim: Aim, months: int, population: float | None
) -> RollingSum:
    leaving = min(months, YEAR)
    kept = _sum(counted[leaving:])
    scale = 10_000 / population if population else 1.0
    least, most = least_and_most(aim, lambda more: (kept + more) * scale)
    return RollingSum(least, most, _sum(counted) / YEAR * leaving, kept)


def _twelve(last: TrendRow, singles: Sequence[Figure]) -> bool:
    end = month_index(last.period_end)
    return [month_index(each.period_end) for each in singles] == [*range(end - YEAR + 1, end + 1)]


def _make(months: Sequence[float | None], year: float | None) -> bool:
    """Whether the months are all known and add up to the year."""
    return year is not None and None not in months and round(_sum(months) - year, 6) == 0


def _sum(numbers) -> float:
    return sum(each or 0.0 for each in numbers)
