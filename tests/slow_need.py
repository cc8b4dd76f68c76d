"""Children in need and children missing again, the slow and obvious way: a month at a time."""

from collections.abc import Iterable
from datetime import date, timedelta

from tests.slow_care import in_care
from tests.slow_council import Council, Row
from tests.slow_front_door import assessments, counted_referrals, of_team, referral_splits
from tests.slow_protection import PROTECTION_VISIT, any_by, last_visit, on_plan, visits_by_child
from tests.slow_terms import is_open, month_end, working_days

NEED_VISIT = 28


def _on_need_plan(council: Council) -> dict[date, dict[str, Row]]:
    """Each month end's children on a child in need plan alone, with their plans."""
    plans = sorted(
        council.tables["ssd_cin_plans"],
        key=lambda row: (row["cinp_cin_plan_start_date"], row["cinp_cin_plan_id"]),
    )
    protected = dict(on_plan(council))
    cared = {(row["person"], row["day"]) for row in in_care(council)}
    return {
        month: {
            row["cinp_person_id"]: row
            for row in plans
            if is_open(row["cinp_cin_plan_start_date"], row["cinp_cin_plan_end_date"], month)
            and row["cinp_person_id"] not in protected[month]
            and (row["cinp_person_id"], month) not in cared
        }
        for month in council.months
    }


def children_in_need(council: Council) -> Iterable[Row]:
    protected, planned = dict(on_plan(council)), _on_need_plan(council)
    cared = {(row["person"], row["day"]) for row in in_care(council)}
    all_assessments = assessments(council)
    referrals = [row for row in counted_referrals(council) if row["cine_referral_nfa"] != "Y"]
    for month in council.months:
        assessed = {
            row["cina_person_id"]
            for row in all_assessments
            if is_open(row["start"], row["finished"], month)
        }
        open_ones = {
            row["cine_person_id"]: row
            for row in referrals
            if is_open(row["cine_referral_date"], row["cine_close_date"], month)
        }
        for child, row in open_ones.items():
            ways = (
                ((child, month) in cared, "In care"),
                (child in protected[month], "Protection plan"),
                (child in planned[month], "Child in need plan"),
                (child in assessed, "Being assessed"),
                (True, "No plan recorded"),
            )
            yield referral_splits(council, row, month) | {
                "day": month,
                "end": row["cine_close_date"],
                "case_status": next(name for so, name in ways if so),
            }


def child_in_need_visits_in_time(council: Council) -> Iterable[Row]:
    visits = visits_by_child(council, "ssd_cin_visits", "cinv_cin", "cinv_person_id")
    for month, plans in _on_need_plan(council).items():
        if not any_by(visits, month):
            continue
        for child, row in plans.items():
            seen = last_visit(visits[child], row["cinp_cin_plan_start_date"], month)
            yield (
                council.who(child, month)
                | of_team(council, row["cinp_cin_plan_team"])
                | {
                    "day": month,
                    "end": row["cinp_cin_plan_end_date"],
                    "met": month - seen <= timedelta(days=NEED_VISIT),
                }
            )


def visits_known_from(slug: str, council: Council) -> date:
    """When a standard's length has passed since the first visit of all."""
    if slug == "child_in_need_visits_in_time":
        visits = visits_by_child(council, "ssd_cin_visits", "cinv_cin", "cinv_person_id")
        return min(min(days) for days in visits.values()) + timedelta(days=NEED_VISIT)
    visits = visits_by_child(council, "ssd_cp_visits", "cppv_cp", "cppv_person_id")
    first = known = min(min(days) for days in visits.values())
    while working_days(first, known) < PROTECTION_VISIT:
        known += timedelta(days=1)
    return known


def children_missing(council: Council) -> Iterable[Row]:
    first: dict[tuple[str, date], date] = {}
    for row in council.tables["ssd_missing"]:
        if row["miss_missing_episode_type"] != "A":
            child, day = row["miss_person_id"], row["miss_missing_episode_start_date"]
            key = child, month_end(day)
            first[key] = min(first.get(key, day), day)
    for (child, _), day in first.items():
        yield council.who(child, day) | {"day": day}


def return_interviews_offered(council: Council) -> Iterable[Row]:
    for row in council.tables["ssd_missing"]:
        start, end = row["miss_missing_episode_start_date"], row["miss_missing_episode_end_date"]
        offered = row["miss_missing_rhi_offered"]
        if row["miss_missing_episode_type"] == "A" or offered == "NA" or not end or end < start:
            continue
        yield council.who(row["miss_person_id"], end) | {"day": end, "met": offered == "Y"}


CASES = (
    children_in_need,
    child_in_need_visits_in_time,
    children_missing,
    return_interviews_offered,
)
