"""Percentages typed without their sign: a fraction of one, as Excel stores them, or 0-100."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median

from data.readers.performance_workbook.cells import TypedCell, places


@dataclass(frozen=True)
class BarePercentage:
    """``value`` is 0-100, ``places`` its decimal places as typed; ``doubtful`` asks a person."""

    value: float
    places: int
    doubtful: bool


@dataclass(frozen=True)
class BareNumbers:
    """All the bare numbers of one row, which tell how each of them was meant."""

    numbers: tuple[Decimal, ...]

    @cached_property
    def usual_fraction(self) -> float | None:
        """The median of those up to one, zeros left out; None where there are none."""
        return _median(each for each in self.numbers if each and abs(each) <= 1)

    @cached_property
    def usual_percentage(self) -> float | None:
        """The median of those over one; None where there are none."""
        return _median(each for each in self.numbers if abs(each) > 1)

    @cached_property
    def places(self) -> Counter[int]:
        """How many of them have how many decimal places."""
        return Counter(places(each) for each in self.numbers)


def bare_percentage(typed: TypedCell, row: BareNumbers) -> BarePercentage:
    """A bare number of a row of percentages, as a percentage.

    Its own numerator and denominator decide. Without them a number over one is a percentage
    and a number up to one is a fraction of one. Where others of the row are of the other kind,
    it is whichever lies nearer to them, and doubtful, as is exactly one.
    """
    bare = typed.bare or Decimal(0)
    kind = abs(bare) > 1
    unlike = row.usual_fraction if kind else row.usual_percentage
    doubtful = False
    if typed.numerator is not None and typed.denominator:
        of_one = _nearer_of_one(bare, 100 * typed.numerator / typed.denominator)
    elif unlike is not None and bare:
        of_one = _nearer_of_one(bare, unlike * (100 if kind else 1))
        doubtful = True
    else:
        of_one = not kind
        doubtful = bare == 1
    value = bare * 100 if of_one else bare
    return BarePercentage(float(value), _places(bare, of_one, row), doubtful)


def _median(numbers: Iterable[Decimal]) -> float | None:
    found = [float(each) for each in numbers]
    return median(found) if found else None


def _nearer_of_one(bare: Decimal, usual: float) -> bool:
    return abs(float(bare) * 100 - usual) <= abs(float(bare) - usual)


def _places(bare: Decimal, of_one: bool, numbers: BareNumbers) -> int:
    """Decimal places typed. A number loses its last zeros in a cell: 79.0% is stored as 0.79.

    So a number one or two places shorter than most of its row has the row's places.
    """
    own = places(bare)
    others = numbers.places - Counter([own])
    row = others.most_common(1)[0][0] if others else own
    return max(0, (row if 0 < row - own <= 2 else own) - (2 if of_one else 0))
