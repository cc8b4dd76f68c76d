"""Totals that stand above the lines that they add up, as where a directorate leads its services.

No word tells them: a row leads where the rows right below it, two or more up to a heading, an
empty row, a total or another such row, add up to it in every column, and that is no chance.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

from data.readers.budget_monitor.entries import Entry
from data.readers.budget_monitor.words import is_total, nature_of

FEWEST_SUMS = 3
FEWEST_LARGE_SUMS = 2
LARGE = 1_000
FEWEST_LINES = 2
FEWEST_LIKELY_SUMS = 2
_TELLING = {"budget", "actual_to_date", "forecast_outturn"}


def is_no_chance(entry: Entry, steps: Mapping[str, float]) -> bool:
    """Whether a row that adds up in every column cannot do so by chance: three different sums do,
    or two of a thousand units or more. Budget and forecast are often one sum, told twice."""
    sums = {round(abs(pounds), 2): steps[role] for role, pounds in entry.pounds.items() if pounds}
    large = [pounds for pounds, step in sums.items() if pounds >= LARGE * step]
    return len(sums) >= FEWEST_SUMS or len(large) >= FEWEST_LARGE_SUMS


def is_evident(
    entry: Entry, lines: Sequence[Entry], steps: Mapping[str, float], is_likely: bool
) -> bool:
    """Whether a row that adds up ``lines`` in every column is their total.

    It is where that is no chance, or where budget, spending and forecast all add up, be two of
    them one sum. Where totals are ``is_likely``, since the sheet's own total is right only so, two
    columns do. One line alone with figures is never added up: the row may be another like it.
    """
    if is_no_chance(entry, steps):
        return True
    if sum(any(each.pounds.values()) for each in lines) < FEWEST_LINES:
        return False
    typed = {role for role, pounds in entry.pounds.items() if pounds}
    return typed >= _TELLING or (is_likely and len(typed) >= FEWEST_LIKELY_SUMS)


def leading_totals(
    entries: Sequence[Entry],
    headings: Mapping[int, str],
    steps: Mapping[str, float],
    is_likely: bool = False,
) -> dict[int, list[int]]:
    """The number of each row that leads → the numbers of the rows that it adds up."""
    leads: dict[int, list[int]] = {}
    for at in range(len(entries) - 1, -1, -1):
        entry = entries[at]
        if not entry.label or is_total(entry.label) or nature_of(entry.label) or entry.nature:
            continue
        below = _block(entries, at, headings)
        for count in range(FEWEST_LINES, len(below) + 1):
            ends = count == len(below) or below[count].number in leads
            lines = _without_led(below[:count], leads)
            if ends and len(lines) >= FEWEST_LINES and _adds_up(entry, lines, steps, is_likely):
                leads[entry.number] = [each.number for each in below[:count]]
                break
    return leads


def _block(entries: Sequence[Entry], at: int, headings: Mapping[int, str]) -> list[Entry]:
    """The entries right below one, up to a heading, an empty row or a total."""
    found: list[Entry] = []
    for entry in entries[at + 1 :]:
        last = found[-1].number if found else entries[at].number
        if entry.number != last + 1 or entry.number in headings or is_total(entry.label):
            break
        found.append(entry)
    return found


def _without_led(block: list[Entry], leads: Mapping[int, list[int]]) -> list[Entry]:
    """Those of a block that no other row of it adds up already."""
    led = {number for each in block for number in leads.get(each.number, ())}
    return [each for each in block if each.number not in led]


def _adds_up(entry: Entry, lines: list[Entry], steps: Mapping[str, float], is_likely: bool) -> bool:
    return is_evident(entry, lines, steps, is_likely) and all(
        abs(sum(each.pounds.get(role, 0) for each in lines) - typed)
        <= steps[role] * max(1.0, sqrt(len(lines))) + 0.005
        for role, typed in entry.pounds.items()
    )
