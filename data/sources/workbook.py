"""A workbook (.xlsx, .xlsm, .xls): each sheet with cells is one source table."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    XmlError,
    ZipError,
)

from data.database import Connection
from data.file_names import shown_name
from data.sources.big_sheet import BigSheet, is_big, shortened_workbook
from data.sources.cells import cell_text
from data.sources.sheet_xml import SheetFaults, sheet_faults
from data.sources.staging import stage_rows
from data.sources.table import MOST_COLUMNS, SourceTable, UnreadableFile, column_letter
from data.sources.workbook_parts import damaged_workbook

MOST_CELLS = 30_000_000
"""A workbook whose last cells make it larger than this (a million rows of thirty columns) is
refused: its reader holds every cell down to there in memory, empty ones too."""

_BROKEN = (CalamineError, XmlError, ZipError, OSError, BadZipFile, zlib.error, EOFError)


@dataclass
class WorkbookSheet(SourceTable):
    """One sheet. Formulas give the values last saved; error cells keep their text (#N/A)."""

    cells: CalamineSheet
    faults: SheetFaults = field(default_factory=SheetFaults, kw_only=True)

    def read_rows(self, most: int | None = None) -> list[list[str | None]]:
        return list(islice(self._rows(), most))

    def stage(self, connection: Connection, header_row: int, name: str) -> list[str]:
        rows = self._rows()
        headings = next(islice(rows, header_row - 1, None), [])
        return stage_rows(connection, name, headings, rows, header_row + 1)

    def _rows(self) -> Iterator[list[str | None]]:
        """Every row from row 1 and column A on, whatever the sheet's first used cell is."""
        before = [None] * (self.cells.start[1] if self.cells.start else 0)
        errors = self.faults.errors
        for number, values in enumerate(self.cells.iter_rows(), start=1):
            row = before + [cell_text(value) for value in values]
            for position, text in errors.get(number, ()):
                row.extend([None] * (position - len(row)))
                row[position - 1] = text
            yield row


def open_workbook(path: Path, name: str) -> list[SourceTable]:
    """The workbook's sheets that hold cells, hidden ones too.

    Raises UnreadableFile where the workbook is protected, damaged or has no cells at all.
    """
    faults = sheet_faults(path)
    _refuse_far_cells(faults)
    big = [each for each in faults.values() if is_big(each)]
    sheets = [(each, faults.get(each.name, SheetFaults())) for each in _worksheets(path, big)]
    tables = [
        _table(path, name, sheet, its_faults)
        for sheet, its_faults in sheets
        if sheet.start is not None or is_big(its_faults)
    ]
    if not tables:
        raise _empty_workbook(faults)
    return tables


def _worksheets(path: Path, big: list[SheetFaults]) -> list[CalamineSheet]:
    """The worksheets; of the big ones the first rows alone."""
    with _told_faults():
        workbook = (
            CalamineWorkbook.from_filelike(shortened_workbook(path, big))
            if big
            else CalamineWorkbook.from_path(path)
        )
        return [
            workbook.get_sheet_by_name(sheet.name)
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]


def _table(path: Path, name: str, sheet: CalamineSheet, faults: SheetFaults) -> SourceTable:
    table = _sheet(name, sheet, faults)
    if not is_big(faults):
        return table

    def whole() -> SourceTable:
        with _told_faults():
            cells = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet.name)
        return _sheet(name, cells, faults)

    if sheet.start is None:  # its first rows are blank
        return whole()
    return BigSheet(name, table.sheet, path, sheet.name, faults, table, whole, notes=table.notes)


@contextmanager
def _told_faults() -> Iterator[None]:
    """What the reader raises, in words for people."""
    try:
        yield
    except PasswordError:
        raise protected_workbook() from None
    except _BROKEN:
        raise damaged_workbook() from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # the reader's own fault, no Exception
            raise damaged_workbook() from None
        raise


def _empty_workbook(faults: dict[str, SheetFaults]) -> UnreadableFile:
    if formulas := sum(each.formulas_without_value for each in faults.values()):
        return UnreadableFile(
            "formula_without_value",
            f"This workbook has formulas alone ({formulas:,}), and none has a saved value. "
            "Open it in Excel, save it, and use that.",
        )
    return UnreadableFile(
        "empty_workbook", "This workbook has no cells in any sheet. Export it again."
    )


def _refuse_far_cells(faults: dict[str, SheetFaults]) -> None:
    cells = 0
    for sheet, each in faults.items():
        cells += each.rows * each.columns  # all of a workbook's sheets are held at once
        if cells > MOST_CELLS or each.columns > MOST_COLUMNS:
            raise UnreadableFile(
                "too_large",
                f"Sheet {shown_name(sheet)} reaches to row {each.rows:,} and column "
                f"{column_letter(each.columns)}: delete the stray cells beyond the table and "
                "save, or export it as CSV.",
            )


def protected_workbook() -> UnreadableFile:
    """What is said of a workbook that needs a password."""
    return UnreadableFile(
        "password_protected",
        "This workbook is protected by a password. Save a copy without one and use that.",
    )


def _sheet(name: str, cells: CalamineSheet, faults: SheetFaults) -> WorkbookSheet:
    notes = []
    if faults.formulas_without_value:
        notes.append(
            (
                "formula_without_value",
                "Formulas without a saved value were read as blank: "
                f"{faults.formulas_without_value:,}, the first in {faults.first_without_value}. "
                "Open the workbook in Excel, save it, and use that.",
            )
        )
    return WorkbookSheet(name, shown_name(cells.name), cells, faults=faults, notes=notes)
