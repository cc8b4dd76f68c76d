"""A table of an export on its way to a file: headings and rows, as the cutters make them."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from data.database import Connection

Cell = str | int | float | date | None


@dataclass(frozen=True)
class ExportTable:
    """``file`` is where it goes, within the folder of the sample; ``sheet`` is a workbook's;
    ``above`` are the rows over the headings; ``dates`` is how a text file writes a day, and
    ``encoding`` its characters. Each row has a cell for each heading."""

    file: PurePosixPath
    headings: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    sheet: str | None = None
    above: tuple[tuple[Cell, ...], ...] = ()
    dates: str = "%Y-%m-%d"
    encoding: str = "utf-8"


def selected(connection: Connection, sql: str, file: str, **described: Any) -> ExportTable:
    """The table that a query gives, its columns as the query names them; ``described``: its other
    fields."""
    found = connection.execute(sql)
    headings = tuple(column[0] for column in found.description)
    return ExportTable(PurePosixPath(file), headings, found.fetchall(), **described)
