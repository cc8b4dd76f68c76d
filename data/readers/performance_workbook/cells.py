"""What one cell of a performance workbook holds: a figure in one of its written forms."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_NUMBER = r"[-−]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:e[-+]?\d{1,2})?"
_WHOLE = r"\d{1,3}(?:,\d{3})+|\d+"
_FRACTION = rf"(?P<n>{_WHOLE})\s*(?:/|out of|of)\s*(?P<d>{_WHOLE})"
_PERCENT = rf"(?P<percent>{_NUMBER})\s*%"

_FORMS = {
    "fraction": re.compile(rf"\(?{_FRACTION}\)?", re.I),
    "percent": re.compile(_PERCENT, re.I),
    "percent_then_fraction": re.compile(rf"{_PERCENT}\s*[(\[]?\s*{_FRACTION}\s*[)\]]?", re.I),
    "fraction_then_percent": re.compile(rf"{_FRACTION}\s*[(\[]?\s*{_PERCENT}\s*[)\]]?", re.I),
    "count_and_percent": re.compile(rf"(?P<count>{_WHOLE})\s*[(\[]\s*{_PERCENT}\s*[)\]]", re.I),
    "percent_and_count": re.compile(rf"{_PERCENT}\s*[(\[]\s*(?P<count>{_WHOLE})\s*[)\]]", re.I),
    "count_and_rate": re.compile(
        rf"(?P<count>{_WHOLE})\s*[(\[]\s*(?P<rate>{_NUMBER})(?:\s*per\s*10,?000)?\s*[)\]]", re.I
    ),
    "money": re.compile(
        rf"(?P<sign>[-−]?)\s*£\s*(?P<number>{_NUMBER})\s*(?P<scale>m|bn|k|million|thousand)?\b\.?",
        re.I,
    ),
    "plain": re.compile(
        rf"(?P<number>{_NUMBER})\s*(?P<scale>m|k)?(?:\s*(?P<unit>days?|fte))?", re.I
    ),
}
_PARTS = re.compile(rf"(?:{_WHOLE})(?:(?:\s*[/;|]\s*|\s+)(?:{_WHOLE})){{1,}}")
_MARKS = " *†‡^↑↓→←↔↗↘▲▼►◄"
_SCALES = {"m": 10**6, "million": 10**6, "bn": 10**9, "k": 1000, "thousand": 1000}

_NO_FIGURE = {
    "to_be_confirmed": re.compile(
        r"tb[cad]|to be (?:confirmed|agreed|advised|determined)|awaited", re.I
    ),
    "formula_error": re.compile(r"#(n/a|div/0!|ref!|value!|name\?|num!|null!|spill!|calc!)", re.I),
    "not_applicable": re.compile(r"n\s*/\s*a\.?|n\.a\.?|na|not applicable|z", re.I),
    "not_available": re.compile(
        r"n/?k|not (?:available|known|recorded|yet available)|no data|unavailable|\.{1,3}|x|null",
        re.I,
    ),
    "suppressed": re.compile(r"c|\[c\]|\*+|<\s*[1-9]|suppressed|\[x\]", re.I),
    "dash": re.compile(r"[-–—]+"),
    "brackets": re.compile(rf"£?\s*\(\s*[-−£]*{_NUMBER}\s*(?:%|k|m)?\s*\)\s*[km]?", re.I),
}
_MEANING = {
    "to_be_confirmed": "the figure is still to be confirmed; type it when it is known",
    "formula_error": "the cell's formula failed; correct it in the workbook and save it again",
    "not_applicable": "the workbook says that no figure applies; nothing to load",
    "not_available": "the workbook says that the figure is not available; type it when it is known",
    "suppressed": "the figure is suppressed; nothing to load",
    "dash": "a dash is no figure; type the figure, or 0 if none is meant",
    "brackets": "a number in brackets may be less than zero: type it with a minus, or bare",
}


@dataclass(frozen=True)
class NoFigure:
    """Text that stands where a figure would, and holds none: ``rule`` and what it means."""

    rule: str
    meaning: str


@dataclass(frozen=True)
class TypedCell:
    """The numbers of one cell, as typed; those not typed are None.

    ``bare`` is a number without a sign of its unit; ``percent`` is 0–100 and was typed with its
    sign; ``parts`` are several whole numbers side by side. ``unit`` is pounds, days or fte where
    the cell says so. ``places`` are the decimal places of ``bare``, ``percent`` or ``rate``.
    """

    bare: Decimal | None = None
    percent: Decimal | None = None
    count: Decimal | None = None
    rate: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    parts: tuple[int, ...] = ()
    unit: str | None = None
    scaled: bool = False
    places: int = 0


@lru_cache(maxsize=50_000)
def typed_cell(text: str) -> TypedCell | NoFigure:
    """Read one cell, leaving out footnote marks and arrows beside its figure.

    What is no figure, a placeholder or words, comes back as NoFigure.
    """
    text = re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()
    for rule, pattern in _NO_FIGURE.items():
        if pattern.fullmatch(text):
            return NoFigure(rule, _MEANING[rule])
    text = text.strip(_MARKS)
    for form, pattern in _FORMS.items():
        found = pattern.fullmatch(text)
        if found:
            return _READ.get(form, _pair)(found.groupdict())
    if _PARTS.fullmatch(text):
        return TypedCell(parts=tuple(_whole(each) for each in re.findall(_WHOLE, text)))
    return NoFigure("not_a_figure", "this is no figure that Waymark can read; type it as a number")


def footnoted(text: str) -> bool:
    """Whether a footnote mark stands beside the cell's text, and is left out on reading it."""
    return bool(text.strip(" ")) and text.strip() != text.strip(" \n*†‡^")


