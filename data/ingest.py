"""Every file of a folder through its reader, into the canonical tables of one connection."""

import hashlib
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

from data.areas import reference_areas
from data.code_mapping import NO_MAPPING, CodeMapping
from data.context import LoadContext, Recognition
from data.contracts import create_case_tables
from data.database import Connection, connect, quote
from data.file_names import shown_name, shown_path
from data.private_text import headings_to_show
from data.readers import (
    annex_a,
    budget_monitor,
    case_table,
    cin_census,
    council_list,
    known_kinds,
    lait,
    neighbours,
    performance_workbook,
    placement_costs,
    post_list,
    savings,
    ssda903,
    statistics,
    targets,
)
from data.readers.case_codes import carry_mapping, write_unmapped
from data.reports import TableReport
from data.settings import SAMPLE_COUNCIL, Settings
from data.sources import SourceTable, UnreadableFile, cannot_open, open_file, unfinished
from data.tables import TABLES, create_table
from data.vocabulary import Vocabulary

READERS: tuple[ModuleType, ...] = (
    case_table,
    post_list,
    lait,
    statistics,
    neighbours,
    council_list,
    performance_workbook,
    targets,
    annex_a,
    cin_census,
    budget_monitor,
    placement_costs,
    savings,
    ssda903,
    known_kinds,
)
RETURNS: tuple[ModuleType, ...] = (ssda903, cin_census)
"""Readers of yearly returns, which make their rows when all files are read."""
LEAST_SCORE = 0.5
_MOST_COUNCILS = 8
_CHANGED = (
    "This file was changed while it was read: what was loaded may be half of it. When its export "
    "has finished, refresh again."
)
_STAGED = "staged_unknown"

Progress = Callable[[str], None]


@dataclass
class LoadedFile:
    """One file of the folder: its hash and a report for each table found in it."""

    path: Path
    name: str
    sha256: str
    reports: list[TableReport] = field(default_factory=list)


def new_context(
    settings: Settings, vocabulary: Vocabulary, mapping: CodeMapping = NO_MAPPING
) -> LoadContext:
    """An empty warehouse in memory, every canonical table standing in it."""
    connection = connect()
    for name, columns in TABLES.items():
        create_table(connection, name, columns)
    create_case_tables(connection)
    carry_mapping(connection, mapping)
    return LoadContext(connection, settings, vocabulary, reference_areas(), code_mapping=mapping)


def load_files(
    paths: Iterable[Path], root: Path, context: LoadContext, progress: Progress = lambda line: None
) -> list[LoadedFile]:
    """Load each file; a file that cannot be read is reported and the rest go on."""
    loaded: list[LoadedFile] = []
    seen: dict[str, str] = {}
    for path in paths:
        name = shown_path(path, root)
        progress(name)
        loaded.append(_loaded_file(path, name, seen, context))
    reports = [report for each in loaded for report in each.reports]
    for each in RETURNS:
        _finish(each, context, reports)
    write_areas(context)
    write_unmapped(context.connection)
    return loaded


def _finish(reader: ModuleType, context: LoadContext, reports: list[TableReport]) -> None:
    """Make a return's rows of all that was held of it, or none: a fault takes back what it made."""
    context.connection.execute("BEGIN TRANSACTION")
    try:
        reader.finish(context, reports)
        context.connection.execute("COMMIT")
    except Exception as fault:  # one return's fault must not stop the others
        context.connection.execute("ROLLBACK")
        for report in reports:
            if report.table in reader.table_names():
                report.rows_loaded, report.rows_rejected = 0, report.rows_read
                _faulty(report, fault)


def _loaded_file(path: Path, name: str, seen: dict[str, str], context: LoadContext) -> LoadedFile:
    """One file, unless ``seen`` (SHA-256 → name) has it already."""
    try:
        if said := unfinished(path):
            return LoadedFile(path, name, "", [_unread(TableReport(name), said)])
        before = _state(path)
        digest = sha256(path)
    except OSError:  # not ours to read, a link to nowhere, or gone since the folder was listed
        return LoadedFile(path, name, "", [_unread(TableReport(name), cannot_open())])
    if digest in seen:
        return LoadedFile(path, name, digest, [_same_file(name, seen[digest])])
    seen[digest] = name
    reports = load_file(path, name, context)
    if _state(path) != before:
        reports[0].warn("changed_while_read", _CHANGED)
    return LoadedFile(path, name, digest, reports)


