"""Where a folder has a council's whole records too, its Annex A adds nothing to them."""

from collections.abc import Iterable

from data.database import Connection, literal, quote
from data.readers.annex_a.lists import annex_lists
from data.readers.annex_a.rows import PREFIX
from data.reports import TableReport


def prefer_whole_records(connection: Connection, reports: Iterable[TableReport]) -> None:
    """Take Annex A's rows out of each case table that the council's own records fill as well.

    Its keys are not the case system's, so that each case would count twice.
    """
    listed = [report for report in reports if report.table in annex_lists() and report.rows_loaded]
    tables = (
        {fill.table: fill.key for each in annex_lists().values() for fill in each.fills}
        if listed
        else {}
    )
    for table, key in tables.items():
        is_own = f"starts_with({quote(key)}, {literal(PREFIX)})"
        own, others = connection.execute(
            f"SELECT count(*) FILTER ({is_own}), count(*) FILTER (NOT {is_own}) FROM {quote(table)}"
        ).fetchone()
        if not (own and others):
            continue
        connection.execute(f"DELETE FROM {quote(table)} WHERE {is_own}")
        for report in listed:
            _say(report, table)


def _say(report: TableReport, table: str) -> None:
    fills = annex_lists()[report.table or ""].fills
    if table not in {fill.table for fill in fills}:
        return
    if table == fills[0].table:
        report.rows_withdrawn += report.rows_loaded
    report.warn(
        "whole_records_kept",
        f"Other files fill {table} with whole records, so what this list tells of it was left "
        "out: each case would have counted twice. Take one of the two out of the folder.",
    )
