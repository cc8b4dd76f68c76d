"""A sheet that is too large to be a performance workbook: told as such, and not gone through."""

from data.database import Connection, quote
from data.readers.performance_workbook.headings import Row
from data.reports import TableReport
from data.sources.table import SourceTable

MOST_ROWS = 10_000
MOST_CELLS = 250_000
"""Filled cells of one sheet: five hundred indicators over forty years of months."""
_STAGED = "performance_workbook_staged"


def is_too_large(rows: list[Row]) -> bool:
    """Whether rows from the top of a sheet, one more than MOST_ROWS where it has so many, are
    more than any performance workbook has."""
    if len(rows) > MOST_ROWS:
        return True
    return sum(bool(cell) for row in rows for cell in row) > MOST_CELLS


def reject_whole(
    source: SourceTable, header_row: int, report: TableReport, connection: Connection
) -> None:
    """Count every filled row below the header as rejected, in one line."""
    source.stage(connection, header_row, _STAGED)
    counted = connection.execute(f"SELECT count(*), max(_row) FROM {quote(_STAGED)}").fetchone()
    connection.execute(f"DROP TABLE {quote(_STAGED)}")
    report.rows_read = report.rows_rejected = counted[0]
    report.reject(
        "too_large",
        f"months stand across the top, as in a performance workbook, but the sheet has "
        f"{counted[0]:,} filled rows and reaches to row {counted[1]:,}; such a workbook is read "
        f"to {MOST_ROWS:,} rows and {MOST_CELLS:,} filled cells. Delete what stands beyond the "
        "table, or keep a sheet for each section. Nothing of it was loaded.",
        header_row,
    )
