"""Children in care again, the slow and obvious way: a child, a month, a row at a time."""

from collections.abc import Iterable
from datetime import date

from tests.slow_council import Council, Row, by_child
from tests.slow_terms import (
    LEGAL,
    NEED,
    PLACEMENT,
    PROVIDER,
    age,
    is_open,
    month_end,
    named,
    years_later,
)

_FOSTERED = ("U1", "U2", "U3", "U4", "U5", "U6")
_FOR_ADOPTION = ("A3", "A4", "A5", "A6")
_PERMANENT = ("E11", "E12", "E41", "E43", "E44", "E45", "E46", "E47", "E48")
_RESIDENTIAL = ("K1", "K2", "R1", "R2", "R3", "S1")
SHORT_BREAKS = ("V3", "V4")


def _episodes(council: Council) -> Iterable[list[Row]]:
    """Each child's episodes in order, each ended where the next begins if it was left open."""
    rows_by_child = by_child(
        council.tables["ssd_cla_episodes"],
        "clae_person_id",
        "clae_cla_episode_start_date",
        "clae_cla_episode_ceased_date",
    )
    for rows in rows_by_child.values():
        trimmed = []
        for number, row in enumerate(rows):
            start, end = row["clae_cla_episode_start_date"], row["clae_cla_episode_ceased_date"]
            reason = row["clae_cla_episode_ceased_reason"]
            if number + 1 < len(rows):
                following = rows[number + 1]["clae_cla_episode_start_date"]
                if end is None or end > following:
                    end, reason = following, "X1"
            if end is None or end > start:
                trimmed.append(row | {"start": start, "end": end, "reason": reason})
        yield trimmed


def _periods(council: Council) -> Iterable[Row]:
    """Periods of care: episodes chained by their period's id, or by X1 on the same day."""
    for episodes in _episodes(council):
        chains: list[list[Row]] = []
        for row in episodes:
            last = chains[-1][-1] if chains else None
            same = last and row["clae_cla_id"] and row["clae_cla_id"] == last["clae_cla_id"]
            follows = last and last["reason"] == "X1" and last["end"] == row["start"]
            if same or follows:
                chains[-1].append(row)
            else:
                chains.append([row])
        for number, chain in enumerate(chains):
            period = _period(council, chain, is_first=number == 0)
            if period["end"] is None or period["end"] > period["start"]:
                yield period


def _period(council: Council, chain: list[Row], is_first: bool) -> Row:
    """One period; the first of a child may have begun before the extract, and all end at 18."""
    child, start = chain[0]["clae_person_id"], chain[0]["start"]
    entered = [row["clae_entered_care_date"] for row in chain if row["clae_entered_care_date"]]
    if is_first and entered:
        start = min(start, *entered)
    ends = [row["end"] for row in chain]
    end = None if None in ends else max(ends)
    born = council.born(child)
    if born:
        end = min(end or date.max, month_end(years_later(born, 18)))
    last = chain[-1]["reason"]
    needs = [row["clae_cla_primary_need_code"] for row in chain]
    need = next((each for each in needs if each), None)
    return {"person": child, "start": start, "end": end, "need": need, "end_reason": last}


def in_care(council: Council) -> list[Row]:
    """Each child and month end in care; kept, since three indicators count them."""
    if council.in_care is None:
        council.in_care = list(_each_in_care(council))
    return council.in_care


def _each_in_care(council: Council) -> Iterable[Row]:
    for period in _periods(council):
        child = period["person"]
        for month in council.months:
            if not is_open(period["start"], period["end"], month):
                continue
            status = council.legal_status(child, month)
            if status in SHORT_BREAKS:
                continue
            placement = council.placement(child, month)
            yield (
                period
                | council.who(child, month, in_care=True)
                | {
                    "day": month,
                    "type": placement["clap_cla_placement_type"],
                    "legal_status": named(status, LEGAL),
                    "placement": named(placement["clap_cla_placement_type"], PLACEMENT),
                    "provider": named(placement["clap_cla_placement_provider"], PROVIDER),
                    "asylum_seeking": council.asylum_seeking(child, month),
                }
            )


