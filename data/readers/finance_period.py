"""Which month's end a sheet of money describes: by its titles, its own name, headings, the file's.

A period is written as a month (December 2025), a number (P9, period 9: April is 1, March 12, the
closedown 13) in a financial year (2025/26), or a day (as at 31 December 2025).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.counted_text import counted
from data.readers.performance_workbook.periods import (
    financial_year_end,
    financial_year_of,
    month_end,
    named_month,
    year_label,
)

_NUMBER = re.compile(
    r"(?<![a-z0-9])(?:period|month|mth|p|m)[ .:_-]{0,2}(0?[1-9]|1[0-4])(?!\d)", re.I
)
_CLOSEDOWN = re.compile(r"\b(?:close ?-?down|(?:final|provisional|actual) outturn)\b", re.I)
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATED = re.compile(
    r"(?<![a-z])" + _MONTH + r"\.?[ '_-]*(?P<year>20\d{2}|\d{2})(?!\d)(?![/-]\d)", re.I
)
_UNDATED = re.compile(r"(?<![a-z])" + _MONTH + r"(?![a-z])", re.I)
_DAY = re.compile(
    r"(?<!\d)(?:(?P<y>20\d{2})-(?P<m>\d{2})(?:-\d{2})?"
    r"|\d{1,2}[/.](?P<m2>\d{1,2})[/.](?P<y2>20\d{2}))(?!\d)"
)
_AS_AT = re.compile(
    r"(?:as at|position at|position to|up to|to date to|to the end of|end of|period (?:ending|to)|"
    r"month (?:ending|of|to)|ending|to)(?: the)?(?: \d{1,2}(?:st|nd|rd|th)?)?\s*$",
    re.I,
)  # fmt: skip

_WHOLE_DAY = re.compile(
    r"(?<!\d)(?:(?P<y>20\d{2})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>20\d{2}))(?!\d)"
)
_FIRST_CLOSING = 13
FUTURE = "Not loaded: it is of a month still to come. Write the month that the figures describe."


class NoPeriod(ValueError):
    """The month cannot be told; the message says what was found and what to write where."""


@dataclass(frozen=True)
class Said:
    """What one text says: ``months`` are month ends, ``numbers`` are calendar months (1-12).

    It is ``firm`` where it says that the figures are of then: a period number, or "as at".
    """

    months: tuple[date, ...] = ()
    numbers: tuple[int, ...] = ()
    firm: bool = False

    def resolved(self, year: date | None) -> set[date]:
        """The month ends, those without a year placed in the financial year ending ``year``.

        Beside a period number, a later month is when the report was made; an earlier one clashes.
        """
        if not self.numbers or (self.months and year is None):
            named = {each for each in self.months if each.month in self.numbers}
            return named or set(self.months)
        if year is None:
            return set()
        numbered = {in_year(number, year) for number in self.numbers}
        return numbered | {each for each in self.months if each < min(numbered)}


def in_year(month: int, year_end: date) -> date:
    """The end of a calendar month in the financial year that ends on ``year_end``."""
    return month_end(year_end.year - (month > 3), month)


def said(text: str) -> Said:
    """The months and period numbers in a title, a sheet's or a file's name.

    Where several months are named, those after such words as "as at" count alone.
    """
    plain = " ".join(text.split())
    dated = [*_dated(plain)]
    as_at = [day for at, day in dated if _AS_AT.search(plain[:at])]
    chosen = as_at or [day for _, day in dated]
    numbers = {(int(each) + 2) % 12 + 1 if int(each) < 13 else 3 for each in _NUMBER.findall(plain)}
    if _CLOSEDOWN.search(plain):
        numbers.add(3)
    firm = bool(numbers or as_at)
    if not numbers and not chosen:
        numbers = {_number(each["name"]) for each in _UNDATED.finditer(plain)}
    return Said(tuple(dict.fromkeys(chosen)), tuple(sorted(numbers)), firm)


def _dated(text: str) -> Iterable[tuple[int, date]]:
    for each in _DATED.finditer(text):
        year = int(each["year"])
        yield each.start(), month_end(year if year > 99 else 2000 + year, _number(each["name"]))
    for each in _DAY.finditer(text):
        month, year = int(each["m"] or each["m2"]), int(each["y"] or each["y2"])
        if 1 <= month <= 12 and not financial_year_end(each[0][:7]):
            yield each.start(), month_end(year, month)


def _number(name: str) -> int:
    return _NAMES.index(name[:3].lower()) + 1


def period_of_cell(text: str, year: date | None) -> date | None:
    """The month end that a cell of a Period or As At column names, or None."""
    if (found := named_month(text)) and found.year:
        return month_end(found.year, found.number)
    plain = text.strip()
    if plain.isdigit() and 1 <= int(plain) <= 13:
        return in_year((int(plain) + 2) % 12 + 1 if int(plain) < 13 else 3, year) if year else None
    if plain.isdigit() and len(plain) == 6 and 1 <= int(plain[4:]) <= 13 and plain < "210000":
        return None  # 202509 may be September or period 9: nobody can tell
    inside = year or financial_year_end(plain)
    found_here = said(plain).resolved(inside)
    return found_here.pop() if len(found_here) == 1 else None


def day_of_cell(text: str) -> date | None:
    """The day that a cell gives, 2025-12-31 or 31/12/2025; None where it is of a month alone."""
    found = _WHOLE_DAY.search(text)
    if not found:
        return None
    parts = found.groupdict()
    year, month, day = (int(parts[each] or parts[f"{each}2"]) for each in ("y", "m", "d"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_warning(month: date, day: date, rows: int) -> str:
    """What is said where a file has several days of one month; ``rows`` are of earlier ones."""
    return (
        f"Several days of {month:%B %Y} are in the file: the latest, {day.day} {day:%B}, stands, "
        f"and {counted(rows, 'row')} of earlier days {'is' if rows == 1 else 'are'} left out."
    )


def is_future(month: date) -> bool:
    """Whether a month end is of a month still to come."""
    today = date.today()
    return month > month_end(today.year, today.month)


def closing_period(text: str) -> int:
    """13 or 14 where the text names such a period or the closedown, which end March again; else 0.

    Of several, the highest stands.
    """
    plain = " ".join(text.split())
    numbers = [int(each) for each in _NUMBER.findall(plain)]
    if plain.isdigit() and int(plain) < 15:
        numbers.append(int(plain))
    if _CLOSEDOWN.search(plain):
        numbers.append(_FIRST_CLOSING)
    return max((each for each in numbers if each >= _FIRST_CLOSING), default=0)


def financial_year(
    titles: Iterable[str], headings: Iterable[str], *names: str | None
) -> date | None:
    """31 March of the one financial year that titles, headings or else the names give."""
    for texts in (titles, headings, *([name] for name in names if name)):
        found = {year for text in texts if (year := financial_year_end(text.replace("_", " ")))}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def sheet_month(titles: list[str], headings: list[str], sheet: str | None, file: str) -> date:
    """The month end of a whole sheet. Raises NoPeriod where none is told or two disagree."""
    stem = file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")
    year = financial_year(titles, headings, sheet, stem)
    by_place = {
        "the titles": _together(titles, year),
        "the sheet's name": _together([sheet] if sheet else [], year),
    }
    by_place = {place: months for place, months in by_place.items() if months}
    _refuse_clash(by_place, year)
    for months in by_place.values():
        if len(months) == 1:
            return _within(next(iter(months)), year)
    for texts in (headings, [stem]):
        if months := _together(texts, year):
            return _within(max(months), year)
    raise NoPeriod(_untold(titles, sheet, stem, year))


def _together(texts: Iterable[str], year: date | None) -> set[date]:
    """The month ends that the texts say; those said firmly alone, where any is."""
    found = [said(text) for text in texts]
    firm = [each for each in found if each.firm and each.resolved(year)]
    return {month for each in firm or found for month in each.resolved(year)}


def _refuse_clash(by_place: dict[str, set[date]], year: date | None) -> None:
    for place, months in by_place.items():
        if len(months) > 1:
            listed = " and ".join(f"{each:%B %Y}" for each in sorted(months))
            raise NoPeriod(f"{place} name {listed}: leave the one that the figures describe.")
    if len(by_place) == 2 and not set.intersection(*by_place.values()):
        one, other = (next(iter(months)) for months in by_place.values())
        raise NoPeriod(
            f"the titles say {one:%B %Y} and the sheet's name {other:%B %Y}: correct whichever is "
            "wrong."
        )


def _within(month: date, year: date | None) -> date:
    if year and financial_year_of(month) != year:
        raise NoPeriod(
            f"{month:%B %Y} is not in {year_label(year)}, the financial year that is named: "
            "correct whichever is wrong."
        )
    return month


def _untold(titles: list[str], sheet: str | None, stem: str, year: date | None) -> str:
    numbered = [*titles, sheet or "", stem]
    if year is None and any(said(text).numbers for text in numbered):
        return (
            "a period is named but no financial year: write one above the headings, such as "
            "'Period 9, 2025/26'."
        )
    return (
        "no month is named: write it above the headings ('as at 31 December 2025', or 'Period 9, "
        "2025/26'), or name the sheet 'P9 2025-26'."
    )
