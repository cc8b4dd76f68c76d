"""What is done for children in care, and recorded beside where they live: reviews of their care,
visits, health assessments and dental checks. One row a happening, drawn stay by stay."""

import numpy as np
import pandas as pd
import pyarrow as pa

from data.sample.care_tables import InCare
from data.sample.cells import Cut, Table, days, flags, ids, texts
from data.sample.front_door import drawn
from data.sample.span import YEAR, WorkingDays, day_number, months_on

FIRST_REVIEW_WORKING_DAYS = 20
REVIEW_MONTHS = (3, 6)  # the second, and each later one
REVIEWS_LATE = 0.075
TAKES_PART = (("PN1", 0.44), ("PN2", 0.06), ("PN3", 0.04), ("PN4", 0.02), ("PN5", 0.09),
              ("PN6", 0.28), ("PN7", 0.06), ("", 0.01))  # fmt: skip
AGE_TAKING_PART = 4
VISIT_DAYS, VISITS_LATE = (18, 41), 0.055
# Visits fill many rows: the extract holds them for two years and a month, as of other children.
VISIT_HISTORY_MONTHS = 25
# Days between two checks below and from the age of five, and those that come to nothing.
UNDER = 5
HEALTH_DAYS, DENTAL_DAYS = ((158, 179), (318, 361)), ((300, 362), (300, 362))
HEALTH_MISSED, DENTAL_MISSED = 0.075, 0.33
MISSED = (("Refused", 0.55), ("Cancelled", 0.45))


def care_work_tables(cut: Cut, cared: InCare, rng: np.random.Generator) -> dict[str, Table]:
    """The tables of reviews, visits and health checks."""
    stays = cared.stays.assign(
        stay=10_000 + cut.start + np.arange(len(cared.stays)),
        until=np.minimum(cared.stays["end"], cut.last_day + 1),
    )
    return {
        "ssd_cla_reviews": _review_table(cut, stays, rng),
        "ssd_cla_visits": _visit_table(cut, stays, rng),
        "ssd_cla_health": _health_table(cut, stays, rng),
    }


def _review_table(cut: Cut, stays: pd.DataFrame, rng: np.random.Generator) -> Table:
    made = reviews(stays, cut.made.calendar, rng)
    made = made[made["held"] >= cut.made.span.history_start].reset_index(drop=True)
    of = stays.iloc[made["at"]]
    young = made["held"].to_numpy() - of["born"].to_numpy() < AGE_TAKING_PART * YEAR
    says = np.where(young, "PN0", drawn(TAKES_PART, len(made), rng))
    return pa.table(
        {
            "clar_cla_review_id": ids("RV", cut.start * 10 + 1 + np.arange(len(made))),
            "clar_cla_id": ids("L", of["stay"].to_numpy()),
            "clar_cla_review_due_date": days(made["due"]),
            "clar_cla_review_date": days(made["held"]),
            "clar_cla_review_cancelled": flags(np.zeros(len(made), dtype=bool)),
            "clar_cla_review_participation": texts(says, says != ""),
        }
    )


def reviews(stays: pd.DataFrame, calendar: WorkingDays, rng: np.random.Generator) -> pd.DataFrame:
    """One row a review held: ``at`` (position of the stay), due, held. The next is due from the
    day on which the last was held."""
    at, found = np.arange(len(stays)), []
    until = stays["until"].to_numpy()
    since = stays["start"].to_numpy()
    due = calendar.after(since, FIRST_REVIEW_WORKING_DAYS)
    turn = 0
    while len(at):
        late = rng.random(len(at)) < REVIEWS_LATE
        early = rng.integers(0, 6 if turn == 0 else 18, len(at))
        held = np.where(late, due + rng.integers(2, 35, len(at)), due - early)
        # Nothing is held at a weekend; what would be late by it is held the week before.
        held = calendar.on_or_after(held)
        held = np.where(~late & (held > due), held - 7, held)
        on = (held > since) & (held < until[at])
        found.append(pd.DataFrame({"at": at[on], "due": due[on], "held": held[on]}))
        at, since = at[on], held[on]
        due = months_on(since, REVIEW_MONTHS[min(turn, 1)])
        turn += 1
    return pd.concat(found).sort_values(["held", "at"], kind="stable", ignore_index=True)


