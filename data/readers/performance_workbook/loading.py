"""Write what the rows hold into the tables, and account for every filled figure cell."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from data.context import LoadContext
from data.database import Connection
from data.readers.performance_workbook.beside import read_beside
from data.readers.performance_workbook.blanks import blank_warnings
from data.readers.performance_workbook.figures import (
    Figure,
    Problem,
    row_figures,
    window_assumed,
    window_doubt,
)
from data.readers.performance_workbook.headings import Column, Header
from data.readers.performance_workbook.layout import Cell, IndicatorRow, Layout
from data.readers.performance_workbook.matching import Match, matched_term
from data.readers.performance_workbook.self_checks import arithmetic_warnings
from data.reports import TableReport
from data.sources.table import SourceTable, column_letter
from data.tables import TABLES
from data.vocabulary import Term

_WINDOWS = {
    "m": "in the month",
    "r": "rolling year",
    "e": "as at month end",
    "y": "year to date",
    "a": "year",
}


@dataclass
class _Sheet:
    """What is being gathered for one sheet."""

    source: SourceTable
    report: TableReport
    figures: list[tuple[IndicatorRow, Figure]] = field(default_factory=list)
    targets: list[tuple[Cell, dict[str, Any]]] = field(default_factory=list)
    comparators: list[tuple[Cell, dict[str, Any]]] = field(default_factory=list)
    loaded: set[Cell] = field(default_factory=set)
    rejected: set[Cell] = field(default_factory=set)
    assumed: list[tuple[IndicatorRow, Term]] = field(default_factory=list)
    known: bool = False


def cell_name(cell: Cell) -> str:
    """A cell's reference, such as E19."""
    return f"{column_letter(cell.position + 1)}{cell.row}"


def load_layout(
    layout: Layout, source: SourceTable, report: TableReport, context: LoadContext
) -> None:
    """Load the sheet's figures, targets and comparators, and fill its report."""
    sheet = _Sheet(source, report)
    sheet.known = any(_match(row, context).term for row in layout.rows if row.filled)
    for row in layout.rows:
        _read_row(row, sheet, context)
    for cell in layout.stray:
        _reject(sheet, Problem("no_label", "a figure without a label: name its indicator", cell))
    for header in layout.headers:
        _tell_columns_not_read(header, layout, sheet)
    _write(sheet, context.connection)
    report.rows_rejected = len(sheet.rejected - sheet.loaded)
    report.rows_loaded = len(sheet.loaded)
    report.rows_read = report.rows_loaded + report.rows_rejected
    report.warnings += blank_warnings(layout)
    _tell_windows_assumed(sheet)
    _tell_repeated(sheet)
    report.warnings += arithmetic_warnings(
        [(row.label, row.number, figure) for row, figure in sheet.figures], source, context
    )


def _read_row(row: IndicatorRow, sheet: _Sheet, context: LoadContext) -> None:
    if not row.filled:
        return
    match = _match(row, context)
    if match.term is None:
        _reject_row(row, match.problem, sheet)
        return
    reading = row_figures(row, match.term)
    beside = read_beside(row, match.term, reading.figures)
    sheet.figures += [(row, figure) for figure in reading.figures]
    sheet.targets += beside.targets
    sheet.comparators += beside.comparators
    sheet.loaded.update(reading.loaded, beside.loaded)
    for problem in [*reading.rejects, *beside.rejects]:
        _reject(sheet, problem)
    for problem in [*reading.doubts, *beside.doubts]:
        sheet.report.warn(problem.rule, problem.message, cell_name(problem.cell))
    if window_assumed(row, match.term) and reading.figures:
        sheet.assumed.append((row, match.term))
    if doubt := window_doubt(row, match.term):
        label = Cell(row.number, row.header.label.position, row.label)
        sheet.report.warn("window", doubt, cell_name(label))


def _match(row: IndicatorRow, context: LoadContext) -> Match:
    return matched_term(row.label, row.text("reference"), context.vocabulary)


