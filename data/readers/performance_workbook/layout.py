"""From a sheet's grid of text to its sections and their indicator rows."""

from dataclasses import dataclass, field
from datetime import date

from data.readers.performance_workbook.columns import Header
from data.readers.performance_workbook.headings import Row, header_at, month_columns
from data.readers.performance_workbook.periods import (
    Month,
    financial_year_end,
    month_in_text,
    named_month,
)


@dataclass(frozen=True)
class Cell:
    """A filled cell: ``row`` counts from 1, ``position`` from 0."""

    row: int
    position: int
    text: str


@dataclass
class IndicatorRow:
    """A labelled row, with the unlabelled rows beneath it (a fraction under its percentage).

    A row without any figure is a heading or a footnote, or an indicator left blank.
    """

    number: int
    label: str
    section: str
    header: Header
    cells: dict[int, Cell]
    beneath: list[dict[int, Cell]] = field(default_factory=list)

    @property
    def filled(self) -> list[Cell]:
        """The row's cells, and those beneath, in the columns that hold figures."""
        own = [cell for at, cell in self.cells.items() if at in self.header.figures_at]
        return own + [cell for row in self.beneath for cell in row.values()]

    def text(self, role: str) -> str:
        """The text in the row's column of that role, or an empty string."""
        position = self.header.first_of.get(role)
        cell = self.cells.get(position) if position is not None else None
        return cell.text if cell else ""


@dataclass
class Layout:
    """A sheet read by its shape. ``stray`` are filled cells that belong to no indicator's row."""

    headers: list[Header] = field(default_factory=list)
    rows: list[IndicatorRow] = field(default_factory=list)
    stray: list[Cell] = field(default_factory=list)


def sheet_layout(rows: list[Row], file: str) -> Layout:
    """Read the grid: every header row starts a section; a row with a label is an indicator.

    Months without a year are dated by the titles above the first header, then by the file name.
    """
    starts = [
        index
        for index, row in enumerate(rows)
        if month_columns(row, rows[index - 1] if index else None)
    ]
    last, year = workbook_period(rows[: starts[0]] if starts else [], file)
    layout = Layout([header for at in starts if (header := header_at(rows, at, last, year))])
    if not layout.headers:
        return layout
    ends = [header.first for header in layout.headers[1:]] + [len(rows)]
    for header, end in zip(layout.headers, ends, strict=True):
        _read_section(layout, header, rows, end)
    return layout


def workbook_period(titles: list[Row], file: str) -> tuple[Month | None, date | None]:
    """The month that the workbook runs to, and the financial year it names; None where unsaid."""
    texts = [cell for row in titles for cell in row if cell and not named_month(cell)]
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    months = [found for text in [*texts, name] if (found := month_in_text(text))]
    years = [found for text in [*texts, name] if (found := financial_year_end(text))]
    return (months[0] if months else None), (years[0] if years else None)


def _read_section(layout: Layout, header: Header, rows: list[Row], end: int) -> None:
    title = _title_above(rows, header)
    current: IndicatorRow | None = None
    for index in range(header.last + 1, end):
        cells = _filled(rows[index], index + 1)
        label = cells.pop(header.label.position, None)
        figures = {at: cell for at, cell in cells.items() if at in header.figures_at}
        if label:
            current = IndicatorRow(index + 1, label.text, title, header, cells)
            layout.rows.append(current)
        elif figures and current:
            current.beneath.append(figures)
        elif figures:
            layout.stray += figures.values()


def _filled(row: Row, number: int) -> dict[int, Cell]:
    return {
        position: Cell(number, position, cell.strip())
        for position, cell in enumerate(row)
        if cell and cell.strip()
    }


def _title_above(rows: list[Row], header: Header) -> str:
    """The text of the nearest filled row above the header, if it is a single cell."""
    for row in reversed(rows[: header.first]):
        filled = [cell.strip() for cell in row if cell and cell.strip()]
        if filled:
            return filled[0] if len(filled) == 1 else ""
    return ""
