"""The monthly post list: one row a holding of a post, from HR or from whoever keeps the agency's.

Recognised by its columns under any of the contract's headings (data/contracts/post_month.toml).
A month's list replaces the one loaded before it; HR's list and the agency's each replace their own.
"""

from datetime import date
from pathlib import PurePath

from data.context import LoadContext, Recognition
from data.readers.case_rows import FoundColumn
from data.readers.longer_rows import warn_of_longer
from data.readers.post_list_checks import warn_of_content, warn_of_vanished
from data.readers.post_list_columns import (
    STAGED,
    TABLE,
    found_columns,
    share_known,
    warn_of_columns,
)
from data.readers.post_list_month import named_day
from data.readers.post_list_rows import PostRows
from data.reports import TableReport
from data.sources import SourceTable

_HEADER_ROWS_SEARCHED = 10
_FEWEST_COLUMNS = 4
_WHAT = frozenset(("post_number", "post_title"))
_HOW_MUCH = frozenset(("established_fte", "contracted_fte", "agency_day_rate"))
_HOW_HELD = frozenset(("employment_type", "staff_ref", "established_fte", "agency_day_rate"))


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """The first ten rows' best: four known columns, among them a post, its size and its holding."""
    found = []
    for number, row in enumerate(source.preview[:_HEADER_ROWS_SEARCHED], start=1):
        names, share = share_known(row)
        if _is_post_list(names):
            found.append(Recognition(TABLE, 0.5 + 0.5 * share, number))
    return max(found, key=lambda each: each.score, default=None)


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Type the rows, give each its month, and put the sound ones into ``post_month``.

    Without a column that gives the month it is guessed from the rows above the headings, the
    sheet's name or the file's, with a warning; where none tells, every row is rejected.
    """
    report = TableReport(source.file, source.sheet, TABLE)
    headings = source.stage(context.connection, recognition.header_row, STAGED)
    columns = found_columns(headings)
    rows = PostRows(context.connection, columns, headings, source.file)
    report.rows_read = rows.read
    day, where = _guess(source, recognition.header_row)
    if not rows.read:
        report.warn("no_rows", "It has headings but no rows. Export it again if it should have.")
    elif day is None and not rows.is_dated:
        _refuse(report, recognition.header_row)
    else:
        rows.convert(day, _is_agency_list(columns, source))
        if not rows.is_dated:
            report.warn("assumed_month", _assumed(day, where))
        rows.reject(report)
        warn_of_content(context.connection, rows.found, report)
        headings = warn_of_longer(context.connection, source, STAGED, headings, report)
        rows.insert(report)
        warn_of_vanished(context.connection, source.file, report)
        warn_of_columns(report, columns, headings)
    rows.drop()
    return report


def _is_post_list(names: set[str]) -> bool:
    return (
        len(names) >= _FEWEST_COLUMNS
        and bool(names & _WHAT)
        and bool(names & _HOW_MUCH)
        and bool(names & _HOW_HELD)
    )


def _is_agency_list(columns: list[FoundColumn], source: SourceTable) -> bool:
    """Whether a list that does not say how its posts are held holds agency workers alone."""
    names = {each.name for each in columns}
    if names & {"employment_type", "established_fte"}:
        return False
    called = f"{PurePath(source.file).stem} {source.sheet or ''}".lower()
    return "agency_day_rate" in names or "agency" in called or "locum" in called


def _guess(source: SourceTable, header_row: int) -> tuple[date | None, str]:
    """The day that a list describes and what tells it, or None."""
    above = [cell for row in source.preview[: header_row - 1] for cell in row if cell]
    places = [
        (" ".join(above), "the rows above its headings"),
        (source.sheet or "", "the sheet's name"),
    ]
    places.append((PurePath(source.file).stem, "the file's name"))
    return next(((day, where) for text, where in places if (day := named_day(text))), (None, ""))


def _assumed(day: date | None, where: str) -> str:
    return (
        f"No column tells the month, so all rows are taken to be at the end of {day:%B %Y}, from "
        f"{where}. If that is wrong, add a column As At with the date of the list."
    )


def _refuse(report: TableReport, header_row: int) -> None:
    report.rows_rejected = report.rows_read
    report.reject(
        "unknown_month",
        "A post list, but nothing tells which month it describes: nothing of it was loaded. Add a "
        "column As At with the date of the list, or put the month into the file's name, such as "
        "posts_2025-12.csv.",
        row=header_row,
    )
