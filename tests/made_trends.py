"""Trends made by hand for tests of what draws them: plain values, no database."""

from dataclasses import replace
from datetime import date, timedelta

from queries.catalogue import Indicator
from queries.trends.view import (
    Comparator,
    CouncilName,
    Signal,
    TargetStep,
    Trend,
    TrendRow,
)

NEIGHBOURS = Comparator(
    "statistical_neighbours",
    "2025",
    "median",
    tuple(CouncilName(str(900 + at), f"Neighbour {at}") for at in range(1, 11)),
)


def made_indicator(slug: str = "reviews_in_timescale", **changed) -> Indicator:
    """An indicator of child protection, a percentage unless told otherwise."""
    given = {
        "slug": slug,
        "theme": "child_protection",
        "title": "Review conferences in timescale",
        "short": "Reviews on time",
        "definition": "Children whose child protection reviews were all held in time.",
        "why": "A plan that nobody reviews is a plan that nobody is following.",
        "numerator": "children with every review in time",
        "denominator": "children with a plan for three months or more",
        "units": ("percent",),
        "windows": ("r", "m"),
        "better": "higher",
        "order": 1,
        "disclosure": "children",
        "splits": ("age",),
    }
    return Indicator.model_validate(given | changed)


def month_ends(first: date, count: int) -> list[date]:
    """``count`` month ends from the month of ``first``."""
    found = []
    day = first.replace(day=1)
    for _ in range(count):
        following = (day + timedelta(days=32)).replace(day=1)
        found.append(following - timedelta(days=1))
        day = following
    return found


def published_fields(day: date, base: float, last_year: int = 2025) -> dict:
    """A neighbours' band round ``base``, published to 31 March ``last_year`` and then carried."""
    year = day.year if day.month < 4 else day.year + 1
    shown = min(year, last_year)
    drift = (shown - 2021) * 0.4
    return {
        "neighbour_min": base - 8 + drift,
        "neighbour_q1": base - 3 + drift,
        "neighbour_median": base + drift,
        "neighbour_mean": base + drift + 0.5,
        "neighbour_q3": base + 4 + drift,
        "neighbour_max": base + 9 + drift,
        "neighbour_count": 10,
        "england": base - 5,
        "region": base + 2,
        "published_period": f"{shown - 1}/{shown % 100:02d}",
        "carried_forward": year > last_year,
        "rank": 9,
    }


def made_rows(values: list[float | None], first: date = date(2021, 4, 1), **fields) -> list:
    """A monthly series with a band round 80 and a target of 85."""
    rows = []
    for day, value in zip(month_ends(first, len(values)), values, strict=True):
        rows.append(
            TrendRow(
                period_end=day,
                member="",
                value=value,
                numerator=None if value is None else round(value * 3.2),
                denominator=None if value is None else 320,
                status="ok" if value is not None else "suppressed",
                source="cases",
                target=85,
                target_status=None if value is None else ("met" if value >= 85 else "not_met"),
                window="m",
                **published_fields(day, 80),
            )
        )
        if fields:
            rows[-1] = replace(rows[-1], **fields)
    return rows


def made_trend(values: list[float | None] | None = None, **changed) -> Trend:
    """Five and a half years of a percentage, by default, with two signals and a target."""
    if values is None:
        values = [88 - (at % 7) - (12 if 48 <= at < 52 else 0) + at / 20 for at in range(67)]
    rows = made_rows(values)
    known = [row for row in rows if row.value is not None]
    lowest = min(known, key=lambda row: row.value) if known else None
    given = {
        "indicator": made_indicator(),
        "unit": "percent",
        "window": "m",
        "split": "",
        "council": CouncilName("E06009900", "Wayshire"),
        "comparator": NEIGHBOURS,
        "generation": "20261103T081500",
        "rows": tuple(rows),
        "targets": (
            TargetStep(date(2021, 4, 1), date(2023, 4, 1), 80, None, ">=", "≥80%", "2021/22", ""),
            TargetStep(date(2023, 4, 1), None, 85, None, ">=", "≥85%", "2023/24", ""),
        ),
        "signals": (Signal(lowest.period_end, "beyond_limits", "low", "concerning"),)
        if lowest
        else (),
        "verdict": "Reviews on time: 88.4%, above the 85% target. No significant change.",
        "latest": known[-1] if known else (rows[-1] if rows else None),
        "year_before": known[-13] if len(known) > 13 else None,
    }
    return Trend(**(given | changed))


def yearly_trend() -> Trend:
    """A council's own published years, 2016/17 to 2024/25, one of them suppressed."""
    rows = []
    for at, year in enumerate(range(2017, 2026)):
        value = None if year == 2020 else 20 + at * 0.7
        rows.append(
            TrendRow(
                period_end=date(year, 3, 31),
                member="",
                value=value,
                numerator=None,
                denominator=None,
                status="ok" if value is not None else "suppressed",
                source="published",
                window="a",
                release="LAIT 2025",
                **published_fields(date(year, 3, 31), 22),
            )
        )
    return made_trend(
        rows=tuple(rows), window="a", targets=(), signals=(), latest=rows[-1], year_before=rows[-2]
    )


def split_trend(members: int) -> Trend:
    """A trend split into ``members`` parts."""
    names = [f"Part {at + 1}" for at in range(members)]
    rows = [
        replace(row, member=name, neighbour_q1=None, target=None)
        for at, name in enumerate(names)
        for row in made_rows([60 + at * 5 + (step % 5) for step in range(30)])
    ]
    return made_trend(
        rows=tuple(rows), split="age", members=tuple(names), targets=(), signals=(), latest=rows[-1]
    )
