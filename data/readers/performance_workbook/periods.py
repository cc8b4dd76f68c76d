"""Months and financial years as headings, titles and file names write them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NAMED = re.compile(
    _NAME + r"\.?[\s\-_/’']*(?P<year>\d{4}|\d{2})?(?:\s+(?:actual|figure)s?)?", re.I
)
_NAMED_IN_TEXT = re.compile(r"(?<![a-z])" + _NAME + r"\.?[\s\-_/’']*(?P<year>\d{4})(?!\d)", re.I)
_QUARTER = re.compile(r"(?:.*\b)?(?:q|qtr|quarter)\.? ?[1-4]\b.*", re.I)
_MONTHS = re.compile(rf"{_NAME}\s*(?:-|–|to)\s*{_NAME.replace('<name>', '<last>')}.{{0,12}}", re.I)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-\d{1,2})?(?:[ T].*)?")
_DAY_FIRST = re.compile(r"\d{1,2}([/.])(?P<month>\d{1,2})\1(?P<year>\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d{2})")
_ISO_IN_TEXT = re.compile(r"(?<!\d)(?P<year>20\d{2})[-_ .]?(?P<month>0[1-9]|1[0-2])(?!\d)")
_FINANCIAL_YEAR = re.compile(
    r"(?<!\d)(?P<first>(?:20)?\d{2})\s*[/\-–]\s*(?P<second>(?:20)?\d{2})(?!\d)"
)


@dataclass(frozen=True)
class Month:
    """A calendar month; ``year`` is None where only the month is named."""

    number: int
    year: int | None = None


def month_end(year: int, month: int) -> date:
    """The month's last day."""
    return date(year, month, monthrange(year, month)[1])


def named_month(text: str) -> Month | None:
    """The month that a heading is, and nothing else: ``July``, ``Jan-17``, ``Jul 2025``, a date."""
    text = text.strip()
    if found := _NAMED.fullmatch(text):
        return Month(_NAMES.index(found["name"][:3].lower()) + 1, _full_year(found["year"]))
    found = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if found and 1 <= int(found["month"]) <= 12:
        return Month(int(found["month"]), _full_year(found["year"]))
    return None


def names_quarter(text: str) -> bool:
    """Whether a heading is a quarter's: ``Q1``, ``Qtr 2 2025/26``, ``Apr-Jun 2025``."""
    return bool(_QUARTER.fullmatch(text.strip()) or _MONTHS.fullmatch(text.strip()))


def month_in_text(text: str) -> Month | None:
    """The last month named with its year in a title or file name, or None.

    ``to December 2015`` and ``template_2015-12.xlsx`` both give December 2015; a financial year
    such as ``2011-12`` in a file name is a month too, and so titles are asked first.
    """
    named = [
        (each.start(), Month(_NAMES.index(each["name"][:3].lower()) + 1, int(each["year"])))
        for each in _NAMED_IN_TEXT.finditer(text)
    ]
    dated = [
        (each.start(), Month(int(each["month"]), int(each["year"])))
        for each in _ISO_IN_TEXT.finditer(text)
    ]
    return max(named or dated, key=lambda each: each[0], default=(0, None))[1]


def financial_year_end(text: str) -> date | None:
    """31 March of the first financial year in the text: ``14/15``, ``2018/19``, ``2016-2017``."""
    for found in _FINANCIAL_YEAR.finditer(text):
        first, second = _full_year(found["first"]), _full_year(found["second"])
        if first is not None and second == first + 1:
            return date(second, 3, 31)
    return None


def financial_year_of(day: date) -> date:
    """31 March of the financial year in which ``day`` falls."""
    return date(day.year + (day.month > 3), 3, 31)


def year_label(year_end: date) -> str:
    """A financial year as people write it: 2014/15."""
    return f"{year_end.year - 1}/{year_end.year % 100:02d}"


def dated_months(months: list[Month], last: Month | None, year: date | None) -> list[date | None]:
    """The month ends of a header's months, in the header's order.

    Months with a year keep it. The others follow one another through the calendar and are dated
    by ``last``, the month that the workbook runs to: its last appearance among them, or else
    the final month, in the latest year that is not after ``last``. Without ``last``, by ``year``,
    the end of the financial year that the title names. With neither they stay None, as where
    their order is no calendar's. Months that all go backwards are read so: the newest first.
    """
    undated = not any(month.year for month in months)
    if undated and len(months) > 1 and _backwards(months):
        return dated_months(months[::-1], last, year)[::-1]
    turns = _calendar_turns(months)
    jumbled = undated and turns[-1] > 1 + len(months) // 12
    first_year = None if jumbled else _first_year(months, turns, last, year)
    return [
        month_end(month.year, month.number)
        if month.year is not None
        else (month_end(first_year + turn, month.number) if first_year is not None else None)
        for month, turn in zip(months, turns, strict=True)
    ]


def _backwards(months: list[Month]) -> bool:
    return all((one.number - other.number) % 12 == 1 for one, other in pairwise(months))


def _calendar_turns(months: list[Month]) -> list[int]:
    """How many Januaries have passed since the first month, for each month."""
    turns, turn = [], 0
    for position, month in enumerate(months):
        turn += position > 0 and month.number < months[position - 1].number
        turns.append(turn)
    return turns


def _first_year(
    months: list[Month], turns: list[int], last: Month | None, year: date | None
) -> int | None:
    dated = [month.year - turn for month, turn in zip(months, turns, strict=True) if month.year]
    if dated:
        return dated[0]
    if last is not None and last.year is not None:
        at = max((i for i, month in enumerate(months) if month.number == last.number), default=-1)
        later = at < 0 and months[-1].number > last.number
        return last.year - later - turns[at]
    if year is not None:
        return year.year - (months[0].number > 3)
    return None


def _full_year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)
