"""Exports of the sample clean and dirty, loaded as a refresh loads them and compared row by row."""

from dataclasses import dataclass
from pathlib import Path

from data.contracts import case_tables
from data.database import quote
from data.exports import export_files
from data.ingest import load_files, new_context
from data.reports import TableReport
from data.sample.formats import write_drafts
from data.sample.formats.dirty import Draft
from data.settings import Settings
from data.vocabulary import Vocabulary

Row = tuple[str | None, ...]


@dataclass
class Loaded:
    """The rows of each case table, as text, and what was said of each table of a file."""

    tables: dict[str, list[Row]]
    reports: list[TableReport]


def loaded(folder: Path, files: list[list[Draft]]) -> Loaded:
    """Write each file's drafts into ``folder`` and load them all."""
    for drafts in files:
        write_drafts(folder, drafts)
    context = new_context(Settings(), Vocabulary(()))
    found = load_files(export_files(folder), folder, context)
    reports = [each for file in found for each in file.reports]
    for report in reports:
        assert report.rows_read == report.rows_loaded + report.rows_rejected, report.file
        assert "waymark_fault" not in {each.rule for each in report.rejects}
    tables = {}
    for name in case_tables():
        rows = context.connection.execute(f"SELECT * FROM {quote(name)}").fetchall()
        tables[name] = sorted(tuple(map(str, row)) for row in rows)
    context.connection.close()
    return Loaded(tables, reports)


def differences(one: Loaded, other: Loaded) -> dict[str, tuple[set[Row], set[Row]]]:
    """Of each table that differs, the rows that only the one and only the other has."""
    return {
        name: (set(rows) - set(other.tables[name]), set(other.tables[name]) - set(rows))
        for name, rows in one.tables.items()
        if rows != other.tables[name]
    }


def rejected_rows(said: Loaded) -> set[tuple[str, str | None, int | None]]:
    """File, sheet and row of every reject that is listed."""
    return {
        (report.file, report.sheet, each.row) for report in said.reports for each in report.rejects
    }


def lost_rows(draft: Draft) -> dict[tuple[str, str | None, int], tuple]:
    """Where the rows that a quirk lost stand in the dirty file → the clean row."""
    return {
        (str(draft.clean.file), draft.clean.sheet, draft.row_number(position)): draft.clean.rows[
            source
        ]
        for position, source in enumerate(draft.sources)
        if source in draft.lost
    }
