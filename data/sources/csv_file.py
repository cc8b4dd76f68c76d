"""A CSV file: comma, semicolon, tab or bar between its fields; UTF-8, UTF-16 or Windows text.

Rows are counted as a spreadsheet counts them: one record is one row, also where a quoted field
runs over several lines, and a blank line is a row.
"""

import codecs
import csv
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from data.database import Connection
from data.sources.plain_csv import is_plain, stage_plain
from data.sources.staging import stage_rows, without_empty_tail
from data.sources.table import MOST_COLUMNS, SourceTable, UnreadableFile, too_many_columns

BIG_BYTES = 8 << 20
_CHUNK = 1 << 20
_SNIFFED_RECORDS = 100
_DELIMITERS = ",;\t|"
_UTF16_NOTE = ("utf16", "This file is UTF-16 (Excel's 'Unicode text'); it was read as such.")
_CP1252_NOTE = (
    "cp1252",
    "This file is not UTF-8; it was read as Windows text (cp1252). "
    "Check that accents and £ signs are right, or save it as 'CSV UTF-8'.",
)
_HALF_NOTE = (
    "cut_short",
    "This file ends in half a character, which was left out: it may be cut short. Export it again.",
)
_NUL_NOTE = ("nul_bytes", "This file holds NUL bytes; they were left out. Export it again if odd.")


@dataclass
class CsvFile(SourceTable):
    """One CSV file, read in slices: never whole in memory."""

    path: Path
    encoding: str
    delimiter: str

    def read_rows(self, most: int | None = None) -> list[list[str | None]]:
        return [[cell or None for cell in row] for row in islice(self._records(), most)]

    def stage(self, connection: Connection, header_row: int, name: str) -> list[str]:
        rows = self._records()
        headings = next(islice(rows, header_row - 1, None), [])
        if self._may_be_plain() and headings:
            plain = (self.path, self.delimiter, headings, header_row, name)
            if names := stage_plain(connection, *plain):
                return without_empty_tail(connection, name, headings, names)
        return stage_rows(connection, name, headings, rows, header_row + 1)

    def _may_be_plain(self) -> bool:
        big = self.path.stat().st_size >= BIG_BYTES
        return big and self.encoding == "utf-8-sig" and is_plain(self.path)

    def _records(self) -> Iterator[list[str]]:
        return records(self.path, self.encoding, self.delimiter)


def open_csv(path: Path, name: str) -> CsvFile:
    """The file as a source table.

    Raises UnreadableFile at a quote that never closes; in a big file, when that is come to.
    """
    encoding, notes = _encoding_and_notes(path)
    delimiter = _delimiter(path, encoding)
    if path.stat().st_size < BIG_BYTES:
        deque(records(path, encoding, delimiter), maxlen=0)
    return CsvFile(name, None, path, encoding, delimiter, notes=notes)


def records(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """The file's records from the first.

    Raises UnreadableFile at a quote that never closes and at a record wider than any table.
    """
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        text = (line.replace("\0", "") if "\0" in line else line for line in lines)
        if encoding.startswith("utf-16"):  # half a character at the end is no row
            text = (line for line in text if line != "\ufffd")
        try:
            for row in csv.reader(text, delimiter=delimiter):
                if len(row) > MOST_COLUMNS:
                    raise too_many_columns()
                yield row
        except csv.Error:
            raise UnreadableFile(
                "unclosed_quote",
                'A field runs on for more than 100,000 characters: look for a " that opens a '
                "field and never closes it, and export the file again.",
            ) from None


def _encoding_and_notes(path: Path) -> tuple[str, list[tuple[str, str]]]:
    with path.open("rb") as content:
        start = content.read(_CHUNK)
    marked = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if utf16 := "utf-16" if marked else unmarked_utf16(start):
        halved = path.stat().st_size % 2
        return utf16, [_UTF16_NOTE, _HALF_NOTE] if halved else [_UTF16_NOTE]
    nul_note = [_NUL_NOTE] if _holds_nul(path) else []
    if _is_utf8(path):
        return "utf-8-sig", nul_note
    return "cp1252", [_CP1252_NOTE, *nul_note]


def unmarked_utf16(start: bytes) -> str | None:
    """The byte order of UTF-16 text without a mark: nearly every second byte of it is NUL."""
    if len(start) < 4:
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        while chunk := content.read(_CHUNK):
            yield chunk


def _holds_nul(path: Path) -> bool:
    return any(b"\0" in chunk for chunk in _chunks(path))


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(path: Path, encoding: str) -> str:
    """The delimiter that gives most records of the start the same number of fields, over one."""
    return max(_DELIMITERS, key=lambda each: _agreement(path, encoding, each))


def _agreement(path: Path, encoding: str, delimiter: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    try:
        for row in islice(records(path, encoding, delimiter), _SNIFFED_RECORDS):
            widths[len(row)] += 1
    except UnreadableFile:
        return 0, 0
    (width, seen) = max(
        ((width, seen) for width, seen in widths.items() if width > 1),
        key=lambda each: (each[1], each[0]),
        default=(0, 0),
    )
    return seen, width
