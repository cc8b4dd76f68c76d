"""Comparators typed in one cell: ``Cornwall = 18.9% England = 16.6% SN = 18.4%``."""

import re
from dataclasses import dataclass
from decimal import Decimal

from data.areas import REGIONS
from data.readers.performance_workbook.cells import NoFigure, TypedCell, typed_cell

_PART = re.compile(
    r"\s*(?P<who>[^\W\d_][^=:]*?)\s*[=:]\s*(?P<value>.*?)[,;]?(?=\s+[^\W\d_][^=:]*[=:]|\s*$)",
    re.S,
)
_NEIGHBOURS = re.compile(r"^(sns?|stat\w*\.? ?neigh\w*.*|neighbours?|comparators?)$", re.I)
_REGION = re.compile(rf"region.*|{'|'.join(REGIONS.values())}", re.I)
_ENGLAND = re.compile(r"^(england|nat(ional)?\.?( ave(rage)?)?|eng)$", re.I)


@dataclass(frozen=True)
class Comparator:
    """One part of the cell. ``value`` is None where ``problem`` says why nothing can be loaded."""

    who: str
    value: Decimal | None
    percent: bool
    text: str
    problem: NoFigure | None = None


def typed_comparators(text: str) -> list[Comparator]:
    """The parts of a cell with several comparators; empty where it holds none.

    Whoever is neither England, the statistical neighbours nor a region is the council itself.
    """
    return [_comparator(found["who"], found["value"].strip()) for found in _PART.finditer(text)]


def one_comparator(who: str, text: str) -> Comparator:
    """The comparator of a column that is headed with whose it is: england or neighbours."""
    return _comparator(who, text.strip())


def _comparator(who: str, text: str) -> Comparator:
    cell = typed_cell(text)
    if isinstance(cell, NoFigure) and (bare := text.rstrip("% ")) != text:
        cell = typed_cell(bare)
    name = _who(who)
    if name == "region":
        problem = NoFigure("region", "regions' figures come from published files")
        return Comparator(name, None, "%" in text, text, problem)
    if isinstance(cell, NoFigure):
        return Comparator(name, None, "%" in text, text, cell)
    value = _value(cell)
    if value is None:
        problem = NoFigure("not_a_figure", "a comparator is one number; type it alone")
        return Comparator(name, None, False, text, problem)
    return Comparator(name, value, cell.percent is not None, text)


def _value(cell: TypedCell) -> Decimal | None:
    if cell.percent is not None:
        return cell.percent
    return cell.rate if cell.rate is not None else cell.bare


def _who(name: str) -> str:
    name = name.strip()
    if _NEIGHBOURS.match(name):
        return "neighbours"
    if _REGION.fullmatch(name):
        return "region"
    return "england" if _ENGLAND.match(name) else "council"
