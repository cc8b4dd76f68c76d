"""What a person should know of a workbook besides its cells: hidden sheets, macros, links, dates.

Told from the workbook's list of its parts and sheets, which is small; the sheets themselves are
gone through only where the workbook has links to others, and their beginnings for hidden rows.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from data.file_names import shown_name
from data.sources.table import SourceTable
from data.sources.workbook_parts import WorkbookParts

Note = tuple[str, str]

_MACROS: Note = ("macros", "This workbook holds macros; Waymark reads cells alone and runs none.")
_DATES_1904: Note = (
    "dates_1904",
    "This workbook counts its days from 1904. Cells with a date's format are read rightly; a date "
    "left as a bare number would be read four years early: give its column a date's format.",
)
_LINKS: Note = (
    "other_workbooks",
    "Cells of this sheet are filled from other workbooks. The values last saved here were read: "
    "if those workbooks have changed since, open this one in Excel, update its links and save it.",
)
_HIDDEN_ROWS: Note = (
    "hidden_rows",
    "Rows of this sheet are hidden, by hand or by a filter; they were read like the others. If "
    "they should not count, delete them from the sheet.",
)
_HIDDEN_ROW = re.compile(rb"""<(?:\w{1,20}:)?row\s[^<>]*\shidden=["'](?:1|true)["']""")
_LINKED_FORMULA = re.compile(
    rb"<(?:\w{1,20}:)?f(?:\s[^<>]*)?>[^<]*(?<![\w\]])\[\d{1,6}\][^<\[\]]*!"
)
_LONGEST_FORMULA = 9_000


def remark(path: Path, tables: list[SourceTable]) -> None:
    """Mark the hidden sheets among the tables of an .xlsx workbook, and note the rest on its first.

    Raises UnreadableFile where the archive is damaged or unpacks to too much.
    """
    parts = WorkbookParts(path)
    workbook = parts.workbook()
    hidden = {
        shown_name(sheet.get("name", ""))
        for sheet in workbook.iter()
        if sheet.tag.endswith("}sheet") and sheet.get("state", "visible") != "visible"
    }
    linked, with_hidden = _linked_sheets(parts), _sheets_with_hidden_rows(parts)
    for table in tables:
        table.is_hidden = table.sheet in hidden
        table.notes += [_LINKS] if table.sheet in linked else []
        table.notes += [_HIDDEN_ROWS] if table.sheet in with_hidden else []
    if any(name.casefold().endswith("vbaproject.bin") for name in parts.names()):
        tables[0].notes.append(_MACROS)
    if any(map(_from_1904, workbook.iter())):
        tables[0].notes.append(_DATES_1904)


def _sheets_with_hidden_rows(parts: WorkbookParts) -> set[str]:
    """The sheets with a hidden row in their first few megabytes, where a filter's are too."""
    return {
        shown_name(label)
        for part, labels in parts.sheet_names().items()
        if b"hidden=" in (start := next(parts.pieces(part), b"")) and _HIDDEN_ROW.search(start)
        for label in labels
    }


def _linked_sheets(parts: WorkbookParts) -> set[str]:
    """The sheets with a formula that names another workbook; gone through where there is one."""
    if not any(name.casefold().startswith("xl/externallinks/") for name in parts.names()):
        return set()
    return {
        shown_name(label)
        for part, labels in parts.sheet_names().items()
        if _has_link(parts.pieces(part))
        for label in labels
    }


def _has_link(pieces: Iterator[bytes]) -> bool:
    end = b""
    for piece in pieces:
        if _LINKED_FORMULA.search(end + piece):
            return True
        end = piece[-_LONGEST_FORMULA:]
    return False


def _from_1904(element: Element) -> bool:
    return element.tag.endswith("}workbookPr") and element.get("date1904") in ("1", "true")
