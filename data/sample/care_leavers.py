"""Care leavers as an extract shows them: one row a young person aged 16 to 24, as known now."""

import numpy as np
import pandas as pd
import pyarrow as pa

from data.sample.care_tables import InCare
from data.sample.cells import Cut, Table, days, ids, texts, workers
from data.sample.front_door import drawn
from data.sample.span import NEVER, YEAR

TEAM = "T07"
QUALIFYING_DAYS = 91  # thirteen weeks
IN_TOUCH = (("YES", 0.905), ("NO", 0.042), ("REFU", 0.014), ("NREQ", 0.012), ("RHOM", 0.017),
            ("DIED", 0.003), ("", 0.007))  # fmt: skip
ACCOMMODATION = (("U", 0.37), ("D", 0.17), ("Z", 0.11), ("B", 0.12), ("E", 0.05), ("T", 0.05),
                 ("K", 0.03), ("C", 0.015), ("X", 0.03), ("S", 0.012), ("V", 0.008), ("W", 0.004),
                 ("R", 0.012), ("G", 0.006), ("H", 0.003), ("Y", 0.01))  # fmt: skip
NEVER_SUITABLE, NEITHER = ("S", "W", "X"), ("G", "H", "R")
SUITABLE = 0.91
ACTIVITY = (("F1", 0.07), ("P1", 0.005), ("F2", 0.18), ("P2", 0.02), ("F4", 0.03), ("P4", 0.003),
            ("F5", 0.25), ("P5", 0.06), ("G4", 0.11), ("G5", 0.13), ("G6", 0.05))  # fmt: skip
PLAN_CURRENT = 0.87


def care_leaver_table(cut: Cut, cared: InCare, rng: np.random.Generator) -> Table:
    """Those still in care from 16 are eligible; who has left after thirteen weeks in care from
    the age of 16 on is relevant, and former relevant from 18."""
    people = _people(cut, cared)
    count = len(people)
    touch = drawn(IN_TOUCH, count, rng)
    touch = np.where(people["still"], "YES", touch)
    known = np.isin(touch, ("YES", "REFU", "NREQ")) | ((touch == "NO") & (rng.random(count) < 0.3))
    home = np.where(known, drawn(ACCOMMODATION, count, rng), "R")
    home = np.where(touch == "", "", home)
    suitable = np.where(rng.random(count) < SUITABLE, "1", "2")
    suitable = np.where(np.isin(home, NEVER_SUITABLE), "2", suitable)
    told = known & ~np.isin(home, NEITHER)
    seen = cut.last_day - rng.integers(0, 56, count)
    plan = cut.last_day - np.where(
        rng.random(count) < PLAN_CURRENT, rng.integers(0, 176, count), rng.integers(185, 420, count)
    )
    team = np.full(count, TEAM)
    return pa.table(
        {
            "clea_table_id": ids("CL", cut.start + 1 + np.arange(count)),
            "clea_person_id": cut.person(people["child"].to_numpy()),
            "clea_care_leaver_eligibility": texts(people["eligibility"]),
            "clea_care_leaver_in_touch": texts(touch, touch != ""),
            "clea_care_leaver_latest_contact": days(np.where(touch == "YES", seen, NEVER)),
            "clea_care_leaver_accommodation": texts(home, home != ""),
            "clea_care_leaver_accom_suitable": texts(suitable, told),
            "clea_care_leaver_activity": texts(drawn(ACTIVITY, count, rng), known),
            "clea_pathway_plan_review_date": days(plan),
            "clea_care_leaver_allocated_team": texts(np.full(count, "Care Leavers")),
            "clea_care_leaver_worker_id": workers(
                cut, team, people["child"].to_numpy(), np.full(count, cut.last_day)
            ),
        }
    )


def _people(cut: Cut, cared: InCare) -> pd.DataFrame:
    """One row a young person: child, whether ``still`` in care, and eligibility."""
    last = cared.stays.sort_values("start", kind="stable").drop_duplicates("child", keep="last")
    now = cut.last_day
    age = (now - last["born"].to_numpy()) / YEAR
    end = last["end"].to_numpy()
    since = np.maximum(last["start"].to_numpy(), last["born"].to_numpy() + int(14 * YEAR))
    left_old = (np.minimum(end, now) - last["born"].to_numpy()) / YEAR >= 16
    served = np.minimum(end, now) - since >= QUALIFYING_DAYS
    still = end > now
    grown = np.where(age >= 18, "Former relevant", "Relevant")
    last = last.assign(
        still=still, eligibility=np.where(still, "Eligible", np.where(served, grown, "Qualifying"))
    )
    chosen = (age >= 16) & (age < 25) & left_old & (served | ~still)
    return last[chosen].reset_index(drop=True)
