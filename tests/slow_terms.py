"""Codes, ages and working days for the slow recomputation, sharing no code with the queries."""

from datetime import date, timedelta
from functools import cache

import holidays

_BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(1995, 2030))
ETHNIC = {
    "White": "WBRI WIRI WIRT WOTH WROM",
    "Mixed": "MWBC MWBA MWAS MOTH",
    "Asian": "AIND APKN ABAN AOTH CHNE",
    "Black": "BCRB BAFR BOTH",
    "Other": "OOTH",
    "Not recorded": "REFU NOBT",
}
LEGAL = {
    "Interim care order": "C1",
    "Full care order": "C2",
    "Placement order": "D1 E1",
    "Voluntary accommodation": "V2",
    "Other": "L1 L2 L3 J1 J2 J3",
}
# Other statuses stand in the same table (guardianship orders, say) and are no ground of care.
IN_CARE = ["C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"]
PLACEMENT = {
    "Foster care, relative or friend": "U1 U2 U3",
    "Foster care, other": "U4 U5 U6",
    "Placed for adoption": "A3 A4 A5 A6",
    "With parents": "P1",
    "Independent living": "P2 H5 K3",
    "Children's home": "K2",
    "Other residential": "R1 R2 R3",
    "Secure unit": "K1",
    "Residential school": "S1",
    "Other": "P3 R5 T0 T1 T2 T3 T4 Z1",
}
PROVIDER = {
    "Parents": "PR0",
    "Own provision": "PR1",
    "Other council": "PR2",
    "Other public": "PR3",
    "Private": "PR4",
    "Voluntary": "PR5",
}
CATEGORY = {
    "Neglect": "NEG",
    "Physical abuse": "PHY",
    "Sexual abuse": "SAB",
    "Emotional abuse": "EMO",
    "Multiple": "MUL",
}
NEED = {
    "Abuse or neglect": "N1",
    "Child's disability": "N2",
    "Parental disability or illness": "N3",
    "Family in acute stress": "N4",
    "Family dysfunction": "N5",
    "Socially unacceptable behaviour": "N6",
    "Low income": "N7",
    "Absent parenting": "N8",
    "Cases other than children in need": "N9",
    "Not recorded": "N0",
}
SOURCE = {
    "Individual": "1A 1B 1C 1D",
    "Schools": "2A",
    "Education services": "2B",
    "Health services": "3A 3B 3C 3D 3E 3F",
    "Housing": "4",
    "Council services": "5A 5B 5C 5D",
    "Police": "6",
    "Other legal agency": "7",
    "Other": "8",
    "Anonymous": "9",
    "Not recorded": "10",
}


def named(code: str | None, names: dict[str, str]) -> str:
    """The member that a code belongs to."""
    if code is None:
        return "Not recorded"
    found = [name for name, codes in names.items() if code in codes.split()]
    return found[0] if found else "Not recognised"


@cache
def working_days(start: date, end: date) -> int:
    """Days from ``start`` (day 0) to ``end`` on which offices are open; ``start`` first."""
    count, day = 0, start
    while day < end:
        day += timedelta(days=1)
        count += day.weekday() < 5 and day not in _BANK_HOLIDAYS
    return count


def years_later(day: date, years: int) -> date:
    """The anniversary; 29 February has its anniversary on the 28th of a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return min(date(year, month, 1) + timedelta(days=day.day - 1), month_end(date(year, month, 1)))


def age(born: date, day: date) -> int:
    """Completed years, of births of which only the month is known: the 15th stands for it."""
    if (day.year, day.month) == (born.year, born.month):
        return 0
    birthday = date(day.year, born.month, 15)
    return day.year - born.year - (day < birthday)


def age_group(years: int | None, in_care: bool = False) -> str:
    if years is None:
        return "Not recorded"
    if in_care:
        return "0 to 4" if years <= 4 else "5 to 10" if years <= 10 else "11+"
    for most, name in ((-1, "Unborn"), (4, "0 to 4"), (10, "5 to 10"), (15, "11 to 15")):
        if years <= most:
            return name
    return "16 and 17" if years <= 17 else "18 and over"


def is_open(start: date, end: date | None, day: date) -> bool:
    """Open at the end of ``day``."""
    return start <= day and (end is None or end > day)


def month_end(day: date) -> date:
    """The last day of the month."""
    following = day.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)
