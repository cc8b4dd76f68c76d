"""More than one table on one sheet: rows that repeat the headings, or another table's beside.

A case table ends where other headings begin; what stands below them is another table's rows, and
read as this one's it would give false figures.
"""

import re
from collections.abc import Iterable

from data.contracts import CaseTable, case_tables
from data.counted_text import counted
from data.database import literal, quote
from data.readers.case_rows import TYPED, CaseRows
from data.readers.found_column import STAGED, FoundColumn
from data.readers.headings import contract_names, normalised
from data.reports import TableReport
from data.sources.table import column_letter

_FEWEST = 2


def cut_at_headings(rows: CaseRows, report: TableReport) -> int:
    """Take out rows that repeat the headings, and all from where another table's begin.

    Gives how many rows were taken out, after listing one reject for each cause.
    """
    found = _heading_rows(rows)
    own = {normalised(each.heading) for each in rows.columns}
    other = next((row for row, cells in found if not own & cells), None)
    again = [row for row, cells in found if own & cells and (other is None or row < other)]
    cut = take_out_headings(rows, again, report)
    if other is not None:
        below = _take_out(rows, f"_row >= {other}")
        cut += below
        report.reject(
            "second_table",
            f"Another table's headings stand here: {counted(below, 'row was', 'rows were')} left "
            "out from here on. Keep one table a sheet or file.",
            other,
        )
    return cut


def take_out_headings(rows: CaseRows, again: list[int], report: TableReport) -> int:
    """Take out the rows ``again``, which repeat the headings, and list one reject for all.

    Gives how many rows were taken out.
    """
    if not again:
        return 0
    cut = _take_out(rows, f"_row IN ({', '.join(map(str, again))})")
    report.reject(
        "heading_row",
        "This row repeats the headings and is no record; nothing to do."
        + (f" So {counted(cut - 1, 'more row does', 'more rows do')}." if cut > 1 else ""),
        again[0],
    )
    return cut


def table_beside(extra: Iterable[str]) -> str | None:
    """The case table that columns not of this one belong to, where two of them at least do."""
    plain = {normalised(each) for each in extra}
    shared = {name: len(plain & contract_names(table).keys()) for name, table in _tables().items()}
    name = max(shared, key=shared.__getitem__)
    return name if shared[name] >= _FEWEST else None


def repeats(headings: list[str], columns: list[FoundColumn]) -> dict[str, FoundColumn]:
    """The headings, as staged, that are some column's heading once more: name_2 and its like."""
    return {
        heading: each
        for each in columns
        for heading in headings
        if re.fullmatch(rf"{re.escape(each.heading)}_\d+", heading, re.IGNORECASE)
    }


def warn_of_repeats(rows: CaseRows, report: TableReport) -> None:
    """Warn of a column that a file has twice: the first is used, whatever the other holds."""
    for other, each in repeats(rows.headings, rows.columns).items():
        (differ,) = rows.connection.execute(
            f"SELECT count(*) FROM {STAGED} "
            f"WHERE {quote(each.heading)} IS DISTINCT FROM {quote(other)}"
        ).fetchone()
        rows_differ = f"in {counted(differ, 'row')} the other holds something else"
        held = rows_differ if differ else "they are alike"
        report.warn(
            "repeated_column",
            f"{each.name} stands twice; the first, in column {column_letter(each.position)}, was "
            f"used, and {held}. Export each column once.",
        )


def _tables() -> dict[str, CaseTable]:
    """The tables whose columns the standard names: no two of them alike."""
    return {name: table for name, table in case_tables().items() if table.reader == "case_table"}


def _heading_rows(rows: CaseRows) -> list[tuple[int, set[str]]]:
    """Rows with two headings at least that some contract knows, one of them in the first column
    or the key's: (row, its headings)."""
    key = next((c.heading for c in rows.columns if c.name == rows.table.key[0]), rows.headings[0])
    known = {
        name for table in _tables().values() for name in [*table.personal, *contract_names(table)]
    }
    written = ", ".join(map(literal, sorted({*known, *map(str.upper, known)})))
    tests = [f"{quote(each)} IN ({written})" for each in dict.fromkeys((key, rows.headings[0]))]
    found = rows.connection.execute(
        f"SELECT * FROM {STAGED} WHERE {' OR '.join(tests)} ORDER BY _row LIMIT 1000"
    ).fetchall()
    headed = [(row, {normalised(cell) for cell in cells if cell} & known) for row, *cells in found]
    return [(row, cells) for row, cells in headed if len(cells) >= _FEWEST]


def _take_out(rows: CaseRows, test: str) -> int:
    (count,) = rows.connection.execute(f"SELECT count(*) FROM {TYPED} WHERE {test}").fetchone()
    for table in (TYPED, STAGED):
        rows.connection.execute(f"DELETE FROM {table} WHERE {test}")
    return count
