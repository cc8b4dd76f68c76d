"""The sample's children in other kinds of export: cut from the case tables that it makes."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from data.database import Connection
from data.sample.formats.annex_a import annex_a
from data.sample.formats.case_database import case_database, case_files
from data.sample.formats.census_xml import write_census_xml
from data.sample.formats.cin_census import cin_census, cin_census_csv
from data.sample.formats.export_table import ExportTable
from data.sample.formats.list_book import write_list_book
from data.sample.formats.list_csv import write_list_csv
from data.sample.formats.ssda903 import ssda903
from data.sample.span import Span

SSD = "ssd"
Cutter = Callable[[Connection, Span, int], Iterator[list[ExportTable]]]
CUTTERS: dict[str, Cutter] = {
    "annex_a": annex_a,
    "ssda903": ssda903,
    "cin_census": cin_census,
    "cin_census_csv": cin_census_csv,
}
FORMATS = (SSD, *CUTTERS)
"""The kinds of export that the sample can be written as: ``sample --as``."""


def write_formats(
    folder: Path,
    formats: Sequence[str],
    span: Span,
    seed: int,
    tell: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """Write the case tables in ``folder`` as each of ``formats`` beside them. Gives what was
    written; ``ssd``, which stands there already, is not among them."""
    written: list[Path] = []
    for name in formats:
        if name != SSD:
            tell(f"Writing the children as {name}")
            written += write_format(folder, folder, name, span, seed)
    return written


def write_format(made: Path, folder: Path, name: str, span: Span, seed: int) -> list[Path]:
    """Write the case tables that stand in ``made`` as one kind of export into ``folder``."""
    connection = case_database(made)
    try:
        return [
            _write(folder, tables) for tables in CUTTERS[name](connection, span, seed) if tables
        ]
    finally:
        connection.close()


def take_out_case_tables(folder: Path) -> set[Path]:
    """Delete the case tables of children from ``folder``; gives those deleted."""
    found = set(case_files(folder))
    for path in found:
        path.unlink()
    return found


def _write(folder: Path, tables: list[ExportTable]) -> Path:
    """Write the tables of one file."""
    path = folder / tables[0].file
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        return write_list_csv(path, tables[0])
    if path.suffix == ".xml":
        return write_census_xml(path, tables)
    return write_list_book(path, tables)
