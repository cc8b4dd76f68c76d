"""A Parquet file: its column names are row 1, its rows are counted from 2."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from data.database import Connection, DatabaseError, connect, parquet_source, quote
from data.sources.staging import column_names, filled
from data.sources.table import MOST_COLUMNS, SourceTable, UnreadableFile, too_many_columns

_MAGIC = b"PAR1"


@dataclass
class ParquetFile(SourceTable):
    """One Parquet file; ``columns`` are (name, DuckDB type) pairs in order."""

    path: Path
    columns: list[tuple[str, str]]

    @cached_property
    def _own_connection(self) -> Connection:
        return connect()

    def read_rows(self, most: int | None = None) -> list[list[str | None]]:
        limit = "" if most is None else f"LIMIT {max(most - 1, 0)}"
        rows = self._own_connection.execute(f"{self._select()} {limit}").fetchall()
        heading = [name or None for name, _ in self.columns]
        return [heading, *(list(row) for row in rows)][:most]

    def stage(self, connection: Connection, header_row: int, name: str) -> list[str]:
        headings = self.read_rows(header_row)[-1]
        named = column_names(headings, len(self.columns))
        inner = ", ".join(f"c{position}" for position in range(len(named)))
        renamed = ", ".join(f"c{n} AS {quote(column)}" for n, column in enumerate(named))
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {quote(name)} AS SELECT _row, {renamed} FROM "
            f"(SELECT row_number() OVER () + 1 AS _row, * FROM ({self._select()}) AS t({inner})) "
            f"WHERE _row > {header_row} AND ({filled(len(named))})"
        )
        return named

    def _select(self) -> str:
        values = ", ".join(_text_of(quote(name), kind) for name, kind in self.columns)
        return f"SELECT {values} FROM {parquet_source(self.path)}"


def open_parquet(path: Path, name: str) -> ParquetFile:
    """The file as a source table. Raises UnreadableFile where it is cut short or damaged."""
    if not _is_whole(path):
        raise UnreadableFile(
            "truncated_parquet",
            "This Parquet file is cut short: its end is missing. Copy or export it again.",
        )
    connection = connect()
    try:
        described = connection.execute(f"DESCRIBE FROM {parquet_source(path)}").fetchall()
        if len(described) > MOST_COLUMNS:
            raise too_many_columns()
        opened = ParquetFile(name, None, path, [(row[0], row[1]) for row in described])
        opened.read_rows(2)
    except UnicodeEncodeError:
        raise UnreadableFile(
            "cannot_open", "This file's name is not UTF-8. Give it a plain name, and try again."
        ) from None
    except DatabaseError:
        raise UnreadableFile(
            "damaged_parquet", "This Parquet file is damaged. Copy or export it again."
        ) from None
    finally:
        connection.close()
    return opened


def _is_whole(path: Path) -> bool:
    with path.open("rb") as content:
        start = content.read(4)
        if path.stat().st_size < 12:
            return False
        content.seek(-4, 2)
        return start == _MAGIC and content.read(4) == _MAGIC


def _text_of(column: str, kind: str) -> str:
    """SQL that writes a column's values as the other sources do: see data/sources/cells.py."""
    text = f"CAST({column} AS VARCHAR)"
    if kind in ("FLOAT", "DOUBLE"):
        digits = 7 if kind == "FLOAT" else 15
        number = f"format('{{:.{digits}g}}', CAST({column} AS DOUBLE))"
        return f"CASE WHEN NOT isnan({column}) THEN {number} END"
    if kind.startswith("DECIMAL") and not kind.endswith(",0)"):
        return f"regexp_replace({text}, '\\.?0+$', '')"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return _instant_text(column)
    if kind.startswith("TIMESTAMP"):
        return f"regexp_replace({text}, ' 00:00:00(\\+00)?$', '')"
    if kind == "BOOLEAN":
        return f"upper({text})"
    return f"nullif({text}, '')"


def _instant_text(column: str) -> str:
    """An instant by England's clock; a midnight of UTC, which is a date written as one, by UTC's.

    Either way a date keeps its day, in summer too.
    """
    texts = [
        f"CAST({column} AT TIME ZONE '{zone}' AS VARCHAR)" for zone in ("UTC", "Europe/London")
    ]
    of_utc, of_england = (f"regexp_replace({text}, ' 00:00:00$', '')" for text in texts)
    return f"CASE WHEN {of_utc} NOT LIKE '%:%' THEN {of_utc} ELSE {of_england} END"