def children_in_care(council: Council) -> Iterable[Row]:
    return in_care(council)


def in_residential_accommodation(council: Council) -> Iterable[Row]:
    return [row | {"met": row["type"] in _RESIDENTIAL} for row in in_care(council)]


def in_foster_or_adoptive_placement_10_to_15(council: Council) -> Iterable[Row]:
    for row in in_care(council):
        born = council.born(row["person"])
        if born and 10 <= age(born, row["day"]) <= 15:
            yield row | {"met": row["type"] in _FOSTERED + _FOR_ADOPTION}


def fostered_in_house(council: Council) -> Iterable[Row]:
    for row in in_care(council):
        if row["type"] in _FOSTERED:
            yield row | {"met": row["provider"] == "Own provision"}


def interim_care_orders(council: Council) -> Iterable[Row]:
    return [row for row in in_care(council) if row["legal_status"] == "Interim care order"]


def placements_3_or_more(council: Council) -> Iterable[Row]:
    for row in in_care(council):
        yield row | {"met": placements_in_year(council, row["person"], row["day"]) >= 3}


def placements_in_year(council: Council, child: str, month: date) -> int:
    """The placement in which the twelve months to a month's end began, and each new one since."""
    year_before = month_end(years_later(month.replace(day=1), -1))
    spells = council.placement_spells(child)
    count = 0
    for number, row in enumerate(spells):
        if council.legal_status(child, row["start"]) in SHORT_BREAKS:
            continue
        if is_open(row["start"], row["end"], year_before):
            count += not is_temporary(row) or usual(spells, number) is not None
        elif year_before < row["start"] <= month:
            count += is_new(council, child, spells, number)
    return count


def is_new(council: Council, child: str, spells: list[Row], number: int) -> bool:
    """Whether a placement began with a change of carer."""
    row = spells[number]
    if is_temporary(row) or row["clap_cla_placement_type"] in ("A3", "A5"):
        return False
    if council.reason(child, row["start"]) in ("T", "U"):
        return False
    last = spells[number - 1] if number else None
    if last is None or not is_temporary(last) or last["end"] != row["start"]:
        return True
    return _home(row) != _home(usual(spells, number))


def usual(spells: list[Row], number: int) -> Row | None:
    """The placement that a temporary stay, or several in a row, interrupted."""
    while number and spells[number - 1]["end"] == spells[number]["start"]:
        number -= 1
        if not is_temporary(spells[number]):
            return spells[number]
    return None


def _home(row: Row | None) -> list[str | None] | None:
    return row and [row[f"clap_cla_placement_{each}"] for each in ("type", "provider", "urn")]


def is_temporary(row: Row) -> bool:
    return (row["clap_cla_placement_type"] or "").startswith("T")


def care_started(council: Council) -> Iterable[Row]:
    for period in _periods(council):
        child, day = period["person"], period["start"]
        status = council.legal_status(child, day)
        if status not in SHORT_BREAKS:
            yield (
                period
                | council.who(child, day)
                | {
                    "day": day,
                    "need": named(period["need"], NEED),
                    "legal_status": named(status, LEGAL),
                    "asylum_seeking": council.asylum_seeking(child, day),
                }
            )


def adolescents_entering_care(council: Council) -> Iterable[Row]:
    for row in care_started(council):
        born = council.born(row["person"])
        if born and age(born, row["day"]) >= 11:
            yield row


def care_ended(council: Council) -> Iterable[Row]:
    for row in care_started(council):
        if row["end"]:
            who = council.who(row["person"], month_end(row["end"]))
            ended = row | who | {"day": row["end"]}
            yield {key: value for key, value in ended.items() if key != "end"}


def left_care_to_adoption_or_guardianship(council: Council) -> Iterable[Row]:
    for row in care_ended(council):
        yield row | {"met": row["end_reason"] in _PERMANENT}
