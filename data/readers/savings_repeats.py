"""The same saving twice in one table: it counts once."""

from collections.abc import Sequence
from typing import Any

from data.reports import TableReport

Row = dict[str, Any]


def standing(rows: Sequence[Row]) -> list[Row]:
    """The last row of each saving, by reference and title, and month."""
    return list({_saving(row): row for row in rows}.values())


def leave_repeats(rows: list[Row], report: TableReport) -> None:
    """Take out of ``rows`` all but those that stand, each with its reason."""
    stands = {_saving(row): row for row in rows}
    for row in rows:
        last = stands[_saving(row)]
        if last is not row:
            report.rows_rejected += 1
            report.reject(*_reason(row, last), row["row"])
    rows[:] = [row for row in rows if stands[_saving(row)] is row]


def _saving(row: Row) -> tuple[Any, ...]:
    return row["as_at"], row["reference"].casefold(), (row["title"] or "").casefold()


def _reason(row: Row, last: Row) -> tuple[str, str]:
    number = last["row"]
    if row | {"row": number} == last:
        return "duplicate_row", f"The same as row {number}, which is counted. Nothing to do."
    return (
        "same_saving",
        f"Not loaded: row {number} gives the same saving and month other figures, and it stands. "
        "Leave one of them.",
    )
