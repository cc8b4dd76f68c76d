"""What the fast reader of workbooks does not tell: how far a sheet reaches (it would fill the
machine's memory for one stray cell), error cells, and formulas without a value.

Looked for in the sheets' XML, and only where its bytes show that there are any.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from data.sources.table import UnreadableFile

_BROKEN = (
    KeyError,
    ElementTree.ParseError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d+)"[^>]*>.{0,4000}?'
    rb"<(?:\w+:)?v>(#[^<]+)</(?:\w+:)?v>",
    re.DOTALL,
)
_REFERENCE = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_VALUELESS_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s(?![^>]*\bt="str")[^>]*\br="([A-Z]{1,3}\d+)"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*'
    rb"</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


@dataclass(frozen=True)
class SheetFaults:
    """``rows`` and ``columns``: how far cells with a value reach. ``errors``: row → (column, text)
    pairs, both counted from 1."""

    rows: int = 0
    columns: int = 0
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    formulas_without_value: int = 0
    first_without_value: str | None = None


def sheet_faults(path: Path) -> dict[str, SheetFaults]:
    """Sheet name → faults, for .xlsx and .xlsm; nothing for .xls.

    Raises UnreadableFile where the archive or its list of sheets is damaged.
    """
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            return {
                name: _faults(archive.read(part))
                for name, part in _sheet_parts(archive).items()
                if part in archive.namelist()
            }
    except _BROKEN:
        raise damaged_workbook() from None


def damaged_workbook() -> UnreadableFile:
    """What is said of a workbook whose insides cannot be read."""
    return UnreadableFile(
        "damaged_workbook",
        "This workbook is damaged or cut short. Open it in Excel, save it again as .xlsx, "
        "and copy it once more.",
    )


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part of the archive that holds it."""
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    return {
        sheet.get("name", ""): _absolute(targets.get(_relation(sheet), ""))
        for sheet in workbook.iter()
        if sheet.tag.endswith("}sheet")
    }


def _relation(sheet: ElementTree.Element) -> str | None:
    """The sheet's relation, in the usual form of the format or the strict one."""
    return next((value for name, value in sheet.items() if name.endswith("}id")), None)


def _absolute(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _faults(xml: bytes) -> SheetFaults:
    rows, columns = _last_row(xml), _last_column(xml)
    errors: dict[int, list[tuple[int, str]]] = {}
    if b't="e"' in xml:
        for letters, row, text in _ERROR_CELL.findall(xml):
            place = (_position(letters), text.decode("utf-8", "replace"))
            errors.setdefault(int(row), []).append(place)
    if b"<f" not in xml and b":f" not in xml:
        return SheetFaults(rows, columns, errors)
    valueless = _VALUELESS_FORMULA.findall(xml)
    first = valueless[0].decode() if valueless else None
    return SheetFaults(rows, columns, errors, len(valueless), first)


def _last_row(xml: bytes) -> int:
    """The row of the last cell that holds anything."""
    end = max(xml.rfind(b"</c>"), xml.rfind(b":c>"))
    start = max(xml.rfind(b"<c ", 0, max(end, 0)), xml.rfind(b":c ", 0, max(end, 0)))
    found = _REFERENCE.search(xml, start, end) if start >= 0 else None
    return int(found[2]) if found else 0


def _last_column(xml: bytes) -> int:
    """The rightmost column with a cell that holds anything: the longest letters, then the last."""
    for letters in (3, 2, 1):
        found = set(re.findall(rb' r="([A-Z]{%d})\d{1,7}"[^>/]*>' % letters, xml))
        if found:
            return max(_position(each) for each in found)
    return 0


def _position(letters: bytes) -> int:
    """A column's number from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
