"""Every computed indicator's cases again, the slow and obvious way: loops over rows, no SQL.

Written from the definitions (queries/indicators/**/<slug>.toml), sharing no code with the
queries. A case is a dict: ``person``, ``day`` (or the month end at which something stands),
``met``, ``end``, and the splits.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from tests.slow_care import (
    care_ended,
    care_started,
    children_in_care,
    in_residential_accommodation,
    placements_3_or_more,
)
from tests.slow_council import Council, Row
from tests.slow_front_door import CASES as FRONT_DOOR
from tests.slow_front_door import first_of_day
from tests.slow_looked_after import CASES as CARE_CASES
from tests.slow_need import CASES as NEED_CASES
from tests.slow_protection import CASES as PROTECTION
from tests.slow_terms import CATEGORY, NEED, SOURCE, is_open, named, working_days, years_later


def contacts(council: Council) -> Iterable[Row]:
    for row in council.tables["ssd_contacts"]:
        day = row["cont_contact_date"]
        source = named(row["cont_contact_source_code"], SOURCE)
        yield council.who(row["cont_person_id"], day) | {"day": day, "source_of_referral": source}


def referrals(council: Council) -> Iterable[Row]:
    previous: dict[str, date] = {}
    for row in first_of_day(council.tables["ssd_cin_episodes"]):
        child, day = row["cine_person_id"], row["cine_referral_date"]
        before = previous.get(child)
        previous[child] = day
        yield council.who(child, day) | {
            "day": day,
            "end": row["cine_close_date"],
            "again": before is not None and day <= years_later(before, 1),
            "source_of_referral": named(row["cine_referral_source_code"], SOURCE),
            "need": named(row["cine_cin_primary_need_code"], NEED),
            "team": council.team(row["cine_referral_team"]),
            "service": council.service(row["cine_referral_team"]),
        }


def re_referrals(council: Council) -> Iterable[Row]:
    return [row | {"met": row["again"]} for row in referrals(council)]


def assessments_in_45_days(council: Council) -> Iterable[Row]:
    for row in council.tables["ssd_cin_assessments"]:
        start, end = row["cina_assessment_start_date"], row["cina_assessment_auth_date"]
        if end is not None and end >= start:
            yield council.who(row["cina_person_id"], start) | {
                "day": end,
                "met": working_days(start, end) <= 45,
                "team": council.team(row["cina_assessment_team"]),
                "service": council.service(row["cina_assessment_team"]),
            }


def section_47_started(council: Council) -> Iterable[Row]:
    for row in council.tables["ssd_s47_enquiry"]:
        day = row["s47e_s47_start_date"]
        yield council.who(row["s47e_person_id"], day) | {
            "day": day,
            "end": row["s47e_s47_end_date"],
            "team": council.team(row["s47e_s47_completed_by_team"]),
            "service": council.service(row["s47e_s47_completed_by_team"]),
        }


def initial_conferences_in_15_days(council: Council) -> Iterable[Row]:
    starts = {
        row["s47e_s47_enquiry_id"]: row["s47e_s47_start_date"]
        for row in council.tables["ssd_s47_enquiry"]
    }
    for row in council.tables["ssd_initial_cp_conference"]:
        held, target = row["icpc_icpc_date"], row["icpc_icpc_target_date"]
        discussion = starts.get(row["icpc_s47_enquiry_id"])
        if held is None or row["icpc_icpc_transfer_in"] == "Y":
            continue
        if discussion and held < discussion:
            continue
        if discussion:
            met = working_days(discussion, held) <= 15
        else:
            met = target is not None and held <= target
        yield council.who(row["icpc_person_id"], held) | {
            "day": held,
            "met": met,
            "team": council.team(row["icpc_icpc_team"]),
            "service": council.service(row["icpc_icpc_team"]),
        }


def _plans(council: Council, first_choice: str, second_choice: str) -> list[Row]:
    return [
        {
            "person": row["cppl_person_id"],
            "id": row["cppl_cp_plan_id"],
            "start": row["cppl_cp_plan_start_date"],
            "end": row["cppl_cp_plan_end_date"],
            "category": named(
                row[f"cppl_cp_plan_{first_choice}_category"]
                or row[f"cppl_cp_plan_{second_choice}_category"],
                CATEGORY,
            ),
        }
        for row in council.tables["ssd_cp_plans"]
        if row["cppl_cp_plan_ola"] != "Y"
    ]


def protection_plans(council: Council) -> Iterable[Row]:
    plans = sorted(_plans(council, "latest", "initial"), key=lambda row: (row["start"], row["id"]))
    for month in council.months:
        latest = {row["person"]: row for row in plans if is_open(row["start"], row["end"], month)}
        for child, row in latest.items():
            yield row | council.who(child, month) | {"day": month}


def protection_plans_started(council: Council) -> Iterable[Row]:
    for row in _plans(council, "initial", "latest"):
        yield row | council.who(row["person"], row["start"]) | {"day": row["start"]}


def protection_plans_ended(council: Council) -> Iterable[Row]:
    for row in _plans(council, "latest", "initial"):
        if row["end"]:
            ended = row | council.who(row["person"], row["end"]) | {"day": row["end"]}
            yield {key: value for key, value in ended.items() if key != "end"}


def plans_ended_after_2_years(council: Council) -> Iterable[Row]:
    for row in protection_plans_ended(council):
        yield row | {"met": row["day"] >= years_later(row["start"], 2)}


def repeat_plans(council: Council) -> Iterable[Row]:
    starts = defaultdict(list)
    for row in _plans(council, "initial", "latest"):
        starts[row["person"]].append(row["start"])
    for row in protection_plans_started(council):
        yield row | {"met": any(day < row["start"] for day in starts[row["person"]])}


CASES: dict[str, Callable[[Council], Iterable[Row]]] = {
    each.__name__: each
    for each in (
        contacts, referrals, re_referrals, assessments_in_45_days, section_47_started,
        initial_conferences_in_15_days, protection_plans, protection_plans_started,
        protection_plans_ended, plans_ended_after_2_years, repeat_plans, children_in_care,
        care_started, care_ended, placements_3_or_more, in_residential_accommodation,
        *FRONT_DOOR, *NEED_CASES, *PROTECTION,
    )
} | CARE_CASES  # fmt: skip
