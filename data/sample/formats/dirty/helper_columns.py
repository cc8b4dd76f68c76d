"""Quirks that add columns: a region's, and those of somebody's formulas."""

from numpy.random import Generator

from data.sample.formats.dirty.draft import Draft
from data.sample.formats.export_table import Cell


def with_region(draft: Draft, rng: Generator) -> None:
    _add(draft, {"LA": "Wayshire", "Year": 2025, "Month": 10})


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
