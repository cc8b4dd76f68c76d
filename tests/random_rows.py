"""Case tables full of oddities, from a seed: blanks, overlaps, same days, unknown codes.

Small numbers of children on purpose, so that rows of one child meet in every way.
"""

import random
from datetime import date, timedelta

from tests.random_care_rows import random_care_rows

Row = dict
FIRST, LAST = date(2018, 1, 1), date(2022, 3, 31)
_LEGAL_STATUSES = [
    "C1",
    "C2",
    "D1",
    "E1",
    "V2",
    "V2",
    "V3",
    "V4",
    "L1",
    "L2",
    "L3",
    "J1",
    "J2",
    "J3",
    "SGO",
]
_CHILDREN = [f"P{number:03}" for number in range(70)]


def random_tables(seed: int) -> dict[str, list[Row]]:
    """Rows by table; tables not named are empty. The same seed gives the same rows."""
    chance = random.Random(seed)
    tables = {
        "ssd_person": [_person(chance, child) for child in _CHILDREN if chance.random() < 0.95],
        "ssd_department": [{"dept_team_id": "T1", "dept_team_name": "Assessment",
                            "dept_team_parent_name": "Front door"},
                           {"dept_team_id": "T2", "dept_team_name": None}],
    }  # fmt: skip
    for name, (make, number) in _MAKERS.items():
        tables[name] = [make(chance, f"{index:05}") for index in range(number)]
    _reviewed(chance, tables["ssd_cp_reviews"], tables["ssd_cp_plans"])
    ended = [each for each in tables["ssd_cla_episodes"] if each["clae_cla_episode_ceased_date"]]
    for episode in chance.sample(tables["ssd_cla_episodes"], 90):
        _follow_on(episode, chance.choice(ended))
    for placement in chance.sample(tables["ssd_cla_placement"], 180):
        _move_to(placement, chance.choice(tables["ssd_cla_episodes"]))
    tables["ssd_cla_placement"] += _stays_away(chance, tables["ssd_cla_placement"])
    return tables | random_care_rows(seed)


def _stays_away(chance: random.Random, placements: list[Row]) -> list[Row]:
    """Temporary stays, one or two in a row, and what follows: mostly the placement of before."""
    made = []
    for number, usual in enumerate(chance.sample(placements, 90)):
        days = [usual["clap_cla_placement_start_date"] + timedelta(days=chance.choice([40, 250]))]
        days += [days[0] + timedelta(days=each) for each in sorted(chance.sample(range(1, 40), 2))]
        usual["clap_cla_placement_end_date"] = days[0] - timedelta(days=chance.random() < 0.1)
        stays = chance.sample(["T1", "T2", "T0"], chance.choice([1, 1, 2]))
        for each, kind in enumerate(stays):
            made.append(usual | {"clap_cla_placement_type": kind})
            _last_from(made, f"T{number:03}{each}", days[each], days[each + 1])
        made.append(dict(usual))
        if chance.random() < 0.4:
            changed = chance.choice(["type", "provider", "urn"])
            made[-1][f"clap_cla_placement_{changed}"] = _some(chance, "K2", "PR4", "U6", None)
        after = days[len(stays)]
        _last_from(made, f"T{number:03}Z", after, after + timedelta(days=chance.choice([30, 300])))
    return made


def _last_from(placements: list[Row], key: str, start: date, end: date) -> None:
    """Key the last placement, and let it run from one day to another."""
    placements[-1]["clap_cla_placement_id"] = key
    placements[-1]["clap_cla_placement_start_date"] = start
    placements[-1]["clap_cla_placement_end_date"] = end


def _follow_on(episode: Row, before: Row) -> None:
    """Let an episode begin on the day that another ended, for whatever reason that was."""
    if episode is not before:
        episode["clae_person_id"] = before["clae_person_id"]
        episode["clae_cla_episode_start_date"] = before["clae_cla_episode_ceased_date"]


def _move_to(placement: Row, episode: Row) -> None:
    """Let a placement begin with an episode, as most do."""
    placement["clap_person_id"] = episode["clae_person_id"]
    length = placement["clap_cla_placement_end_date"] or LAST
    length -= placement["clap_cla_placement_start_date"]
    placement["clap_cla_placement_start_date"] = episode["clae_cla_episode_start_date"]
    if placement["clap_cla_placement_end_date"]:
        ended = episode["clae_cla_episode_start_date"] + length
        placement["clap_cla_placement_end_date"] = ended


def _day(chance: random.Random, first: date = FIRST, last: date = LAST) -> date:
    return first + timedelta(days=chance.randrange((last - first).days + 1))


