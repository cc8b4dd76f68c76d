"""Small workbooks, written for one test each, and what their readers make of them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from data.areas import reference_areas
from data.context import LoadContext
from data.database import Connection, connect
from data.readers import performance_workbook
from data.reports import TableReport
from data.settings import Settings
from data.sources import open_file
from data.tables import OBSERVATION, TABLES, create_table
from data.vocabulary import Term, Vocabulary
from queries.catalogue import catalogue, vocabulary
from queries.observations.reported import reported_observations

TEMPLATE = (
    Path(__file__).parents[1].parent
    / "shared"
    / "plans"
    / "cornwall_performance_template_2015-12.xlsx"
)

Grid = list[list[object]]

VOCABULARY = Vocabulary(
    (
        Term(
            "re_referrals",
            "Re-referrals",
            ("percent",),
            ("r", "m"),
            "lower",
            ("LI18",),
            labels=(r"repeat referrals",),
        ),
        Term(
            "protection_plans",
            "Children on plans",
            ("count", "per_10000"),
            ("e",),
            "neither",
            ("LI14",),
            labels=(r"protection plan.* as at",),
        ),
        Term(
            "children_in_care",
            "Children in care",
            ("count", "per_10000"),
            ("e",),
            "neither",
            ("LI15",),
            ("CP3",),
            (r"children in care",),
            ("age", "legal_status"),
        ),
        Term(
            "care_started",
            "Children entering care",
            ("count",),
            ("m", "r"),
            "neither",
            labels=(r"care started",),
        ),
        Term("contacts", "Contacts", ("count",), ("m",), "neither", labels=(r"contacts?$",)),
        Term(
            "contacts_to_referral",
            "Contacts leading to a referral",
            ("percent",),
            ("m", "r"),
            "neither",
            labels=(r"contacts.*referral",),
        ),
        Term(
            "turnover",
            "Social worker turnover",
            ("percent",),
            ("r",),
            "lower",
            labels=(r"turnover",),
        ),
        Term("caseload", "Average caseload", ("ratio",), ("e",), "lower", labels=(r"caseload",)),
        Term("spend", "Spend to date", ("pounds",), ("y",), "neither", labels=(r"spend to date",)),
        Term("days_to_match", "Days to match", ("days",), ("r",), "lower", labels=(r"days",)),
    )
)


@dataclass
class Loaded:
    """What came of loading one sheet, or one file's sheets."""

    connection: Connection
    reports: list[TableReport]

    @property
    def report(self) -> TableReport:
        (only,) = self.reports
        return only

    def figures(self, slug: str) -> list[tuple]:
        """(unit, window, period end, value, numerator, denominator) in the order loaded."""
        return self.connection.execute(
            'SELECT unit, "window", period_end, value, numerator, denominator '
            "FROM reported_figure WHERE slug = ? AND split = ''",
            [slug],
        ).fetchall()

    def rejects(self) -> list[tuple]:
        return [(r.rule, f"{r.column}{r.row}") for each in self.reports for r in each.rejects]

    def warned(self, rule: str) -> list[str | None]:
        return [w.cell for each in self.reports for w in each.warnings if w.rule == rule]


def write_workbook(path: Path, sheets: dict[str, Grid], percents: str = "0.0%") -> Path:
    """A workbook of the grids; fractions of one in it are formatted as percentages."""
    book = Workbook()
    book.remove(book.active)
    for name, grid in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(grid, start=1):
            for column, value in enumerate(cells, start=1):
                cell = sheet.cell(row, column, value)
                if isinstance(value, float) and 0 < value < 1:
                    cell.number_format = percents
    book.save(path)
    return path


def context(vocabulary: Vocabulary = VOCABULARY) -> LoadContext:
    """A refresh's shared parts, with all canonical tables empty."""
    connection = connect()
    for name, columns in TABLES.items():
        create_table(connection, name, columns)
    create_table(connection, "observation", OBSERVATION)
    return LoadContext(connection, Settings(), vocabulary, reference_areas())


def load_file(path: Path, shared_parts: LoadContext, reader=performance_workbook) -> Loaded:
    """Every sheet of the file that the reader recognises, loaded."""
    reports = []
    for source in open_file(path, path.name):
        recognition = reader.recognise(source, shared_parts)
        if recognition:
            reports.append(reader.load(source, recognition, shared_parts))
    for report in reports:
        assert report.rows_read == report.rows_loaded + report.rows_rejected
    return Loaded(shared_parts.connection, reports)


def loaded_grid(tmp_path: Path, grid: Grid, name: str = "performance_2025-12.xlsx") -> Loaded:
    """One sheet, written and loaded with the small vocabulary."""
    return load_file(write_workbook(tmp_path / name, {"Sheet": grid}), context())


def end(year: int, month: int) -> date:
    """The last day of a month, by counting down from the next month's first."""
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def header(*cells: object) -> Grid:
    """One row of a workbook to December 2025 with as many months as cells after the label."""
    months = ["July", "August", "September", "October", "November", "December"]
    return [["Report to December 2025"], ["Indicator", *months[7 - len(cells) :]], list(cells)]


@cache
def cornwall_template() -> openpyxl.Workbook:
    """Cornwall's real performance template, as openpyxl reads it. Read it only."""
    if not TEMPLATE.exists():
        pytest.skip("Cornwall's performance template is not beside this checkout")
    return openpyxl.load_workbook(TEMPLATE)


def loaded_cornwall_template() -> Loaded:
    """The template loaded with the shipped catalogue, its observations made."""
    cornwall_template()
    found = load_file(TEMPLATE, context(vocabulary(catalogue())))
    reported_observations(found.connection, "908")
    return found
