"""Rows of text into a temporary DuckDB table, a slice at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from data.database import Connection, literal, quote

SLICE_ROWS = 50_000
# Blanks, and what shows nothing at all: marks of no width or of a text's direction, soft hyphens.
WHITE_SPACE = (
    " \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
)
_SLICE_VIEW = "waymark_slice"

Row = Sequence[str | None]


def column_names(headings: Row, width: int) -> list[str]:
    """One name for each column: its heading as written, made unique.

    A blank heading is ``column_7``; a repeated one ``name_2``. DuckDB does not tell ``Name``
    from ``name``, so neither does this; ``_row`` is kept for the row number.
    """
    taken = {"_row"}
    names = []
    for position in range(1, width + 1):
        heading = headings[position - 1] if position <= len(headings) else None
        stem = heading if heading and heading.strip() else f"column_{position}"
        name, repeat = stem, 1
        while name.lower() in taken:
            repeat += 1
            name = f"{stem}_{repeat}"
        taken.add(name.lower())
        names.append(name)
    return names


def filled(width: int) -> str:
    """SQL for: one at least of the columns c0, c1 … holds more than white space.

    Whether a column has a letter or a figure is asked first: it is sooner told.
    """
    plainly = [f"regexp_matches(c{n}, '[A-Za-z0-9]')" for n in range(width)]
    at_all = [f"trim(c{n}, {literal(WHITE_SPACE)}) <> ''" for n in range(width)]
    return " OR ".join([*plainly, *at_all])


@dataclass(frozen=True)
class ColumnRows:
    """Rows that come by columns: ``table``, whose columns are called c0, c1 … from ``first`` on.

    ``texts`` is the SQL that makes each of them text; ``first`` is the position, from 0, of the
    first of them in the sheet, and ``first_row`` the number of their first row.
    """

    table: pa.Table
    texts: list[str]
    first: int
    first_row: int

    @property
    def width(self) -> int:
        return self.first + len(self.texts)


def stage_rows(
    connection: Connection,
    name: str,
    headings: Row,
    rows: Iterable[Row],
    first_row: int,
    below: ColumnRows | None = None,
) -> list[str]:
    """Make ``rows`` the temporary table ``name``; ``first_row`` is the first one's number.

    Columns are VARCHAR and ``_row`` BIGINT. Empty text is NULL, wholly blank rows are left out,
    and columns at the right with neither a heading nor a value are dropped. ``below`` are further
    rows, under these.
    """
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {quote(name)} (_row BIGINT)")
    written: list[str] = []
    number = first_row
    for part in _slices(rows):
        width = max(len(headings), *map(len, part))
        written = _widened(connection, name, written, column_names(headings, width))
        _insert(connection, name, part, number, len(written))
        number += len(part)
    width = max(len(headings), below.width if below else 0)
    written = _widened(connection, name, written, column_names(headings, width))
    if below:
        _insert_columns(connection, name, below, len(written))
    return without_empty_tail(connection, name, headings, written)


def _insert_columns(connection: Connection, name: str, rows: ColumnRows, width: int) -> None:
    numbers = pa.array(range(rows.first_row, rows.first_row + len(rows.table)), pa.int64())
    blank = "CAST(NULL AS VARCHAR)"
    texts = [blank] * rows.first + rows.texts + [blank] * (width - rows.width)
    values = ", ".join(f"{text} AS c{n}" for n, text in enumerate(texts))
    connection.register(_SLICE_VIEW, rows.table.append_column("_row", numbers))
    try:
        connection.execute(
            f"INSERT INTO {quote(name)} "
            f"SELECT * FROM (SELECT _row, {values} FROM {_SLICE_VIEW}) WHERE {filled(width)}"
        )
    finally:
        connection.unregister(_SLICE_VIEW)


def _slices(rows: Iterable[Row]) -> Iterator[list[Row]]:
    pending = iter(rows)
    while part := list(islice(pending, SLICE_ROWS)):
        yield part


def _widened(connection: Connection, name: str, written: list[str], wanted: list[str]) -> list[str]:
    """The columns after adding to the table those of ``wanted`` beyond ``written``."""
    added = wanted[len(written) :]
    if added:  # one statement: altering a table column by column takes the square of the time
        columns = ", ".join(f"CAST(NULL AS VARCHAR) AS {quote(column)}" for column in added)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {quote(name)} AS SELECT *, {columns} FROM {quote(name)}"
        )
    return written + added


def _insert(connection: Connection, name: str, part: list[Row], first_row: int, width: int) -> None:
    padded = (row if len(row) == width else _padded(row, width) for row in part)
    columns = [pa.array(column, pa.string()) for column in zip(*padded, strict=True)]
    labels = [f"c{position}" for position in range(width)]
    numbers = pa.array(range(first_row, first_row + len(part)), pa.int64())
    view = pa.table([numbers, *columns], names=["_row", *labels])
    values = ", ".join(f"nullif({label}, '')" for label in labels)
    connection.register(_SLICE_VIEW, view)
    try:
        connection.execute(
            f"INSERT INTO {quote(name)} SELECT _row, {values} FROM {_SLICE_VIEW} "
            f"WHERE {filled(width)}"
        )
    finally:
        connection.unregister(_SLICE_VIEW)


def _padded(row: Row, width: int) -> list[str | None]:
    return [*row, *([None] * (width - len(row)))]


def without_empty_tail(
    connection: Connection, name: str, headings: Row, written: list[str]
) -> list[str]:
    """Drop columns from the right while they have neither a heading nor a value."""
    tail = [n for n in range(1, len(written)) if not _has_heading(headings, n + 1)]
    if not tail:
        return written
    counts = ", ".join(f"count({quote(written[n])})" for n in tail)
    filled_cells = connection.execute(f"SELECT {counts} FROM {quote(name)}").fetchone()
    empty = {n for n, count in zip(tail, filled_cells, strict=True) if not count}
    kept = len(written)
    while kept - 1 in empty:
        kept -= 1
    if kept < len(written):
        columns = ", ".join(quote(each) for each in ["_row", *written[:kept]])
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {quote(name)} AS SELECT {columns} FROM {quote(name)}"
        )
    return written[:kept]


def _has_heading(headings: Row, position: int) -> bool:
    return position <= len(headings) and bool((headings[position - 1] or "").strip())
