"""Over what time a row's figures are told: what its label says, or what is assumed of it."""

from data.readers.performance_workbook.columns import Column
from data.readers.performance_workbook.layout import IndicatorRow
from data.readers.performance_workbook.matching import named_window, window_in_label
from data.vocabulary import Term


def figure_window(row: IndicatorRow, term: Term, column: Column) -> str:
    """The window of the row's figures in a column.

    A year-end column of a row of months holds the whole year, not March.
    """
    window = window_in_label(_words(row), term)
    if column.role == "year_to_date":
        return "y"
    if column.role == "year_end" and window == "m":
        return next((year for year in ("r", "y") if year in term.windows), "a")
    return window


def window_doubt(row: IndicatorRow, term: Term) -> str | None:
    """What to say where the label names a window that the indicator does not have."""
    named = named_window(_words(row))
    if named is None or named in term.windows or len(term.windows) == 1:
        return None
    return (
        f"‘{row.label}’ names a window that ‘{term.title}’ is not told in; loaded as its first. "
        "Correct the label if that is wrong."
    )


def window_assumed(row: IndicatorRow, term: Term) -> bool:
    """Whether neither label nor data note says over what time, and the indicator has a choice."""
    return named_window(_words(row)) is None and len(term.windows) > 1


def _words(row: IndicatorRow) -> str:
    return f"{row.label} {row.text('data_note')}"
