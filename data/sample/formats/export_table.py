"""A table of an export on its way to a file: headings and rows, as the cutters make them."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from data.database import Connection

Cell = str | int | float | date | None


@dataclass(frozen=True)
class ExportTable:
    """``file`` is where it goes, within the folder of the sample; ``sheet`` and ``title`` (the row
    above the headings) are a workbook's; ``dates`` is how a text file writes a day. Each row has a
    cell for each heading."""

    file: PurePosixPath
    headings: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    sheet: str | None = None
    title: str | None = None
    dates: str = "%Y-%m-%d"


def selected(connection: Connection, sql: str, file: str, **described: str) -> ExportTable:
    """The table that a query gives, its columns as the query names them; ``described``: its other
    fields."""
    found = connection.execute(sql)
    headings = tuple(column[0] for column in found.description)
    return ExportTable(PurePosixPath(file), headings, found.fetchall(), **described)
