"""The sample's children in other kinds of export: cut from the case tables that it makes."""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from data.database import Connection
from data.sample.formats.annex_a import annex_a
from data.sample.formats.case_csv import case_csv
from data.sample.formats.case_database import case_database, case_files
from data.sample.formats.census_xml import write_census_xml
from data.sample.formats.cin_census import cin_census, cin_census_csv
from data.sample.formats.dirty import Draft, blank_copy_of, dirtied
from data.sample.formats.export_table import ExportTable
from data.sample.formats.list_book import write_list_book
from data.sample.formats.list_csv import write_list_csv
from data.sample.formats.ssda903 import ssda903
from data.sample.span import Span

SSD = "ssd"
Cutter = Callable[[Connection, Span, int], Iterator[list[ExportTable]]]
CUTTERS: dict[str, Cutter] = {
    SSD: case_csv,
    "annex_a": annex_a,
    "ssda903": ssda903,
    "cin_census": cin_census,
    "cin_census_csv": cin_census_csv,
}
FORMATS = tuple(CUTTERS)
"""The kinds of export that the sample can be written as: ``sample --as``."""


def rewrite(
    folder: Path,
    formats: Sequence[str],
    span: Span,
    seed: int,
    *,
    dirty: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> tuple[set[Path], list[Path]]:
    """Write the case tables in ``folder`` as each of ``formats``, in place of themselves; clean
    case tables stay as they are. Gives what was taken out, and what was written."""
    others = [name for name in dict.fromkeys(formats) if dirty or name != SSD]
    if not others:
        return set(), []
    connection = case_database(folder)
    gone = set(case_files(folder)) if dirty or SSD not in formats else set()
    for path in gone:
        path.unlink()
    written: list[Path] = []
    for name in others:
        tell(f"Writing the children as {name}")
        for drafts in drafts_of(connection, name, span, seed, dirty=dirty):
            written += write_drafts(folder, drafts)
    connection.close()
    return gone, written


def write_format(
    made: Path, folder: Path, name: str, span: Span, seed: int, *, dirty: bool = False
) -> list[Path]:
    """Write the case tables that stand in ``made`` as one kind of export into ``folder``."""
    connection = case_database(made)
    try:
        drafts = drafts_of(connection, name, span, seed, dirty=dirty)
        return [path for each in drafts for path in write_drafts(folder, each)]
    finally:
        connection.close()


def drafts_of(
    connection: Connection,
    name: str,
    span: Span,
    seed: int,
    *,
    dirty: bool = False,
    only: Collection[str] | None = None,
) -> Iterator[list[Draft]]:
    """The tables of each file of one kind of export, clean, or with quirks drawn from the seed, or
    with those that ``only`` names. ``connection`` has the case tables (``case_database``)."""
    for tables in CUTTERS[name](connection, span, seed):
        yield [dirtied(table, seed, only) if dirty else Draft(table) for table in tables]


def write_drafts(folder: Path, drafts: list[Draft]) -> list[Path]:
    """Write the tables of one file, and their blank copies."""
    tables = [draft.table for draft in drafts]
    blank = [blank_copy_of(draft.table) for draft in drafts if draft.blank_copy]
    beside = [table for table in blank if table.file != tables[0].file]
    tables += [table for table in blank if table.file == tables[0].file]
    return [_write(folder, tables), *(_write(folder, [table]) for table in beside)]


def _write(folder: Path, tables: list[ExportTable]) -> Path:
    path = folder / tables[0].file
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        return write_list_csv(path, tables[0])
    if path.suffix == ".xml":
        return write_census_xml(path, tables)
    return write_list_book(path, tables)
