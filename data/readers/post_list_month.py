"""The month that a list describes, where it has no column that says so: from what it is called."""

import re
from calendar import monthrange
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_NAMES = "|".join(_MONTHS)
_YEAR = r"(?P<year>20\d\d)"
_NUMBER = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_SEPARATOR = r"[-_ ./]"
# The first that is found is taken: a whole date before a month alone.
_PATTERNS = tuple(
    re.compile(rf"(?<![\da-z]){pattern}(?![\da-z])", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}{_SEPARATOR}?{_NUMBER}{_SEPARATOR}?(?P<day>0[1-9]|[12]\d|3[01])",
        rf"{_DAY}{_SEPARATOR}{_NUMBER}{_SEPARATOR}{_YEAR}",
        rf"{_DAY}{_SEPARATOR}{_NUMBER}{_SEPARATOR}(?P<short>\d\d)",
        rf"{_DAY}(?:st|nd|rd|th)?{_SEPARATOR}*(?P<name>{_NAMES}){_SEPARATOR}*{_YEAR}",
        rf"{_YEAR}{_SEPARATOR}?{_NUMBER}",
        rf"{_NUMBER}{_SEPARATOR}{_YEAR}",
        rf"(?P<name>{_NAMES}){_SEPARATOR}*(?:{_YEAR}|'?(?P<short>\d\d))",
        rf"{_YEAR}{_SEPARATOR}*(?P<name>{_NAMES})",
    )
)


def named_day(text: str) -> date | None:
    """The day that a name gives: ``posts_2025-12``, ``Dec 2025``, ``202512``, ``31.12.2025``.

    A month alone gives its last day; two figures are a year of this century. None where the text
    names no month, or a day that is not in it.
    """
    plain = text.replace("_", " ")
    for pattern in _PATTERNS:
        if found := pattern.search(plain):
            return _day(found.groupdict())
    return None


def _day(parts: dict[str, str | None]) -> date | None:
    year = int(parts.get("year") or f"20{parts['short']}")
    name = parts.get("name")
    month = _MONTHS[name.lower()] if name else int(parts["month"] or 0)
    last = monthrange(year, month)[1]
    day = int(parts.get("day") or last)
    return date(year, month, day) if day <= last else None
