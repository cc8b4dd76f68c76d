"""The real template laid out in other ways gives the same figures, targets and comparators."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from queries.catalogue import catalogue, vocabulary
from tests.workbook_fixtures import TEMPLATE, context, cornwall_template, load_file

MONTHS = ["July", "August", "September", "October", "November", "December"]


def as_it_is(book: openpyxl.Workbook) -> None:
    """The control."""


def moved_down_and_right(book: openpyxl.Workbook) -> None:
    unmerged(book)
    for sheet in book:
        sheet.insert_rows(1, 3)
        sheet.insert_cols(1, 2)


def unmerged(book: openpyxl.Workbook) -> None:
    for sheet in book:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))


def dated_headings_and_no_title(book: openpyxl.Workbook) -> None:
    for cell in _cells(book):
        if cell.value in MONTHS:
            cell.value = datetime(2015, 7 + MONTHS.index(cell.value), 1)
    for sheet in book:
        sheet["A1"] = None


def percentages_as_text(book: openpyxl.Workbook) -> None:
    for cell in _cells(book):
        if isinstance(cell.value, float):
            cell.value = f"{100 * cell.value:.2f}%"


def percentages_out_of_a_hundred(book: openpyxl.Workbook) -> None:
    for cell in _cells(book):
        if isinstance(cell.value, float):
            cell.value = round(100 * cell.value, 2)


def with_three_months_to_come(book: openpyxl.Workbook) -> None:
    for sheet in book:
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, 10).value == "December":
                for at, month in enumerate(("January", "February", "March")):
                    sheet.cell(row, 11 + at, month)


def numbers_as_text(book: openpyxl.Workbook) -> None:
    for cell in _cells(book):
        if isinstance(cell.value, int):
            cell.value = f" {cell.value} "


def _cells(book: openpyxl.Workbook) -> list[Cell]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize(
    "laid_out",
    [
        as_it_is,
        moved_down_and_right,
        unmerged,
        dated_headings_and_no_title,
        percentages_as_text,
        percentages_out_of_a_hundred,
        with_three_months_to_come,
        numbers_as_text,
    ],
)
def test_the_template_laid_out_otherwise(
    laid_out: Callable[[openpyxl.Workbook], None], tmp_path: Path
) -> None:
    cornwall_template()
    wanted = _tables(TEMPLATE)
    book = openpyxl.load_workbook(TEMPLATE)
    laid_out(book)
    path = tmp_path / "any name.xlsx"
    book.save(path)
    assert _tables(path) == wanted


def _tables(path: Path) -> dict[str, list[tuple]]:
    """What was loaded, without the cells' places and texts; and the counts of each sheet."""
    loaded = load_file(path, context(vocabulary(catalogue())))
    tables = {
        "reported_figure": 'slug, unit, "window", split, member, period_end, kind, '
        "round(value, 6), numerator, denominator",
        "target": "slug, unit, op, value, valid_from",
        "typed_comparator": "slug, unit, who, period_label, value",
    }
    found = {
        table: loaded.connection.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()
        for table, columns in tables.items()
    }
    counts = [(r.sheet, r.rows_read, r.rows_loaded, r.rows_rejected) for r in loaded.reports]
    return found | {"counts": counts}
