"""Targets as people write them: ``≥99%``, ``37 or less``, ``Top quartile … by 2022 37 or less``.

What a target text can hold, and how it is read:

- an operator in signs (``≥ ≤ < > =``) or words (``or less``, ``at least``, ``up to``); without
  one, the direction in which the indicator is better decides: higher ``>=``, lower ``<=``,
  neither ``=``;
- a number with ``%``, ``£`` (``k``, ``m``), ``days``, or none of them;
- ``between 3.75 and 3``: a range, ``value`` being the lower end;
- a place among other councils (``top quartile of …``, ``top half of …``, ``second quartile``,
  which is the upper half). Where a number stands beside it, that number is the target and the
  place is kept beside it;
- ``by 2022``, ``by 31 March 2022`` or ``by 2021/22``: by the end of the financial year 2021/22,
  whose last calendar year is kept; of a plan for 2018 to 2022 that is what ``by 2022`` means;
- ``33 (+24)``: 33, with 24 more from elsewhere kept in ``extra`` and not added;
- ``“``: the target of the cell to the left again;
- words without any figure (``Baseline currently being set``): kept as a target of kind none.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from data.private_text import quoted

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|\b(?:zero|nil)\b"
_AMOUNT = rf"(?P<minus>[-−]\s*)?(?P<pound>£\s*)?(?P<number>{_NUMBER})\s*(?P<scale>million|m\b|k\b)?"
_MEASURE = rf"{_AMOUNT}\s*(?P<unit>%|per ?cent\b|days?\b)?"
_BETWEEN = re.compile(
    r"(?:between\s+(?P<one>.+?)\s+and\s+(?P<other>\S+(?:\s*%)?)"
    rf"|(?<![\d/])(?P<low>£?(?:{_NUMBER})\s*%?)\s*(?:-|–|to)\s*(?P<high>£?(?:{_NUMBER})\s*%?)(?![\d/]))",
    re.I,
)
_BY = re.compile(
    r"\bby\s+(?:(?:the\s+)?end\s+(?:of\s+)?)?(?:(?:31(?:st)?\s+)?mar(?:ch)?\s+)?(?P<first>20\d{2})(?:\s*[/-]\s*(?P<second>\d{2,4}))?",
    re.I,
)
_PERIOD = re.compile(
    r"\b(?:q[1-4]\s+)?20\d{2}\s*[/-]\s*\d{2,4}\b|\bq[1-4]\b(?:\s+20\d{2}\b)?|\(?\b(?:19|20)\d{2}/\s?\d{2}\b\)?",
    re.I,
)
_EXTRA = re.compile(rf"\(\s*\+\s*(?P<extra>{_NUMBER})\s*\)", re.I)
_PLACE = re.compile(
    r"\b(?:to be )?(?:in )?(?:the )?(?P<place>(?:top|upper|best|first) quartile|"
    r"(?:top|upper|best) half|second quartile|above median)"
    r"(?:\s+(?:of|for|among(?:st)?)\s+(?P<among>(?:all\s+)?[a-z' ]+?))?"
    r"(?=\s+(?:by|between|at|in)\b|\s*[≥≤<>=\d£,;.(]|\s*$)",
    re.I,
)
_OPERATORS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (op, re.compile(pattern, re.I))
    for op, pattern in (
        (
            "<=",
            r"≤|<\s*=|=\s*<|less than or equal to|no more than|not more than|at most|up to|"
            r"maximum( of)?|or (less|lower|fewer|below|under)",
        ),
        (
            ">=",
            r"≥|>\s*=|=\s*>|(more|greater) than or equal to|no less than|not less than|"
            r"at least|minimum( of)?|or (more|higher|greater|above|better|over)",
        ),
        ("<", r"<|less than|fewer than|lower than|below|under"),
        (">", r">|more than|greater than|higher than|above|over"),
        ("=", r"="),
    )
)
_DITTO = frozenset({"“", "”", '"', "〃", "''", "ditto", "do.", "as above"})
_NOTHING = re.compile(r"[-–—.\s]*|n\s*/?\s*a|tb[cad]|none|not set|not applicable", re.I)
_BETTER = {"higher": ">=", "lower": "<=", "neither": "="}
_LEFT_OVER = re.compile(r"\b(by|of|to|the|a|an|target|is|be|and|for|in|than)\b|[\s.,;:()]+", re.I)
_SCALES = {"k": 1000, "m": 10**6, "million": 10**6}


class TargetError(ValueError):
    """A target text that cannot be read; the message says what was found and what to write."""


@dataclass(frozen=True)
class Target:
    """One target. ``kind``: value, range, quartile (no number), none (words or nothing).

    ``op``: >=, <=, >, <, =, between; ``value`` and, for a range, ``upper`` in ``unit``, which is
    percent, pounds, days or None where the text does not say. ``quartile``: top or half;
    ``among``: statistical neighbours, all councils, or None. ``extra``: see the module.
    ``ditto``: the text repeats the cell to its left.
    """

    kind: str
    text: str
    op: str | None = None
    value: float | None = None
    upper: float | None = None
    unit: str | None = None
    quartile: str | None = None
    among: str | None = None
    by_year: int | None = None
    extra: float | None = None
    ditto: bool = False


def parse_target(text: str | None, better: str = "neither", left: Target | None = None) -> Target:
    """Read one target text.

    ``better`` is the indicator's direction (higher, lower, neither) and gives a bare number its
    operator; ``left`` is the target of the cell to the left, which a ditto mark repeats. Blank
    and ``-`` are a target of kind none. Raises TargetError for what cannot be read.
    """
    written = re.sub(r"\s+", " ", (text or "").replace("\u00a0", " ")).strip()
    if written.casefold() in _DITTO:
        return _repeated(written, left)
    if _NOTHING.fullmatch(written):
        return Target("none", written)
    by_year, rest = _taken_year(written)
    place, among, rest = _taken_place(rest)
    extra, rest = _taken_extra(rest)
    rest = _PERIOD.sub(" ", rest)
    found = _range(written, rest) or _value(written, rest, better)
    if found is None:
        kind = "quartile" if place else "none"
        if kind == "none" and re.search(r"[≥≤<>=%£]", rest):
            raise _unreadable(written)
        found = Target(kind, written)
    return replace(found, quartile=place, among=among, by_year=by_year, extra=extra)


def _repeated(written: str, left: Target | None) -> Target:
    if left is None:
        raise TargetError(
            f"‘{written}’ repeats the cell to its left, and that holds no target: type the target"
        )
    return replace(
        left, text=f"{written} ({left.text.removeprefix(written).strip(' ()')})", ditto=True
    )


def _taken_year(text: str) -> tuple[int | None, str]:
    """The year of ``by 2022`` or ``by 2018/19`` (2019), and the text without it."""
    found = _BY.search(text)
    if not found:
        return None, text
    first, second = int(found["first"]), found["second"]
    year = first if second is None else first // 100 * 100 + int(second[-2:])
    return year, f"{text[: found.start()]} {text[found.end() :]}"


def _taken_place(text: str) -> tuple[str | None, str | None, str]:
    """``top`` or ``half``, among whom, and the text without them."""
    found = _PLACE.search(text)
    if not found:
        return None, None, text
    place = found["place"].casefold()
    half = "half" in place or place in ("second quartile", "above median")
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return ("half" if half else "top"), _among(found["among"]), rest


def _among(words: str | None) -> str | None:
    if not words:
        return None
    if re.search(r"neighbour|\bsns?\b", words, re.I):
        return "statistical neighbours"
    if re.search(r"\ball\b|\blas?\b|authorities|councils|england|national", words, re.I):
        return "all councils"
    return words.strip()


def _taken_extra(text: str) -> tuple[float | None, str]:
    found = _EXTRA.search(text)
    if not found:
        return None, text
    return float(_number(found["extra"])), f"{text[: found.start()]} {text[found.end() :]}"


def _range(written: str, text: str) -> Target | None:
    found = _BETWEEN.search(text)
    if not found:
        return None
    ends = [found["one"] or found["low"], found["other"] or found["high"]]
    measures = [re.fullmatch(_MEASURE, end.strip(), re.I) for end in ends]
    if not all(measures):
        raise _unreadable(written)
    values = sorted(_amount(each) for each in measures if each)
    unit = next((unit for each in measures if each and (unit := _unit(each))), None)
    return Target("range", written, "between", values[0], values[1], unit)


def _value(written: str, text: str, better: str) -> Target | None:
    """The single number of the text with its operator, or None where it has no number."""
    op, rest = _taken_operator(text)
    measures = list(re.finditer(_MEASURE, rest, re.I))
    words = re.sub(_MEASURE, " ", rest, flags=re.I)
    prose = _LEFT_OVER.sub("", words)
    if not measures or (prose and op is None and len(prose) > 12):
        return None
    if len(measures) > 1 or prose:
        raise _unreadable(written)
    return Target(
        "value", written, op or _BETTER[better], _amount(measures[0]), unit=_unit(measures[0])
    )


def _taken_operator(text: str) -> tuple[str | None, str]:
    for op, pattern in _OPERATORS:
        found = pattern.search(text)
        if found:
            return op, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _amount(measure: re.Match[str]) -> float:
    value = _number(measure["number"]) * _SCALES.get((measure["scale"] or "").lower(), 1)
    return float(-value if measure["minus"] else value)


def _unit(measure: re.Match[str]) -> str | None:
    if measure["pound"]:
        return "pounds"
    named = (measure["unit"] or "").lower()
    return "days" if named.startswith("day") else ("percent" if named else None)


def _number(text: str) -> Decimal:
    return Decimal(0) if text.lower() in ("zero", "nil") else Decimal(text.replace(",", ""))


def _unreadable(written: str) -> TargetError:
    return TargetError(
        f"{quoted(written)} cannot be read as a target: write one number with its sign, such as "
        "≥95%, 37 or less, between 3 and 3.75, or top quartile of statistical neighbours by 2022"
    )
