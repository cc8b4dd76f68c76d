"""Opens whatever people drop in: the kind is known by the content, never by the name alone."""

import re
import zipfile
from pathlib import Path

from data.sources.csv_file import open_csv, unmarked_utf16
from data.sources.parquet_file import open_parquet
from data.sources.table import SourceTable, UnreadableFile, cannot_open
from data.sources.workbook import open_workbook, protected_workbook
from data.sources.workbook_remarks import remark
from data.sources.xml_file import open_xml

_WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_WORKBOOK_PART = "xl/workbook.xml"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WEB_PAGE = re.compile(rb"<(!doctype|html|table)")
_XML = re.compile(rb"<(\?xml|!--|[a-z_][\w.:-]*[\s/>])")
_NOTHING = b" \t\r\n\xef\xbb\xbf\xff\xfe"
_START = 1 << 16


def open_file(path: Path, name: str) -> list[SourceTable]:
    """The file's tables: the sheets of a workbook that hold cells, the tables of a return's XML,
    or the one of a CSV or Parquet.

    ``name`` is the file's name to show. Raises UnreadableFile, whose message says in one line
    what was found and what to do.
    """
    try:
        with path.open("rb") as content:
            start = content.read(_START)
    except OSError:
        raise cannot_open() from None
    if not start.translate(None, _NOTHING):
        raise UnreadableFile("empty_file", "There is nothing in this file. Export it again.")
    if start.startswith(b"PAR1") or path.suffix.lower() == ".parquet":
        return [open_parquet(path, name)]
    if start.startswith(b"PK"):
        return _open_archive(path, name)
    if start.startswith(_OLE):
        return _open_ole(path, name)
    if _may_be_xml(start) and (tables := open_xml(path, name)):
        return tables
    _refuse_what_is_not_text(path, start)
    return [_open_text(path, name)]


def _open_archive(path: Path, name: str) -> list[SourceTable]:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        raise UnreadableFile(
            "truncated_workbook",
            "This workbook is cut short or damaged. Copy it again when its export has finished.",
        ) from None
    if _WORKBOOK_PART not in parts:
        raise UnreadableFile("unknown_kind", _archive_message(parts))
    tables = open_workbook(path, name)
    remark(path, tables)
    return tables


def _archive_message(parts: set[str]) -> str:
    if any(part.startswith("word/") for part in parts):
        return "This is a Word document. Save its table as .xlsx or .csv."
    if any(part.startswith("ppt/") for part in parts):
        return "This is a PowerPoint file. Save its table as .xlsx or .csv."
    if "xl/workbook.bin" in parts or "content.xml" in parts:
        return "This is a binary or OpenDocument workbook. Save it as .xlsx."
    return "This is a zip archive, not a workbook. Take out the files in it and use those."


def _open_ole(path: Path, name: str) -> list[SourceTable]:
    """An old-style container: a .xls workbook, or the wrapping of a protected .xlsx."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise protected_workbook()
    if not any(part.encode("utf-16-le") in content for part in ("Workbook", "Book")):
        raise UnreadableFile(
            "unknown_kind",
            "This is an old Office file but not a workbook. Save its table as .xlsx or .csv.",
        )
    return open_workbook(path, name)


def _may_be_xml(start: bytes) -> bool:
    head = _head(start)
    return bool(_XML.match(head)) and not _WEB_PAGE.match(head)


def _head(start: bytes) -> bytes:
    """The first letters, small; of UTF-16, one byte of each."""
    if start.startswith(_UTF16_MARKS):
        start = start[2:400].replace(b"\0", b"")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()


def _refuse_what_is_not_text(path: Path, start: bytes) -> None:
    head = _head(start)
    if head.startswith(b"%pdf"):
        message = "This is a PDF. Export the table behind it as .xlsx or .csv."
    elif _WEB_PAGE.match(head) or head.startswith(b"<?xml"):
        message = (
            "This is a web page or XML of another kind than the children in need census and the "
            "SSDA903, whatever its name says. "
            "Open it in Excel and save it as .xlsx or .csv."
        )
    elif head.startswith((b"{", b"[{")):
        message = "This is JSON. Export the table as .csv, .xlsx or .parquet."
    elif _is_binary(start):
        message = (
            "This file is neither text, a workbook nor Parquet. "
            "Export the table as .csv, .xlsx or .parquet."
        )
    else:
        return
    rule = "not_a_workbook" if path.suffix.lower() in _WORKBOOK_SUFFIXES else "unknown_kind"
    raise UnreadableFile(rule, message)


def _is_binary(start: bytes) -> bool:
    """Whether more than one byte in fifty is a control character, which text never has."""
    if start.startswith(_UTF16_MARKS) or unmarked_utf16(start):
        return False
    allowed = b"\t\n\r\x0b\x0c"
    odd = sum(start.count(bytes([code])) for code in range(32) if code not in allowed)
    return odd * 50 > len(start)


def _open_text(path: Path, name: str) -> SourceTable:
    if path.suffix.lower() in _WORKBOOK_SUFFIXES:
        raise UnreadableFile(
            "not_a_workbook",
            f"This file is named {path.suffix.lower()} but holds plain text. If it is a CSV, "
            "rename it .csv; if not, export the workbook again.",
        )
    return open_csv(path, name)
