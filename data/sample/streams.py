"""How many families come to notice, when, and for what: the intensities behind the journeys.

Rates are families' events a year per 10,000 children, set so that the measured levels of the
journeys lie near England's (Characteristics of children in need and Children looked after, 2025).
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np

from data.sample.span import Span, WorkingDays, day_number, month_start, months_between
from data.sample.stories import Stories

SEASON = (1.00, 0.96, 1.10, 0.93, 1.06, 1.10, 1.07, 0.76, 0.97, 1.09, 1.12, 0.84)
PANDEMIC = {(2020, 4): 0.74, (2020, 5): 0.80, (2020, 6): 0.92, (2021, 1): 0.88, (2021, 2): 0.90}


class Kind(IntEnum):
    """How far a referral goes."""

    NO_FURTHER_ACTION = 0
    ASSESSED = 1
    IN_NEED = 2
    ENQUIRY = 3
    CONFERENCE = 4
    PLAN = 5
    CARE = 6
    ASYLUM = 7


@dataclass(frozen=True)
class Stream:
    """``rate`` in events a year per 10,000 children; ``ages`` are (from, to, share) in years."""

    kind: Kind
    rate: float
    ages: tuple[tuple[float, float, float], ...]
    seasonal: float = 1.0
    teenage: bool = False


_ANY_AGE = (
    (-0.35, 0, 0.03), (0, 1, 0.06), (1, 5, 0.21), (5, 10, 0.28), (10, 16, 0.33), (16, 17.8, 0.09),
)  # fmt: skip
_PLAN_AGE = (
    (-0.3, 0, 0.05), (0, 1, 0.11), (1, 5, 0.26), (5, 10, 0.28), (10, 16, 0.27), (16, 17.5, 0.03),
)  # fmt: skip

STREAMS = (
    Stream(Kind.NO_FURTHER_ACTION, 20, _ANY_AGE),
    Stream(Kind.ASSESSED, 76, _ANY_AGE),
    Stream(Kind.IN_NEED, 68, _ANY_AGE),
    Stream(Kind.ENQUIRY, 57, _ANY_AGE),
    Stream(Kind.CONFERENCE, 4.6, _PLAN_AGE),
    Stream(Kind.PLAN, 18, _PLAN_AGE),
    Stream(Kind.CARE, 5.1, ((0, 1, 0.40), (1, 5, 0.36), (5, 11, 0.24)), seasonal=0.5),
    Stream(Kind.CARE, 4.1, ((11, 16, 0.74), (16, 17.6, 0.26)), seasonal=0.5, teenage=True),
    Stream(Kind.ASYLUM, 3.6, ((14, 16, 0.16), (16, 17.75, 0.84)), seasonal=0.3),
)


@dataclass(frozen=True)
class Arrivals:
    """Events in order of stream: day, kind, and the age of the child in mind."""

    day: np.ndarray
    kind: np.ndarray
    age: np.ndarray


def arrivals(span: Span, stories: Stories, population: float, rng: np.random.Generator) -> Arrivals:
    """All first events of the span: referrals from its burn-in on, entries to care far before."""
    days, kinds, ages = [], [], []
    calendar = WorkingDays(span.care_start, span.end)
    for stream in STREAMS:
        made = _days(stream, span, stories, population, calendar, rng)
        days.append(made)
        kinds.append(np.full(len(made), int(stream.kind)))
        ages.append(_ages(stream.ages, len(made), rng))
    return Arrivals(np.concatenate(days), np.concatenate(kinds), np.concatenate(ages))


def _days(
    stream: Stream,
    span: Span,
    stories: Stories,
    population: float,
    calendar: WorkingDays,
    rng: np.random.Generator,
) -> np.ndarray:
    months = months_between(_first_month(stream, span), span.end)
    rate = stream.rate * population / 10_000 / 12
    factors = [_factor(stream, month, stories) for month in months]
    steady = 0.35 if stream.kind in (Kind.CARE, Kind.ASYLUM) else 1.0
    counts = rng.poisson(rate * np.array(factors) * _drift(len(months), rng) ** steady)
    starts = np.array([day_number(month) for month in months])
    lengths = np.array([_days_in(month) for month in months])
    start, length = np.repeat(starts, counts), np.repeat(lengths, counts)
    days = start + (rng.random(len(start)) * length).astype(np.int64)
    worked = calendar.on_or_after(days)
    keep = calendar.is_working(days) | (rng.random(len(days)) < 0.25) | (worked >= start + length)
    return np.where(keep, days, worked)


def _first_month(stream: Stream, span: Span) -> date:
    """Care and plans go further back than other referrals: stays are long, plans repeat."""
    if stream.kind in (Kind.CARE, Kind.ASYLUM):
        return span.care_start
    return span.plans_start if stream.kind == Kind.PLAN else span.front_door_start


def _factor(stream: Stream, month: date, stories: Stories) -> float:
    season = 1 + stream.seasonal * (SEASON[month.month - 1] - 1)
    # What is seasonal bends to the pandemic as much: courts and duty teams went on.
    factor = season * (1 + stream.seasonal * (PANDEMIC.get((month.year, month.month), 1.0) - 1))
    if stream.teenage:
        factor *= _rise(month, stories)
    if stream.kind == Kind.ASYLUM:
        factor *= 0.9 if month.year < 2022 else 1.15
    return factor


def _rise(month: date, stories: Stories) -> float:
    """1 until the rise begins, then half-way at once and the rest over a year."""
    story = stories.adolescents_rise
    since = (month.year - story.first.year) * 12 + month.month - story.first.month
    if since < 0:
        return story.usual
    return story.usual + (story.during - story.usual) * min(1.0, 0.5 + since / 20)


def _drift(months: int, rng: np.random.Generator) -> np.ndarray:
    """A slow wander about 1: demand is not the same every year."""
    drift, level = np.empty(months), 0.0
    for each, step in enumerate(rng.normal(0, 0.018, size=months)):
        level = 0.94 * level + step
        drift[each] = np.exp(level)
    return drift


def _ages(
    parts: tuple[tuple[float, float, float], ...], count: int, rng: np.random.Generator
) -> np.ndarray:
    low, high, share = (np.array(column) for column in zip(*parts, strict=True))
    chosen = rng.choice(len(parts), size=count, p=share / share.sum())
    return low[chosen] + rng.random(count) * (high - low)[chosen]


def _days_in(month: date) -> int:
    return (month_start(month.year, month.month + 1) - month).days
