"""What a header row tells of the columns below it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

_DESCRIBING = ("label", "reference", "direction", "data_note")
_NO_FIGURES = (*_DESCRIBING, "not_read", "other_target", "second_table")


@dataclass(frozen=True)
class Column:
    """One column below a header. ``position`` counts from 0; ``heading`` is as typed.

    ``role``: label, reference, direction, data_note, month, year_end, year_to_date, target,
    comparator, neighbours, england, not_read, other_target, second_table. ``period_end`` is the
    month's or financial year's last day, None where the workbook does not tell it.
    """

    position: int
    role: str
    heading: str
    period_end: date | None = None


@dataclass(frozen=True)
class Header:
    """One section's header: its rows, ``first`` to ``last`` counted from 0, and its columns."""

    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def label(self) -> Column:
        return next(column for column in self.columns if column.role == "label")

    @cached_property
    def first_of(self) -> dict[str, int]:
        """The position of the first column of each role."""
        return {each.role: each.position for each in reversed(self.columns)}

    @cached_property
    def figures_at(self) -> frozenset[int]:
        """The positions of the columns that are read for figures."""
        return frozenset(each.position for each in self.columns if each.role not in _NO_FIGURES)

    def having(self, *roles: str) -> list[Column]:
        return [column for column in self.columns if column.role in roles]

    @cached_property
    def last_month(self) -> date | None:
        return max((c.period_end for c in self.having("month") if c.period_end), default=None)
