"""Two years with the same carers again, the slow and obvious way: back through the placements."""

from collections.abc import Iterable
from datetime import date

from tests.slow_care import SHORT_BREAKS, in_care, is_new, is_temporary, usual
from tests.slow_council import Council, Row
from tests.slow_terms import age, is_open, month_end, months_later

_FOR_ADOPTION = ("A3", "A4", "A5", "A6")
_FOSTERING_FOR_ADOPTION = ("U2", "U5")


def placement_stability_2_years(council: Council) -> Iterable[Row]:
    for row in in_care(council):
        child, month = row["person"], row["day"]
        born = council.born(child)
        if born is None or age(born, month) >= 16 or row["start"] > _before(month, 30):
            continue
        if council.legal_status(child, row["start"]) in SHORT_BREAKS:
            continue
        since = _with_carers_since(council, child, month)
        yield (
            row
            | council.who(child, month)
            | {"met": since is not None and since <= _before(month, 24)}
        )


def _before(month: date, months: int) -> date:
    """The end of the month so many months before."""
    return month_end(months_later(month.replace(day=1), -months))


def _with_carers_since(council: Council, child: str, month: date) -> date | None:
    """When the child came to the carers of a day; to those before them, if placed for adoption."""
    spells = council.placement_spells(child)
    now = [n for n, each in enumerate(spells) if is_open(each["start"], each["end"], month)]
    if not now:
        return None
    first = _first_with_carers(council, child, spells, now[0])
    follows = first > 0 and spells[first - 1]["end"] == spells[first]["start"]
    if spells[first]["clap_cla_placement_type"] in _FOR_ADOPTION and follows:
        first = _first_with_carers(council, child, spells, first - 1)
    return spells[first]["start"]


def _first_with_carers(council: Council, child: str, spells: list[Row], number: int) -> int:
    while not _changes_carers(council, child, spells, number):
        number -= 1
    return number


def _changes_carers(council: Council, child: str, spells: list[Row], number: int) -> bool:
    row = spells[number]
    if number == 0 or spells[number - 1]["end"] != row["start"]:
        return True
    if council.legal_status(child, row["start"]) in SHORT_BREAKS:
        return True
    before = usual(spells, number)
    if is_temporary(row):
        return before is None
    kind = row["clap_cla_placement_type"]
    if kind in _FOSTERING_FOR_ADOPTION:
        return (
            before is None
            or before["clap_cla_placement_type"] != kind
            or is_new(council, child, spells, number)
        )
    return is_new(council, child, spells, number)


def carers_known_from(council: Council) -> date:
    """Two years after the first placement known to have ended."""
    spells = [each for child in council.placements for each in council.placement_spells(child)]
    return months_later(min(each["end"] for each in spells if each["end"]), 24)
