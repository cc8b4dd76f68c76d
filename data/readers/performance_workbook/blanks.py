"""Cells left blank where others of their row are filled: a blank is no zero, and is said."""

from collections import defaultdict
from datetime import date

from data.readers.performance_workbook.columns import Column
from data.readers.performance_workbook.layout import IndicatorRow, Layout
from data.reports import Warn
from data.sources.table import column_letter

_BESIDE = ("year_end", "target", "comparator", "neighbours", "england")
_MOST_BLANK = 0.25


def blank_warnings(layout: Layout) -> list[Warn]:
    """A warning for each row with a month left blank, and one line for other blank cells.

    The others are told only of columns that most rows fill: an indicator may have no target.
    """
    warnings: list[Warn] = []
    others: list[tuple[int, int]] = []
    latest = _latest_month(layout)
    filled = [row for row in layout.rows if row.filled]
    usual = _mostly_filled(filled)
    for row in filled:
        blank = _blank(row, row.header.having("month"))
        months = [each for each in blank if not each.period_end or each.period_end <= latest]
        if months:
            named = ", ".join(f"{each.period_end:%B %Y}" for each in months if each.period_end)
            text = f"‘{row.label}’ is blank for {named or 'some months'}: no figure was typed."
            warnings.append(Warn("blank_month", text, _name(row.number, months[0].position)))
        others += [(row.number, each.position) for each in _blank(row, usual[id(row.header)])]
    if others:
        text = f"Blank, in columns that most rows fill: {cell_ranges(others)}."
        warnings.append(Warn("blank", text))
    return warnings


def _mostly_filled(rows: list[IndicatorRow]) -> dict[int, list[Column]]:
    """For each header, by its identity, the columns beside its months that most rows fill."""
    of_header: dict[int, list[IndicatorRow]] = defaultdict(list)
    for row in rows:
        of_header[id(row.header)].append(row)
    return {
        header: [
            column
            for column in own[0].header.having(*_BESIDE)
            if sum(bool(_blank(row, [column])) for row in own) <= len(own) * _MOST_BLANK
        ]
        for header, own in of_header.items()
    }


def _latest_month(layout: Layout) -> date:
    """The last month for which any row has a figure: later ones have not come yet."""
    return max(
        (
            column.period_end
            for row in layout.rows
            for column in row.header.having("month")
            if column.period_end and column.position in row.cells
        ),
        default=date.min,
    )


def _blank(row: IndicatorRow, columns: list[Column]) -> list[Column]:
    beneath = {at for cells in row.beneath for at in cells}
    return [c for c in columns if c.position not in row.cells and c.position not in beneath]


def cell_ranges(cells: list[tuple[int, int]]) -> str:
    """(row, position) of cells as few ranges, such as ``B5:D9, B12:D12``."""
    spans: list[list[int]] = []
    for row, position in cells:
        if spans and spans[-1][1] == row and spans[-1][3] == position - 1:
            spans[-1][3] = position
        else:
            spans.append([row, row, position, position])
    blocks: list[list[int]] = []
    for span in spans:
        if blocks and blocks[-1][1] == span[0] - 1 and blocks[-1][2:] == span[2:]:
            blocks[-1][1] = span[0]
        else:
            blocks.append(span)
    return ", ".join(_range(*block) for block in blocks)


def _range(top: int, bottom: int, left: int, right: int) -> str:
    first, last = _name(top, left), _name(bottom, right)
    return first if first == last else f"{first}:{last}"


def _name(row: int, position: int) -> str:
    return f"{column_letter(position + 1)}{row}"
