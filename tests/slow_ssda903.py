"""Children in care by the SSDA903's own text, the slow obvious way: plain loops, no database.

Written from docs/inputs.md alone, so that it can contradict the reader's SQL.
"""

import csv
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

SHORT_BREAKS = ("V3", "V4")


@dataclass
class Episode:
    child: str
    start: date
    end: date | None
    reason: str
    begun_for: str
    status: str
    year: int


def day(text: str) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None


def read_episodes(path: Path, year: int) -> list[Episode]:
    """One set's episodes; ``year`` is the 31 March with which it ends."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            Episode(
                row["CHILD"], day(row["DECOM"]), day(row["DEC"]), row["REC"], row["RNE"],
                row["LS"], year,
            )
            for row in csv.DictReader(lines)
        ]  # fmt: skip


def read_births(paths: list[Path]) -> dict[str, date]:
    """Each child's date of birth, the last path's answer."""
    births = {}
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            births |= {row["CHILD"]: day(row["DOB"]) for row in csv.DictReader(lines)}
    return births


def open_in_set(episodes: list[Episode], on: date) -> set[str]:
    """The children with an episode of this set that runs on a day, whatever other sets say."""
    return {each.child for each in episodes if runs(each.start, each.end, on)}


def runs(start: date, end: date | None, on: date) -> bool:
    return start <= on and (end is None or end > on)


def children_in_care(sets: dict[int, list[Episode]], births: dict[str, date], on: date) -> set[str]:
    """Who is in care on a day, by all sets (year → episodes): under 18, no short breaks."""
    newest: dict[tuple[str, date], Episode] = {}
    for year in sorted(sets):
        newest |= {(each.child, each.start): each for each in sets[year]}
    of_child: dict[str, list[Episode]] = {}
    for each in newest.values():
        of_child.setdefault(each.child, []).append(each)
    last = max(sets)
    found = set()
    for child, told in of_child.items():
        stands = [one for one in told if not any(corrects(other, one) for other in told)]
        stands.sort(key=lambda one: one.start)
        begun = [one for one in stands if one.start <= on]
        if not begun or begun[-1].status in SHORT_BREAKS or grown_up(births.get(child), on):
            continue
        following = stands[len(begun)] if len(begun) < len(stands) else None
        if still_runs(begun[-1], following, on, last):
            found.add(child)
    return found


def corrects(newer: Episode, older: Episode) -> bool:
    return newer.year > older.year and newer.start != older.start and runs(
        newer.start, newer.end, older.start
    )  # fmt: skip


def still_runs(episode: Episode, following: Episode | None, on: date, last: int) -> bool:
    """Whether the child's latest episode by then runs on a day before the ``following`` one."""
    if following is None:
        if episode.end is None:
            return episode.year == last or on <= date(episode.year, 3, 31)
        return episode.end > on
    goes_on = following.begun_for != "S"
    if episode.end is None:
        return goes_on or on <= date(episode.year, 3, 31)
    return episode.end > on or (goes_on and episode.reason == "X1")


def grown_up(born: date | None, on: date) -> bool:
    """Whether the month of the 18th birthday has ended by then: births are kept to the month."""
    if born is None:
        return False
    return on >= date(born.year + 18, born.month, monthrange(born.year + 18, born.month)[1])
