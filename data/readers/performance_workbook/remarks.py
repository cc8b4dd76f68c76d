"""What is said once of a whole sheet: columns not read, marks left out, figures typed twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from data.readers.performance_workbook.blanks import cell_ranges
from data.readers.performance_workbook.cells import footnoted
from data.readers.performance_workbook.columns import Column, Header
from data.readers.performance_workbook.figures import Figure
from data.readers.performance_workbook.layout import Cell, IndicatorRow, Layout
from data.reports import Warn
from data.sources.table import column_letter
from data.vocabulary import Term

_WINDOWS = {
    "m": "in the month",
    "r": "rolling year",
    "e": "as at month end",
    "y": "year to date",
    "a": "year",
}


def cell_name(cell: Cell) -> str:
    """A cell's reference, such as E19."""
    return f"{column_letter(cell.position + 1)}{cell.row}"


def cell_names(cells: Iterable[Cell]) -> str:
    """Cells as few ranges, such as ``B5:D9, B12``."""
    return cell_ranges(sorted((each.row, each.position) for each in cells))


def columns_not_read(layout: Layout) -> Iterator[Warn]:
    """The columns of each section that hold something other than figures, or have no heading."""
    filled_at: dict[int, set[int]] = defaultdict(set)
    for row in layout.rows:
        filled_at[id(row.header)].update(row.cells)
    for header in layout.headers:
        headed = {column.position for column in header.columns}
        filled = filled_at[id(header)]
        unheaded = [Column(at, "not_read", "no heading") for at in sorted(filled - headed)]
        if columns := [*header.having("not_read"), *unheaded]:
            text = f"These columns hold no figure that Waymark loads: {_named(columns)}."
            yield Warn("columns_not_read", text, _top(columns[0], header))
        if columns := header.having("other_target"):
            text = (
                "Several columns hold targets of one year; the last is read and not "
                f"{_named(columns)}. A target is a year's: head each ‘Target 2025/26’."
            )
            yield Warn("several_targets", text, _top(columns[0], header))


def window_assumed_warning(assumed: list[tuple[IndicatorRow, Term]]) -> Iterator[Warn]:
    """One line for the rows whose labels do not say over what time."""
    if assumed:
        rows = ", ".join(f"row {row.number} ({_WINDOWS[term.windows[0]]})" for row, term in assumed)
        first = Cell(assumed[0][0].number, assumed[0][0].header.label.position, "")
        yield Warn(
            "window_assumed",
            f"These labels do not say over what time, and were taken as: {rows}. Say ‘in the "
            "month’, ‘rolling year’, ‘as at month end’ or ‘year to date’ where that is wrong.",
            cell_name(first),
        )


def footnote_warning(loaded: Iterable[Cell]) -> Iterator[Warn]:
    """One line for all cells beside whose figure a footnote mark was left out."""
    marked = sorted((c for c in loaded if footnoted(c.text)), key=lambda c: (c.row, c.position))
    if marked:
        yield Warn(
            "footnote",
            f"Marks such as the one in ‘{marked[0].text}’ were left out, and the figures loaded "
            f"without what their footnotes say: {cell_names(marked)}.",
        )


def repeated_warnings(figures: list[tuple[IndicatorRow, Figure]]) -> Iterator[Warn]:
    """Where a row gives figures that an earlier one gives with other values: a line a row."""
    first: dict[tuple, Figure] = {}
    again: dict[tuple[int, int], list[tuple[Figure, Figure]]] = defaultdict(list)
    for _, each in figures:
        key = (each.slug, each.unit, each.window, each.split, each.member)
        shown = first.setdefault((*key, each.period_end, each.kind), each)
        if shown is not each and shown.value != each.value:
            again[each.cell.row, shown.cell.row].append((each, shown))
    for pairs in again.values():
        other, shown = pairs[0]
        more = f" So it is with {cell_names(o.cell for o, _ in pairs[1:])}." if pairs[1:] else ""
        yield Warn(
            "typed_twice",
            f"{other.period_end:%B %Y}: ‘{other.text}’ here, ‘{shown.text}’ in "
            f"{cell_name(shown.cell)}, for the same figure. The first is shown.{more}",
            cell_name(other.cell),
        )


def _named(columns: list[Column]) -> str:
    return ", ".join(f"{column_letter(c.position + 1)} ‘{c.heading}’" for c in columns)


def _top(column: Column, header: Header) -> str:
    return f"{column_letter(column.position + 1)}{header.last + 1}"
