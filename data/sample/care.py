"""Entering, staying in and leaving care: one row a period of care, from the journeys' rows."""

import numpy as np
import pandas as pd

from data.sample.front_door import by_event, drawn
from data.sample.span import NEVER, YEAR, WorkingDays
from data.sample.streams import Kind

PLANS_ENDING_IN_CARE = 0.13
FEWEST_DAYS = 45
HOME, ADOPTED, GUARDIAN, GROWN = "home", "adopted", "guardian", "grown"
# By age at entry, below each bound in years: how a stay in care will end.
OUTCOMES = (
    (1, ((HOME, 0.28), (ADOPTED, 0.44), (GUARDIAN, 0.18), (GROWN, 0.10))),
    (5, ((HOME, 0.42), (ADOPTED, 0.26), (GUARDIAN, 0.20), (GROWN, 0.12))),
    (11, ((HOME, 0.52), (GUARDIAN, 0.13), (GROWN, 0.35))),
    (16, ((HOME, 0.56), (GUARDIAN, 0.02), (GROWN, 0.42))),
    (99, ((HOME, 0.32), (GROWN, 0.68))),
)
REASONS = {
    HOME: (("E4A", 0.72), ("E4B", 0.14), ("E13", 0.08), ("E8", 0.06)),
    ADOPTED: (("E11", 0.58), ("E12", 0.42)),
    GUARDIAN: (("E45", 0.52), ("E46", 0.12), ("E47", 0.05), ("E48", 0.07), ("E41", 0.24)),
    GROWN: (("E5", 0.40), ("E6", 0.17), ("E17", 0.26), ("E7", 0.08), ("E8", 0.09)),
}


def cared_for(rows: pd.DataFrame, calendar: WorkingDays, rng: np.random.Generator) -> pd.DataFrame:
    """The rows with the day on which care starts and ends, and why; a plan ends as care starts."""
    start = _care_starts(rows, calendar, rng)
    adult, born = rows["adult"].to_numpy(), rows["born"].to_numpy()
    start = np.where(start < adult - FEWEST_DAYS, np.maximum(start, born), NEVER)
    ways, end = _endings(rows, start, adult, rng)
    rows["care_start"] = np.where(start < NEVER, start, NEVER)
    rows["care_end"] = np.where(start < NEVER, end, NEVER)
    rows["care_way"] = np.where(start < NEVER, ways, "")
    rows["care_reason"] = np.where(start < NEVER, _reasons(ways, rng), "")
    until = calendar.on_or_after(
        np.minimum(start, NEVER - 400) + (rng.random(len(rows)) * 40).astype(int)
    )
    until = np.where(rng.random(len(rows)) < 0.4, np.minimum(start, NEVER), until)
    ends = rows["plan_end"].to_numpy()
    rows["plan_end"] = np.where((ends < NEVER) & (start < NEVER), np.minimum(ends, until), ends)
    return rows


def _care_starts(rows: pd.DataFrame, calendar: WorkingDays, rng: np.random.Generator) -> np.ndarray:
    kind, day = rows["kind"].to_numpy(), rows["referred"].to_numpy()
    urgent = by_event(rows, rng) < 0.6
    soon = day + (by_event(rows, rng) ** 2 * 21).astype(np.int64)
    considered = calendar.on_or_after(
        rows["assessment_end"].to_numpy().clip(max=NEVER - 1000)
        + 8 + (by_event(rows, rng) * 110).astype(np.int64)
    )  # fmt: skip
    start = np.where(kind == Kind.CARE, np.where(urgent, soon, considered), NEVER)
    start = np.where(kind == Kind.ASYLUM, day + (rng.random(len(rows)) < 0.3), start)
    plan, until = rows["plan_start"].to_numpy(), rows["plan_end"].to_numpy()
    fails = (plan < NEVER) & (by_event(rows, rng) < PLANS_ENDING_IN_CARE)
    fails &= rng.random(len(rows)) < 0.82
    during = plan + 20 + (by_event(rows, rng) * 0.8 * (until - plan - 20)).astype(np.int64)
    return np.where(fails & (until - plan > 40), during, start)


def _endings(
    rows: pd.DataFrame, start: np.ndarray, adult: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """How each stay ends and the day; all end by the 18th birthday."""
    count = len(rows)
    age = (start - rows["born"].to_numpy()) / YEAR
    ways, low = np.full(count, GROWN, dtype="U8"), -1.0
    for bound, outcomes in OUTCOMES:
        ways = np.where((age >= low) & (age < bound), drawn(outcomes, count, rng), ways)
        low = bound
    together = by_event(rows, rng) < 0.7
    shared = np.where(by_event(rows, rng) < 0.5, HOME, GROWN)
    several = rows.groupby("event")["child"].transform("size").to_numpy() > 1
    young = (ways == ADOPTED) & together
    ways = np.where(several & together & ~young, shared, ways)
    ways = np.where(rows["kind"].to_numpy() == Kind.ASYLUM, GROWN, ways)
    stay = np.where(
        ways == HOME, np.where(rng.random(count) < 0.35, rng.exponential(45, count),
                               rng.exponential(420, count)) + 2,
        np.where(ways == ADOPTED, rng.gamma(6, 110, count) + 150,
                 np.where(ways == GUARDIAN, rng.gamma(4, 105, count) + 60, NEVER)),
    )  # fmt: skip
    end = np.minimum(start + np.minimum(stay, NEVER / 2).astype(np.int64), adult)
    return np.where(end >= adult, GROWN, ways), end


def _reasons(ways: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    reason = np.full(len(ways), "", dtype="U3")
    for way, shares in REASONS.items():
        reason = np.where(ways == way, drawn(shares, len(ways), rng), reason)
    return reason


def periods(rows: pd.DataFrame, last_day: int) -> pd.DataFrame:
    """One row a period of care begun by ``last_day``: journey row, child, start, end, way out."""
    begun = rows[(rows["care_start"] < NEVER) & (rows["care_start"] <= last_day)]
    kept = ["child", "born", "adult", "sex", "kind", "care_start", "care_end", "care_way",
            "care_reason", "need"]  # fmt: skip
    found = begun[kept].rename(columns={"care_start": "start", "care_end": "end"})
    found["row"] = begun.index
    return found.sort_values(["start", "child"], kind="stable", ignore_index=True)