def _later(chance: random.Random, day: date, most: int, blank: float = 0.2) -> date | None:
    """A day soon after, the same day, now and then none or one before."""
    if chance.random() < blank:
        return None
    return day + timedelta(days=chance.choice([0, chance.randrange(most), -1, most]))


def _some(chance: random.Random, *values: str | None) -> str | None:
    return chance.choice(values)


def _child(chance: random.Random) -> str:
    return chance.choice(_CHILDREN)


def _person(chance: random.Random, child: str) -> Row:
    born = _day(chance, date(2000, 1, 1), date(2022, 6, 1)).replace(day=1)
    return {
        "pers_person_id": child,
        "pers_dob": born if chance.random() < 0.9 else None,
        "pers_expected_dob": born if chance.random() < 0.2 else None,
        "pers_sex": _some(chance, "M", "F", "U", None),
        "pers_ethnicity": _some(
            chance, "WBRI", "MWAS", "ABAN", "BAFR", "OOTH", "NOBT", "ZZZZ", None
        ),
    }


def _contact(chance: random.Random, number: str) -> Row:
    return {
        "cont_contact_id": number,
        "cont_person_id": _child(chance),
        "cont_contact_date": _day(chance),
        "cont_contact_source_code": _some(chance, "1A", "2B", "6", "10", "77", None),
    }


def _referral(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "cine_referral_id": number,
        "cine_person_id": _child(chance),
        "cine_referral_date": day,
        "cine_close_date": _later(chance, day, 300),
        "cine_referral_source_code": _some(chance, "1B", "3F", "5D", "9", None),
        "cine_cin_primary_need_code": _some(chance, "N1", "N5", "N0", "N9", None),
        "cine_referral_team": _some(chance, "T1", "T2", "T3", None),
        "cine_referral_nfa": _some(chance, "Y", "N", "N", None),
        "cine_close_reason": _some(chance, "RC8", "RC9", "RC9", None),
    }


def _assessment(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "cina_assessment_id": number,
        "cina_person_id": _child(chance),
        "cina_assessment_start_date": day,
        "cina_assessment_auth_date": _later(chance, day, 66),
        "cina_assessment_team": _some(chance, "T1", "T2", "T3", None),
        "cina_referral_id": _some(chance, f"{chance.randrange(320):05}", None, None),
    }


def _enquiry(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "s47e_s47_enquiry_id": number,
        "s47e_person_id": _child(chance),
        "s47e_s47_start_date": day,
        "s47e_s47_end_date": _later(chance, day, 20),
        "s47e_s47_completed_by_team": _some(chance, "T1", None),
    }


def _conference(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "icpc_icpc_id": number,
        "icpc_person_id": _child(chance),
        "icpc_s47_enquiry_id": _some(chance, f"{chance.randrange(200):05}", None),
        "icpc_icpc_transfer_in": _some(chance, "Y", "N", "N", None),
        "icpc_icpc_target_date": _some(chance, day, day - timedelta(days=3), None),
        "icpc_icpc_date": day if chance.random() < 0.9 else None,
        "icpc_icpc_team": _some(chance, "T1", None),
        "icpc_icpc_outcome_cp_flag": _some(chance, "Y", "N", None, None),
        "icpc_cp_plan_id": _some(chance, f"{chance.randrange(300):05}", None),
    }


def _plan(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "cppl_cp_plan_id": number,
        "cppl_person_id": _child(chance),
        "cppl_cp_plan_start_date": day,
        "cppl_cp_plan_end_date": _later(chance, day, 731),
        "cppl_cp_plan_ola": _some(chance, "Y", "N", "N", None),
        "cppl_icpc_id": _some(chance, f"{chance.randrange(300):05}", None),
        "cppl_cp_plan_initial_category": _some(chance, "NEG", "EMO", "MUL", "QQQ", None),
        "cppl_cp_plan_latest_category": _some(chance, "PHY", "SAB", None),
    }


def _need_plan(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "cinp_cin_plan_id": number,
        "cinp_person_id": _child(chance),
        "cinp_cin_plan_start_date": day,
        "cinp_cin_plan_end_date": _later(chance, day, 400),
        "cinp_cin_plan_team": _some(chance, "T1", "T2", "T3", None),
    }


def _need_visit(chance: random.Random, number: str) -> Row:
    return {
        "cinv_cin_visit_id": number,
        "cinv_person_id": _child(chance),
        "cinv_cin_visit_date": _day(chance),
        "cinv_cin_visit_seen": _some(chance, "Y", "Y", "N", None),
    }


def _protection_visit(chance: random.Random, number: str) -> Row:
    return {
        "cppv_cp_visit_id": number,
        "cppv_person_id": _child(chance),
        "cppv_cp_visit_date": _day(chance),
        "cppv_cp_visit_seen": _some(chance, "Y", "Y", "N", None),
    }


