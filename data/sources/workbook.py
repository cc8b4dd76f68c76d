"""A workbook (.xlsx, .xlsm, .xlsb, .xls, .ods): each sheet with cells is one source table."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

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
from data.sources.cells import cell_text
from data.sources.sheet_xml import SheetFaults, sheet_faults
from data.sources.staging import stage_rows
from data.sources.table import SourceTable, UnreadableFile

_BROKEN = (CalamineError, XmlError, ZipError, OSError)


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
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = [
            (sheet.name, workbook.get_sheet_by_name(sheet.name))
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError:
        raise protected_workbook() from None
    except _BROKEN:
        raise UnreadableFile(
            "damaged_workbook",
            "This workbook is damaged or cut short. Open it in Excel, save it again as .xlsx, "
            "and copy it once more.",
        ) from None
    faults = sheet_faults(path)
    tables = [
        _sheet(name, label, cells, faults.get(label, SheetFaults()))
        for label, cells in sheets
        if cells.start is not None
    ]
    if not tables:
        raise UnreadableFile(
            "empty_workbook", "This workbook has no cells in any sheet. Export it again."
        )
    return tables


def protected_workbook() -> UnreadableFile:
    """What is said of a workbook that needs a password."""
    return UnreadableFile(
        "password_protected",
        "This workbook is protected by a password. Save a copy without one and use that.",
    )


def _sheet(name: str, label: str, cells: CalamineSheet, faults: SheetFaults) -> WorkbookSheet:
    notes = []
    if faults.formulas_without_value:
        notes.append(
            (
                "formula_without_value",
                f"{faults.formulas_without_value} formula(s) have no saved value, the first in "
                f"{faults.first_without_value}, and were read as blank: open the workbook in "
                "Excel and save it.",
            )
        )
    return WorkbookSheet(name, label, cells, faults=faults, notes=notes)
