"""The Excel file of a trend: its figures as a table, and a sheet that says what they are."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from queries.trends.view import Trend
from queries.trends.windows import WINDOW_NAMES

UNIT_NAMES = {
    "count": "count",
    "percent": "percent (0-100)",
    "per_10000": "per 10,000 children aged 0 to 17",
    "days": "days",
    "pounds": "pounds",
    "fte": "full-time equivalents",
    "ratio": "ratio",
}


def workbook(trend: Trend, fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Sheets Figures (a table of typed cells) and About. ``rows`` are in the order of fields."""
    book = Workbook()
    figures = book.active
    figures.title = "Figures"
    _fill(figures, fields, rows)
    _about(book.create_sheet("About"), trend)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Worksheet, fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    sheet.append(list(fields))
    for row in rows:
        sheet.append(list(row))
    last = f"{get_column_letter(len(fields))}{max(len(rows), 1) + 1}"
    table = Table(displayName="Figures", ref=f"A1:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    sheet.freeze_panes = "B2"
    for index, name in enumerate(fields, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = max(12, len(name) + 2)
    for (cell,) in sheet.iter_rows(min_row=2, max_col=1):
        cell.number_format = "dd mmm yyyy"


def _about(sheet: Worksheet, trend: Trend) -> None:
    for name, value in about(trend):
        sheet.append([name, value])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        text = sheet.cell(sheet.max_row, 2)
        text.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
        text.data_type = text.data_type if isinstance(value, date) else "s"
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 100


def about(trend: Trend) -> list[tuple[str, str]]:
    """What the figures are, line by line: enough to read them without the app."""
    indicator, comparator = trend.indicator, trend.comparator
    lines = [
        ("Indicator", indicator.title),
        ("Verdict", trend.verdict),
        ("Definition", indicator.definition),
        ("Numerator", indicator.numerator),
        ("Denominator", indicator.denominator or "none"),
        ("Unit", UNIT_NAMES[trend.unit]),
        ("Window", WINDOW_NAMES[trend.window]),
        ("Better", indicator.better),
        ("Council", f"{trend.council.name} ({trend.council.code})"),
        ("Compared with", _compared(trend)),
        ("Statistic", comparator.statistic),
        ("Councils compared with", "; ".join(f"{m.name} ({m.code})" for m in comparator.members)),
        ("Published as", indicator.published_as or "not published"),
        ("Differs from it in", indicator.published_difference or "nothing known"),
        ("Releases", "; ".join(_releases(trend)) or "none"),
        ("Targets", "; ".join(f"{t.label} ({t.set_for}; {t.source})" for t in trend.targets)),
        ("Generation", trend.generation),
        ("Blanks", "A blank value is explained by its status; it is never zero."),
    ]
    lines += [("Note", note) for note in trend.notes]
    if trend.split:
        lines.insert(7, ("Split", trend.split.replace("_", " ")))
    return [(name, value or "none") for name, value in lines]


def _compared(trend: Trend) -> str:
    kind = trend.comparator.kind.replace("_", " ")
    return f"{kind}, {trend.comparator.model} model" if trend.comparator.model else kind


def _releases(trend: Trend) -> list[str]:
    return sorted({row.release for row in trend.rows if row.release})
