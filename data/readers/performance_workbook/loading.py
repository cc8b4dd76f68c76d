"""Write what the rows hold into the tables, and account for every filled figure cell."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from data.context import LoadContext
from data.database import Connection
from data.private_text import quoted_label
from data.readers.performance_workbook.beside import read_beside
from data.readers.performance_workbook.blanks import blank_warnings
from data.readers.performance_workbook.figures import (
    Figure,
    Problem,
    row_figures,
)
from data.readers.performance_workbook.layout import Cell, IndicatorRow, Layout
from data.readers.performance_workbook.matching import Match, matched_term
from data.readers.performance_workbook.remarks import (
    cell_name,
    cell_names,
    columns_not_read,
    footnote_warning,
    repeated_warnings,
    window_assumed_warning,
)
from data.readers.performance_workbook.self_checks import arithmetic_warnings
from data.readers.performance_workbook.windows import window_assumed, window_doubt
from data.reports import TableReport
from data.sources.table import SourceTable, column_letter
from data.tables import TABLES
from data.vocabulary import Term


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
    undated: dict[str, list[Cell]] = field(default_factory=lambda: defaultdict(list))
    known: bool = False


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
    _reject_second_tables(layout, sheet)
    _reject_undated(sheet)
    _write(sheet, context.connection)
    report.rows_rejected = len(sheet.rejected - sheet.loaded)
    report.rows_loaded = len(sheet.loaded)
    report.rows_read = report.rows_loaded + report.rows_rejected
    report.warnings += [
        *columns_not_read(layout),
        *blank_warnings(layout),
        *window_assumed_warning(sheet.assumed),
        *footnote_warning(sheet.loaded),
        *repeated_warnings(sheet.figures),
    ]
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
        if problem.rule == "no_period":
            sheet.undated[problem.message].append(problem.cell)
        else:
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
    label = quoted_label(row.label) if sheet.known else "The label"
    cells = row.filled
    sheet.rejected.update(cells)
    sheet.report.reject(
        "unknown_indicator",
        f"{label}: {problem}. Not loaded: {cell_names(cells)}.",
        row.number,
        column_letter(row.header.label.position + 1),
    )


def _reject(sheet: _Sheet, problem: Problem) -> None:
    sheet.rejected.add(problem.cell)
    column = column_letter(problem.cell.position + 1)
    sheet.report.reject(problem.rule, problem.message, problem.cell.row, column)


def _reject_undated(sheet: _Sheet) -> None:
    """One line for a column whose heading has no year, naming all its cells."""
    for message, cells in sheet.undated.items():
        sheet.rejected.update(cells)
        sheet.report.reject(
            "no_period",
            f"{message}. Not loaded: {cell_names(cells)}.",
            cells[0].row,
            column_letter(cells[0].position + 1),
        )


def _reject_second_tables(layout: Layout, sheet: _Sheet) -> None:
    """One line for a table that stands to the right of another, whose rows are other indicators."""
    beside = {
        id(header): positions
        for header in layout.headers
        if (positions := {column.position for column in header.having("second_table")})
    }
    cells_of: dict[int, list[Cell]] = defaultdict(list)
    for row in layout.rows:
        for at in beside.get(id(row.header), ()):
            cells_of[id(row.header)] += [row.cells[at]] if at in row.cells else []
    for header in layout.headers:
        if cells := cells_of[id(header)]:
            sheet.rejected.update(cells)
            first = column_letter(min(beside[id(header)]) + 1)
            sheet.report.reject(
                "second_table",
                f"a second table begins in column {first}, beside the first: move it below, or to "
                f"a sheet of its own. Not loaded: {cell_names(cells)}.",
                header.last + 1,
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
