"""Case tables, named as in the Standard Safeguarding Dataset: recognised by their columns.

A row without a value that the contract needs is rejected; any other value that cannot be read
becomes blank, with a warning. The same key in a later file replaces the row of an earlier one.
"""

from dataclasses import replace
from itertools import pairwise, zip_longest

from data.context import LoadContext, Recognition
from data.contracts import CaseTable, case_tables
from data.readers.case_checks import warn_of_content
from data.readers.case_rows import CaseRows
from data.readers.case_sections import cut_at_headings, repeats, table_beside, warn_of_repeats
from data.readers.found_column import STAGED, FoundColumn
from data.readers.headings import contract_names, normalised, some_headings
from data.readers.longer_rows import warn_of_longer
from data.reports import TableReport
from data.sources import SourceTable

_READER = "case_table"
_HEADER_ROWS_SEARCHED = 10
_FEWEST_COLUMNS = 2


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """The contract with most of its columns in one of the first ten rows, at least two of them.

    The names are the standard's own, so two of them settle it: the score starts at a half.
    """
    found = [
        _match(table, row, number)
        for number, row in enumerate(source.preview[:_HEADER_ROWS_SEARCHED], start=1)
        for table in case_tables().values()
        if table.reader == _READER
    ]
    best = max([*found, *_merged(source.preview)], key=lambda each: each.score, default=None)
    return best if best and best.score > 0 else None


def _merged(rows: list[list[str | None]]) -> list[Recognition]:
    """What two rows of headings say together, as where cells are merged over both."""
    found = []
    for number, (above, row) in enumerate(pairwise(rows[:_HEADER_ROWS_SEARCHED]), start=2):
        joined = [cell or upper for cell, upper in zip_longest(row, above)]
        for table in case_tables().values():
            if table.reader == _READER:
                match = _match(table, joined, number)
                found.append(replace(match, detail={"above": above}))
    return found


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Convert by contract, reject with reasons, and put the rest into the case table."""
    table = case_tables()[recognition.table]
    connection = context.connection
    report = TableReport(source.file, source.sheet, table.name)
    headings = source.stage(connection, recognition.header_row, STAGED)
    columns = _found_columns(table, headings, recognition.detail.get("above", []))
    rows = CaseRows(connection, table, columns, headings)
    report.rows_read = rows.read
    if missing := _missing(table, columns):
        _refuse(report, table, missing, recognition.header_row)
    elif not rows.read:
        report.warn("no_rows", "It has headings but no rows. Export it again if it should have.")
    else:
        rows.convert()
        cut = cut_at_headings(rows, report)
        rows.reject(report)
        report.rows_rejected += cut
        warn_of_content(rows, report)
        headings = warn_of_longer(connection, source, STAGED, headings, report)
        rows.insert(report)
        _warn_of_columns(report, table, columns, headings)
        warn_of_repeats(rows, report)
    rows.drop()
    return report


def _match(table: CaseTable, row: list[str | None], number: int) -> Recognition:
    known = contract_names(table)
    headings = {normalised(cell) for cell in row if cell}
    hits = len({known[each] for each in headings if each in known})
    enough = hits >= min(_FEWEST_COLUMNS, len(table.fields))
    share = hits / len(table.fields)
    return Recognition(table.name, 0.5 + 0.5 * min(share, 1) if enough else 0, number)


def _found_columns(
    table: CaseTable, headings: list[str], above: list[str | None]
) -> list[FoundColumn]:
    """The contract's columns that the file has, the first of each, in the contract's order.

    ``above``: the row over the headings, where some of them stand there.
    """
    known = contract_names(table)
    found: dict[str, FoundColumn] = {}
    for position, (heading, upper) in enumerate(zip_longest(headings, above, fillvalue=""), 1):
        name = known.get(normalised(heading or "")) or known.get(normalised(upper or ""))
        if name and name not in found:
            found[name] = FoundColumn(name, table.fields[name], heading, position)
    return [found[name] for name in table.fields if name in found]


def _missing(table: CaseTable, columns: list[FoundColumn]) -> list[str]:
    have = {each.name for each in columns}
    return [n for n, column in table.fields.items() if column.needs != "nothing" and n not in have]


def _refuse(report: TableReport, table: CaseTable, missing: list[str], header_row: int) -> None:
    """A table without columns that every row, or every figure, needs: nothing of it is loaded."""
    report.rows_rejected = report.rows_read
    word = "column" if len(missing) == 1 else "columns"
    report.reject(
        "missing_column",
        f"Looks like {table.name}, but has no {word} {', '.join(missing)}: nothing of it was "
        f"loaded. Add the {word} to the export, with headings as in the standard.",
        row=header_row,
        column=missing[0],
    )


def _warn_of_columns(
    report: TableReport, table: CaseTable, columns: list[FoundColumn], headings: list[str]
) -> None:
    have = {each.name for each in columns}
    used = {each.heading for each in columns} | set(repeats(headings, columns))
    others = {normalised(each): each for each in headings if each not in used}
    personal = [each for each in table.personal if each in others]
    known = {*table.personal, *table.unused}
    if absent := [name for name in table.fields if name not in have]:
        report.warn("absent_column", f"Not in this file, so blank: {', '.join(absent)}.")
    if personal:
        report.warn(
            "personal_column",
            f"Never stored, and need not be sent: {', '.join(personal)}.",
        )
    extra = [heading for plain, heading in others.items() if plain not in known]
    if beside := table_beside(extra):
        report.warn(
            "table_beside",
            f"Columns of {beside} stand beside these, and were left out with the others: "
            f"{some_headings(extra)}. Keep one table a sheet or file.",
        )
    elif extra:
        report.warn(
            "extra_column", f"Columns not known to Waymark, left out: {some_headings(extra)}."
        )
