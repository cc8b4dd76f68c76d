"""What the fast reader of workbooks does not tell: error cells, and formulas without a value.

Looked for in the sheets' XML, and only where its bytes show that there are any.
"""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d+)"[^>]*>.{0,4000}?'
    rb"<(?:\w+:)?v>(#[^<]+)</(?:\w+:)?v>",
    re.DOTALL,
)
_VALUELESS_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s[^>]*\br="([A-Z]{1,3}\d+)"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*'
    rb"</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


@dataclass(frozen=True)
class SheetFaults:
    """``errors``: row → (column, text) pairs, both counted from 1."""

    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    formulas_without_value: int = 0
    first_without_value: str | None = None


def sheet_faults(path: Path) -> dict[str, SheetFaults]:
    """Sheet name → faults, for .xlsx and .xlsm; nothing for other kinds of workbook."""
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            return {
                name: _faults(archive.read(part))
                for name, part in _sheet_parts(archive).items()
                if part in archive.namelist()
            }
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
        return {}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part of the archive that holds it."""
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    return {
        sheet.get("name", ""): _absolute(targets.get(sheet.get(_RELATION), ""))
        for sheet in workbook.iter()
        if sheet.tag.endswith("}sheet")
    }


def _absolute(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _faults(xml: bytes) -> SheetFaults:
    errors: dict[int, list[tuple[int, str]]] = {}
    if b't="e"' in xml:
        for letters, row, text in _ERROR_CELL.findall(xml):
            place = (_position(letters), text.decode("utf-8", "replace"))
            errors.setdefault(int(row), []).append(place)
    if b"<f" not in xml and b":f" not in xml:
        return SheetFaults(errors)
    valueless = _VALUELESS_FORMULA.findall(xml)
    first = valueless[0].decode() if valueless else None
    return SheetFaults(errors, len(valueless), first)


def _position(letters: bytes) -> int:
    """A column's number from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
