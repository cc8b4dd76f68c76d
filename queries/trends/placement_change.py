"""Why placements cost more or less than before: their number, their prices, or the mix of kinds.

What placements cost a week is their number × the average price, and the average price is the
prices of the kinds, each weighed by its share of the placements. A change of one of the three is
counted with the others held half way between the two months, so that the three add up to the
change exactly, whichever month is called the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.database import Connection

_SLUG, _SPLIT = "placement_unit_cost", "placement_type"
_MARCH = 3


@dataclass(frozen=True)
class Placements:
    """The placements of one kind in one month: how many, and their pounds a week together."""

    number: float
    cost: float

    @property
    def price(self) -> float | None:
        """Pounds a week for each; None where there is none."""
        return self.cost / self.number if self.number else None


@dataclass(frozen=True)
class KindChange:
    """One kind's part of a change, in pounds a week.

    ``price`` is what its own price changed; ``mix`` what its share of all placements did, against
    a placement of the average price.
    """

    kind: str
    before: Placements
    after: Placements
    price: float
    mix: float


@dataclass(frozen=True)
class PlacementChange:
    """A change in what placements cost a week: ``number`` + ``price`` + ``mix`` = ``change``.

    ``kinds`` stand in the order of how much their own costs moved, the most first.
    """

    before: date
    after: date
    cost_before: float
    cost_after: float
    number_before: float
    number_after: float
    number: float
    price: float
    mix: float
    kinds: tuple[KindChange, ...]

    @property
    def change(self) -> float:
        """Pounds a week."""
        return self.cost_after - self.cost_before


def placement_change(
    before: date, after: date, first: Mapping[str, Placements], second: Mapping[str, Placements]
) -> PlacementChange | None:
    """The change from ``first`` to ``second``, placements by kind.

    None where either month has no placement: then nothing has an average price. A kind that one
    of the months does not have keeps the price of the other, so all of it is mix.
    """
    n0, n1 = (sum(each.number for each in month.values()) for month in (first, second))
    c0, c1 = (sum(each.cost for each in month.values()) for month in (first, second))
    if n0 <= 0 or n1 <= 0:
        return None
    average = (c0 / n0 + c1 / n1) / 2
    none = Placements(0, 0)
    kinds = [
        _kind_change(kind, first.get(kind, none), second.get(kind, none), (n0, n1), average)
        for kind in sorted({*first, *second})
    ]
    kinds.sort(key=lambda each: -abs(each.after.cost - each.before.cost))
    return PlacementChange(
        before,
        after,
        cost_before=c0,
        cost_after=c1,
        number_before=n0,
        number_after=n1,
        number=(n1 - n0) * average,
        price=sum(each.price for each in kinds),
        mix=sum(each.mix for each in kinds),
        kinds=tuple(each for each in kinds if each.before.number or each.after.number),
    )


def _kind_change(
    kind: str, before: Placements, after: Placements, numbers: tuple[float, float], average: float
) -> KindChange:
    n0, n1 = numbers
    shares = before.number / n0, after.number / n1
    p0, p1 = before.price, after.price
    p0, p1 = (p1 if p0 is None else p0) or 0.0, (p0 if p1 is None else p1) or 0.0
    middle = (n0 + n1) / 2
    return KindChange(
        kind,
        before,
        after,
        price=middle * (shares[0] + shares[1]) / 2 * (p1 - p0),
        mix=middle * (shares[1] - shares[0]) * ((p0 + p1) / 2 - average),
    )


def get_placement_change(
    cursor: Connection, council: str, before: date, after: date
) -> PlacementChange | None:
    """The change between two month ends, from the figures of ``placement_unit_cost`` by kind.

    None where either month is not held.
    """
    months: dict[date, dict[str, Placements]] = {before: {}, after: {}}
    for month, kind, cost, number in cursor.execute(
        "SELECT period_end, member, numerator, denominator FROM observation "
        "WHERE slug = ? AND split = ? AND \"window\" = 'e' AND source = 'cases' AND area = ? "
        "AND list_contains(?, period_end) AND denominator IS NOT NULL",
        [_SLUG, _SPLIT, council, [before, after]],
    ).fetchall():
        months[month][kind] = Placements(number, cost)
    return placement_change(before, after, months[before], months[after])


def get_change_since_march(cursor: Connection, council: str) -> PlacementChange | None:
    """The change from the last March before the latest month held, when the budget was set.

    None where no month of placements is held, or not that March.
    """
    (latest,) = cursor.execute(
        "SELECT max(period_end) FROM observation WHERE slug = ? AND split = ? "
        "AND \"window\" = 'e' AND source = 'cases' AND area = ?",
        [_SLUG, _SPLIT, council],
    ).fetchone()
    if latest is None:
        return None
    march = date(latest.year - (latest.month <= _MARCH), _MARCH, 31)
    return get_placement_change(cursor, council, march, latest)
