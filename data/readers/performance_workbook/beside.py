"""What stands beside a row's months: its target and its typed comparators."""

from dataclasses import dataclass, field
from datetime import date
from math import log
from typing import Any

from data.private_text import quoted
from data.readers.performance_workbook.cells import no_target
from data.readers.performance_workbook.columns import Column
from data.readers.performance_workbook.comparators import (
    Comparator,
    one_comparator,
    typed_comparators,
)
from data.readers.performance_workbook.figures import Figure, Problem
from data.readers.performance_workbook.layout import Cell, IndicatorRow
from data.readers.performance_workbook.matching import units_in_label
from data.readers.performance_workbook.periods import financial_year_of, year_label
from data.target_rows import target_row, target_unit
from data.target_text import Target, TargetError, parse_target
from data.vocabulary import Term

_WHO = {
    "council": "the council",
    "england": "England",
    "neighbours": "statistical neighbours",
    "region": "the region",
}


@dataclass
class Beside:
    """Rows for the tables ``target`` and ``typed_comparator``, without file, sheet and cell text.

    Each pairs the cell with its row of the table.
    """

    targets: list[tuple[Cell, dict[str, Any]]] = field(default_factory=list)
    comparators: list[tuple[Cell, dict[str, Any]]] = field(default_factory=list)
    rejects: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    loaded: list[Cell] = field(default_factory=list)


def read_beside(row: IndicatorRow, term: Term, figures: list[Figure]) -> Beside:
    """The row's target and comparator cells, in the units of the row's ``figures``."""
    beside = Beside()
    units = {figure.unit for figure in figures}
    for column in row.header.having("target", "comparator", "neighbours", "england"):
        cells = [row.cells, *row.beneath]
        for cell in (each[column.position] for each in cells if column.position in each):
            if empty := no_target(cell.text):
                message = f"{quoted(cell.text)} found: {empty.meaning}"
                beside.rejects.append(Problem(empty.rule, message, cell))
            elif column.role == "target":
                _read_target(row, term, figures, column, cell, beside)
            else:
                _read_comparators(row, term, units, column, cell, beside)
    return beside


def _read_target(
    row: IndicatorRow, term: Term, figures: list[Figure], column: Column, cell: Cell, beside: Beside
) -> None:
    year_end = _year(row, column)
    if year_end is None:
        message = f"the heading ‘{column.heading}’ names no financial year: write ‘Target 2025/26’"
        beside.rejects.append(Problem("no_period", message, cell))
        return
    try:
        target = parse_target(cell.text, _better(row, term))
        percent_row = any(figure.unit == "percent" for figure in figures)
        unit = target_unit(target, _named_units(row, target, figures), percent_row, term)
    except TargetError as fault:
        beside.rejects.append(Problem("target", str(fault), cell))
        return
    beside.targets.append((cell, target_row(target, term, unit, year_end)))
    beside.loaded.append(cell)


def _named_units(row: IndicatorRow, target: Target, figures: list[Figure]) -> tuple[str, ...]:
    """The units that the label names; where the row has counts and rates, the nearer of them.

    ``40`` beside ``435 (39.05)`` is a rate, ``410`` a count.
    """
    named = units_in_label(row.label)
    values = {figure.unit: figure.value for figure in figures if figure.value and not figure.split}
    count, rate = values.get("count"), values.get("per_10000")
    if target.unit or not target.value or not count or not rate:
        return named
    nearer_count = abs(log(abs(target.value / count))) < abs(log(abs(target.value / rate)))
    return ("count",) if nearer_count else ("per_10000",)


def _year(row: IndicatorRow, column: Column) -> date | None:
    """The financial year of a target: its heading's, or that of the workbook's last month."""
    if column.period_end:
        return column.period_end
    last = row.header.last_month
    return financial_year_of(last) if last else None


def _better(row: IndicatorRow, term: Term) -> str:
    """The direction in which the row is better: as the workbook says it, or the indicator's."""
    said = row.text("direction").strip().casefold()
    return {"high": "higher", "higher": "higher", "low": "lower", "lower": "lower"}.get(
        said, term.better
    )


def _read_comparators(
    row: IndicatorRow, term: Term, units: set[str], column: Column, cell: Cell, beside: Beside
) -> None:
    if column.role == "comparator":
        found = typed_comparators(cell.text)
    else:
        found = [one_comparator(column.role, cell.text)]
    good = [each for each in found if each.problem is None]
    bad = [each for each in found if each.problem]
    beside.rejects += [_missing(cell, bad, bool(good))] if bad or not found else []
    for each in good:
        beside.comparators.append((cell, _comparator_row(row, term, units, column, each)))
    if good:
        beside.loaded.append(cell)
    if _mistyped(units, term, good):
        message = (
            f"‘{cell.text}’ is typed in %, in a row of rates per 10,000: taken as rates. "
            "Remove the % signs."
        )
        beside.doubts.append(Problem("comparator_unit", message, cell))


def _missing(cell: Cell, bad: list[Comparator], rest_loaded: bool) -> Problem:
    if not bad:
        message = (
            f"{quoted(cell.text)} holds no comparator that Waymark can read: write "
            "‘England = 16.6% SN = 18.4%’"
        )
        return Problem("comparator", message, cell)
    parts = ", ".join(f"{quoted(each.text)} for {_WHO[each.who]}" for each in bad)
    meaning = bad[0].problem.meaning if bad[0].problem else ""
    rest = "; the rest of the cell is loaded" if rest_loaded else ""
    rule = bad[0].problem.rule if bad[0].problem else "comparator"
    return Problem(rule, f"{parts} found: {meaning}{rest}", cell)


def _mistyped(units: set[str], term: Term, good: list[Comparator]) -> bool:
    return any(each.percent for each in good) and _rates_only(units, term)


def _rates_only(units: set[str], term: Term) -> bool:
    return "per_10000" in (units or set(term.units)) and "percent" not in term.units


def _comparator_row(
    row: IndicatorRow, term: Term, units: set[str], column: Column, each: Comparator
) -> dict[str, Any]:
    if _rates_only(units, term):
        unit = "per_10000"
    elif each.percent or "percent" in units:
        unit = "percent"
    else:
        unit = next((one for one in term.units if one in units), term.units[0])
    value = float(each.value) if each.value is not None else None
    if unit == "percent" and not each.percent and value is not None and 0 < abs(value) < 1:
        value *= 100
    period = year_label(column.period_end) if column.period_end else ""
    return {
        "slug": term.slug,
        "unit": unit,
        "who": each.who,
        "period_label": period,
        "value": value,
        "text": each.text,
    }
