"""Big, plain sheets: their first rows as any sheet is read, the rest by columns.

A cell at a time, the text of two million cells takes ten times as long as reading the workbook.
fastexcel gives whole columns, typed, and DuckDB makes text of them. Only for what comes to the
same text either way: below the preview each column has text alone, or numbers alone, or dates
alone. ``rows_below`` gives None for any other sheet, which is then read cell by cell.
"""

import io
import logging
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc

from data.database import Connection
from data.sources.sheet_cells import NUMBER, OTHER, TEXT
from data.sources.sheet_xml import SheetFaults
from data.sources.staging import ColumnRows, stage_rows
from data.sources.table import MOST_COLUMNS, PREVIEW_ROWS, SourceTable

FEWEST_CELLS = 100_000
_END = b"</sheetData></worksheet>"
_FEWEST, _MOST = 1e-4, 1e14
"""Numbers between these are written without an exponent in fifteen digits."""
_FIRST_DATE = pa.scalar(-25_566 * 86_400_000, pa.timestamp("ms"))  # 1900-01-02: before, a time
_HALF = 500
logging.getLogger("fastexcel").setLevel(logging.ERROR)  # it warns of every empty column


@dataclass
class BigSheet(SourceTable):
    """A sheet of whose rows the first few are at hand.

    ``start`` has those rows; ``whole`` opens the sheet to be read cell by cell.
    """

    path: Path
    label: str
    faults: SheetFaults
    start: SourceTable
    whole: Callable[[], SourceTable]

    def read_rows(self, most: int | None = None) -> list[list[str | None]]:
        if most is None or most > PREVIEW_ROWS:
            return self._whole.read_rows(most)
        return self._first_rows()[:most]

    def stage(self, connection: Connection, header_row: int, name: str) -> list[str]:
        below = None
        if header_row <= PREVIEW_ROWS:
            below = rows_below(self.path, self.label, self.faults)
        if below is None:
            return self._whole.stage(connection, header_row, name)
        rows = self._first_rows()
        headings = rows[header_row - 1]
        return stage_rows(connection, name, headings, rows[header_row:], header_row + 1, below)

    @cached_property
    def _whole(self) -> SourceTable:
        return self.whole()

    def _first_rows(self) -> list[list[str | None]]:
        """As many as a preview has, as wide as the sheet."""
        rows = self.start.read_rows()
        rows += [[] for _ in range(PREVIEW_ROWS - len(rows))]
        return [row + [None] * (self.faults.columns - len(row)) for row in rows]


def is_big(faults: SheetFaults) -> bool:
    """Whether reading a sheet by columns may be worth its while, and may come to the same."""
    return (
        faults.rows * faults.columns >= FEWEST_CELLS
        and faults.columns <= MOST_COLUMNS
        and faults.first_rows is not None
        and faults.kinds is not None
        and not faults.kinds[:, OTHER].any()
        and not (faults.kinds[:, TEXT].astype(bool) & faults.kinds[:, NUMBER].astype(bool)).any()
    )


def shortened_workbook(path: Path, sheets: list[SheetFaults]) -> io.BytesIO:
    """The workbook with the first rows alone of those sheets."""
    shortened = {each.part: each.first_rows + _END for each in sheets if each.first_rows}
    written = io.BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(written, "w") as short:
        for name in whole.namelist():
            if name.endswith((".xml", ".rels")):
                short.writestr(name, shortened.get(name) or whole.read(name))
    written.seek(0)
    return written


def rows_below(path: Path, sheet: str, faults: SheetFaults) -> ColumnRows | None:
    """A big sheet's rows below a preview's; None where they must be read cell by cell."""
    kinds = faults.kinds[faults.first_column - 1 : faults.columns]
    texts_alone = {  # by the sheet's own columns, from 0
        n: "string" for n, counts in enumerate(kinds, faults.first_column - 1) if not counts[NUMBER]
    }
    try:
        table = (
            fastexcel.read_excel(path)
            .load_sheet(
                sheet,
                header_row=None,
                skip_rows=PREVIEW_ROWS,
                schema_sample_rows=None,
                dtypes=texts_alone,
            )
            .to_arrow()
        )
    except fastexcel.FastExcelError:
        return None
    if table.shape != (faults.rows - PREVIEW_ROWS, len(kinds)):
        return None
    texts = [
        _text(f"c{n}", column, counts)
        for n, (column, counts) in enumerate(zip(table.columns, kinds, strict=True))
    ]
    if None in texts:
        return None
    named = table.rename_columns([f"c{n}" for n in range(len(texts))])
    return ColumnRows(named, texts, faults.first_column - 1, PREVIEW_ROWS + 1)


def _text(name: str, column: pa.ChunkedArray, counts: list[int]) -> str | None:
    """SQL for a column's values as text, None where some might come to another one."""
    kind = column.type
    if not counts[NUMBER]:
        return f"nullif({name}, '')" if counts[TEXT] else "CAST(NULL AS VARCHAR)"
    if len(column) - column.null_count != counts[NUMBER] + counts[TEXT]:
        return None  # a number that is none, or a formula without its value
    if pa.types.is_integer(kind):
        return f"CAST({name} AS VARCHAR)"
    if pa.types.is_floating(kind):
        return _number(name) if _is_ordinary(column) else None
    if pa.types.is_timestamp(kind) and kind.unit == "ms" and _is_clear(column):
        return f"CAST(CAST({name} AS DATE) AS VARCHAR)" if _are_days(column) else _instant(name)
    return None


def _is_ordinary(numbers: pa.ChunkedArray) -> bool:
    size = pc.abs(numbers)
    ordinary = pc.and_(pc.greater_equal(size, _FEWEST), pc.less(size, _MOST))
    return pc.all(pc.or_(ordinary, pc.equal(size, 0))).as_py()


def _is_clear(instants: pa.ChunkedArray) -> bool:
    """Whether all are dates, and none is so near a half second that rounding may differ."""
    rest = pc.abs(pc.subtract(pc.millisecond(instants), _HALF))
    clear = pc.and_(pc.greater_equal(instants, _FIRST_DATE), pc.greater(rest, 2))
    return pc.all(clear).as_py()


def _are_days(instants: pa.ChunkedArray) -> bool:
    return pc.all(pc.equal(pc.floor_temporal(instants, unit="day"), instants)).as_py()


def _number(name: str) -> str:
    return (
        f"CASE WHEN {name} = floor({name}) THEN CAST(CAST({name} AS BIGINT) AS VARCHAR) "
        f"ELSE format('{{:.15g}}', {name}) END"
    )


def _instant(name: str) -> str:
    rounded = f"date_trunc('second', {name} + INTERVAL {_HALF} MILLISECOND)"
    return f"replace(CAST({rounded} AS VARCHAR), ' 00:00:00', '')"
