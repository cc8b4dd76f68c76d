"""Conferences, protection plans, their reviews and visits again, the slow and obvious way."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tests.slow_council import Council, Row
from tests.slow_front_door import of_team
from tests.slow_terms import CATEGORY, is_open, months_later, named, working_days, years_later

PROTECTION_VISIT = 10


def on_plan(council: Council) -> Iterable[tuple[date, dict[str, Row]]]:
    """Each month end, and the plan of each child who is then subject to one of this council."""
    plans = sorted(
        (row for row in council.tables["ssd_cp_plans"] if row["cppl_cp_plan_ola"] != "Y"),
        key=lambda row: (row["cppl_cp_plan_start_date"], row["cppl_cp_plan_id"]),
    )
    for month in council.months:
        yield (
            month,
            {
                row["cppl_person_id"]: row
                for row in plans
                if is_open(row["cppl_cp_plan_start_date"], row["cppl_cp_plan_end_date"], month)
            },
        )


def _plan_case(council: Council, row: Row, day: date) -> Row:
    category = row["cppl_cp_plan_latest_category"] or row["cppl_cp_plan_initial_category"]
    return council.who(row["cppl_person_id"], day) | {
        "category": named(category, CATEGORY),
        "day": day,
        "end": row["cppl_cp_plan_end_date"],
    }


def initial_conferences(council: Council) -> Iterable[Row]:
    origins = {"Y": "Moved in with a plan", "N": "Enquiry of this council"}
    for row in council.tables["ssd_initial_cp_conference"]:
        held = row["icpc_icpc_date"]
        if held:
            yield (
                council.who(row["icpc_person_id"], held)
                | of_team(council, row["icpc_icpc_team"])
                | {
                    "day": held,
                    "came_from": origins.get(row["icpc_icpc_transfer_in"], "Not recorded"),
                }
            )


def initial_conferences_to_plan(council: Council) -> Iterable[Row]:
    plans = {row["cppl_cp_plan_id"] for row in council.tables["ssd_cp_plans"]}
    conferences = {row["cppl_icpc_id"] for row in council.tables["ssd_cp_plans"]}
    for row in council.tables["ssd_initial_cp_conference"]:
        held, outcome = row["icpc_icpc_date"], row["icpc_icpc_outcome_cp_flag"]
        if held and row["icpc_icpc_transfer_in"] != "Y":
            known = row["icpc_icpc_id"] in conferences or row["icpc_cp_plan_id"] in plans
            yield (
                council.who(row["icpc_person_id"], held)
                | of_team(council, row["icpc_icpc_team"])
                | {"day": held, "met": known if outcome is None else outcome == "Y"}
            )


def review_conferences(council: Council) -> Iterable[Row]:
    plans = {row["cppl_cp_plan_id"]: row for row in council.tables["ssd_cp_plans"]}
    met: dict[tuple[str, date], str | None] = {}
    for row in sorted(council.tables["ssd_cp_reviews"], key=lambda each: each["cppr_cp_review_id"]):
        child, held, plan = (
            row["cppr_person_id"],
            row["cppr_cp_review_date"],
            row["cppr_cp_plan_id"],
        )
        if held and not (plan in plans and plans[plan]["cppl_cp_plan_ola"] == "Y"):
            met[child, held] = met.get((child, held)) or plan
    for (child, held), plan in met.items():
        row = plans.get(plan, {})
        code = row.get("cppl_cp_plan_latest_category") or row.get("cppl_cp_plan_initial_category")
        yield council.who(child, held) | {"day": held, "category": named(code, CATEGORY)}


def plans_open_2_years(council: Council) -> Iterable[Row]:
    for month, plans in on_plan(council):
        for row in plans.values():
            yield _plan_case(council, row, month) | {
                "met": month >= years_later(row["cppl_cp_plan_start_date"], 2)
            }


def held_reviews(council: Council) -> dict[str, list[date]]:
    """The reviews of each plan of this council that were held while it ran, in order."""
    last = council.months[-1]
    plans = {row["cppl_cp_plan_id"]: row for row in council.tables["ssd_cp_plans"]}
    found = defaultdict(set)
    for row in council.tables["ssd_cp_reviews"]:
        plan, held = plans.get(row["cppr_cp_plan_id"]), row["cppr_cp_review_date"]
        if held is None or held > last or plan is None or plan["cppl_cp_plan_ola"] == "Y":
            continue
        if plan["cppl_cp_plan_start_date"] < held <= (plan["cppl_cp_plan_end_date"] or last):
            found[row["cppr_cp_plan_id"]].add(held)
    return {plan: sorted(days) for plan, days in found.items()}


def reviews_in_timescale(council: Council) -> Iterable[Row]:
    reviews = held_reviews(council)
    for row in council.tables["ssd_cp_plans"] if reviews else ():
        if row["cppl_cp_plan_ola"] == "Y":
            continue
        start, end = row["cppl_cp_plan_start_date"], row["cppl_cp_plan_end_date"]
        held = reviews.get(row["cppl_cp_plan_id"], [])
        for number, day in enumerate([start, *held]):
            due = months_later(day, 6 if number else 3)
            following = held[number] if number < len(held) else None
            needed = following is not None or end is None or end > due
            if due <= council.months[-1] and needed:
                yield _plan_case(council, row, due) | {
                    "met": following is not None and following <= due
                }


def last_visit(visits: list[date], start: date, month: date) -> date:
    """The day from which the next visit is counted: the last visit, or the plan's start."""
    return max([start, *(day for day in visits if day <= month)])


def visits_by_child(council: Council, table: str, prefix: str, child: str) -> dict[str, list[date]]:
    found = defaultdict(list)
    for row in council.tables[table]:
        if row[f"{prefix}_visit_seen"] != "N":
            found[row[child]].append(row[f"{prefix}_visit_date"])
    return found


def any_by(visits: dict[str, list[date]], month: date) -> bool:
    """Whether anything is known of visits by then."""
    return any(day <= month for days in visits.values() for day in days)


def protection_visits_in_time(council: Council) -> Iterable[Row]:
    visits = visits_by_child(council, "ssd_cp_visits", "cppv_cp", "cppv_person_id")
    for month, plans in on_plan(council):
        if not any_by(visits, month):
            continue
        for child, row in plans.items():
            seen = last_visit(visits[child], row["cppl_cp_plan_start_date"], month)
            yield _plan_case(council, row, month) | {
                "met": working_days(seen, month) <= PROTECTION_VISIT
            }


CASES = (
    initial_conferences,
    initial_conferences_to_plan,
    review_conferences,
    plans_open_2_years,
    reviews_in_timescale,
    protection_visits_in_time,
)
