"""Children in care again, the slow and obvious way: a child, a month, a row at a time."""

from collections.abc import Iterable
from datetime import date

from tests.slow_council import Council, Row, by_child
from tests.slow_terms import (
    LEGAL,
    NEED,
    PLACEMENT,
    PROVIDER,
    is_open,
    month_end,
    named,
    years_later,
)

_RESIDENTIAL = ("K1", "K2", "R1", "R2", "R3", "S1")
_SHORT_BREAKS = ("V3", "V4")


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
    needs = [row["clae_cla_primary_need_code"] for row in chain]
    need = next((each for each in needs if each), None)
    return {"person": child, "start": start, "end": end, "need": need}


def _in_care(council: Council) -> list[Row]:
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
            if status in _SHORT_BREAKS:
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
    return _in_care(council)


def in_residential_accommodation(council: Council) -> Iterable[Row]:
    return [row | {"met": row["type"] in _RESIDENTIAL} for row in _in_care(council)]


def placements_3_or_more(council: Council) -> Iterable[Row]:
    for row in _in_care(council):
        yield row | {"met": _placements_in_year(council, row["person"], row["day"]) >= 3}


def _placements_in_year(council: Council, child: str, month: date) -> int:
    """Placements in the twelve months to a month's end, each as the definition counts it."""
    year_before = month_end(years_later(month.replace(day=1), -1))
    count, before = 0, None
    for row in council.placement_spells(child):
        kind, start = row["clap_cla_placement_type"] or "", row["start"]
        last, before = before, row
        if start > month or (row["end"] is not None and row["end"] <= year_before):
            continue
        if kind.startswith("T") or council.legal_status(child, start) in _SHORT_BREAKS:
            continue
        temporary = last is not None and (last["clap_cla_placement_type"] or "").startswith("T")
        returned = temporary and last["end"] == start
        same_carer = kind in ("A3", "A5") or council.reason(child, start) in ("T", "U")
        count += start <= year_before or not (returned or same_carer)
    return count


def care_started(council: Council) -> Iterable[Row]:
    for period in _periods(council):
        child, day = period["person"], period["start"]
        status = council.legal_status(child, day)
        if status not in _SHORT_BREAKS:
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


def care_ended(council: Council) -> Iterable[Row]:
    for row in care_started(council):
        if row["end"]:
            ended = row | council.who(row["person"], row["end"]) | {"day": row["end"]}
            yield {key: value for key, value in ended.items() if key != "end"}
