"""What is held of a return until all files are read: its rows, and where each came from.

Temporary tables of the refresh's connection, which no generation keeps. ``held_<table>`` has a
table's columns, ``_source`` and ``_row``; ``<return>_source`` a row for each table found.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from data.database import Connection, quote
from data.readers.yearly_return.rows import SOUND, ReturnRows
from data.readers.yearly_return.tables import ReturnTable, YearlyReturn, compared
from data.sources import SourceTable

_FEW = 20
_PLAIN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Source:
    """One table that a file holds. ``number``: the order of loading. ``name``: the return's table.

    ``beside``: what its file shares with the other files of its set: folder, and name without the
    table's. ``own_year``: the year ending 31 March that its own dates tell, where they do.
    """

    number: int
    name: str
    file: str
    sheet: str | None
    beside: str
    rows: int
    own_year: int | None


def held_table(table: ReturnTable) -> str:
    """The name of the table that holds a return's table."""
    return quote(f"held_{table.name}")


def hold(the_return: YearlyReturn, source: SourceTable, rows: ReturnRows, loaded: int) -> int:
    """Note a table that was found, with the year that its sound rows tell. Gives its number."""
    connection, table = rows.connection, rows.return_table
    create_held(connection, the_return)
    number = len(sources(connection, the_return)) + 1
    own_year = told_year(connection, table) if loaded else None
    file, set_name = source.file, beside(table, source.file)
    connection.execute(
        f"INSERT INTO {_register(the_return)} VALUES (?, ?, ?, ?, ?, ?, ?)",
        [number, table.name, file, source.sheet, set_name, loaded, own_year],
    )
    return number


def create_held(connection: Connection, the_return: YearlyReturn) -> None:
    """The tables of what is held, empty, where they do not stand yet."""
    connection.execute(
        f"CREATE TEMP TABLE IF NOT EXISTS {_register(the_return)} (number INTEGER, name VARCHAR, "
        "file VARCHAR, sheet VARCHAR, beside VARCHAR, rows BIGINT, own_year INTEGER)"
    )
    for table in the_return.tables.values():
        columns = ", ".join(f"{quote(n)} {c.duckdb_type}" for n, c in table.fields.items())
        connection.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {held_table(table)} "
            f"({columns}, _source INTEGER, _row BIGINT)"
        )


def sources(connection: Connection, the_return: YearlyReturn) -> list[Source]:
    """Every table of the return that was found, in the order of loading."""
    found = connection.execute(f"FROM {_register(the_return)} ORDER BY number").fetchall()
    return [Source(*row) for row in found]


def drop_sources(connection: Connection, the_return: YearlyReturn, numbers: Iterable[int]) -> None:
    """Forget tables that were found, by their numbers, as if they had not been."""
    for number in numbers:
        for table in the_return.tables.values():
            connection.execute(f"DELETE FROM {held_table(table)} WHERE _source = ?", [number])
        connection.execute(f"DELETE FROM {_register(the_return)} WHERE number = ?", [number])


def forget(connection: Connection, the_return: YearlyReturn) -> None:
    """Drop what was held."""
    for table in the_return.tables.values():
        connection.execute(f"DROP TABLE IF EXISTS {held_table(table)}")
    connection.execute(f"DROP TABLE IF EXISTS {_register(the_return)}")


def told_year(connection: Connection, table: ReturnTable) -> int | None:
    """The year ending 31 March that holds the latest dates of the sound rows, none to come.

    A year with less than a twentieth of the fullest year's dates is one of mistyped dates, or of
    the first days after the set's own year.
    """
    if not table.dated:
        return None
    days = ", ".join(map(quote, table.dated))
    (found,) = connection.execute(
        f"WITH days AS (SELECT unnest([{days}]) AS day FROM {SOUND}), "
        "years AS (SELECT year(day + INTERVAL 9 MONTH) AS year, count(*) AS dates FROM days "
        f"WHERE day <= ? GROUP BY ALL) SELECT max(year) FILTER (dates * {_FEW} >= "
        "(SELECT max(dates) FROM years)) FROM years",
        [date.today()],
    ).fetchone()
    return found


def beside(table: ReturnTable, file: str) -> str:
    """A file's folder, and its name without the table's: alike for all files of one set."""
    path = PurePath(file)
    stem = _PLAIN.sub(" ", path.stem.casefold())
    names = {_PLAIN.sub(" ", each.casefold()) for each in table.file_names}
    for name in sorted(names, key=len, reverse=True):
        if re.search(rf"\b{re.escape(name)}\b", stem):
            stem = re.sub(rf"\b{re.escape(name)}\b", "", stem, count=1)
            break
    return f"{path.parent}/{compared(stem)}"


def _register(the_return: YearlyReturn) -> str:
    return quote(f"{the_return.name}_source")
