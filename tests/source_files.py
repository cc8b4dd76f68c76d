"""Small real files for tests of sources, and what their staged tables must hold."""

from pathlib import Path

import openpyxl

from data.database import Connection
from data.sources import SourceTable, open_file

_BLANK = (
    " \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
)


def text_file(folder: Path, content: str | bytes, name: str = "a.csv") -> SourceTable:
    """A file of this text or these bytes, opened."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    (table,) = open_file(path, name)
    return table


def workbook_file(folder: Path, cells: dict[str, object], name: str = "a.xlsx") -> SourceTable:
    """A workbook of one sheet with these cells, opened."""
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    book.save(folder / name)
    (table,) = open_file(folder / name, name)
    return table


def staged(source: SourceTable, connection: Connection, header_row: int = 1) -> list[tuple]:
    """The staged rows: the row's number, then its cells."""
    source.stage(connection, header_row, "staged")
    return connection.execute("SELECT * FROM staged ORDER BY _row").fetchall()


def expected(source: SourceTable, header_row: int, width: int) -> list[tuple]:
    """What stage() must hold, the slow and obvious way: from read_rows()."""
    return [
        (number, *([*row, *[None] * width][:width]))
        for number, row in enumerate(source.read_rows(), start=1)
        if number > header_row and any(cell and cell.strip(_BLANK) for cell in row)
    ]
