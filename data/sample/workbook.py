"""The council's monthly performance workbook: sections, months across, targets and comparators."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from data.sample.population import financial_year_start
from data.sample.saving import save_workbook
from data.sample.span import Span

MONTH_COLUMN = 5
PERCENT = "0.0%"
HEADING = PatternFill("solid", fgColor="1F4E5F")
SECTION = PatternFill("solid", fgColor="D9E7EC")


@dataclass(frozen=True)
class Line:
    """One indicator's row: a cell a month, ``beneath`` it perhaps a fraction, and what stands
    beside it. None is an empty cell; ``number_format`` is Excel's. ``year_end`` is the figure of
    the last whole financial year, where it is not simply its March's."""

    label: str
    cells: list[object]
    beneath: list[str] | None = None
    target: str | None = None
    comparator: str | None = None
    number_format: str = "General"
    year_end: object | None = None


@dataclass(frozen=True)
class Section:
    """``source`` heads the labels, as in councils' own workbooks."""

    title: str
    source: str
    lines: list[Line]


@dataclass
class Monthly:
    """All that the workbook's rows are made of, a value a month of the span."""

    span: Span
    tallies: dict[str, np.ndarray]
    children: list[int]
    workforce: pd.DataFrame
    finance: pd.DataFrame
    targets: dict[str, dict[int, str]] = field(default_factory=dict)
    comparators: dict[str, str] = field(default_factory=dict)

    def beside(self, slug: str) -> dict[str, str | None]:
        """The current year's target and the comparator cell of an indicator."""
        year = financial_year_start(self.span.end)
        return {
            "target": self.targets.get(slug, {}).get(year),
            "comparator": self.comparators.get(slug),
        }


def write_workbook(path: Path, monthly: Monthly, sheets: dict[str, list[Section]]) -> Path:
    """One sheet for each of ``sheets``."""
    book = Workbook()
    book.remove(book.active)
    for name, sections in sheets.items():
        _write_sheet(book.create_sheet(name), monthly.span, sections)
    return save_workbook(book, path, monthly.span.end)


def _write_sheet(sheet: Worksheet, span: Span, sections: Iterable[Section]) -> None:
    sheet["A1"] = f"Wayshire Council – performance workbook to {span.end:%B %Y}"
    sheet["A1"].font = Font(bold=True, size=14)
    row = 3
    for section in sections:
        row = _write_section(sheet, row, span, section) + 1
    sheet.column_dimensions["A"].width = 62
    sheet.column_dimensions["D"].width = 44
    sheet.freeze_panes = sheet.cell(5, MONTH_COLUMN)


def _write_section(sheet: Worksheet, row: int, span: Span, section: Section) -> int:
    """Write title, header and lines from ``row``; give the row after them."""
    months = span.month_ends()
    last = MONTH_COLUMN + len(months) - 1
    sheet.cell(row, 1, section.title).font = Font(bold=True)
    sheet.cell(row, 1).fill = SECTION
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    row += 1
    year = financial_year_start(span.end)
    before = f"{year - 1}/{year % 100:02d}"
    headings = [
        section.source,
        f"{before} Year End Figure",
        f"Target {year}/{(year + 1) % 100:02d}",
        f"Wayshire, England & Statistical Neighbours {before} figures",
        *(f"{month:%b-%y}" for month in months),
    ]
    for column, heading in enumerate(headings, 1):
        cell = sheet.cell(row, column, heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for line in section.lines:
        row += 1
        row = _write_line(sheet, row, span, line)
    return row + 1


def _write_line(sheet: Worksheet, row: int, span: Span, line: Line) -> int:
    """Write one line; give its last row."""
    march = last_march(span)
    sheet.cell(row, 1, line.label).alignment = Alignment(wrap_text=True, vertical="top")
    before = line.year_end
    if before is None and march is not None:
        before = line.cells[march]
    for column, value in enumerate([before, line.target, line.comparator, *line.cells], 2):
        if value is not None:
            cell = sheet.cell(row, column, value)
            if column == 2 or column >= MONTH_COLUMN:
                cell.number_format = line.number_format
    if line.beneath is None:
        return row
    for column, value in enumerate(line.beneath, MONTH_COLUMN):
        sheet.cell(row + 1, column, value)
    for column in range(1, MONTH_COLUMN):
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + 1, end_column=column)
    return row + 1


def last_march(span: Span) -> int | None:
    """The position of the last March, or None where no month is one."""
    marches = [each for each, month in enumerate(span.month_ends()) if month.month == 3]
    return marches[-1] if marches else None


def rolling(values: np.ndarray) -> np.ndarray:
    """Sums of twelve months; ``values`` begin eleven months before the first wanted."""
    return np.convolve(values, np.ones(12), mode="valid")


def dated(months: pd.DataFrame, column: str, span: Span) -> list[float]:
    """A column's values for the months of the span."""
    chosen = months["month"].between(span.start, date(span.end.year, span.end.month, 1))
    return months.loc[chosen, column].tolist()
