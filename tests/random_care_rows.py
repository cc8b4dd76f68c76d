"""What is recorded beside care, as full of oddities as tests/random_rows.py: reviews, visits,
health checks, care leavers, the way to adoption."""

import random
from datetime import date, timedelta

Row = dict
_FIRST, _LAST = date(2018, 1, 1), date(2022, 3, 31)


def random_care_rows(seed: int) -> dict[str, list[Row]]:
    """Rows by table, of the children and the years of random_rows; a stream of their own."""
    chance = random.Random(f"care {seed}")
    return {
        name: [make(chance, f"{index:05}") for index in range(number)]
        for name, (make, number) in _MAKERS.items()
    }


def _day(chance: random.Random, first: date = _FIRST, last: date = _LAST) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def _some(chance: random.Random, *values: str | date | None) -> str | date | None:
    return chance.choice(values)


def _child(chance: random.Random) -> str:
    return f"P{chance.randrange(70):03}"


def _care_review(chance: random.Random, number: str) -> Row:
    return {
        "clar_cla_review_id": number,
        "clar_cla_id": f"C{chance.randrange(62)}",
        "clar_cla_review_date": _day(chance) if chance.random() < 0.95 else None,
        "clar_cla_review_cancelled": _some(chance, "N", "N", "N", "Y", None),
        "clar_cla_review_participation": _some(
            chance, "PN0", "PN1", "PN2", "PN4", "PN5", "PN6", "PN7", None
        ),
    }


def _care_visit(chance: random.Random, number: str) -> Row:
    return {
        "clav_cla_visit_id": number,
        "clav_person_id": _child(chance),
        "clav_cla_visit_date": _day(chance),
        "clav_cla_visit_seen": _some(chance, "Y", "Y", "N", None),
    }


def _health_check(chance: random.Random, number: str) -> Row:
    return {
        "clah_health_check_id": number,
        "clah_person_id": _child(chance),
        "clah_health_check_type": _some(
            chance, "Initial Health Assessment", "RHA", "medical", "Dental Check", "Dental health",
            "DENTIST", "Mental health", "Optician", None,
        ),
        "clah_health_check_date": _day(chance) if chance.random() < 0.95 else None,
        "clah_health_check_status": _some(
            chance, "Completed", "Completed", "Completed", "Planned", "Refused", "Done", None
        ),
    }  # fmt: skip


def _care_leaver(chance: random.Random, number: str) -> Row:
    return {
        "clea_table_id": number,
        "clea_person_id": _child(chance),
        "clea_care_leaver_eligibility": _some(
            chance, "Former relevant", "Former relevant", "Relevant", "Qualifying", "Eligible", None
        ),
        "clea_care_leaver_in_touch": _some(
            chance, "YES", "YES", "NO", "REFU", "NREQ", "RHOM", "DIED", None
        ),
        "clea_care_leaver_latest_contact": _day(chance) if chance.random() < 0.7 else None,
        "clea_care_leaver_accommodation": _some(chance, "U", "B", "W", "X", "R", "G", None),
        "clea_care_leaver_accom_suitable": _some(chance, "1", "1", "2", None),
        "clea_care_leaver_activity": _some(chance, "F1", "P5", "F2", "G4", "G5", "G6", None),
        "clea_pathway_plan_review_date": _day(chance, date(2021, 8, 1), date(2022, 5, 1))
        if chance.random() < 0.8
        else None,
        "clea_care_leaver_allocated_team": _some(chance, "T1", "T2", "Leaving care", None),
    }


def _permanence(chance: random.Random, number: str) -> Row:
    order = _day(chance)
    days = sorted(order - timedelta(days=chance.randrange(-20, 700)) for _ in range(5))
    names = ("adm_decision", "placement_order", "matched", "placed_ffa_cp", "placed_for_adoption")
    chance.shuffle(days)
    return {
        "perm_table_id": number,
        "perm_person_id": _child(chance),
        "perm_permanence_order_date": order if chance.random() < 0.9 else None,
        "perm_permanence_order_type": _some(
            chance, "Adoption", "Adoption order", "Adoption", "Special Guardianship Order", None
        ),
        "perm_decision_reversed_date": order if chance.random() < 0.1 else None,
        "perm_adopted_by_carer_flag": _some(chance, "Y", "N", None),
        "perm_placed_foster_carer_date": _some(chance, order - timedelta(days=900), None),
    } | {
        f"perm_{name}_date": day if chance.random() < 0.8 else None
        for name, day in zip(names, days, strict=True)
    }


_MAKERS = {
    "ssd_cla_reviews": (_care_review, 400),
    "ssd_cla_visits": (_care_visit, 500),
    "ssd_cla_health": (_health_check, 500),
    "ssd_care_leavers": (_care_leaver, 90),
    "ssd_permanence": (_permanence, 120),
}
