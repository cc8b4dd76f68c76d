"""Contacts, referrals and assessments: how a family comes to notice and what is decided."""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.sample.population import Children
from data.sample.span import NEVER, WorkingDays
from data.sample.streams import Kind

# Share of assessments by working days taken (Characteristics of children in need, 2024): up to 45.
IN_TIME_BANDS = ((0, 0, 1.5), (1, 10, 11.4), (11, 20, 17.3), (21, 30, 16.0), (31, 40, 20.2),
                 (41, 45, 18.1))  # fmt: skip
LATE_BANDS = ((46, 50, 6.0), (51, 60, 4.6), (61, 90, 4.0), (91, 130, 1.0))
ASSESSMENTS_IN_TIME = 0.845
# Of every hundred families assessed and closed, those who go on to early help.
STEPPED_ACROSS = 34
PLAN_IN_NEED_SHARE = {Kind.IN_NEED: 1.0, Kind.ENQUIRY: 0.62, Kind.CONFERENCE: 0.9}

SOURCES = (
    ("1A", 0.045), ("1B", 0.030), ("1C", 0.015), ("1D", 0.010), ("2A", 0.195), ("2B", 0.012),
    ("3A", 0.022), ("3B", 0.024), ("3C", 0.006), ("3D", 0.020), ("3E", 0.038), ("3F", 0.042),
    ("4", 0.016), ("5A", 0.090), ("5B", 0.028), ("5C", 0.022), ("6", 0.285), ("7", 0.028),
    ("8", 0.040), ("9", 0.022), ("10", 0.010),
)  # fmt: skip
SOURCE_NAMES = {
    "1A": "Individual: family member, relative or carer", "1B": "Individual: acquaintance",
    "1C": "Individual: self", "1D": "Individual: other", "2A": "Schools",
    "2B": "Education services", "3A": "Health services: GP",
    "3B": "Health services: health visitor",
    "3C": "Health services: school nurse", "3D": "Health services: other primary health services",
    "3E": "Health services: A and E", "3F": "Health services: other", "4": "Housing",
    "5A": "LA services: social care", "5B": "LA services: other internal",
    "5C": "LA services: external", "6": "Police", "7": "Other legal agency", "8": "Other",
    "9": "Anonymous", "10": "Unknown",
}  # fmt: skip
NEEDS = (
    ("N1", 0.575), ("N2", 0.06), ("N3", 0.035), ("N4", 0.09), ("N5", 0.145), ("N6", 0.025),
    ("N7", 0.005), ("N8", 0.015), ("N9", 0.01), ("N0", 0.04),
)  # fmt: skip
ARRIVING_ETHNICITY = (("BAFR", 0.42), ("OOTH", 0.33), ("AOTH", 0.22), ("WOTH", 0.03))


def with_asylum_seekers(
    children: Children, days: np.ndarray, ages: np.ndarray, rng: np.random.Generator
) -> Children:
    """The children and, after them, one for each arrival: each a family alone, most of them boys,
    the day of birth not known and so set to the 15th."""
    count = len(days)
    months = (days - (ages * 365.25).astype(np.int64)).astype("datetime64[D]")
    born = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + 14
    families = len(children.first_member) - 1
    return replace(
        children,
        born=np.concatenate([children.born, born]),
        sex=np.concatenate([children.sex, np.where(rng.random(count) < 0.95, "M", "F")]),
        ethnicity=np.concatenate([children.ethnicity, drawn(ARRIVING_ETHNICITY, count, rng)]),
        disabled=np.concatenate([children.disabled, np.zeros(count, dtype=bool)]),
        family=np.concatenate([children.family, families + np.arange(count)]),
        weight=np.concatenate([children.weight, np.zeros(count)]),
        members=np.concatenate([children.members, len(children) + np.arange(count)]),
        first_member=np.concatenate(
            [children.first_member, children.first_member[-1] + 1 + np.arange(count)]
        ),
    )


def drawn(
    shares: tuple[tuple[str, float], ...], count: int, rng: np.random.Generator
) -> np.ndarray:
    """``count`` codes drawn by their shares."""
    codes, weights = zip(*shares, strict=True)
    weights = np.array(weights)
    return np.array(codes)[rng.choice(len(codes), size=count, p=weights / weights.sum())]