def no_target(text: str) -> NoFigure | None:
    """NoFigure where a target or comparator cell holds a placeholder such as tbc, n/a or a dash.

    ``<5`` is a target, though among figures it is a suppressed one.
    """
    cell = typed_cell(text)
    if not isinstance(cell, NoFigure) or cell.rule in ("not_a_figure", "suppressed"):
        return None
    return cell


def number(text: str) -> Decimal:
    """A number as typed, thousands separators and a true minus sign allowed."""
    return Decimal(text.replace(",", "").replace("−", "-"))


def places(value: Decimal) -> int:
    """Decimal places typed."""
    return max(0, -int(value.as_tuple().exponent))


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _pair(groups: dict[str, str | None]) -> TypedCell:
    """Any of the forms with a percentage, a fraction, a count or a rate."""
    percent = number(groups["percent"]) if groups.get("percent") else None
    rate = number(groups["rate"]) if groups.get("rate") else None
    typed = percent if percent is not None else rate
    return TypedCell(
        percent=percent,
        rate=rate,
        count=Decimal(_whole(groups["count"])) if groups.get("count") else None,
        numerator=_whole(groups["n"]) if groups.get("n") else None,
        denominator=_whole(groups["d"]) if groups.get("d") else None,
        places=places(typed) if typed is not None else 0,
    )


def _money(groups: dict[str, str | None]) -> TypedCell:
    value = number(groups["number"]) * _scale(groups)
    signed = -value if groups["sign"] else value
    return TypedCell(bare=signed, unit="pounds", scaled=bool(groups["scale"]), places=places(value))


def _plain(groups: dict[str, str | None]) -> TypedCell:
    value = number(groups["number"]) * _scale(groups)
    named = (groups["unit"] or "").lower()
    unit = {"d": "days", "f": "fte"}.get(named[:1])
    return TypedCell(bare=value, unit=unit, scaled=bool(groups["scale"]), places=places(value))


def _scale(groups: dict[str, str | None]) -> int:
    return _SCALES.get((groups["scale"] or "").lower(), 1)


_READ = {"money": _money, "plain": _plain}
