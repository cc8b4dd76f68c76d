"""Section 47 enquiries, initial conferences, child protection plans and their reviews."""

import numpy as np
import pandas as pd

from data.sample.front_door import banded, by_event, drawn, wandering
from data.sample.span import NEVER, WorkingDays, months_on
from data.sample.stories import Stories
from data.sample.streams import Kind

# Share of conferences by working days since the strategy discussion (DfE 2024).
IN_TIME_BANDS = ((2, 10, 9.4), (11, 15, 70.3))
LATE_BANDS = ((16, 20, 8.7), (21, 30, 7.0), (31, 45, 3.4))
CONFERENCES_IN_TIME = 0.815
# Share of plans by days that they last (DfE 2024), before plans that end as care starts.
PLAN_BANDS = ((25, 91, 15.0), (92, 182, 12.0), (183, 364, 43.0), (365, 725, 25.2),
              (733, 1010, 5.0))  # fmt: skip
TRANSFERRED_IN = 0.025
CATEGORIES = (("NEG", 0.49), ("EMO", 0.37), ("PHY", 0.07), ("SAB", 0.04), ("MUL", 0.03))
FIRST_REVIEW_MONTHS, NEXT_REVIEW_MONTHS = 3, 6
REVIEWS_IN_TIME = 0.935


def protected(
    rows: pd.DataFrame, calendar: WorkingDays, stories: Stories, rng: np.random.Generator
) -> pd.DataFrame:
    """The rows with enquiry, conference and plan days."""
    kind, day = rows["kind"].to_numpy(), rows["referred"].to_numpy()
    conferred = np.isin(kind, (Kind.CONFERENCE, Kind.PLAN))
    transfer = (kind == Kind.PLAN) & (by_event(rows, rng) < TRANSFERRED_IN)
    urgent = (kind == Kind.CARE) & (by_event(rows, rng) < 0.55)
    enquired = ((kind == Kind.ENQUIRY) | conferred | urgent) & ~transfer
    soon = np.where(by_event(rows, rng) < 0.72, by_event(rows, rng) * 3, by_event(rows, rng) * 40)
    start = _working_mostly(day + soon.astype(np.int64), calendar, by_event(rows, rng))
    rows["enquiry_start"] = np.where(enquired, start, NEVER)
    ended = calendar.after(start, 3 + (by_event(rows, rng) * 12).astype(np.int64))
    rows["enquiry_end"] = np.where(enquired, ended, NEVER)
    held = calendar.after(
        np.where(transfer, day, start), _conference_days(rows, start, stories, rng)
    )
    rows["conference"] = np.where(conferred, held, NEVER)
    rows["transfer_in"] = transfer
    return _planned(rows, held, calendar, rng)


def _working_mostly(days: np.ndarray, calendar: WorkingDays, at: np.ndarray) -> np.ndarray:
    """Strategy discussions are on working days; a few, after an emergency, at a weekend."""
    return np.where(at < 0.12, days, calendar.on_or_after(days))


def _conference_days(
    rows: pd.DataFrame, start: np.ndarray, stories: Stories, rng: np.random.Generator
) -> np.ndarray:
    """Working days from strategy discussion to conference, slow in the planted summer."""
    usual = wandering(start, CONFERENCES_IN_TIME, 0.04, rng)
    first, last = stories.conference_delay()
    slow = (start >= first - 14) & (start <= last - 20)
    share = np.where(slow, stories.conference_dip.during / 100, usual)
    at, fine = by_event(rows, rng), by_event(rows, rng)
    held = rows["kind"].isin((Kind.CONFERENCE, Kind.PLAN)).to_numpy()
    in_time = np.ones(len(rows), dtype=bool)
    in_time[held] = _in_time(rows[held], start[held], share[held])
    return np.where(in_time, banded(IN_TIME_BANDS, at, fine), banded(LATE_BANDS, at, fine))


def _in_time(rows: pd.DataFrame, start: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Whether each event's conference is in time, so that ``share`` of the children's are.

    Each event in order of time is in time or not by what brings the share so far nearer to what
    it should be: conferences are few in a month, and plain chance would drown the planted summer.
    """
    event = rows["event"].to_numpy()
    heads = np.flatnonzero(np.diff(event, prepend=-1))
    sizes = np.diff(np.append(heads, len(event)))
    chosen, owed = np.zeros(len(heads), dtype=bool), 0.0
    for turn in np.argsort(start[heads], kind="stable"):
        owed += share[heads[turn]] * sizes[turn]
        if owed >= sizes[turn] / 2:
            chosen[turn], owed = True, owed - sizes[turn]
    return np.repeat(chosen, sizes)


def _planned(
    rows: pd.DataFrame, held: np.ndarray, calendar: WorkingDays, rng: np.random.Generator
) -> pd.DataFrame:
    """Nine children in ten of a sibling group get the plan; it ends at a conference."""
    planned = (rows["kind"].to_numpy() == Kind.PLAN) & (
        rows["is_focus"].to_numpy() | (rng.random(len(rows)) < 0.92)
    )
    lasts = banded(PLAN_BANDS, by_event(rows, rng), by_event(rows, rng))
    alone = rng.random(len(rows)) < 0.07
    lasts = np.where(alone, banded(PLAN_BANDS, rng.random(len(rows)), rng.random(len(rows))), lasts)
    ends = np.minimum(calendar.on_or_after(held + lasts), rows["adult"].to_numpy() - 35)
    planned &= ends > held
    rows["plan_start"] = np.where(planned, held, NEVER)
    rows["plan_end"] = np.where(planned, ends, NEVER)
    events = rows.drop_duplicates("event").index
    which = np.searchsorted(rows["event"].to_numpy()[events], rows["event"].to_numpy())
    rows["category"] = drawn(CATEGORIES, len(events), rng)[which]
    changed = rng.random(len(rows)) < 0.09
    rows["latest_category"] = np.where(
        changed, drawn(CATEGORIES, len(rows), rng), rows["category"].to_numpy()
    )
    return rows


def reviews(
    rows: pd.DataFrame, calendar: WorkingDays, last_day: int, rng: np.random.Generator
) -> pd.DataFrame:
    """One row a review conference of a plan: ``row`` (index of ``rows``), due, held, continues.

    The first within three months of the initial conference, the next within six months each; a
    plan's siblings are reviewed together, so that a late review is late for all of them.
    """
    plans = rows[rows["plan_start"] < NEVER]
    due = months_on(plans["plan_start"].to_numpy(), FIRST_REVIEW_MONTHS)
    end, event = plans["plan_end"].to_numpy(), plans["event"].to_numpy()
    index, found, meeting = plans.index.to_numpy(), [], 0
    while len(due):
        late = _late(event, rng)
        held = np.where(late > 0, due + late, due - (event * 7 + meeting * 3) % 12)
        held = np.minimum(calendar.on_or_after(held), end)
        on = (held <= last_day) & (held <= end) & (held > due - 200)
        found.append(
            pd.DataFrame(
                {
                    "row": index[on],
                    "due": due[on],
                    "held": held[on],
                    "continues": held[on] < end[on],
                }
            )
        )
        more = on & (held < end)
        due = months_on(held[more], NEXT_REVIEW_MONTHS)
        end, event, index = end[more], event[more], index[more]
        meeting += 1
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _late(event: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Days late, 0 for most, the same for all children of one event's meeting."""
    events, which = np.unique(event, return_inverse=True)
    late = np.where(rng.random(len(events)) < REVIEWS_IN_TIME, 0, rng.integers(3, 30, len(events)))
    return late[which]