def _review(chance: random.Random, number: str) -> Row:
    return {
        "cppr_cp_review_id": number,
        "cppr_person_id": _child(chance),
        "cppr_cp_plan_id": f"{chance.randrange(220):05}",
        "cppr_cp_review_date": _day(chance) if chance.random() < 0.9 else None,
    }


def _reviewed(chance: random.Random, reviews: list[Row], plans: list[Row]) -> None:
    """Let reviews be of a plan's own child, soon after its start or after one another."""
    for review in chance.sample(reviews, 250):
        plan = chance.choice(plans)
        review["cppr_person_id"] = plan["cppl_person_id"]
        review["cppr_cp_plan_id"] = plan["cppl_cp_plan_id"]
        days = chance.choice([0, 60, 89, 90, 91, 92, 180, 181, 182, 270, 600])
        review["cppr_cp_review_date"] = plan["cppl_cp_plan_start_date"] + timedelta(days=days)


def _missing(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "miss_table_id": number,
        "miss_person_id": _child(chance),
        "miss_missing_episode_start_date": day,
        "miss_missing_episode_type": _some(chance, "M", "M", "A", None),
        "miss_missing_episode_end_date": _later(chance, day, 9),
        "miss_missing_rhi_offered": _some(chance, "Y", "Y", "N", "NA", None),
        "miss_missing_rhi_accepted": _some(chance, "Y", "N", None),
    }


def _disability(chance: random.Random, number: str) -> Row:
    return {
        "disa_person_id": _child(chance),
        "disa_disability_code": _some(chance, "NONE", "NONE", "LD", "AUT"),
    }


def _episode(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "clae_cla_episode_id": number,
        "clae_person_id": _child(chance),
        "clae_cla_id": _some(chance, f"C{chance.randrange(60)}", None),
        "clae_cla_episode_start_date": day,
        "clae_cla_episode_start_reason": _some(chance, "S", "P", "T", "U", "L", "B", None),
        "clae_cla_primary_need_code": _some(chance, "N1", "N8", None),
        "clae_cla_episode_ceased_date": _later(chance, day, 500, blank=0.4),
        "clae_cla_episode_ceased_reason": _some(chance, "X1", "E4A", None),
        "clae_entered_care_date": day - timedelta(days=9) if chance.random() < 0.2 else None,
    }


def _placement(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "clap_cla_placement_id": number,
        "clap_person_id": _child(chance),
        "clap_cla_placement_start_date": day,
        "clap_cla_placement_end_date": _later(chance, day, 200, blank=0.5),
        "clap_cla_placement_type": _some(
            chance, "U1", "U6", "K1", "K2", "T1", "A5", "R5", "Z1", "H5", "S1", "Y7", None
        ),
        "clap_cla_placement_provider": _some(chance, "PR0", "PR1", "PR4", "PR9", None),
        "clap_cla_placement_urn": _some(chance, "SC1", "SC2", "XXXXXXX", None),
    }


def _legal(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "lega_legal_status_id": number,
        "lega_person_id": _child(chance),
        "lega_legal_status": _some(chance, *_LEGAL_STATUSES),
        "lega_legal_status_start_date": day,
        "lega_legal_status_end_date": _later(chance, day, 400, blank=0.5),
    }


def _immigration(chance: random.Random, number: str) -> Row:
    day = _day(chance)
    return {
        "immi_immigration_status_id": number,
        "immi_person_id": _child(chance),
        "immi_immigration_status": _some(
            chance, "UASC", "Unaccompanied Asylum Seeking Child", "Refugee", None
        ),
        "immi_immigration_status_start_date": day if chance.random() < 0.8 else None,
        "immi_immigration_status_end_date": _later(chance, day, 300, blank=0.5),
    }


_MAKERS = {
    "ssd_contacts": (_contact, 300),
    "ssd_cin_episodes": (_referral, 300),
    "ssd_cin_assessments": (_assessment, 250),
    "ssd_s47_enquiry": (_enquiry, 200),
    "ssd_initial_cp_conference": (_conference, 150),
    "ssd_cp_plans": (_plan, 200),
    "ssd_cp_reviews": (_review, 350),
    "ssd_cp_visits": (_protection_visit, 700),
    "ssd_cin_plans": (_need_plan, 220),
    "ssd_cin_visits": (_need_visit, 700),
    "ssd_missing": (_missing, 200),
    "ssd_disability": (_disability, 40),
    "ssd_cla_episodes": (_episode, 220),
    "ssd_cla_placement": (_placement, 320),
    "ssd_legal_status": (_legal, 160),
    "ssd_immigration_status": (_immigration, 20),
}
