"""The tables of people, disabilities, teams and social workers."""

import numpy as np
import pyarrow as pa

from data.sample import front_door
from data.sample.cells import WORKERS_A_TEAM, Cut, Table, days, flags, ids, texts
from data.sample.span import NEVER

TEAMS = {
    "T01": "Assessment North", "T02": "Assessment South", "T03": "Family Safeguarding East",
    "T04": "Family Safeguarding West", "T05": "Children in Care", "T06": "Disabled Children",
    "T07": "Care Leavers",
}  # fmt: skip
DISABILITIES = (("LD", 0.34), ("AUT", 0.28), ("BEH", 0.16), ("COMM", 0.10), ("MOB", 0.07),
                ("PC", 0.02), ("HEAR", 0.02), ("VIS", 0.01))  # fmt: skip


def staff_tables(rng: np.random.Generator) -> dict[str, Table]:
    """The teams and their social workers."""
    team = np.repeat(np.arange(1, len(TEAMS) + 1), WORKERS_A_TEAM)
    within = np.tile(np.arange(1, WORKERS_A_TEAM + 1), len(TEAMS))
    full_time = rng.choice([1.0, 0.8, 0.6], size=len(team), p=[0.74, 0.16, 0.10])
    professionals = pa.table(
        {
            "prof_professional_id": ids("SW", team * 100 + within),
            "prof_professional_job_title": texts(
                np.where(within % 5 == 0, "Senior Social Worker", "Social Worker")
            ),
            "prof_professional_caseload": pa.array(rng.integers(9, 22, len(team))),
            "prof_professional_department": texts(np.array(list(TEAMS))[team - 1]),
            "prof_full_time_equivalency": pa.array(full_time),
            "prof_agency_worker_flag": flags(rng.random(len(team)) < 0.13),
        }
    )
    return {"ssd_department": _departments(), "ssd_professionals": professionals}


def _departments() -> Table:
    return pa.table(
        {
            "dept_team_id": list(TEAMS),
            "dept_team_name": list(TEAMS.values()),
            "dept_team_parent_id": ["T00"] * len(TEAMS),
            "dept_team_parent_name": ["Children's Services"] * len(TEAMS),
        }
    )


def people_tables(cut: Cut, rng: np.random.Generator) -> dict[str, Table]:
    """One row a person seen; the unborn have an expected date instead of a date of birth."""
    child = np.flatnonzero(cut.numbers >= 0)
    child = child[np.argsort(cut.numbers[child], kind="stable")]
    born = cut.children.born[child]
    unborn = born > cut.last_day
    sex = np.where(unborn, "U", cut.children.sex[child])
    ethnic = cut.children.ethnicity[child].astype("U4")
    ethnic = np.where(unborn | (rng.random(len(child)) < 0.035), "NOBT", ethnic)
    person = cut.person(child)
    people = pa.table(
        {
            "pers_person_id": person,
            "pers_sex": texts(sex),
            "pers_gender": texts(sex),
            "pers_ethnicity": texts(ethnic),
            "pers_dob": days(born, cut.last_day),
            "pers_expected_dob": days(np.where(unborn, born, NEVER)),
            "pers_death_date": days(np.full(len(child), NEVER)),
            "pers_send_flag": flags(rng.random(len(child)) < 0.06),
            "pers_is_mother": flags(np.zeros(len(child), dtype=bool)),
        }
    )
    disabled = np.flatnonzero(cut.children.disabled[child] & ~unborn)
    disability = pa.table(
        {
            "disa_table_id": ids("D", 50_000 + cut.start + np.arange(len(disabled))),
            "disa_person_id": person.take(pa.array(disabled)),
            "disa_disability_code": texts(front_door.drawn(DISABILITIES, len(disabled), rng)),
        }
    )
    return {"ssd_person": people, "ssd_disability": disability}
