"""The parts of an .xlsx archive, read under limits: a small file may unpack to fill a machine.

Sizes are counted while unpacking, since an archive may state others.
"""

import copy
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from data.sources.table import UnreadableFile

MOST_PART_BYTES = 300 << 20
"""A part (a sheet, the shared texts) that unpacks to more than this is refused."""
MOST_UNZIPPED_BYTES = 1 << 30
"""A workbook that unpacks to more than this (1 GiB) is refused: a fault, or an attack."""
MOST_LIST_BYTES = 16 << 20
_PIECE = 4 << 20
_BROKEN = (
    KeyError,
    ElementTree.ParseError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class WorkbookParts:
    """The parts of one workbook's archive, and which of them is which sheet.

    Raises UnreadableFile on the way where the archive is damaged or unpacks to too much.
    """

    def __init__(self, path: Path) -> None:
        try:
            with zipfile.ZipFile(path) as archive:
                self._parts = archive.infolist()
        except _BROKEN:
            raise damaged_workbook() from None
        self._path = path
        self._unpacked = 0

    def check_stated_sizes(self) -> None:
        """Refuse at once what says itself that it is too large."""
        sizes = [part.file_size for part in self._parts]
        if sum(sizes) > MOST_UNZIPPED_BYTES or max(sizes, default=0) > MOST_PART_BYTES:
            raise too_large(sum(sizes))

    def sheet_names(self) -> dict[str, list[str]]:
        """Part of the archive → the names of the sheets that it is; a part nobody names has none.

        Names of parts are compared without regard to case and slash, as the fast reader does.
        """
        named: dict[str, list[str]] = {
            part.filename: [] for part in self._parts if "/worksheets/" in _plain(part.filename)
        }
        for label, target in self._listed_sheets():
            for part in self._parts:
                if _plain(part.filename) == _plain(target):
                    named.setdefault(part.filename, []).append(label)
        return named

    def names(self) -> set[str]:
        """The names of all parts."""
        return {part.filename for part in self._parts}

    def workbook(self) -> ElementTree.Element:
        """The part that lists the sheets, with how the workbook is set."""
        return self._small("xl/workbook.xml")

    def others(self, sheets: dict[str, list[str]]) -> list[str]:
        """The parts that are no sheet."""
        return [part.filename for part in self._parts if part.filename not in sheets]

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part's bytes, a few megabytes at a time."""
        for part in self._parts:
            if part.filename == name:
                yield from self._pieces(part)

    def _pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        whole = copy.copy(part)
        whole.file_size = 1 << 62  # read to the true end, not to the one stated
        size = 0
        try:
            with zipfile.ZipFile(self._path) as archive, archive.open(whole) as content:
                while piece := content.read(_PIECE):
                    size += len(piece)
                    self._unpacked += len(piece)
                    if size > MOST_PART_BYTES or self._unpacked > MOST_UNZIPPED_BYTES:
                        raise too_large(self._unpacked)
                    yield piece
        except _BROKEN:
            raise damaged_workbook() from None

    def _listed_sheets(self) -> list[tuple[str, str]]:
        """(name, part) of each sheet that the workbook lists."""
        workbook = self.workbook()
        relations = self._small("xl/_rels/workbook.xml.rels")
        targets = {each.get("Id"): each.get("Target", "") for each in relations}
        return [
            (sheet.get("name", ""), _absolute(targets.get(_relation(sheet), "")))
            for sheet in workbook.iter()
            if sheet.tag.endswith("}sheet")
        ]

    def _small(self, name: str) -> ElementTree.Element:
        content = b""
        for piece in self.pieces(name):
            content += piece
            if len(content) > MOST_LIST_BYTES:
                raise too_large(len(content))
        if b"<!DOCTYPE" in content:  # no workbook has one; entities can fill the memory
            raise damaged_workbook()
        try:
            return ElementTree.fromstring(content)
        except _BROKEN:
            raise damaged_workbook() from None


def damaged_workbook() -> UnreadableFile:
    """What is said of a workbook whose insides cannot be read."""
    return UnreadableFile(
        "damaged_workbook",
        "This workbook is damaged or cut short. Open it in Excel, save it again as .xlsx, "
        "and copy it once more.",
    )


def too_large(unpacked: int) -> UnreadableFile:
    """What is said of a workbook that unpacks to more than is read."""
    return UnreadableFile(
        "too_large",
        f"This workbook unpacks to {unpacked / 2**20:,.0f} MB or more; a sheet may have "
        f"{MOST_PART_BYTES >> 20} MB, a workbook {MOST_UNZIPPED_BYTES >> 20:,} MB. "
        "Export it as CSV or Parquet.",
    )


def _plain(name: str) -> str:
    return name.replace("\\", "/").removeprefix("/").casefold()


def _relation(sheet: ElementTree.Element) -> str | None:
    """The sheet's relation, in the usual form of the format or the strict one."""
    return next((value for name, value in sheet.items() if name.endswith("}id")), None)


def _absolute(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
