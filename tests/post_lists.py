"""Post lists for tests: rows as an HR system exports them, and their figures after a refresh."""

import csv
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from data.context import LoadContext
from data.database import Connection
from data.home import Home
from data.readers import post_list
from data.reports import TableReport
from data.sources import open_file
from queries.figures_out import figures_json, parse_view
from queries.refresh import refresh
from queries.store import Store, current_store
from queries.trends.trend import get_trend
from tests.case_files import case_context

HEADINGS = (
    "As At", "Post Number", "Post Title", "Team", "Service", "Established FTE", "Staff Ref",
    "SWE No", "Contracted FTE", "Employment Type", "Start Date", "End Date", "Leaving Reason",
    "ASYE (Y/N)", "Case Holding (Y/N)", "Allocated Cases", "Sick Days In Month", "Absence Type",
    "Agency Day Rate",
)  # fmt: skip
POST = {
    "As At": "31/12/2025",
    "Post Number": "P1",
    "Post Title": "Social Worker",
    "Team": "Assessment North",
    "Service": "Assessment",
    "Established FTE": "1",
    "Staff Ref": "E1001",
    "SWE No": "SW104001",
    "Contracted FTE": "1",
    "Employment Type": "Permanent",
    "Start Date": "02/03/2020",
    "ASYE (Y/N)": "N",
    "Case Holding (Y/N)": "Y",
    "Allocated Cases": "16",
    "Sick Days In Month": "0",
}
VACANT = {
    "Staff Ref": "",
    "SWE No": "",
    "Contracted FTE": "0",
    "Employment Type": "Vacant",
    "Start Date": "",
    "ASYE (Y/N)": "",
    "Allocated Cases": "",
    "Sick Days In Month": "",
}
COUNCIL = '[council]\ncode = "908"\n'


def post(number: int = 1, **changes: str) -> dict[str, str]:
    """POST as the ``number``-th post and person; headings' spaces are written ``_``."""
    row = POST | {"Post Number": f"P{number}", "Staff Ref": f"E{1000 + number}"}
    return row | {name.replace("_", " "): value for name, value in changes.items()}


def vacant(number: int, **changes: str) -> dict[str, str]:
    return post(number) | VACANT | {name.replace("_", " "): text for name, text in changes.items()}


def csv_file(path: Path, rows: Iterable[dict[str, str]], headings: Iterable[str] = ()) -> Path:
    """A CSV with these headings; without any, those of a post list."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, tuple(headings) or HEADINGS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A workbook of these sheets, each a list of rows of cells."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def context() -> LoadContext:
    return case_context()


def loaded(path: Path, within: LoadContext, name: str | None = None) -> TableReport:
    """The one table of a file, recognised and loaded; its accounts must balance."""
    (report,) = loaded_sheets(path, within, name)
    return report


def loaded_sheets(path: Path, within: LoadContext, name: str | None = None) -> list[TableReport]:
    """Each sheet of a file, recognised and loaded."""
    reports = []
    for source in open_file(path, name or path.name):
        recognition = post_list.recognise(source, within)
        assert recognition is not None, source.sheet
        reports.append(post_list.load(source, recognition, within))
        assert reports[-1].rows_read == reports[-1].rows_loaded + reports[-1].rows_rejected
    return reports


def kept(connection: Connection, *columns: str) -> list[tuple]:
    """These columns of every row of post_month, in the order of months and rows."""
    return connection.execute(
        f"SELECT {', '.join(columns)} FROM post_month ORDER BY as_at, kind, file, source_row"
    ).fetchall()


def rules(report: TableReport) -> set[str]:
    return {each.rule for each in (*report.warnings, *report.rejects)}


def refreshed(home: Home) -> Store:
    """A home with whatever stands in its exports, refreshed as a real council's."""
    home.settings_file.write_text(COUNCIL, encoding="utf-8")
    assert refresh(home).generation is not None
    return current_store(home)


def figures(store: Store, slug: str, **asked: str) -> dict[str, dict]:
    """/data's rows of one indicator, as computed from the lists, by period (ISO)."""
    view = parse_view({"source": "cases"} | asked)
    return {row["period_end"]: row for row in figures_json(get_trend(store, slug, view))["rows"]}


def month_ends(first: date, count: int) -> list[date]:
    """The ends of ``count`` months from ``first``'s."""
    months = [divmod(first.year * 12 + first.month - 1 + each, 12) for each in range(count)]
    return [date(year, month + 1, monthrange(year, month + 1)[1]) for year, month in months]
