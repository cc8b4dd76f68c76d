"""Typed figures against their own arithmetic: percentages, rates, totals.

Each check gives warnings and changes nothing: the figure is loaded as typed, and a person
decides which of the numbers is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from data.reports import Warn

RATE_TOLERANCE = 0.02
"""Implied populations nearer to each other than this share are one population, re-estimated."""
FEWEST_RATES = 3
"""Among fewer rates of one row none can be called the odd one."""


@dataclass(frozen=True)
class TypedFigure:
    """A figure with where it was typed. ``places``: decimal places typed; ``sheet`` may be None.

    ``row`` names the row to people; ``kind`` is month or year_end.
    """

    cell: str
    row: str
    period_end: date
    kind: str
    value: float
    numerator: float | None = None
    denominator: float | None = None
    places: int = 0
    sheet: str | None = None

    @property
    def period(self) -> str:
        """``July 2015``, or ``Year end March 2015``."""
        named = f"{self.period_end:%B %Y}"
        return f"Year end {named}" if self.kind == "year_end" else named


def percentage_warnings(figures: Iterable[TypedFigure]) -> list[Warn]:
    """Percentages that differ from 100 × numerator ÷ denominator by more than their rounding."""
    warnings = []
    for each in figures:
        if each.numerator is None or each.denominator is None:
            continue
        if each.denominator == 0 or each.numerator > each.denominator:
            warnings.append(_impossible_fraction(each))
            continue
        own = 100 * each.numerator / each.denominator
        if abs(own - each.value) > 0.5 * 10**-each.places + 1e-9:
            warnings.append(
                Warn(
                    "arithmetic_percentage",
                    f"{each.period}: {each.value:.{each.places}f}% is typed beside "
                    f"{each.numerator:,.0f}/{each.denominator:,.0f}, which is "
                    f"{own:.{max(each.places, 1)}f}%. Loaded as typed; correct whichever is wrong.",
                    each.cell,
                )
            )
    return warnings


def _impossible_fraction(each: TypedFigure) -> Warn:
    return Warn(
        "arithmetic_percentage",
        f"{each.period}: {each.numerator:,.0f}/{each.denominator:,.0f} cannot be the fraction "
        "behind a percentage. Correct it.",
        each.cell,
    )


def rate_warnings(figures: Iterable[TypedFigure]) -> list[Warn]:
    """Rates whose implied population (count ÷ rate × 10,000) is unlike those they stand beside.

    A figure's ``value`` is the rate and its ``numerator`` the count. Months are compared with
    the other months of their row; then rows with each other, in each year-end column and in
    each month that no row has singled out.
    """
    typed = [each for each in figures if each.numerator and each.value > 0]
    rows: dict[tuple, list[TypedFigure]] = defaultdict(list)
    periods: dict[tuple, list[TypedFigure]] = defaultdict(list)
    odd: dict[TypedFigure, Warn] = {}
    for each in typed:
        if each.kind == "month":
            rows[each.sheet, each.row].append(each)
    for row in rows.values():
        odd |= _odd_months(row)
    for each in typed:
        if each not in odd:
            periods[each.period_end, each.kind].append(each)
    clashes = [_rows_that_differ(group) for group in periods.values()]
    return [*odd.values(), *(each for each in clashes if each)]


def _odd_months(row: list[TypedFigure]) -> dict[TypedFigure, Warn]:
    if len(row) < FEWEST_RATES:
        return {}
    usual = median(_implied(each) for each in row)
    odd = dict.fromkeys(each for each in row if _unlike(each, usual))
    others = [_implied(each) for each in row if each not in odd]
    if not odd or len(odd) >= len(others):
        return {}
    return {each: _odd_month(each, min(others), max(others)) for each in odd}


def _odd_month(each: TypedFigure, low: float, high: float) -> Warn:
    others = f"{low:,.0f} to {high:,.0f}" if round(low) < round(high) else f"{low:,.0f}"
    return Warn(
        "arithmetic_rate",
        f"{each.period}: {each.numerator:,.0f} at {each.value:.{each.places}f} per 10,000 implies "
        f"a population of {_implied(each):,.0f}; the other months of this row imply {others}. "
        "Loaded as typed; correct the count or the rate.",
        each.cell,
    )


def _rows_that_differ(group: list[TypedFigure]) -> Warn | None:
    """The rates of one period on different rows, where the population they imply differs."""
    ranked = sorted(group, key=_implied)
    if len({(each.sheet, each.row) for each in group}) < 2 or not _unlike(
        ranked[0], _implied(ranked[-1])
    ):
        return None
    low, high = ranked[0], ranked[-1]
    return Warn(
        "arithmetic_rate",
        f"{low.period}: {_described(low)} and {_described(high)} cannot both be right. Loaded as "
        "typed; correct the one that used another population.",
        high.cell if low.sheet == high.sheet else low.cell,
    )


def _described(each: TypedFigure) -> str:
    place = f"{each.sheet} {each.cell}" if each.sheet else each.cell
    return (
        f"{each.numerator:,.0f} at {each.value:.{each.places}f} per 10,000 ({place}), which "
        f"implies a population of {_implied(each):,.0f},"
    )


def _implied(each: TypedFigure) -> float:
    return (each.numerator or 0) / each.value * 10_000


def _unlike(each: TypedFigure, population: float) -> bool:
    """Whether even the rate's rounding cannot bring its population near the other."""
    half = 0.5 * 10**-each.places
    count = each.numerator or 0
    low = count / (each.value + half) * 10_000
    high = count / max(each.value - half, half / 10) * 10_000
    return low > population * (1 + RATE_TOLERANCE) or high < population * (1 - RATE_TOLERANCE)


def total_warning(total: TypedFigure, parts: list[TypedFigure], cell: str) -> Warn | None:
    """A warning where parts typed in ``cell`` do not add up to the total typed elsewhere."""
    added = sum(part.value for part in parts)
    if abs(added - total.value) < 0.5:
        return None
    listed = " + ".join(f"{part.value:,.0f}" for part in parts)
    place = f"{total.sheet} {total.cell}" if total.sheet else total.cell
    return Warn(
        "arithmetic_total",
        f"{total.period}: {listed} = {added:,.0f}, but {place} says {total.value:,.0f} in all. "
        "Loaded as typed; correct whichever is wrong.",
        cell,
    )
