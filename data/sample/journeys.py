"""Children → journeys: what follows each referral, one row a referred child.

A journey is a row of days: referral, assessment, section 47 enquiry, conference, child protection
plan, care, and the day on which the case closes. NEVER stands where a thing does not happen. All
of a row lies between its referral and its closure, and a child's rows do not overlap, so that no
child has two plans or two stays in care at once.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.sample import care, front_door, protection
from data.sample.population import Children, child_near_age
from data.sample.span import NEVER, YEAR, Span, WorkingDays, day_number
from data.sample.stories import Stories
from data.sample.streams import Arrivals, Kind

GENERATIONS = 7
SIBLING_JOINS = {
    Kind.NO_FURTHER_ACTION: 0.45,
    Kind.ASSESSED: 0.62,
    Kind.IN_NEED: 0.62,
    Kind.ENQUIRY: 0.62,
    Kind.CONFERENCE: 0.80,
    Kind.PLAN: 0.86,
    Kind.CARE: 0.42,
    Kind.ASYLUM: 0.0,
}
RETURNS = {
    Kind.NO_FURTHER_ACTION: 0.33,
    Kind.ASSESSED: 0.33,
    Kind.IN_NEED: 0.28,
    Kind.ENQUIRY: 0.31,
    Kind.CONFERENCE: 0.22,
    Kind.PLAN: 0.13,
    Kind.CARE: 0.06,
    Kind.ASYLUM: 0.0,
}
RETURN_KINDS = (
    (Kind.NO_FURTHER_ACTION, 0.06), (Kind.ASSESSED, 0.29), (Kind.IN_NEED, 0.31),
    (Kind.ENQUIRY, 0.24), (Kind.CONFERENCE, 0.02), (Kind.PLAN, 0.08),
)  # fmt: skip
REPEAT_PLAN_SHARE = 0.23
CARE_RETURN_SHARE = 0.16


@dataclass(frozen=True)
class Making:
    """What every step of the making needs."""

    span: Span
    stories: Stories
    calendar: WorkingDays
    children: Children
    rng: np.random.Generator
    plant: bool = True


def journeys(arrived: Arrivals, made: Making) -> tuple[pd.DataFrame, Children]:
    """All journeys in order of child and referral, and the children with those newly arrived."""
    events, children = _first_events(arrived, made)
    made = replace(made, children=children)
    generations, event_count = [], 0
    for _ in range(GENERATIONS):
        events["event"] = np.arange(event_count, event_count + len(events))
        event_count += len(events)
        rows = _followed(_with_siblings(events, made), made)
        generations.append(rows)
        events = _returns(rows, made)
        if events.empty:
            break
    rows = pd.concat(generations, ignore_index=True)
    return _without_overlaps(rows), children


def _first_events(arrived: Arrivals, made: Making) -> tuple[pd.DataFrame, Children]:
    """One row an event; asylum seekers become new children at the end of the population."""
    events = pd.DataFrame({"referred": arrived.day, "kind": arrived.kind})
    events["focus"] = child_near_age(made.children, arrived.day, arrived.age, made.rng)
    alone = (events["kind"] == Kind.ASYLUM).to_numpy()
    children = front_door.with_asylum_seekers(
        made.children, arrived.day[alone], arrived.age[alone], made.rng
    )
    events.loc[alone, "focus"] = np.arange(len(made.children), len(children))
    return events[events["focus"] >= 0].reset_index(drop=True), children


def _with_siblings(events: pd.DataFrame, made: Making) -> pd.DataFrame:
    """One row a child: the child in mind and those siblings under 18 whom the event concerns."""
    children = made.children
    event, child = children.families_of(events["focus"].to_numpy())
    rows = events.iloc[event].reset_index(drop=True)
    born, day = children.born[child], rows["referred"].to_numpy()
    joins = np.array([SIBLING_JOINS[kind] for kind in Kind])[rows["kind"].to_numpy()]
    is_focus = child == rows["focus"].to_numpy()
    aged = (born <= day + 120) & (born > day - 17.8 * YEAR)
    known = aged & (is_focus | (made.rng.random(len(rows)) < joins))
    rows["child"], rows["born"], rows["is_focus"] = child, born, is_focus
    rows["adult"] = born + np.int64(18 * YEAR)
    return rows[known].reset_index(drop=True)


def _followed(rows: pd.DataFrame, made: Making) -> pd.DataFrame:
    """Everything that follows from each row's referral."""
    rows = front_door.assessed(rows, made.calendar, made.rng)
    rows = protection.protected(rows, made.calendar, made.stories, made.rng)
    rows = care.cared_for(rows, made.calendar, made.rng)
    return front_door.closed(rows, made.calendar, made.rng)


def _returns(rows: pd.DataFrame, made: Making) -> pd.DataFrame:
    """The families that come back after their case closed: re-referrals, second plans, returns
    to care after going home."""
    rng, heads = made.rng, rows[rows["is_focus"]]
    closed = rows.groupby("event")["closed"].max().reindex(heads["event"]).to_numpy()
    kind, focus = heads["kind"].to_numpy(), heads["focus"].to_numpy()
    again = rng.random(len(heads)) < np.array([RETURNS[each] for each in Kind])[kind]
    kinds, shares = (np.array(column) for column in zip(*RETURN_KINDS, strict=True))
    general = _event(
        closed + rng.exponential(115, len(heads)), rng.choice(kinds, len(heads), p=shares), focus
    )[again]
    planned = (heads["plan_start"] < NEVER).to_numpy()
    second = planned & (rng.random(len(heads)) < REPEAT_PLAN_SHARE)
    repeat = _event(closed + rng.gamma(1.6, 330, len(heads)), int(Kind.PLAN), focus)[second]
    home = heads["care_reason"].isin(["E4A", "E4B", "E13"]).to_numpy()
    back = home & (rng.random(len(heads)) < CARE_RETURN_SHARE)
    recare = _event(closed + rng.exponential(200, len(heads)), int(Kind.CARE), focus)[back]
    found = pd.concat([general, repeat, recare], ignore_index=True)
    found["referred"] = found["referred"].astype(np.int64) + 1
    deep = found["kind"].isin([Kind.PLAN, Kind.CARE])
    begun = deep | (found["referred"] >= day_number(made.span.front_door_start))
    return found[begun & (found["referred"] <= made.span.last_day)].reset_index(drop=True)


def _event(day: np.ndarray, kind: np.ndarray | int, focus: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"referred": day, "kind": kind, "focus": focus})


def _without_overlaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that begin after everything earlier of the same child has closed: news of a child
    whose case is open is no referral."""
    rows = rows.sort_values(["child", "referred", "event"], kind="stable", ignore_index=True)
    child, day = rows["child"].to_numpy(), rows["referred"].to_numpy()
    closed = np.minimum(rows["closed"].to_numpy(), NEVER)
    stride = np.int64(1) << 32
    until = np.maximum.accumulate(child * stride + closed)
    before = np.concatenate([[-1], until[:-1]])
    return rows[day + child * stride > before].reset_index(drop=True)
