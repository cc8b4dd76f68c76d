"""Placements told child by child and as a kind with a number: the children's count, once."""

from data.counted_text import counted
from data.database import Connection
from data.readers.finance_rows import STAGED
from data.reports import TableReport

_TOLD = "child_id IS NOT NULL"


def drop_kinds_told(connection: Connection, report: TableReport) -> None:
    """Take out kinds loaded before that the staged children tell of the same month."""
    again = (
        "child_id IS NULL AND (as_at, placement_type) IN "
        f"(SELECT (as_at, placement_type) FROM {STAGED} WHERE {_TOLD})"
    )
    (rows,) = connection.execute(f"SELECT count(*) FROM placement_cost WHERE {again}").fetchone()
    connection.execute(f"DELETE FROM placement_cost WHERE {again}")
    if rows:
        report.warn(
            "told_by_child",
            f"{counted(rows, 'row', 'rows')} of a kind of placement with its number "
            f"{'gives' if rows == 1 else 'give'} way to this file, which has the same kinds and "
            "months placement by placement.",
        )


def reject_kinds_told(connection: Connection, report: TableReport) -> None:
    """Reject staged kinds of a month of which the placements themselves are held."""
    told = connection.execute(
        f'SELECT "row" FROM {STAGED} WHERE (as_at, placement_type) IN '
        f"(SELECT (as_at, placement_type) FROM placement_cost WHERE {_TOLD}) ORDER BY 1"
    ).fetchall()
    for (row,) in told:
        report.reject(
            "told_by_child",
            "Another file has this kind and month placement by placement; that is counted. "
            "Nothing to do.",
            row,
        )
    numbers = [row for (row,) in told]
    connection.execute(f'DELETE FROM {STAGED} WHERE list_contains(?, "row")', [numbers])
    report.rows_loaded -= len(numbers)
    report.rows_rejected += len(numbers)
