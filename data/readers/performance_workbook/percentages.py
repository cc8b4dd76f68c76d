"""Percentages typed without their sign: a fraction of one, as Excel stores them, or 0-100."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from data.readers.performance_workbook.cells import TypedCell, places


@dataclass(frozen=True)
class BarePercentage:
    """``value`` is 0-100, ``places`` its decimal places as typed; ``doubtful`` asks a person."""

    value: float
    places: int
    doubtful: bool


def bare_percentage(typed: TypedCell, others: list[Decimal]) -> BarePercentage:
    """A bare number of a row of percentages, as a percentage.

    Its own numerator and denominator decide. Without them a number over one is a percentage
    and a number up to one is a fraction of one. Where the row's ``others`` are of the other
    kind, it is whichever lies nearer to them, and doubtful, as is exactly one.
    """
    bare = typed.bare or Decimal(0)
    kind = abs(bare) > 1
    unlike = [float(each) for each in others if each and (abs(each) > 1) != kind]
    doubtful = False
    if typed.numerator is not None and typed.denominator:
        of_one = _nearer_of_one(bare, 100 * typed.numerator / typed.denominator)
    elif unlike and bare:
        of_one = _nearer_of_one(bare, median(unlike) * (100 if kind else 1))
        doubtful = True
    else:
        of_one = not kind
        doubtful = bare == 1
    value = bare * 100 if of_one else bare
    return BarePercentage(float(value), _places(bare, of_one, others), doubtful)


def _nearer_of_one(bare: Decimal, usual: float) -> bool:
    return abs(float(bare) * 100 - usual) <= abs(float(bare) - usual)


def _places(bare: Decimal, of_one: bool, others: list[Decimal]) -> int:
    """Decimal places typed. A number loses its last zeros in a cell: 79.0% is stored as 0.79.

    So a number one or two places shorter than most of its row has the row's places.
    """
    own = places(bare)
    usual = Counter(places(each) for each in others).most_common(1)
    row = usual[0][0] if usual else own
    return max(0, (row if 0 < row - own <= 2 else own) - (2 if of_one else 0))
