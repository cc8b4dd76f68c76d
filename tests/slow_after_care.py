"""Care leavers and adoptions again, the slow and obvious way."""

from collections.abc import Iterable
from datetime import date

from tests.slow_care import care_started
from tests.slow_council import Council, Row
from tests.slow_terms import age, month_end, months_later

_NO_LEAVERS = ("Eligible", "Qualifying", "No current eligibility")
_NEVER_SUITABLE = ("G", "H", "R", "S", "W", "X")


def _leavers(council: Council, youngest: int, oldest: int) -> Iterable[tuple[Row, Row]]:
    """Each care leaver's row, the latest, and the case of it."""
    month = council.months[-1]
    latest: dict[str, Row] = {}
    for row in sorted(
        council.tables["ssd_care_leavers"],
        key=lambda each: (
            each["clea_care_leaver_latest_contact"] or date.min,
            each["clea_table_id"],
        ),
    ):
        latest[row["clea_person_id"]] = row
    for person, row in latest.items():
        born = council.born(person)
        if row["clea_care_leaver_eligibility"] in _NO_LEAVERS:
            continue
        if row["clea_care_leaver_in_touch"] in ("DIED", "RHOM"):
            continue
        if born and youngest <= age(born, month) <= oldest:
            team = council.team(row["clea_care_leaver_allocated_team"])
            yield row, council.who(person, month) | {"day": month, "team": team}


def care_leavers_in_touch(council: Council) -> Iterable[Row]:
    for row, case in _leavers(council, 19, 21):
        yield case | {"met": row["clea_care_leaver_in_touch"] == "YES"}


def care_leavers_not_in_touch(council: Council) -> Iterable[Row]:
    for row, case in _leavers(council, 19, 21):
        yield case | {"met": row["clea_care_leaver_in_touch"] == "NO"}


def care_leavers_in_eet(council: Council) -> Iterable[Row]:
    for row, case in _leavers(council, 19, 21):
        yield case | {"met": (row["clea_care_leaver_activity"] or " ")[0] in "FP"}


def care_leavers_neet(council: Council) -> Iterable[Row]:
    for row, case in _leavers(council, 19, 21):
        yield case | {"met": (row["clea_care_leaver_activity"] or " ")[0] == "G"}


def care_leavers_suitable_accommodation(council: Council) -> Iterable[Row]:
    for row, case in _leavers(council, 19, 21):
        home = row["clea_care_leaver_accommodation"]
        fits = home is not None and home not in _NEVER_SUITABLE
        yield case | {"met": row["clea_care_leaver_accom_suitable"] == "1" and fits}


def pathway_plans_current(council: Council) -> Iterable[Row]:
    month = council.months[-1]
    half_before = month_end(months_later(month.replace(day=1), -6))
    for row, case in _leavers(council, 16, 20):
        made = row["clea_pathway_plan_review_date"]
        yield case | {"met": made is not None and half_before < made <= month}


def _adoptions(council: Council) -> Iterable[tuple[Row, Row]]:
    """Each adoption order with the days that led to it, and the case of it."""
    entries: dict[str, list[date]] = {}
    for period in care_started(council):
        entries.setdefault(period["person"], []).append(period["start"])
    seen = set()
    for row in sorted(council.tables["ssd_permanence"], key=lambda each: each["perm_table_id"]):
        child, order = row["perm_person_id"], row["perm_permanence_order_date"]
        kind = (row["perm_permanence_order_type"] or "").lower()
        if order is None or row["perm_decision_reversed_date"] or "adopt" not in kind:
            continue
        if (child, order) in seen:
            continue
        seen.add((child, order))
        before = [day for day in entries.get(child, []) if day < order]
        names = ["placed_ffa_cp", "placed_for_adoption"]
        if row["perm_adopted_by_carer_flag"] == "Y":
            names.insert(0, "placed_foster_carer")
        days = [row[f"perm_{name}_date"] for name in names]
        moved_in = next((day for day in days if day), None)
        facts = row | {"entered": max(before, default=None), "moved_in": moved_in, "order": order}
        yield facts, council.who(child, order) | {"day": order}


def adopted_within_12_months_of_decision(council: Council) -> Iterable[Row]:
    for row, case in _adoptions(council):
        decided, moved_in = row["perm_adm_decision_date"], row["moved_in"]
        if decided and moved_in and moved_in <= row["order"]:
            yield case | {"met": moved_in <= months_later(decided, 12)}


def days_entry_to_adoptive_family(council: Council) -> Iterable[Row]:
    for row, case in _adoptions(council):
        entered, moved_in = row["entered"], row["moved_in"]
        if entered and moved_in and entered <= moved_in <= row["order"]:
            yield case | {"met": (moved_in - entered).days}


def days_placement_order_to_match(council: Council) -> Iterable[Row]:
    for row, case in _adoptions(council):
        court, matched = row["perm_placement_order_date"], row["perm_matched_date"]
        if court and matched and matched <= row["order"]:
            yield case | {"met": max((matched - court).days, 0)}
