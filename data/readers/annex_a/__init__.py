"""Ofsted's Annex A, the child-level lists of an inspection, into the case tables.

Each list is recognised by its columns (definitions/), in a workbook's sheet or a file of its own.
Its rows get keys made of the child's ID and what dates them, so that extracts add up: a row that
is listed again is told anew, one that should be listed and is not is withdrawn. A row of a list
counts once in the report, however many tables it fills.
"""

from data.context import LoadContext, Recognition
from data.readers.annex_a.extracts import Extract, note_extract, this_extract
from data.readers.annex_a.filling import fill_tables
from data.readers.annex_a.lists import AnnexList, annex_lists, found_columns
from data.readers.annex_a.people import add_people
from data.readers.annex_a.rows import ListRows
from data.readers.case_checks import warn_of_content
from data.readers.found_column import STAGED, FoundColumn
from data.reports import TableReport
from data.sources import SourceTable

__all__ = ["load", "recognise"]

_HEADER_ROWS_SEARCHED = 10


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """The list with most of its columns in one of the first ten rows, all that tell it among them.

    The headings are Ofsted's own, so those settle it: the score starts at a half.
    """
    found = []
    for number, row in enumerate(source.preview[:_HEADER_ROWS_SEARCHED], start=1):
        for each in annex_lists().values():
            names = {column.name for column in found_columns(each, row)}
            if names >= {"child_id", *each.known_by}:
                share = len(names) / len(each.fields)
                found.append(Recognition(each.name, 0.5 + 0.5 * share, number))
    return max(found, key=lambda each: each.score, default=None)


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Convert by the list's columns, reject with reasons, and fill the list's case tables."""
    annex_list = annex_lists()[recognition.table]
    report = TableReport(source.file, source.sheet, annex_list.name)
    headings = source.stage(context.connection, recognition.header_row, STAGED)
    columns = found_columns(annex_list, headings)
    rows = ListRows(context.connection, annex_list, columns, headings)
    report.rows_read = rows.read
    if not rows.read:
        report.warn("no_rows", "It has headings but no rows. Export it again if it should have.")
    else:
        rows.convert()
        rows.reject(report)
        _fill(source, context, rows, report)
        _warn_of_absent(annex_list, columns, report)
    rows.drop()
    return report


def _fill(source: SourceTable, context: LoadContext, rows: ListRows, report: TableReport) -> None:
    if report.rows_rejected == report.rows_read:
        return
    extract = this_extract(context.connection, rows.annex_list, source)
    if extract is None:
        _refuse_undated(report)
        return
    if extract.is_older:
        _refuse(report, extract)
        return
    rows.reject_before(extract.begins, report)
    warn_of_content(rows, report)
    rows.count_loaded(report)
    add_people(context.connection, rows.annex_list, report)
    report.rows_withdrawn = fill_tables(context.connection, rows.annex_list, rows.columns, extract)
    _warn_of_extract(report, extract)
    note_extract(context.connection, rows.annex_list, source, extract)


def _refuse_undated(report: TableReport) -> None:
    report.rows_rejected = report.rows_read
    report.reject(
        "no_date",
        "Neither the file's name nor the list tells of which day it is: nothing of it was loaded. "
        "Put the day into the file's name, such as annex_a_2026-10-31.csv.",
    )


def _refuse(report: TableReport, extract: Extract) -> None:
    report.rows_rejected = report.rows_read
    report.reject(
        "older_extract",
        f"This list reaches to {extract.as_at:%d %B %Y}, and one loaded before it to "
        f"{extract.earlier:%d %B %Y}: nothing of it was loaded. Put the day of each extract into "
        "its file's name, such as annex_a_2026-10-31.xlsx, so that they load in their order.",
    )


def _warn_of_extract(report: TableReport, extract: Extract) -> None:
    if not extract.named:
        report.warn(
            "assumed_date",
            "The file's name tells no day, so it is taken to reach to its latest date, "
            f"{extract.as_at:%d %B %Y}. Name the file such as annex_a_2026-10-31.xlsx.",
        )
    if extract.leaves_gap:
        report.warn(
            "gap_between_extracts",
            f"The extract before this one reaches to {extract.earlier:%d %B %Y} only, and this one "
            f"begins on {extract.begins:%d %B %Y}: nothing tells what lies between, so what the "
            "earlier ones told was left out. Add an extract of the months between.",
        )
    elif report.rows_withdrawn:
        report.warn(
            "withdrawn_rows",
            f"{report.rows_withdrawn:,} rows of earlier extracts should be on this list and are "
            "not: they were withdrawn. If this list is a part of the council's, send it whole.",
        )


def _warn_of_absent(annex_list: AnnexList, columns: list[FoundColumn], report: TableReport) -> None:
    have = {each.name for each in columns}
    absent = [name.replace("_", " ") for name in annex_list.fields if name not in have]
    if absent:
        report.warn("absent_column", f"Not on this list, so blank: {', '.join(absent)}.")
