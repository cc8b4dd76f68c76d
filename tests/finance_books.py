"""Budget monitors made for tests, and what comes of loading them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from data.context import LoadContext
from data.ingest import load_file, new_context
from data.reports import TableReport
from data.settings import Finance, Settings
from data.vocabulary import Vocabulary

TITLES = (
    "Children's services: budget monitor, period 9, December 2025",
    "£'000. Overspend positive.",
)
HEADINGS = (
    "Service line", "Original budget", "Virement", "Current budget", "Actual to date",
    "Forecast outturn", "Forecast variance",
)  # fmt: skip

Cells = Sequence[Any]


def book(path: Path, sheets: Mapping[str, Sequence[Cells]], merged: Sequence[str] = ()) -> Path:
    """A workbook with these rows on each sheet; ``merged`` are ranges merged on every sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    made.save(path)
    return path


def monitor(*lines: Cells, titles: Sequence[str] = TITLES, headings: Cells = HEADINGS) -> list:
    """A monitor's rows: titles, headings, lines."""
    return [*([each] for each in titles), headings, *lines]


def line(name: str, budget: float, actual: float, forecast: float) -> Cells:
    """A line under HEADINGS whose arithmetic is right."""
    return (name, budget, 0, budget, actual, forecast, forecast - budget)


def context(finance: Finance | None = None) -> LoadContext:
    """An empty warehouse, under these settings."""
    return new_context(Settings(finance=finance or Finance()), Vocabulary(()))


def loaded(path: Path, into: LoadContext | None = None) -> tuple[list[TableReport], LoadContext]:
    """The reports of one file, and the warehouse that it was loaded into."""
    into = into or context()
    reports = load_file(path, path.name, into)
    for each in reports:
        assert each.rows_read == each.rows_loaded + each.rows_rejected
    return reports, into


def lines_of(into: LoadContext, columns: str) -> list[tuple]:
    """Columns of the lines that count, in the order of their rows."""
    return into.connection.execute(
        f"SELECT {columns} FROM budget_month WHERE nature <> 'total' ORDER BY as_at, sheet, \"row\""
    ).fetchall()


def total_of(into: LoadContext, column: str) -> float:
    """The sum of a column over the lines that count."""
    (found,) = into.connection.execute(
        f"SELECT sum({column}) FROM budget_month WHERE nature <> 'total'"
    ).fetchone()
    return found


def rules(reports: Sequence[TableReport]) -> list[str]:
    """The rules of all warnings and rejects, in order."""
    return [each.rule for report in reports for each in (*report.warnings, *report.rejects)]
