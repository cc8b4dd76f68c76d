"""Years as published files write them, and the day on which each ends."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

LABELS = (
    r"(?P<end>20\d\d)",
    r"20\d\d(?P<end>\d\d)",
)
"""Explore education statistics: ``2025``, and ``202425`` for a year across two."""


def year_ending(label: str, patterns: Iterable[str] = LABELS) -> int | None:
    """The calendar year in which the period ``label`` ends, or None where no pattern fits it.

    A pattern is a regular expression for the whole label; its group ``end`` has four or two digits.
    """
    for pattern in patterns:
        if found := re.fullmatch(pattern, label.strip()):
            end = int(found["end"])
            return end if end > 99 else 2000 + end
    return None


def last_day(year: int, year_end: str) -> date:
    """The day ``year_end``, written as month-day (03-31), of ``year``.

    A day beyond the month's last is the last: 02-29 is 28 February in most years.
    """
    month, day = (int(part) for part in year_end.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


_NAMED = (r"(?<!\d)20\d\d[-_](?P<end>\d\d)(?!\d)", r"(?<!\d)(?P<end>20\d\d)(?!\d)")


def year_in_name(file: str) -> int | None:
    """The year ending that a file's own name tells: 2015 in ``s251ye2015.xlsx`` or ``2014-15``."""
    for pattern in _NAMED:
        if found := re.findall(pattern, PurePath(file).name):
            return int(found[-1]) % 100 + 2000
    return None
