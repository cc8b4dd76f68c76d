"""The budget monitor as finance sends it: a workbook a financial year, a sheet a period."""

from datetime import date
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from data.sample.budget import Amounts, turn_of
from data.sample.population import financial_year_start
from data.sample.saving import save_workbook

HEADINGS = (
    "Service line", "Budget holder", "Original budget", "Virement", "Current budget",
    "Budget to date", "Actual to date", "Commitments", "Forecast outturn", "Forecast variance",
    "Forecast variance %", "Previous forecast", "RAG", "Commentary",
)  # fmt: skip
HEADING_ROW = 5
MONEY, PERCENT = "#,##0.0;(#,##0.0)", "0.0%;(0.0%)"
SIGN = "£'000. Overspend positive, (underspend) in brackets."
HEADING, TOTAL = PatternFill("solid", fgColor="1F4E5F"), PatternFill("solid", fgColor="D9E7EC")
BOLD, WHITE = Font(bold=True), Font(bold=True, color="FFFFFF")
WIDTHS = {"A": 44, "B": 34, "N": 60}
AMBER, RED = 0.02, 0.05
# In one year the monitor was typed: figures are text there, negative ones in brackets.
TYPED_AFTER = 1


def write_budget_monitors(folder: Path, months: list[list[Amounts]]) -> list[Path]:
    """One workbook for each financial year of ``months``."""
    paths = []
    years = groupby(months, key=lambda lines: financial_year_start(lines[0].month))
    for turn, (year, periods) in enumerate(years):
        book = Workbook()
        book.remove(book.active)
        for lines in periods:
            month = lines[0].month
            sheet = book.create_sheet(f"P{turn_of(month)} {month:%b}")
            _write_period(sheet, month, lines, turn == TYPED_AFTER)
        path = folder / f"budget_monitor_{year}-{(year + 1) % 100:02d}.xlsx"
        paths.append(save_workbook(book, path, month))
    return paths


def _write_period(sheet: Worksheet, month: date, lines: list[Amounts], typed: bool) -> None:
    period = f"period {turn_of(month)}, {month:%B %Y}"
    sheet["A1"] = f"Wayshire Children's Services: budget monitor, {period}"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = SIGN
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(HEADINGS))
    for column, heading in enumerate(HEADINGS, 1):
        cell = sheet.cell(HEADING_ROW, column, heading)
        cell.font, cell.fill = WHITE, HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    row = HEADING_ROW + 1
    for section, members in groupby(lines, key=lambda each: each.line.section):
        row = _write_section(sheet, row, section, list(members), typed)
    _write_total(sheet, row, "Total Children's Services", lines, typed)
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, 2)


def _write_section(
    sheet: Worksheet, row: int, section: str, lines: list[Amounts], typed: bool
) -> int:
    """A section's heading, lines and subtotal, and an empty row; gives the row after them."""
    sheet.cell(row, 1, section).font = BOLD
    for row, each in enumerate(lines, row + 1):  # noqa: B020
        _write_row(sheet, row, [each.line.name, each.line.holder], _sums([each]), typed)
        sheet.cell(row, 13, rag(each))
        if each.told:
            sheet.cell(row, 14, each.told)
    _write_total(sheet, row + 1, f"Total {section[0].lower()}{section[1:]}", lines, typed)
    return row + 3


def _write_total(sheet: Worksheet, row: int, name: str, lines: list[Amounts], typed: bool) -> None:
    _write_row(sheet, row, [name, None], _sums(lines), typed)
    for cell in sheet[row]:
        cell.font, cell.fill = BOLD, TOTAL


def _sums(lines: list[Amounts]) -> list[int | None]:
    """Hundreds of pounds in the order of the headings, without the percentage."""
    previous = [each.previous for each in lines]
    return [
        sum(each.original for each in lines), sum(each.virement for each in lines),
        sum(each.current for each in lines), sum(each.to_date for each in lines),
        sum(each.actual for each in lines), sum(each.commitments for each in lines),
        sum(each.forecast for each in lines), sum(each.variance for each in lines),
        None if None in previous else sum(previous),
    ]  # fmt: skip


def _write_row(
    sheet: Worksheet, row: int, names: list[str | None], sums: list[int | None], typed: bool
) -> None:
    *amounts, previous = sums
    current, variance = amounts[2], amounts[7]
    share = variance / abs(current) if current else None
    for column, name in enumerate(names, 1):
        sheet.cell(row, column, name)
    for column, amount in [*enumerate(amounts, 3), (12, previous)]:
        if amount is not None:
            cell = sheet.cell(row, column, _as_typed(amount / 10) if typed else amount / 10)
            cell.number_format = MONEY
    cell = sheet.cell(row, 11, "n/a" if share is None else round(share, 4))
    cell.number_format = PERCENT


def _as_typed(thousands: float) -> str:
    return f"({-thousands:,.1f})" if thousands < 0 else f"{thousands:,.1f}"


def rag(each: Amounts) -> str:
    """Over by up to 2% of the budget green, to 5% amber, beyond it red."""
    share = each.variance / abs(each.current) if each.current else 0.0
    return "Red" if share > RED else "Amber" if share > AMBER else "Green"
