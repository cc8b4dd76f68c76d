"""Contacts, referrals, assessments and enquiries again, the slow and obvious way: row by row."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tests.slow_council import Council, Row
from tests.slow_terms import NEED, SOURCE, age, is_open, named, working_days

CONTACT_TO_REFERRAL = 10


def first_of_day(rows: list[Row]) -> list[Row]:
    """Referrals in order, the first of each child and day."""
    seen: dict[tuple, Row] = {}
    for row in sorted(rows, key=lambda each: each["cine_referral_id"]):
        seen.setdefault((row["cine_person_id"], row["cine_referral_date"]), row)
    return sorted(seen.values(), key=lambda row: row["cine_referral_date"])


def counted_referrals(council: Council) -> list[Row]:
    return first_of_day(council.tables["ssd_cin_episodes"])


def of_team(council: Council, team: str | None) -> Row:
    return {"team": council.team(team), "service": council.service(team)}


def referral_splits(council: Council, row: Row, day: date) -> Row:
    return (
        council.who(row["cine_person_id"], day)
        | of_team(council, row["cine_referral_team"])
        | {
            "source_of_referral": named(row["cine_referral_source_code"], SOURCE),
            "need": named(row["cine_cin_primary_need_code"], NEED),
        }
    )


def contacts_to_referral(council: Council) -> Iterable[Row]:
    referred = defaultdict(list)
    for row in counted_referrals(council):
        referred[row["cine_person_id"]].append(row["cine_referral_date"])
    for row in council.tables["ssd_contacts"]:
        child, day = row["cont_person_id"], row["cont_contact_date"]
        later = [each for each in referred[child] if each >= day]
        yield council.who(child, day) | {
            "day": day,
            "met": any(working_days(day, each) <= CONTACT_TO_REFERRAL for each in later),
            "source_of_referral": named(row["cont_contact_source_code"], SOURCE),
        }


def referrals_no_further_action(council: Council) -> Iterable[Row]:
    for row in counted_referrals(council):
        day = row["cine_referral_date"]
        yield referral_splits(council, row, day) | {
            "day": day,
            "end": row["cine_close_date"],
            "met": row["cine_referral_nfa"] == "Y",
        }


def assessments(council: Council) -> list[Row]:
    """Each assessment that did not end before it started, with the referral it belongs to."""
    all_rows = {row["cine_referral_id"]: row for row in council.tables["ssd_cin_episodes"]}
    counted = counted_referrals(council)
    by_day = {(row["cine_person_id"], row["cine_referral_date"]): row for row in counted}
    found = []
    for row in council.tables["ssd_cin_assessments"]:
        start, end = row["cina_assessment_start_date"], row["cina_assessment_auth_date"]
        if end is not None and end < start:
            continue
        named_one = row["cina_referral_id"]
        if named_one is None:
            earlier = [
                each
                for each in counted
                if each["cine_person_id"] == row["cina_person_id"]
                and each["cine_referral_date"] <= start
            ]
            referral = earlier[-1] if earlier else None
        elif named_one in all_rows:
            of = all_rows[named_one]
            referral = by_day[of["cine_person_id"], of["cine_referral_date"]]
        else:
            referral = None
        found.append(row | {"start": start, "finished": end, "referral": referral})
    return found


def referrals_to_assessment(council: Council) -> Iterable[Row]:
    assessed = {
        each["referral"]["cine_referral_id"] for each in assessments(council) if each["referral"]
    }
    for row in counted_referrals(council):
        day = row["cine_referral_date"]
        yield referral_splits(council, row, day) | {
            "day": day,
            "end": row["cine_close_date"],
            "met": row["cine_referral_id"] in assessed,
        }


def _completed(council: Council) -> Iterable[tuple[Row, Row]]:
    """Assessments authorised, and of each its case."""
    for row in assessments(council):
        if row["finished"]:
            yield (
                row,
                council.who(row["cina_person_id"], row["start"])
                | of_team(council, row["cina_assessment_team"])
                | {"day": row["finished"]},
            )


def assessments_completed(council: Council) -> Iterable[Row]:
    return [case for _, case in _completed(council)]


def _within(council: Council, most: int) -> Iterable[Row]:
    for row, case in _completed(council):
        yield case | {"met": working_days(row["start"], row["finished"]) <= most}


def assessments_in_10_days(council: Council) -> Iterable[Row]:
    return _within(council, 10)


def assessments_in_30_days(council: Council) -> Iterable[Row]:
    return _within(council, 30)


def assessments_open_overdue(council: Council) -> Iterable[Row]:
    for row in assessments(council):
        for month in council.months:
            if is_open(row["start"], row["finished"], month):
                yield (
                    council.who(row["cina_person_id"], month)
                    | of_team(council, row["cina_assessment_team"])
                    | {
                        "day": month,
                        "end": row["finished"],
                        "met": working_days(row["start"], month) > 45,
                    }
                )


def assessments_step_across(council: Council) -> Iterable[Row]:
    by_referral: dict[str, list[Row]] = defaultdict(list)
    for row, _ in _completed(council):
        if row["referral"]:
            by_referral[row["referral"]["cine_referral_id"]].append(row)
    last = {
        max(rows, key=lambda each: (each["finished"], each["start"], each["cina_assessment_id"]))[
            "cina_assessment_id"
        ]
        for rows in by_referral.values()
    }
    for row, case in _completed(council):
        closed = row["referral"] and row["referral"]["cine_close_reason"] == "RC9"
        yield case | {"met": bool(closed) and row["cina_assessment_id"] in last}


def prebirth_assessments_in_12_weeks(council: Council) -> Iterable[Row]:
    for row, case in _completed(council):
        born = council.born(row["cina_person_id"])
        if born and age(born, row["start"]) < 0:
            yield case | {"met": (row["finished"] - row["start"]).days <= 84}


def section_47_to_conference(council: Council) -> Iterable[Row]:
    held = {
        row["icpc_s47_enquiry_id"]
        for row in council.tables["ssd_initial_cp_conference"]
        if row["icpc_icpc_date"] and row["icpc_icpc_date"] <= council.months[-1]
    }
    for row in council.tables["ssd_s47_enquiry"]:
        day = row["s47e_s47_start_date"]
        yield (
            council.who(row["s47e_person_id"], day)
            | of_team(council, row["s47e_s47_completed_by_team"])
            | {
                "day": day,
                "end": row["s47e_s47_end_date"],
                "met": row["s47e_s47_enquiry_id"] in held,
            }
        )


CASES = (
    contacts_to_referral,
    referrals_no_further_action,
    referrals_to_assessment,
    assessments_completed,
    assessments_in_10_days,
    assessments_in_30_days,
    assessments_open_overdue,
    assessments_step_across,
    prebirth_assessments_in_12_weeks,
    section_47_to_conference,
)
