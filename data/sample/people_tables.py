"""The tables of people, disabilities, teams and social workers."""

import numpy as np
import pyarrow as pa

from data.sample import front_door
from data.sample.cells import Cut, Table, days, flags, ids, staff_refs, texts
from data.sample.establishment import SERVICES, TEAMS, TITLES, WHOLE
from data.sample.holdings import AGENCY
from data.sample.span import NEVER
from data.sample.workforce import Workforce, last_held

DISABILITIES = (("LD", 0.34), ("AUT", 0.28), ("BEH", 0.16), ("COMM", 0.10), ("MOB", 0.07),
                ("PC", 0.02), ("HEAR", 0.02), ("VIS", 0.01))  # fmt: skip

# Of every hundred children without a disability, those of whom that is recorded.
NONE_RECORDED = 82


def staff_tables(force: Workforce, load: np.ndarray) -> dict[str, Table]:
    """The teams, and all social workers who ever held a post, with their cases at the end."""
    last, posts = last_held(force), force.posts
    held = force.months[-1]
    cases = np.bincount(held["staff"].clip(0), np.where(held["staff"] < 0, 0, load), force.people)
    person = np.flatnonzero(posts.social[last["place"]])
    place = last["place"][person]
    professionals = pa.table(
        {
            "prof_professional_id": staff_refs(person),
            "prof_professional_job_title": texts(np.array(TITLES)[posts.title[place]]),
            "prof_professional_caseload": pa.array(cases[person].astype(np.int64)),
            "prof_professional_department": texts(np.array(list(TEAMS))[posts.team[place]]),
            "prof_full_time_equivalency": pa.array(last["fte"][person] / WHOLE),
            "prof_agency_worker_flag": flags(last["kind"][person] == AGENCY),
        }
    )
    return {"ssd_department": _departments(), "ssd_professionals": professionals}


def _departments() -> Table:
    return pa.table(
        {
            "dept_team_id": list(TEAMS),
            "dept_team_name": [name for name, _ in TEAMS.values()],
            "dept_team_parent_id": [service for _, service in TEAMS.values()],
            "dept_team_parent_name": [SERVICES[service] for _, service in TEAMS.values()],
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
    disabled = cut.children.disabled[child] & ~unborn
    known = disabled | (~unborn & (cut.numbers[child] % 100 < NONE_RECORDED))
    codes = np.full(len(child), "NONE", dtype="U4")
    codes[disabled] = front_door.drawn(DISABILITIES, int(disabled.sum()), rng)
    disability = pa.table(
        {
            "disa_table_id": ids("D", 50_000 + cut.start + np.arange(int(known.sum()))),
            "disa_person_id": person.filter(pa.array(known)),
            "disa_disability_code": texts(codes[known]),
        }
    )
    return {"ssd_person": people, "ssd_disability": disability}
