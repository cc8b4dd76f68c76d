"""Figures that cannot be, and figures that are most likely slips of a finger."""

from collections.abc import Sequence

from data.readers.performance_workbook.cells import NoFigure
from data.vocabulary import Term

_MOST = 1e12

Value = tuple[str, float | None, float | None, float | None, int]


def impossible_figure(values: Sequence[Value], term: Term, text: str) -> NoFigure | None:
    """What to say of a cell whose ``values`` no indicator has: below zero, or past counting.

    Money and shares of money may be below zero: an underspend is.
    """
    for _, value, *_ in values:
        if value is not None and value < 0 and "pounds" not in term.units:
            return NoFigure(
                "below_zero", f"‘{text}’ found: ‘{term.title}’ is never below zero; correct it"
            )
        if value is not None and abs(value) >= _MOST:
            return NoFigure("too_large", f"‘{text}’ found: no council has so many; correct it")
    return None


def improbable_figure(values: Sequence[Value], others_possible: bool, text: str) -> str | None:
    """What to say of a percentage over 100 in a row that has typed percentages up to 100."""
    over = any(unit == "percent" and value and value > 100 for unit, value, *_ in values)
    if over and others_possible:
        return f"‘{text}’ is over 100%, and others of its row are not; loaded as typed. Check it."
    return None
