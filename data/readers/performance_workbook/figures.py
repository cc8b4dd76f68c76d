"""An indicator's row into reported figures: the unit of each number, its period, its parts."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Self

from data.private_text import quoted
from data.readers.performance_workbook.cells import NoFigure, TypedCell, typed_cell
from data.readers.performance_workbook.columns import Column
from data.readers.performance_workbook.layout import Cell, IndicatorRow
from data.readers.performance_workbook.limits import Value, impossible_figure, improbable_figure
from data.readers.performance_workbook.matching import units_in_label
from data.readers.performance_workbook.parts import parts_in_label
from data.readers.performance_workbook.percentages import BareNumbers, bare_percentage
from data.readers.performance_workbook.scales import pounds_scale
from data.readers.performance_workbook.windows import figure_window
from data.vocabulary import Term


@dataclass(frozen=True)
class Figure:
    """One row of reported_figure, with the cell it was typed in and the places typed."""

    slug: str
    unit: str
    window: str
    period_end: date
    kind: str
    value: float | None
    text: str
    cell: Cell
    numerator: float | None = None
    denominator: float | None = None
    split: str = ""
    member: str = ""
    places: int = 0


@dataclass(frozen=True)
class Problem:
    """A cell that was not loaded, or was with a doubt: rule, what was found, what to do."""

    rule: str
    message: str
    cell: Cell


@dataclass
class RowReading:
    """What a row gave. Each filled figure cell is in ``loaded`` or has its line in ``rejects``."""

    figures: list[Figure] = field(default_factory=list)
    rejects: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    loaded: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class _Pair:
    """A column's cell and the fraction typed beneath it, either of which may be missing."""

    column: Column
    cell: Cell
    typed: TypedCell
    beneath: Cell | None = None


@dataclass(frozen=True)
class _Beside:
    """What of a whole row each of its cells is read by."""

    bare: BareNumbers
    has_percentage: bool

    @classmethod
    def of(cls, typed: list[TypedCell]) -> Self:
        bare = tuple(each.bare for each in typed if each.bare is not None)
        has = any(each.percent is not None and each.percent <= 100 for each in typed)
        return cls(BareNumbers(bare), has)


def row_figures(row: IndicatorRow, term: Term) -> RowReading:
    """Every month, year-end and year-to-date cell of the row, as figures or as rejects."""
    reading = RowReading()
    pairs = [
        pair
        for column in row.header.having("month", "year_end", "year_to_date")
        for pair in _pairs(row, column, reading)
    ]
    unit = row_unit(row, term, [pair.typed for pair in pairs])
    beside = _Beside.of([pair.typed for pair in pairs])
    for pair in pairs:
        problem = _out_of_time(pair, term) or _load(row, term, unit, pair, beside, reading)
        cells = [pair.cell, *([pair.beneath] if pair.beneath else [])]
        if problem:
            reading.rejects += [Problem(problem.rule, problem.meaning, cell) for cell in cells]
        else:
            reading.loaded += cells
    return reading


def row_unit(row: IndicatorRow, term: Term, typed: list[TypedCell]) -> str | None:
    """The unit of the row's bare numbers; None where the row leaves it open.

    What stands in the row's cells decides, then the data note, then the label, then the target;
    an indicator's first unit where none of them tells.
    """
    label = units_in_label(row.label)
    if any(cell.percent is not None or cell.denominator is not None for cell in typed):
        return "percent"
    if note := units_in_label(row.text("data_note")):
        return _told_in(note, term)
    if set(label) >= {"count", "percent"}:
        fractions = [cell.bare for cell in typed if cell.bare is not None]
        return "percent" if fractions and all(abs(each) <= 1 for each in fractions) else None
    if "count" in label and "per_10000" in label:
        return "count"
    if not label and "%" in row.text("target") and "percent" in term.units:
        return "percent"
    return _told_in(label, term)


def _told_in(named: tuple[str, ...], term: Term) -> str:
    """The unit of those named that the indicator has. A number beside a share is a count."""
    known = [unit for unit in named if unit in term.units]
    if not known and "count" in named and {"percent", "per_10000"} & set(term.units):
        return "count"
    return known[0] if known else term.units[0]


def _pairs(row: IndicatorRow, column: Column, reading: RowReading) -> list[_Pair]:
    """The column's cells, read and joined; placeholders and words go to the rejects."""
    below = [cells[column.position] for cells in row.beneath if column.position in cells]
    own = row.cells.get(column.position)
    typed = [(cell, typed_cell(cell.text)) for cell in ([own] if own else []) + below]
    good = [(cell, kind) for cell, kind in typed if isinstance(kind, TypedCell)]
    reading.rejects += [
        Problem(kind.rule, f"{quoted(cell.text)} found: {kind.meaning}", cell)
        for cell, kind in typed
        if isinstance(kind, NoFigure)
    ]
    if len(good) == 2 and good[0][0] is own and _is_fraction(good[1][1]):
        (cell, first), (beneath, fraction) = good
        if first.numerator is None and not first.parts:
            joined = replace(first, numerator=fraction.numerator, denominator=fraction.denominator)
            return [_Pair(column, cell, joined, beneath)]
    return [_Pair(column, cell, kind) for cell, kind in good]


def _is_fraction(cell: TypedCell) -> bool:
    return cell.denominator is not None and cell.percent is None