def _reject_row(row: IndicatorRow, problem: str, sheet: _Sheet) -> None:
    """One line for a row whose indicator is unknown, naming all its cells.

    Where a sheet has no known label at all its labels may be people's names, and are not told.
    """
    label = f"‘{row.label}’" if sheet.known else "The label"
    cells = sorted(row.filled, key=lambda each: (each.row, each.position))
    names = ", ".join(cell_name(each) for each in cells)
    sheet.rejected.update(cells)
    sheet.report.reject(
        "unknown_indicator",
        f"{label}: {problem}. Not loaded: {names}.",
        row.number,
        column_letter(row.header.label.position + 1),
    )


def _reject(sheet: _Sheet, problem: Problem) -> None:
    sheet.rejected.add(problem.cell)
    column = column_letter(problem.cell.position + 1)
    sheet.report.reject(problem.rule, problem.message, problem.cell.row, column)


def _tell_columns_not_read(header: Header, layout: Layout, sheet: _Sheet) -> None:
    """Name the columns that hold something other than figures, and those without a heading."""
    headed = {column.position for column in header.columns}
    filled = {at for row in layout.rows if row.header is header for at in row.cells}
    unheaded = [Column(at, "not_read", "no heading") for at in sorted(filled - headed)]
    columns = [*header.having("not_read"), *unheaded]
    if columns:
        names = ", ".join(f"{column_letter(c.position + 1)} ‘{c.heading}’" for c in columns)
        sheet.report.warn(
            "columns_not_read",
            f"These columns hold no figure that Waymark loads: {names}.",
            f"{column_letter(columns[0].position + 1)}{header.last + 1}",
        )


def _tell_windows_assumed(sheet: _Sheet) -> None:
    if not sheet.assumed:
        return
    rows = ", ".join(
        f"row {row.number} ({_WINDOWS[term.windows[0]]})" for row, term in sheet.assumed
    )
    sheet.report.warn(
        "window_assumed",
        f"These labels do not say over what time, and were taken as: {rows}. Say ‘in the month’, "
        "‘rolling year’, ‘as at month end’ or ‘year to date’ where that is wrong.",
        cell_name(Cell(sheet.assumed[0][0].number, sheet.assumed[0][0].header.label.position, "")),
    )


def _tell_repeated(sheet: _Sheet) -> None:
    """Warn where one figure is typed twice in the sheet, with two values."""
    same: dict[tuple, list[Figure]] = defaultdict(list)
    for _, each in sheet.figures:
        key = (each.slug, each.unit, each.window, each.split, each.member)
        same[(*key, each.period_end, each.kind)].append(each)
    for first, *others in same.values():
        for other in others:
            if other.value != first.value:
                sheet.report.warn(
                    "typed_twice",
                    f"{first.period_end:%B %Y}: ‘{other.text}’ here, ‘{first.text}’ in "
                    f"{cell_name(first.cell)}, for the same figure. The first is shown.",
                    cell_name(other.cell),
                )


def _write(sheet: _Sheet, connection: Connection) -> None:
    file, name = sheet.source.file, sheet.source.sheet
    figures = [
        {
            "slug": each.slug,
            "unit": each.unit,
            "window": each.window,
            "split": each.split,
            "member": each.member,
            "period_end": each.period_end,
            "kind": each.kind,
            "value": each.value,
            "numerator": each.numerator,
            "denominator": each.denominator,
            "text": each.text,
            "cell": cell_name(each.cell),
        }
        for _, each in sheet.figures
    ]
    beside = {"target": sheet.targets, "typed_comparator": sheet.comparators}
    rows = {"reported_figure": figures} | {
        table: [row | {"cell": cell_name(cell)} for cell, row in found]
        for table, found in beside.items()
    }
    for table, found in rows.items():
        insert_rows(connection, table, [row | {"file": file, "sheet": name} for row in found])


def insert_rows(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Append rows to a canonical table; each has a value for every column."""
    if not rows:
        return
    # One statement with a list a column: row by row takes seconds for a few thousand figures.
    columns = TABLES[table]
    lists = ", ".join(f"unnest(?::{kind}[])" for kind in columns.values())
    connection.execute(
        f'INSERT INTO "{table}" SELECT {lists}',
        [[row[column] for row in rows] for column in columns],
    )
