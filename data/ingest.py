"""Every file of a folder through its reader, into the canonical tables of one connection."""

import hashlib
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

from data.areas import reference_areas
from data.context import LoadContext, Recognition
from data.contracts import create_case_tables
from data.database import Connection, connect, quote
from data.readers import (
    case_table,
    council_list,
    known_kinds,
    lait,
    neighbours,
    performance_workbook,
    statistics,
    targets,
)
from data.reports import TableReport
from data.settings import Settings
from data.sources import SourceTable, UnreadableFile, open_file
from data.tables import TABLES, create_table
from data.vocabulary import Vocabulary

READERS: tuple[ModuleType, ...] = (
    case_table,
    lait,
    statistics,
    neighbours,
    council_list,
    performance_workbook,
    targets,
    known_kinds,
)
LEAST_SCORE = 0.5
_STAGED = "staged_unknown"

Progress = Callable[[str], None]


@dataclass
class LoadedFile:
    """One file of the folder: its hash and a report for each table found in it."""

    path: Path
    name: str
    sha256: str
    reports: list[TableReport] = field(default_factory=list)


def new_context(settings: Settings, vocabulary: Vocabulary) -> LoadContext:
    """An empty warehouse in memory, every canonical table standing in it."""
    connection = connect()
    for name, columns in TABLES.items():
        create_table(connection, name, columns)
    create_case_tables(connection)
    return LoadContext(connection, settings, vocabulary, reference_areas())


def load_files(
    paths: Iterable[Path], root: Path, context: LoadContext, progress: Progress = lambda line: None
) -> list[LoadedFile]:
    """Load each file; a file that cannot be read is reported and the rest go on."""
    loaded: list[LoadedFile] = []
    seen: dict[str, str] = {}
    for path in paths:
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        progress(name)
        digest = sha256(path)
        each = LoadedFile(path, name, digest)
        if digest in seen:
            each.reports.append(_same_file(name, seen[digest]))
        else:
            seen[digest] = name
            each.reports += load_file(path, name, context)
        loaded.append(each)
    write_areas(context)
    return loaded


def load_file(path: Path, name: str, context: LoadContext) -> list[TableReport]:
    """One report for each table of one file."""
    try:
        sources = open_file(path, name)
    except UnreadableFile as fault:
        report = TableReport(name)
        report.reject(fault.rule, str(fault))
        return [report]
    placed = replace(context, path=path)
    return [_load_table(source, placed) for source in sources]


def sha256(path: Path) -> str:
    """A file's SHA-256, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def write_areas(context: LoadContext) -> None:
    """The areas known after all files, into the table ``area``."""
    rows = [
        (each.id, each.ons_code, each.name, each.kind, each.region, each.opened, each.closed)
        for each in context.areas
    ]
    context.connection.execute("DELETE FROM area")
    context.connection.executemany("INSERT INTO area VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _load_table(source: SourceTable, context: LoadContext) -> TableReport:
    """Recognise and load one table, all of it or none: a fault takes back what it had written."""
    connection = context.connection
    connection.execute("BEGIN TRANSACTION")
    try:
        reader, recognition = _best(source, context)
        if reader is None or recognition is None:
            report = _unknown(source, connection)
        else:
            report = reader.load(source, recognition, context)
        connection.execute("COMMIT")
    except UnreadableFile as fault:  # a fault that only reading to the end can show
        connection.execute("ROLLBACK")
        report = TableReport(source.file, source.sheet)
        report.reject(fault.rule, str(fault))
    except Exception as fault:  # one table's fault must not stop the others
        connection.execute("ROLLBACK")
        report = _faulty(source, fault)
    for rule, message in source.notes:
        if not any(each.rule == rule for each in report.warnings):
            report.warn(rule, message)
    return report


def _best(
    source: SourceTable, context: LoadContext
) -> tuple[ModuleType, Recognition] | tuple[None, None]:
    known = [(reader, found) for reader in READERS if (found := reader.recognise(source, context))]
    if not known:
        return None, None
    reader, found = max(known, key=lambda each: each[1].score)
    return (reader, found) if found.score >= LEAST_SCORE else (None, None)


def _unknown(source: SourceTable, connection: Connection) -> TableReport:
    report = TableReport(source.file, source.sheet)
    headings = source.stage(connection, 1, _STAGED)
    counted = connection.execute(f"SELECT count(*) FROM {quote(_STAGED)}").fetchone()
    connection.execute(f"DROP TABLE {quote(_STAGED)}")
    report.rows_read = report.rows_rejected = counted[0]
    named = ", ".join(headings[:8]) or "none"
    report.reject(
        "not_recognised",
        f"No kind of table that Waymark reads has these columns: {named}. Nothing was loaded; "
        "docs/inputs.md lists the kinds.",
        row=1,
    )
    return report


def _faulty(source: SourceTable, fault: Exception) -> TableReport:
    """A fault of Waymark's own: named by type and place alone, since its text may quote a row."""
    report = TableReport(source.file, source.sheet)
    where = traceback.extract_tb(fault.__traceback__)[-1]
    report.reject(
        "waymark_fault",
        f"Waymark failed on this table ({type(fault).__name__} in {Path(where.filename).name}, "
        f"line {where.lineno}); nothing of it was loaded. Please report this line.",
    )
    return report


def _same_file(name: str, first: str) -> TableReport:
    report = TableReport(name)
    report.warn("same_file", f"The same file as {first}, byte for byte; it was not loaded again.")
    return report
