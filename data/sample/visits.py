"""Visits to children on protection plans and child in need plans: the social worker sees a
family's children together, mostly within the standard, and now and then late."""

import numpy as np
import pandas as pd
import pyarrow as pa

from data.sample.cells import Cut, Table, days, flags, ids
from data.sample.front_door import banded
from data.sample.span import NEVER, YEAR, WorkingDays, day_number

# Working days between two visits (from, to, share): most within ten, or within four weeks.
PROTECTION_GAPS = ((4, 7, 38.0), (8, 10, 57.0), (11, 15, 3.6), (16, 30, 1.4))
NEED_GAPS = ((6, 12, 33.0), (13, 19, 59.0), (21, 30, 6.0), (31, 50, 2.0))
# Visits fill more rows than all else: the extract holds them for two years and a month.
HISTORY_MONTHS = 25
SEEN, SEEN_UNKNOWN, ALONE, BEDROOM = 0.965, 0.01, 0.62, 0.4
AGE_SEEN_ALONE = 4


def visit_tables(cut: Cut, rng: np.random.Generator) -> dict[str, Table]:
    """Both tables of visits, of the last HISTORY_MONTHS months."""
    protection = _visits(cut, ("plan_start", "plan_end"), PROTECTION_GAPS, rng)
    need = _visits(cut, ("in_need_start", "in_need_end"), NEED_GAPS, rng)
    plan = ids("P", 600_000 + cut.start * 10 + protection["row"].to_numpy())
    return {
        "ssd_cp_visits": _table(cut, "VP", ("cppv", "cppv_cp"), protection, rng).append_column(
            "cppv_cp_plan_id", plan
        ),
        "ssd_cin_visits": _table(cut, "VN", ("cinv", "cinv_cin"), need, rng),
    }


def _visits(
    cut: Cut,
    spell: tuple[str, str],
    gaps: tuple[tuple[int, int, float], ...],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """One row a child visited: ``row`` of the journeys, ``day``. An event's children are visited
    on the same days, each from the day after the own plan's start until its end."""
    start, end = (cut.rows[name].to_numpy() for name in spell)
    plans = pd.DataFrame({"row": np.arange(len(start)), "event": cut.rows["event"].to_numpy()})
    plans["start"], plans["end"] = start, np.minimum(end, cut.last_day)
    history = day_number(cut.made.span.month_end(-HISTORY_MONTHS)) + 1
    plans = plans[(start < NEVER) & (start < plans["end"]) & (end >= history)]
    made = _of_events(plans, cut.made.calendar, gaps, rng)
    made = made.merge(plans, on="event")
    first = np.maximum(made["start"] + 1, history)
    made = made[(made["day"] >= first) & (made["day"] <= made["end"])]
    return made.sort_values(["day", "row"], kind="stable", ignore_index=True)


def _of_events(
    plans: pd.DataFrame,
    calendar: WorkingDays,
    gaps: tuple[tuple[int, int, float], ...],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """The days on which each event's family is visited, one gap after another."""
    events = plans.groupby("event").agg(start=("start", "min"), end=("end", "max"))
    length = (events["end"] - events["start"]).to_numpy()
    fewest = min(low for low, _, _ in gaps)
    count = length // fewest + 1
    gap = banded(gaps, rng.random(count.sum()), rng.random(count.sum()))
    through = np.cumsum(gap)
    before = np.repeat(np.concatenate([[0], through[np.cumsum(count)[:-1] - 1]]), count)
    elapsed, which = through - before, np.repeat(np.arange(len(count)), count)
    # A working week is seven days of the calendar: no later than that many days can be visited.
    within = elapsed <= length[which] * 5 // 7 + 2
    start = events["start"].to_numpy()[which[within]]
    day = calendar.after(start, elapsed[within])
    return pd.DataFrame({"event": events.index.to_numpy()[which[within]], "day": day})


def _table(
    cut: Cut,
    letters: str,
    columns: tuple[str, str],
    visits: pd.DataFrame,
    rng: np.random.Generator,
) -> Table:
    """``columns`` are what the person's column begins with, and the others."""
    whose, visit = columns
    row, count = visits["row"].to_numpy(), len(visits)
    child = cut.rows["child"].to_numpy()[row]
    seen = rng.random(count) < SEEN
    old = visits["day"].to_numpy() - cut.rows["born"].to_numpy()[row] >= AGE_SEEN_ALONE * YEAR
    known = rng.random(count) >= SEEN_UNKNOWN
    return pa.table(
        {
            f"{visit}_visit_id": ids(letters, cut.start * 40 + 1 + np.arange(count)),
            f"{whose}_person_id": cut.person(child),
            f"{visit}_visit_date": days(visits["day"]),
            f"{visit}_visit_seen": flags(seen, known),
            f"{visit}_visit_seen_alone": flags(seen & old & (rng.random(count) < ALONE), known),
            f"{visit}_visit_bedroom": flags(seen & (rng.random(count) < BEDROOM), known),
        }
    )
