"""A target read from text, as a row of the table ``target``."""

from datetime import date
from typing import Any

from data.target_text import Target, TargetError
from data.vocabulary import Term


def target_unit(target: Target, named: tuple[str, ...], percent_row: bool, term: Term) -> str:
    """The unit of a target: its own sign, then what the row says, then the indicator's.

    ``named`` are the units that the row's label names; ``percent_row`` tells that other cells of
    the row are typed as percentages. Raises TargetError where the indicator is not told in that
    unit, or where a bare number stands for an indicator that is only ever a percentage.
    """
    if target.unit:
        unit = target.unit
        if unit == "percent" and "percent" not in term.units and "per_10000" in named:
            unit = "per_10000"
    else:
        known = [unit for unit in named if unit in term.units]
        unit = known[0] if known else term.units[0]
    if unit not in term.units:
        raise TargetError(
            f"‘{target.text}’ is in {unit}, and ‘{term.title}’ is told in "
            f"{' and '.join(term.units)}: correct the target or the label"
        )
    bare = target.unit is None and target.value is not None
    if bare and unit == "percent" and not percent_row and "percent" not in named:
        raise TargetError(
            f"‘{target.text}’ has no % sign, and ‘{term.title}’ is a percentage: add the sign if "
            "that is meant"
        )
    return unit


def target_row(target: Target, term: Term, unit: str, year_end: date) -> dict[str, Any]:
    """The row for the financial year that ends on ``year_end``, but for file, sheet and cell.

    ``owner`` and ``title`` are the file's own words, for a reader that finds them in it.
    """
    return {
        "slug": term.slug,
        "unit": unit,
        "valid_from": date(year_end.year - 1, 4, 1),
        "valid_to": year_end,
        "kind": target.kind,
        "op": target.op,
        "value": target.value,
        "upper": target.upper,
        "quartile": target.quartile,
        "among": target.among,
        "by_year": target.by_year,
        "extra": target.extra,
        "owner": None,
        "title": None,
        "text": target.text,
    }
