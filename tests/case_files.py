"""Case tables from small files through the real reader, for tests."""

import csv
from pathlib import Path

from data.areas import Areas
from data.context import LoadContext
from data.contracts import create_case_tables
from data.database import connect
from data.readers import case_table
from data.reports import TableReport
from data.settings import Settings
from data.sources import SourceTable, open_file
from data.vocabulary import Vocabulary

PLAN = {
    "cppl_cp_plan_id": "P1",
    "cppl_person_id": "C1",
    "cppl_cp_plan_start_date": "31/03/2025",
    "cppl_cp_plan_end_date": "",
    "cppl_cp_plan_initial_category": "NEG",
}


def case_context() -> LoadContext:
    """A refresh's context with empty case tables."""
    connection = connect()
    create_case_tables(connection)
    return LoadContext(connection, Settings(), Vocabulary(()), Areas([]))


def csv_rows(path: Path, rows: list[dict[str, str]]) -> Path:
    """A CSV with these rows, its headings the first row's keys."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def loaded(path: Path, context: LoadContext) -> TableReport:
    """The one table of a file, recognised and loaded; its accounts must balance."""
    (source,) = open_file(path, path.name)
    return loaded_source(source, context)


def loaded_source(source: SourceTable, context: LoadContext) -> TableReport:
    """A source table recognised and loaded; its accounts must balance."""
    recognition = case_table.recognise(source, context)
    assert recognition is not None
    report = case_table.load(source, recognition, context)
    assert report.rows_read == report.rows_loaded + report.rows_rejected
    return report


def plans(folder: Path, context: LoadContext, *changes: dict[str, str]) -> TableReport:
    """A file of child protection plans, each PLAN with changes, loaded."""
    rows = [PLAN | change for change in changes]
    number = len(list(folder.glob("plans_*.csv")))
    return loaded(csv_rows(folder / f"plans_{number}.csv", rows), context)


def stored(context: LoadContext, columns: str, table: str = "ssd_cp_plans") -> list[tuple]:
    """Rows of a case table, in order of all the columns named."""
    return context.connection.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()


def all_words(report: TableReport) -> str:
    """Every message of a report, in one text."""
    return " ".join(each.message for each in [*report.warnings, *report.rejects])