def _visit_table(cut: Cut, stays: pd.DataFrame, rng: np.random.Generator) -> Table:
    first = day_number(cut.made.span.month_end(-VISIT_HISTORY_MONTHS)) + 1
    made = _at_intervals(stays, np.maximum(stays["start"].to_numpy(), first), VISIT_DAYS, rng)
    made["day"] = cut.made.calendar.on_or_after(made["day"].to_numpy())
    of = stays.iloc[made["at"]]
    made = made[(made["day"] < of["until"].to_numpy()) & (rng.random(len(made)) >= VISITS_LATE)]
    of, count = stays.iloc[made["at"]], len(made)
    seen = rng.random(count) < 0.975
    return pa.table(
        {
            "clav_cla_visit_id": ids("VC", cut.start * 40 + 1 + np.arange(count)),
            "clav_cla_id": ids("L", of["stay"].to_numpy()),
            "clav_person_id": cut.person(of["child"].to_numpy()),
            "clav_cla_visit_date": days(made["day"]),
            "clav_cla_visit_seen": flags(seen, rng.random(count) >= 0.01),
            "clav_cla_visit_seen_alone": flags(seen & (rng.random(count) < 0.58)),
        }
    )


def _at_intervals(
    stays: pd.DataFrame, first: np.ndarray, gap: tuple[int, int], rng: np.random.Generator
) -> pd.DataFrame:
    """One row a day (``day``) of a stay (``at``), one random gap after another from ``first``."""
    length = (stays["until"].to_numpy() - first).clip(min=0)
    count = length // gap[0] + 1
    steps = rng.integers(gap[0], gap[1], count.sum())
    through = np.cumsum(steps)
    before = np.repeat(np.concatenate([[0], through[np.cumsum(count)[:-1] - 1]]), count)
    at = np.repeat(np.arange(len(stays)), count)
    day = first[at] + through - before
    within = day < stays["until"].to_numpy()[at]
    return pd.DataFrame({"at": at[within], "day": day[within]})


def _health_table(cut: Cut, stays: pd.DataFrame, rng: np.random.Generator) -> Table:
    health = _checks(stays, 12, HEALTH_DAYS, HEALTH_MISSED, rng)
    first = ~health["at"].duplicated()
    health["type"] = np.where(first, "Initial Health Assessment", "Review Health Assessment")
    dental = _checks(stays, 60, DENTAL_DAYS, DENTAL_MISSED, rng).assign(type="Dental Check")
    made = pd.concat([health, dental], ignore_index=True)
    known = (made["day"] >= cut.made.span.history_start) & (made["day"] <= cut.last_day + 60)
    made = made[known].sort_values(["day", "at", "type"], kind="stable", ignore_index=True)
    status = np.where(made["day"] > cut.last_day, "Planned", made["status"])
    of = stays.iloc[made["at"]]
    return pa.table(
        {
            "clah_health_check_id": ids("HC", cut.start * 20 + 1 + np.arange(len(made))),
            "clah_person_id": cut.person(of["child"].to_numpy()),
            "clah_health_check_type": texts(made["type"]),
            "clah_health_check_date": days(made["day"]),
            "clah_health_check_status": texts(status),
        }
    )


def _checks(
    stays: pd.DataFrame,
    soon: int,
    gaps: tuple[tuple[int, int], tuple[int, int]],
    missed: float,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """One row a check arranged: ``at`` (position of the stay), day, status. The first is ``soon``
    after care starts, and the next one gap later, shorter below the age of five."""
    at, found = np.arange(len(stays)), []
    born, end = stays["born"].to_numpy(), stays["end"].to_numpy()
    last = stays["until"].to_numpy() + 60
    day = stays["start"].to_numpy() + soon + rng.integers(0, 18, len(stays))
    while len(at):
        on = (day < end[at]) & (day < last[at])
        at, day = at[on], day[on]
        status = np.where(rng.random(len(at)) < missed, drawn(MISSED, len(at), rng), "Completed")
        found.append(pd.DataFrame({"at": at, "day": day, "status": status}))
        young = day - born[at] < UNDER * YEAR
        (low, high), (older_low, older_high) = gaps
        day = day + np.where(
            young, rng.integers(low, high, len(at)), rng.integers(older_low, older_high, len(at))
        )
    return pd.concat(found).sort_values(["day", "at"], kind="stable", ignore_index=True)
