"""Quirks that add columns: a region's, and those of somebody's formulas."""

import re

from numpy.random import Generator

from data.sample.formats.dirty.draft import Draft
from data.sample.formats.export_table import Cell

_YEARLY = re.compile(r"_(\d{4})-(\d{2})[/.]")
_DATED = re.compile(r"_(\d{4})-(\d{2})-\d{2}\.")


def with_region(draft: Draft, rng: Generator) -> None:
    """The year and month of the file's name; of a return, those of its year's end."""
    file = str(draft.clean.file)
    columns: dict[str, Cell] = {"LA": "Wayshire"}
    if named := _DATED.search(file):
        columns |= {"Year": int(named[1]), "Month": int(named[2])}
    elif named := _YEARLY.search(file):
        columns |= {"Year": int(named[1]) + 1, "Month": 3}
    _add(draft, columns)


def with_helpers(draft: Draft, rng: Generator) -> None:
    _add(
        draft,
        {"Appears on referral list": "Yes", "Gender group": "All", "Ethnic group": "a) White"},
    )


def _add(draft: Draft, columns: dict[str, Cell]) -> None:
    """To every record, and to a row that repeats the headings, but not to a footer."""
    for row, source in zip(draft.rows, draft.sources, strict=True):
        is_headings = source is None and row == draft.headings
        values = list(columns) if is_headings else columns.values()
        row.extend(values if is_headings or source is not None else [None] * len(columns))
    draft.headings += list(columns)
