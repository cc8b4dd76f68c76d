"""A sheet whose columns are quarters: told as such, since a quarter is no month."""

from data.readers.performance_workbook.blanks import cell_ranges
from data.readers.performance_workbook.headings import Row
from data.readers.performance_workbook.periods import names_quarter
from data.reports import TableReport


def quarter_row(rows: list[Row]) -> int | None:
    """The first row, from 0, that heads two columns or more as quarters; None where none does."""
    return next((at for at, row in enumerate(rows) if len(_quarters(row)) > 1), None)


def reject_quarters(rows: list[Row], header: int, report: TableReport) -> None:
    """Count every filled cell below the quarters' headings as rejected, in one line."""
    columns = _quarters(rows[header])
    cells = [
        (number, at)
        for number, row in enumerate(rows[header + 1 :], start=header + 2)
        for at in columns
        if at < len(row) and (row[at] or "").strip()
    ]
    report.rows_read = report.rows_rejected = len(cells)
    first = rows[header][columns[0]]
    report.reject(
        "quarters",
        f"the columns are quarters, from ‘{first}’ on, and Waymark reads months: add the monthly "
        "columns, headed such as Apr-25. A figure as at a quarter's end may stand under its last "
        f"month. Not loaded: {cell_ranges(cells) or 'no figures'}.",
        header + 1,
    )


def _quarters(row: Row) -> list[int]:
    return [at for at, cell in enumerate(row) if at and cell and names_quarter(cell)]
