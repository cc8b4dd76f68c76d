"""Rows of a CSV file with more values than there are headings, whose values may be out of place.

A comma inside a number, ``1,000`` without quotes, makes two values of one, and moves those behind
it one column to the right.
"""

from collections.abc import Sequence
from itertools import islice

from data.counted_text import counted
from data.database import Connection, quote
from data.reports import TableReport
from data.sources.table import SourceTable

_ROWS_NAMED = 3
_RULE = "more_values_than_headings"


def warn_of_longer(
    connection: Connection,
    source: SourceTable,
    staged: str,
    headings: Sequence[str],
    report: TableReport,
) -> list[str]:
    """Warn of the rows of ``staged`` with a value to the right of the last heading.

    Gives the headings without the columns there, which have none, where the warning tells of them.
    """
    kept = list(headings)
    while kept and kept[-1] == f"column_{len(kept)}":
        kept.pop()
    beyond = headings[len(kept) :]
    if source.sheet is not None or not beyond:
        return list(headings)
    test = " OR ".join(f"{quote(each)} IS NOT NULL" for each in beyond)
    count, first = connection.execute(
        f"SELECT count(*), min(_row, {_ROWS_NAMED}) FROM {quote(staged)} WHERE {test}"
    ).fetchone()
    _warn(count, first or [], report)
    return kept


def warn_of_longer_read(
    source: SourceTable,
    rows: Sequence[Sequence[str | None]],
    header_row: int,
    report: TableReport,
) -> None:
    """The same of a table read whole: ``rows`` from its top, ``header_row`` counted from 1."""
    if source.sheet is not None:
        return
    width = _width(rows[header_row - 1])
    longer = [
        number
        for number, row in enumerate(islice(rows, header_row, None), start=header_row + 1)
        if len(row) > width and _width(row) > width
    ]
    _warn(len(longer), longer, report)


def _width(row: Sequence[str | None]) -> int:
    """The position of the last cell that is filled."""
    return max((at for at, cell in enumerate(row, start=1) if (cell or "").strip()), default=0)


def _warn(count: int, first: Sequence[int], report: TableReport) -> None:
    if not count:
        return
    more = " …" if count > _ROWS_NAMED else ""
    named = f"{', '.join(map(str, first[:_ROWS_NAMED]))}{more}"
    has = counted(count, f"row ({named}) has", f"rows ({named}) have")
    report.warn(
        _RULE,
        f"{has} more values than there are headings. A comma inside a number, such as 1,000, may "
        "have moved values one column to the right: look there, put such numbers into quotes, and "
        "export the file again.",
    )
