"""One table of a return from a file: recognised by its columns, judged, and its rows held."""

from data.context import LoadContext, Recognition
from data.readers.case_checks import warn_of_content
from data.readers.case_sections import repeats, take_out_headings, warn_of_repeats
from data.readers.found_column import STAGED
from data.readers.headings import some_headings
from data.readers.longer_rows import warn_of_longer
from data.readers.yearly_return.holding import held_table, hold
from data.readers.yearly_return.rows import ReturnRows
from data.readers.yearly_return.tables import YearlyReturn, compared, found_columns
from data.reports import TableReport
from data.sources import SourceTable

_HEADER_ROWS_SEARCHED = 10


def recognise(the_return: YearlyReturn, source: SourceTable) -> Recognition | None:
    """The table with most of its columns in one of the first ten rows, all it needs among them.

    The headings are the return's own, so those settle it: the score starts at a half.
    """
    found = []
    for number, row in enumerate(source.preview[:_HEADER_ROWS_SEARCHED], start=1):
        for table in the_return.tables.values():
            names = {column.name for column in found_columns(table, row)}
            if names >= table.needed:
                share = len(names) / len(table.fields)
                found.append(Recognition(table.name, 0.5 + 0.5 * share, number))
    return max(found, key=lambda each: each.score, default=None)


def load(
    the_return: YearlyReturn, source: SourceTable, recognition: Recognition, context: LoadContext
) -> TableReport:
    """Convert by the table's columns, reject with reasons, and hold the rest until all is read."""
    table = the_return.table_named(recognition.table)
    report = TableReport(source.file, source.sheet, table.name)
    headings = source.stage(context.connection, recognition.header_row, STAGED)
    rows = ReturnRows(context.connection, table, found_columns(table, headings), headings)
    report.rows_read = rows.read
    rows.convert()
    cut = take_out_headings(rows, rows.that_repeat_headings(the_return.person), report)
    rows.reject(report)
    report.rows_rejected += cut
    if rows.read:
        warn_of_content(rows, report)
        headings = warn_of_longer(context.connection, source, STAGED, headings, report)
        _warn_of_columns(rows, headings, report)
        warn_of_repeats(rows, report)
    else:
        report.warn("no_rows", "It has headings but no rows. Export it again if it should have.")
    number = hold(the_return, source, rows, report.rows_read - report.rows_rejected)
    rows.hold(held_table(table), number, report)
    rows.drop()
    return report


def _warn_of_columns(rows: ReturnRows, headings: list[str], report: TableReport) -> None:
    table = rows.return_table
    have = {each.name for each in rows.columns}
    absent = [n for n, c in table.fields.items() if n not in have and c.needs != "nothing"]
    if absent:
        names = ", ".join(each.upper() for each in absent)
        report.warn("absent_column", f"Not in this table, so blank: {names}.")
    used = {each.heading for each in rows.columns} | set(repeats(headings, rows.columns))
    extra = [h for h in headings if h not in used and compared(h) not in table.known_headings]
    if extra:
        report.warn(
            "extra_column", f"Columns not known to Waymark, left out: {some_headings(extra)}."
        )
