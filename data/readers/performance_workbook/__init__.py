"""The monthly performance workbook: a row an indicator, a column a month, a sheet at a time.

Fills ``reported_figure``, ``target`` and ``typed_comparator``. A row, in what the report counts,
is one filled figure cell: a month's, a year end's, a target's, a comparator's, or the fraction
beneath a percentage.
"""

from data.context import LoadContext, Recognition
from data.readers.performance_workbook.layout import sheet_layout
from data.readers.performance_workbook.loading import load_layout
from data.readers.performance_workbook.matching import matched_term
from data.readers.performance_workbook.quarters import quarter_row, reject_quarters
from data.readers.performance_workbook.size import MOST_ROWS, is_too_large, reject_whole
from data.reports import TableReport
from data.sources.table import SourceTable

TABLE = "reported_figure"
_HEADINGS = ("target", "year_end", "comparator", "neighbours", "england", "direction", "data_note")


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """A sheet with a header of months whose labels the vocabulary knows.

    Or one whose header has what only a performance workbook has, such as a target or a
    year-end figure beside the months: then its rows are at least told by name.
    """
    layout = sheet_layout(source.preview, source.file)
    if not layout.headers and (row := quarter_row(source.preview)) is not None:
        return Recognition(TABLE, 0.3, row + 1, {"quarters": row})
    if not layout.headers or not layout.rows:
        return None
    known = sum(
        matched_term(row.label, row.text("reference"), context.vocabulary).term is not None
        for row in layout.rows
        if row.filled
    )
    rows = sum(bool(row.filled) for row in layout.rows)
    telling = bool(layout.headers[0].having(*_HEADINGS))
    if not rows or not (known or telling):
        return None
    score = 0.5 * telling + 0.5 * known / rows
    return Recognition(TABLE, min(1.0, max(score, 0.3)), layout.headers[0].first + 1)


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Load every figure cell of the sheet, or list it with its reason."""
    report = TableReport(source.file, source.sheet, TABLE)
    for rule, message in source.notes:
        report.warn(rule, message)
    rows = source.read_rows(MOST_ROWS + 1)
    if is_too_large(rows):
        reject_whole(source, recognition.header_row, report, context.connection)
        return report
    if "quarters" in recognition.detail:
        reject_quarters(rows, recognition.detail["quarters"], report)
        return report
    layout = sheet_layout(rows, source.file)
    load_layout(layout, source, report, context)
    return report


__all__ = ["TABLE", "load", "recognise"]