def _out_of_time(pair: _Pair, term: Term) -> NoFigure | None:
    """Why the cell has no period, or one over which the indicator is not told."""
    if pair.column.role == "year_to_date" and "y" not in term.windows:
        return NoFigure(
            "window", f"‘{term.title}’ is not told for the year to date; its months are enough"
        )
    if pair.column.period_end is not None:
        return None
    return NoFigure(
        "no_period",
        f"the heading ‘{pair.column.heading}’ has no year: write it there, or in the title "
        "(‘to December 2015’), or in the file's name (2015-12)",
    )


def _load(
    row: IndicatorRow,
    term: Term,
    unit: str | None,
    pair: _Pair,
    beside: _Beside,
    reading: RowReading,
) -> NoFigure | None:
    """Add the pair's figures to the reading; a NoFigure says why none could be."""
    if pair.typed.parts:
        return _load_parts(row, term, pair, reading)
    if pair.typed.bare is not None and unit is None:
        return NoFigure(
            "ambiguous_unit",
            f"‘{pair.cell.text}’ may be a number or a percentage: type it with a % sign, or say "
            "in the label which it is",
        )
    values = _values(row, unit or "", pair, beside, reading)
    unknown = [one for one, *_ in values if one not in {*term.units, "count"}]
    if unknown:
        return NoFigure(
            "unit_not_known",
            f"‘{pair.cell.text}’ is read as {unknown[0]}, and ‘{term.title}’ is told in "
            f"{' and '.join(term.units)} alone: correct the cell or the label",
        )
    if impossible := impossible_figure(values, term, pair.cell.text):
        return impossible
    if improbable := improbable_figure(values, beside.has_percentage, pair.cell.text):
        reading.doubts.append(Problem("over_100_percent", improbable, pair.cell))
    reading.figures += [_figure(row, term, pair, value) for value in values]
    return None


def _load_parts(row: IndicatorRow, term: Term, pair: _Pair, reading: RowReading) -> NoFigure | None:
    named = parts_in_label(row.label, term.splits)
    if named is None or len(named[1]) != len(pair.typed.parts):
        members = f"{len(named[1])} parts" if named else "no parts"
        return NoFigure(
            "parts",
            f"{len(pair.typed.parts)} numbers found where the label names {members} of "
            f"‘{term.title}’: type one number for each part named",
        )
    split, members = named
    reading.figures += [
        _figure(row, term, pair, ("count", float(part), float(part), None, 0), (split, member))
        for member, part in zip(members, pair.typed.parts, strict=True)
    ]
    return None


def _figure(
    row: IndicatorRow, term: Term, pair: _Pair, read: Value, part: tuple[str, str] = ("", "")
) -> Figure:
    texts = [pair.cell.text, *([pair.beneath.text] if pair.beneath else [])]
    assert pair.column.period_end is not None
    return Figure(
        slug=term.slug,
        unit=read[0],
        window=figure_window(row, term, pair.column),
        period_end=pair.column.period_end,
        kind="year_end" if pair.column.role == "year_end" else "month",
        value=read[1],
        text=" ".join(" ".join(texts).split()),
        cell=pair.cell,
        numerator=read[2],
        denominator=read[3],
        split=part[0],
        member=part[1],
        places=read[4],
    )


def _values(
    row: IndicatorRow, unit: str, pair: _Pair, beside: _Beside, reading: RowReading
) -> list[Value]:
    """(unit, value, numerator, denominator, places) of each figure in the cell."""
    typed = pair.typed
    if typed.rate is not None and typed.count is not None:
        count = float(typed.count)
        if "per_10000" not in units_in_label(row.label) and "percent" in units_in_label(row.label):
            return [("percent", float(typed.rate), count, None, typed.places)]
        return [
            ("count", count, count, None, 0),
            ("per_10000", float(typed.rate), count, None, typed.places),
        ]
    n, d = _maybe(typed.numerator), _maybe(typed.denominator)
    if typed.percent is not None:
        numerator = n if n is not None else _maybe(typed.count)
        return [("percent", float(typed.percent), numerator, d, typed.places)]
    if typed.bare is None:
        return [("percent", 100 * n / d if n is not None and d else None, n, d, 9)]
    if typed.unit:
        return [(typed.unit, float(_scaled(row, typed, typed.unit)), None, None, typed.places)]
    if unit == "percent":
        return [_bare_percentage(pair, beside, reading)]
    value = float(_scaled(row, typed, unit))
    return [(unit, value, value if unit == "count" else n, None, typed.places)]


def _scaled(row: IndicatorRow, typed: TypedCell, unit: str) -> Decimal:
    assert typed.bare is not None
    if unit != "pounds" or typed.scaled:
        return typed.bare
    return typed.bare * pounds_scale(f"{row.label} {row.text('data_note')} {row.section}")


def _bare_percentage(pair: _Pair, beside: _Beside, reading: RowReading) -> Value:
    read = bare_percentage(pair.typed, beside.bare)
    if read.doubtful:
        message = (
            f"‘{pair.cell.text}’ may be a fraction of one or a percentage; read as "
            f"{read.value:g}%. Type it with a % sign."
        )
        reading.doubts.append(Problem("ambiguous_percentage", message, pair.cell))
    n, d = _maybe(pair.typed.numerator), _maybe(pair.typed.denominator)
    return ("percent", read.value, n, d, read.places)


def _maybe(number: int | Decimal | None) -> float | None:
    return None if number is None else float(number)
