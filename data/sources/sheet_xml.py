"""What the fast reader of workbooks does not tell: how far a sheet reaches (it would fill the
machine's memory for one stray cell), error cells, and formulas without a value.

Looked for in the sheets' XML before that reader sees it, in pieces, and by patterns that take
each byte a few times at most whatever it holds: no part of one can run past the next ``<``.
"""

import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from data.sources.sheet_cells import EMPTY, KINDS, OTHER, CellPlaces, cell_places
from data.sources.table import MOST_COLUMNS as MOST_TABLE_COLUMNS
from data.sources.table import PREVIEW_ROWS, UnreadableFile
from data.sources.workbook_parts import WorkbookParts, damaged_workbook

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a worksheet can have."""
MOST_ROW_BYTES = 64 << 20
_MOST_FIRST_BYTES = 16 << 20

_NAME = rb"(?:\w{1,20}:)?"
_PLAIN_CELL = re.compile(rb"<" + _NAME + rb'c r="([A-Z]{1,3})([1-9]\d{0,6})"[^<>]*(?<!/)>')
_CELL = re.compile(rb"<" + _NAME + rb"c(?:\s[^<>]*)?(?<!/)>")
_ROW_OR_CELL = re.compile(rb"<" + _NAME + rb"(row|c)((?:[\s/][^<>]*)?)>")
_REFERENCE = re.compile(rb"""\sr\s*+=\s*+["']([A-Za-z]{0,9})(\d{0,19})["']""")
_FORMULA = rb"<" + _NAME + rb"f(?:\s[^<>]*)?(?:(?<=/)>|(?<!/)>[^<]*</" + _NAME + rb"f\s*+>)\s*+"
_ERROR_CELL = re.compile(
    rb"<" + _NAME + rb"c\s([^<>]*)>\s*+(?:" + _FORMULA + rb")?+<" + _NAME + rb"v>(#[^<]{1,40})</"
)
_VALUELESS_FORMULA = re.compile(
    rb"<"
    + _NAME
    + rb"c\s([^<>]*)>\s*+"
    + _FORMULA
    + rb"(?:<"
    + _NAME
    + rb"v\s*+(?:/>|>\s*+</"
    + _NAME
    + rb"v\s*+>)\s*+)?+</"
    + _NAME
    + rb"c\s*+>"
)


@dataclass
class SheetFaults:
    """``rows`` and ``columns``: how far cells with a value reach. ``errors``: row → (column, text)
    pairs, both counted from 1. ``part``: the sheet's part of the archive.

    Of a sheet that goes on below a preview's rows, and is plain XML all through: ``kinds``, how
    many cells below them each column has of each kind (sheet_cells), and ``first_rows``, the XML
    down to the last of them.
    """

    rows: int = 0
    columns: int = 0
    first_column: int = MOST_COLUMNS
    part: str = ""
    kinds: np.ndarray | None = None
    first_rows: bytes | None = None
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    formulas_without_value: int = 0
    first_without_value: str | None = None


def sheet_faults(path: Path) -> dict[str, SheetFaults]:
    """Sheet name → faults, for .xlsx and .xlsm; nothing for .xls.

    Raises UnreadableFile where the archive is damaged, unpacks to too much, or has cells where
    no sheet has any.
    """
    if not zipfile.is_zipfile(path):
        return {}
    parts = WorkbookParts(path)
    parts.check_stated_sizes()
    sheets = parts.sheet_names()
    for name in parts.others(sheets):
        for _ in parts.pieces(name):  # the fast reader unpacks them too
            pass
    found: dict[str, SheetFaults] = {}
    for part, labels in sheets.items():
        faults = _faults(_whole_rows(_ahead(parts.pieces(part))))
        faults.part = part
        found |= dict.fromkeys(labels, faults)
    return found


def _ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same, the next piece being unpacked while one is looked through."""
    with ThreadPoolExecutor(max_workers=1) as unpacking:
        coming = unpacking.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = unpacking.submit(next, pieces, None)
            yield piece


def _whole_rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut only where a row ends."""
    waiting: list[bytes] = []
    size = 0
    for number, piece in enumerate(pieces):
        if number == 0 and (b"\0" in piece[:64] or piece[:2] in (b"\xff\xfe", b"\xfe\xff")):
            raise damaged_workbook()  # UTF-16, which no spreadsheet program writes here
        end = piece.rfind(b"row>") + 4
        if end >= 4:
            yield b"".join([*waiting, piece[:end]])
            waiting, size = [], 0
        else:
            end = 0
        waiting.append(piece[end:])
        size += len(piece) - end
        if size > MOST_ROW_BYTES:
            raise UnreadableFile(
                "too_large",
                f"A row of this workbook is larger than {MOST_ROW_BYTES >> 20} MB, which no "
                "table's is. Open it in Excel, delete what is beyond the table, and save it again.",
            )
    yield b"".join(waiting)


def _faults(rows: Iterator[bytes]) -> SheetFaults:
    found = SheetFaults(kinds=np.zeros((MOST_TABLE_COLUMNS, KINDS), np.int64))
    before: list[bytes] = []
    last_row = 0
    for xml in rows:
        places = cell_places(xml)
        if places is None:
            found.kinds = None
            last_row = _note_reach(xml, found, last_row)
            may_err = has_formulas = True
        else:
            last_row = _note_places(places, found, last_row)
            may_err, has_formulas = bool((places.kind == OTHER).any()), places.has_formulas
        if found.kinds is not None and found.first_rows is None:
            found.first_rows = _first_rows(xml, places, before)
            if sum(map(len, before)) > _MOST_FIRST_BYTES:  # a preview of enormous cells
                found.kinds = None
        if may_err and (b't="e"' in xml or b"t='e'" in xml):
            _note_errors(xml, found)
        if has_formulas and (b"<f" in xml or b":f" in xml):
            _note_valueless(xml, found)
    return found


def _note_places(places: CellPlaces, found: SheetFaults, last_row: int) -> int:
    """The last row of these, after widening ``found`` to hold their cells with a value."""
    valued = places.kind != EMPTY
    rows, columns, kinds = places.row[valued], places.column[valued], places.kind[valued]
    if not len(rows):
        return last_row
    if rows[0] < last_row or (np.diff(rows) < 0).any():
        raise damaged_workbook()
    found.first_column = min(found.first_column, int(columns.min()))
    _widen(found, int(rows[-1]), int(columns.max()))
    if found.kinds is not None and found.columns <= MOST_TABLE_COLUMNS:
        below = rows > PREVIEW_ROWS
        cells = (columns[below] - 1) * KINDS + kinds[below]
        found.kinds += np.bincount(cells, minlength=found.kinds.size).reshape(found.kinds.shape)
    return int(rows[-1])


def _widen(found: SheetFaults, rows: int, columns: int) -> None:
    """Raises UnreadableFile where no sheet has such a place."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise damaged_workbook()
    found.rows, found.columns = rows, max(found.columns, columns)


def _first_rows(xml: bytes, places: CellPlaces, before: list[bytes]) -> bytes | None:
    """All XML down to where the first row below a preview's begins; None where that is to come."""
    below = np.flatnonzero((places.row > PREVIEW_ROWS) & (places.kind != EMPTY))
    if len(below):
        return b"".join([*before, xml[: xml.rfind(b"<row", 0, places.tag[below[0]])]])
    before.append(xml)
    return None


def _note_reach(xml: bytes, found: SheetFaults, last_row: int) -> int:
    """The last row of these, after widening ``found`` to hold their cells with a value."""
    cells = _PLAIN_CELL.findall(xml)
    if len(cells) == len(_CELL.findall(xml)):
        rows = [int(row) for _, row in cells]
        columns = max((_position(each) for each in {letters for letters, _ in cells}), default=0)
    else:
        places = list(_counted_places(xml, last_row))
        rows = [row for row, _ in places]
        columns = max((column for _, column in places), default=0)
    if not rows:
        return last_row
    if rows[0] < last_row or any(a > b for a, b in pairwise(rows)):
        raise damaged_workbook()
    _widen(found, rows[-1], columns)
    return rows[-1]


def _counted_places(xml: bytes, row: int) -> Iterator[tuple[int, int]]:
    """(row, column) of each cell with a value, where some do not say their own."""
    column = 0
    for kind, attributes in _ROW_OR_CELL.findall(xml):
        place = _REFERENCE.search(attributes)
        if kind == b"row":
            row = int(place[2]) if place and place[2] else row + 1
            column = 0
            continue
        column = _position(place[1].upper()) if place and place[1] else column + 1
        row = int(place[2]) if place and place[2] else max(row, 1)
        if not attributes.endswith(b"/"):
            yield row, column


def _note_errors(xml: bytes, found: SheetFaults) -> None:
    for attributes, text in _ERROR_CELL.findall(xml):
        place = _REFERENCE.search(b" " + attributes)
        if place and place[1] and place[2] and re.search(rb"""\bt=["']e["']""", attributes):
            each = (_position(place[1]), text.decode("utf-8", "replace"))
            found.errors.setdefault(int(place[2]), []).append(each)


def _note_valueless(xml: bytes, found: SheetFaults) -> None:
    for attributes in _VALUELESS_FORMULA.findall(xml):
        if re.search(rb"""\bt=["']str["']""", attributes):  # its value is empty text
            continue
        place = _REFERENCE.search(b" " + attributes)
        found.formulas_without_value += 1
        if found.first_without_value is None and place:
            found.first_without_value = (place[1] + place[2]).decode()


def _position(letters: bytes) -> int:
    """A column's number from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