def by_event(rows: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """A random number 0-1 for each row, the same for all rows of one event."""
    codes = rows["event"].to_numpy() - rows["event"].min() if len(rows) else np.array([], int)
    return rng.random(int(codes.max()) + 1 if len(codes) else 0)[codes]


def banded(
    bands: tuple[tuple[int, int, float], ...], at: np.ndarray, fine: np.ndarray
) -> np.ndarray:
    """Whole numbers spread over ``bands`` (from, to, share) by two random numbers a row."""
    low, high, share = (np.array(column) for column in zip(*bands, strict=True))
    chosen = np.minimum(
        np.searchsorted(np.cumsum(share / share.sum()), at, side="right"), len(low) - 1
    )
    return low[chosen] + (fine * (high - low + 1)[chosen]).astype(np.int64)


def wandering(
    days: np.ndarray, usual: float, spread: float, rng: np.random.Generator
) -> np.ndarray:
    """A share that wanders month by month about ``usual``, for each day."""
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    if not len(month):
        return np.array([])
    steps = rng.normal(0, spread / 2, size=int(month.max() - month.min()) + 1)
    level, levels = 0.0, np.empty(len(steps))
    for each, step in enumerate(steps):
        level = 0.85 * level + step
        levels[each] = level
    return np.clip(usual + levels, 0.02, 0.98)[month - month.min()]


def assessed(rows: pd.DataFrame, calendar: WorkingDays, rng: np.random.Generator) -> pd.DataFrame:
    """The rows with their source, need, and the assessment of all but those taken no further."""
    count, kind, day = len(rows), rows["kind"].to_numpy(), rows["referred"].to_numpy()
    firsts = rows.drop_duplicates("event").index
    which = np.searchsorted(rows["event"].to_numpy()[firsts], rows["event"].to_numpy())
    rows["source"] = drawn(SOURCES, len(firsts), rng)[which]
    rows["need"] = drawn(NEEDS, len(firsts), rng)[which]
    rows.loc[kind >= Kind.ENQUIRY, "need"] = np.where(
        rng.random(int((kind >= Kind.ENQUIRY).sum())) < 0.8, "N1", "N5"
    )
    rows.loc[kind == Kind.ASYLUM, ["source", "need"]] = ["6", "N8"]
    starts = calendar.on_or_after(day)
    starts = np.where(by_event(rows, rng) < 0.9, starts, calendar.after(day, 1))
    in_time = by_event(rows, rng) < wandering(day, ASSESSMENTS_IN_TIME, 0.03, rng)
    at, fine = by_event(rows, rng), by_event(rows, rng)
    taken = np.where(in_time, banded(IN_TIME_BANDS, at, fine), banded(LATE_BANDS, at, fine))
    own_pace = rng.random(count) < 0.08
    taken = np.where(own_pace, np.maximum(taken - rng.integers(0, 8, count), 0), taken)
    has = kind > Kind.NO_FURTHER_ACTION
    rows["assessment_start"] = np.where(has, starts, NEVER)
    rows["assessment_end"] = np.where(has, calendar.after(starts, taken), NEVER)
    return rows


def closed(rows: pd.DataFrame, calendar: WorkingDays, rng: np.random.Generator) -> pd.DataFrame:
    """The rows with their child in need plan and the day on which the case closes and why."""
    kind, count = rows["kind"].to_numpy(), len(rows)
    assessed_on = rows["assessment_end"].to_numpy()
    shares = np.array([PLAN_IN_NEED_SHARE.get(each, 0.0) for each in Kind])[kind]
    planned = by_event(rows, rng) < shares
    stay = np.exp(np.log(125) + by_event_normal(rows, rng) * 0.85)
    stepped = rows["plan_end"].to_numpy() + by_event(rows, rng) * 180 + 10
    after_care = rows["care_end"].to_numpy() + rng.exponential(80, count)
    start = np.where(planned, calendar.after(assessed_on, 3), NEVER)
    end = np.where(planned, start + stay.astype(np.int64) + 14, NEVER)
    start = np.where(kind == Kind.PLAN, rows["plan_end"], start)
    end = np.where(kind == Kind.PLAN, stepped, end)
    adult = rows["adult"].to_numpy()
    quick = rows["referred"].to_numpy() + 1 + (rng.random(count) * 3).astype(np.int64)
    done = np.where(kind == Kind.NO_FURTHER_ACTION, quick, assessed_on + rng.integers(1, 9, count))
    last = np.maximum(done, _known(rows["enquiry_end"]))
    last = np.maximum(last, _known(rows["conference"]) + 5)
    last = np.maximum(last, np.where(end < NEVER, end, 0))
    in_care = rows["care_start"].to_numpy() < NEVER
    last = np.where(
        in_care, np.maximum(np.maximum(after_care, done), _known(rows["plan_end"])), last
    )
    last = np.minimum(calendar.on_or_after(last.astype(np.int64)), np.maximum(adult, done + 1))
    start = np.where(in_care | (start >= last), NEVER, start)
    rows["in_need_start"] = start
    rows["in_need_end"] = np.where(start < NEVER, np.minimum(end, last), NEVER).astype(np.int64)
    rows["closed"] = np.maximum(last, _known(rows["care_end"])).astype(np.int64)
    no_plan = (kind == Kind.ENQUIRY) & (start == NEVER)
    assessed_only = np.isin(kind, (Kind.NO_FURTHER_ACTION, Kind.ASSESSED)) | no_plan
    rows["close_reason"] = np.where(assessed_only, "RC8", "RC7")
    helped = (kind == Kind.ASSESSED) & (rows["event"].to_numpy() * 37 % 100 < STEPPED_ACROSS)
    rows.loc[helped, "close_reason"] = "RC9"
    adopted, guarded = rows["care_reason"].isin(["E11", "E12"]), rows["care_reason"].isin(["E48"])
    rows.loc[adopted, "close_reason"] = "RC1"
    rows.loc[guarded, "close_reason"] = "RC4"
    return rows


def by_event_normal(rows: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """A standard normal number for each row, the same for all rows of one event."""
    even, odd = by_event(rows, rng), by_event(rows, rng)
    return np.sqrt(-2 * np.log(1 - even)) * np.cos(2 * np.pi * odd)


def _known(days: pd.Series) -> np.ndarray:
    """Days, 0 in place of NEVER, so that a maximum passes over what did not happen."""
    values = days.to_numpy()
    return np.where(values < NEVER, values, 0)
