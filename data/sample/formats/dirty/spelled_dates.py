"""Quirks of dates: one column of a table, or each by chance, written in another way."""

from collections.abc import Callable
from datetime import date

from numpy.random import Generator

from data.sample.formats.dirty.draft import Draft
from data.sample.formats.export_table import Cell

_DAY_0 = date(1899, 12, 30).toordinal()
_FIRST_OF_TWO_FIGURES, _LAST_OF_TWO_FIGURES = 1969, 2068
_FORMATS = ("%d/%m/%Y", "%d/%m/%y", "%d-%b-%Y")


def dates_as_text(draft: Draft, rng: Generator) -> None:
    for column in _struck_columns(draft, rng):
        pattern = str(rng.choice(_FORMATS))
        _rewrite(draft, column, lambda day, pattern=pattern: _text(day, pattern))


def dates_with_time(draft: Draft, rng: Generator) -> None:
    for column in _struck_columns(draft, rng):
        joint = str(rng.choice([" ", "T"]))
        _rewrite(draft, column, lambda day, joint=joint: f"{day}{joint}00:00:00")


def serials(draft: Draft, rng: Generator) -> None:
    for column in _struck_columns(draft, rng):
        _rewrite(draft, column, lambda day: day.toordinal() - _DAY_0)


def _text(day: date, pattern: str) -> str:
    two_figures = _FIRST_OF_TWO_FIGURES <= day.year <= _LAST_OF_TWO_FIGURES
    return day.strftime(pattern if two_figures else pattern.replace("%y", "%Y"))


def _struck_columns(draft: Draft, rng: Generator) -> list[int]:
    """About a third of the columns with dates, one at least."""
    dated = [
        column
        for column in range(len(draft.clean.headings))
        if any(isinstance(row[column], date) for row in draft.rows)
    ]
    chosen = [column for column in dated if rng.random() < 0.33]
    return chosen or dated[:1]


def _rewrite(draft: Draft, column: int, written: Callable[[date], Cell]) -> None:
    for row in draft.rows:
        if isinstance(day := row[column], date):
            row[column] = written(day)