def _state(path: Path) -> tuple[int, int] | None:
    """A file's size and when it was last changed; None where it is gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns


def load_file(path: Path, name: str, context: LoadContext) -> list[TableReport]:
    """One report for each table of one file."""
    try:
        sources = open_file(path, name)
    except UnreadableFile as fault:
        return [_unread(TableReport(name), fault)]
    except Exception as fault:  # one file's fault must not stop the others
        return [_faulty(TableReport(name), fault)]
    placed = replace(context, path=path)
    return [_load_table(source, placed) for source in sources]


def sha256(path: Path) -> str:
    """A file's SHA-256, in hexadecimal. Raises OSError where it cannot be read."""
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise IsADirectoryError(path)
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
    known = {area.id for area in context.areas}
    connection.execute("BEGIN TRANSACTION")
    try:
        reader, recognition = (None, None) if source.is_hidden else _best(source, context)
        if source.is_hidden:
            report = _hidden(source, connection)
        elif reader is None or recognition is None:
            report = _unknown(source, connection)
        else:
            report = reader.load(source, recognition, context)
        connection.execute("COMMIT")
    except UnreadableFile as fault:  # a fault that only reading to the end can show
        connection.execute("ROLLBACK")
        report = _unread(TableReport(source.file, source.sheet), fault)
    except OSError:
        connection.execute("ROLLBACK")
        report = _unread(TableReport(source.file, source.sheet), cannot_open())
    except Exception as fault:  # one table's fault must not stop the others
        connection.execute("ROLLBACK")
        report = _faulty(TableReport(source.file, source.sheet), fault)
    _warn_of_new_councils(known, report, context)
    for rule, message in source.notes:
        if not any(each.rule == rule for each in report.warnings):
            report.warn(rule, message)
    return report


def _warn_of_new_councils(known: set[str], report: TableReport, context: LoadContext) -> None:
    """Say which councils were known from no earlier file; those of the sample are all invented."""
    new = [area for area in context.areas if area.id not in known]
    if not new or context.settings.council.code == SAMPLE_COUNCIL:
        return
    named = ", ".join(f"{shown_name(area.name)} ({area.id})" for area in new[:_MOST_COUNCILS])
    more = f" and {len(new) - _MOST_COUNCILS:,} more" if len(new) > _MOST_COUNCILS else ""
    report.warn(
        "new_council",
        f"Not among England's councils as Waymark knows them: {named}{more}. Taken as written: a "
        "council made since is right so; otherwise correct its DfE number in the file.",
    )


def _best(
    source: SourceTable, context: LoadContext
) -> tuple[ModuleType, Recognition] | tuple[None, None]:
    known = [(reader, found) for reader in READERS if (found := reader.recognise(source, context))]
    if not known:
        return None, None
    reader, found = max(known, key=lambda each: each[1].score)
    return (reader, found) if found.score >= LEAST_SCORE else (None, None)


def _hidden(source: SourceTable, connection: Connection) -> TableReport:
    """What nobody sees in the workbook, such as last month's copy, must not change a figure."""
    report = _counted(source, connection)
    report.reject(
        "hidden_sheet",
        "This sheet is hidden in its workbook and was left out, since it may be an old copy. If "
        "it should count, show it in Excel (Unhide) and save the workbook.",
    )
    return report


def _unknown(source: SourceTable, connection: Connection) -> TableReport:
    report = _counted(source, connection)
    report.reject("not_recognised", _what_it_is_not(source.preview), row=1)
    return report


def _counted(source: SourceTable, connection: Connection) -> TableReport:
    """The report of a table of which nothing is loaded: its rows below the first, rejected."""
    report = TableReport(source.file, source.sheet)
    source.stage(connection, 1, _STAGED)
    counted = connection.execute(f"SELECT count(*) FROM {quote(_STAGED)}").fetchone()
    connection.execute(f"DROP TABLE {quote(_STAGED)}")
    report.rows_read = report.rows_rejected = counted[0]
    return report


def _what_it_is_not(preview: list[list[str | None]]) -> str:
    headings = headings_to_show(preview[0] if preview else [])
    if not headings:
        return (
            "No kind of table that Waymark reads, and its first row does not look like headings. "
            "Nothing was loaded; give it headings, or see docs/inputs.md for the kinds."
        )
    more = f" and {len(headings) - 8} more" if len(headings) > 8 else ""
    return (
        f"No kind of table that Waymark reads has these columns: {', '.join(headings[:8])}{more}. "
        "Nothing was loaded; docs/inputs.md lists the kinds."
    )


def _unread(report: TableReport, fault: UnreadableFile) -> TableReport:
    report.reject(fault.rule, str(fault))
    return report


def _faulty(report: TableReport, fault: Exception) -> TableReport:
    """A fault of Waymark's own: named by type and place alone, since its text may quote a row."""
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
