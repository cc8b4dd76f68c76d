"""The monthly budget monitor: a row a service line, a column each of budget, spending, forecast.

Fills ``budget_month``. A row, in what the report counts, is one with a figure. Lines and totals
both load, totals as ``nature = 'total'``: they are checked against their lines and never added.
"""

from data.context import LoadContext, Recognition
from data.readers.budget_monitor.entries import Undeclared, read_sheet, titles_above
from data.readers.budget_monitor.headings import found_header
from data.readers.budget_monitor.loading import load_sheet, reject_all
from data.readers.finance_council import other_council_said, other_council_titled
from data.readers.finance_period import financial_year
from data.readers.longer_rows import warn_of_longer_read
from data.reports import TableReport
from data.sources.table import SourceTable

TABLE = "budget_month"
_LEAST, _MOST = 0.6, 0.95
_ENOUGH_COLUMNS = 8


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """By its headings: a label, a budget, and what was spent or is forecast."""
    header = found_header(source.preview)
    if header is None:
        return None
    share = min(1.0, len(header.money()) / _ENOUGH_COLUMNS)
    return Recognition(TABLE, _LEAST + (_MOST - _LEAST) * share, header.last + 1)


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Load the lines in pounds, or refuse the sheet where its unit, sign or month is not said."""
    report = TableReport(source.file, source.sheet, TABLE)
    rows = source.read_rows()
    header = found_header(rows)
    assert header is not None  # the preview had it, and the whole sheet begins with the preview
    year = financial_year(
        titles_above(rows, header),
        [each.heading for each in header.columns],
        source.sheet,
        source.file,
    )
    try:
        if other := other_council_titled(titles_above(rows, header), context):
            raise Undeclared("other_council", other_council_said(other))
        sheet = read_sheet(rows, header, context.settings.finance, year)
        load_sheet(sheet, rows, source, context, report)
        warn_of_longer_read(source, rows, header.last + 1, report)
        if not report.rows_read:
            report.warn("no_rows", "It has headings but no rows. Export it again if it should.")
    except Undeclared as fault:
        reject_all(rows, header, fault, report)
    return report


__all__ = ["TABLE", "load", "recognise"]
