"""Yearly published figures for the invented councils, their region and England.

The council's own are counted from its journeys, so that its published year and its cases agree;
the others wander about England's level as measures.toml says.
"""

import tomllib
import zlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from data.sample.councils import (
    COUNCILS,
    ENGLAND,
    ENGLAND_CHILDREN,
    REGION,
    REGION_CHILDREN,
    WAYSHIRE,
)
from data.sample.span import Span

MEASURES = Path(__file__).with_name("measures.toml")
FIRST_YEAR = 2016
# A year's figures are out from this month and day of the calendar year so many years later.
RELEASED = {
    "need": (0, 10, 31),
    "care": (0, 11, 30),
    "workforce": (1, 2, 28),
    "early": (0, 7, 31),
    "reoffending": (2, 1, 31),
    "outturn": (0, 12, 31),
    "leaving": (0, 12, 31),
}
SERVICES = ("TotalLACFinance", "SafeguardingFinance", "FamilySupportFinance",
            "YoungPeopleFinance", "YouthJusticeFinance", "SureStartFinance",
            "OtherChildren&FamilyFinance")  # fmt: skip
Figures = dict[str, dict[str, dict[int, float | None]]]


@dataclass(frozen=True)
class Publishing:
    """``own`` has the council's counted figures by measure and year; ``children`` its population
    by mid-year."""

    span: Span
    own: dict[str, dict[int, float]]
    children: dict[int, int]
    seed: int


@cache
def measures() -> tuple[dict[str, dict], dict[str, dict]]:
    """The measures of measures.toml, and the counts that belong to them."""
    read = tomllib.loads(MEASURES.read_text(encoding="utf-8"))
    counts = read.pop("counts")
    return read, counts


def last_year(release: str, end: date) -> int:
    """The last year of which figures are out at ``end``."""
    later, month, day = RELEASED[release]
    year = end.year - later
    return year if (end.month, end.day) >= (month, day) else year - 1


def children_in(area: str, year: int, own: dict[int, int]) -> float:
    """Children aged 0-17 in the middle of ``year``."""
    if area == WAYSHIRE.number:
        return own[min(max(year, min(own)), max(own))]
    growth = 1 + 0.0022 * (year - 2025)
    if area == ENGLAND:
        return round(ENGLAND_CHILDREN * growth)
    if area == REGION:
        return round(REGION_CHILDREN * growth)
    council = next(each for each in COUNCILS if each.number == area)
    return round(council.children * (1 + 0.003 * (year - 2025) * ((int(area) % 3) - 0.6)))


def published_figures(publishing: Publishing) -> Figures:
    """Every figure by measure, area and year; None where an area published nothing."""
    listed, counts = measures()
    figures: Figures = {}
    for name in sorted(listed, key=lambda each: _depth(each, listed)):
        figures[name] = {
            area: _series(name, area, figures, publishing) for area in [*_areas(), REGION, ENGLAND]
        }
    _add_counts(figures, counts, publishing)
    for name, series in publishing.own.items():
        if name in figures:
            figures[name][WAYSHIRE.number] = _joined(figures[name][WAYSHIRE.number], series)
    hidden = [name for name, measure in listed.items() if measure.get("hidden")]
    return {name: areas for name, areas in figures.items() if name not in hidden}


def _joined(made: dict[int, float | None], own: dict[int, float]) -> dict[int, float | None]:
    """The counted years, and before the first of them the made-up ones moved to meet it."""
    counted = sorted(year for year in own if year in made)
    if not counted:
        return made
    first = counted[0]
    ratio = own[first] / made[first] if made[first] else 1.0
    whole = all(float(value).is_integer() for value in own.values())
    earlier = {
        year: round(value * ratio, 0 if whole else 1)
        for year, value in made.items()
        if year < first and value is not None
    }
    return earlier | {year: own.get(year, made[year]) for year in made if year >= first}


def _areas() -> list[str]:
    return [council.number for council in COUNCILS]


def _depth(name: str, listed: dict[str, dict]) -> int:
    """How many other measures one is made from, and they from others."""
    like = listed[name].get("like") or listed[name].get("rest_of")
    return 0 if like is None else 1 + _depth(like, listed)


def _series(
    name: str, area: str, figures: Figures, publishing: Publishing
) -> dict[int, float | None]:
    """One area's figures by year: England's line, an offset of its own, and a slow wander."""
    measure = measures()[0][name]
    release = measure.get("release", "need")
    last = last_year(release, publishing.span.end)
    first = measure.get("from", FIRST_YEAR) + (release in ("outturn", "leaving"))
    rng = np.random.default_rng([publishing.seed, zlib.crc32(f"{name}/{area}".encode())])
    offset, noise = _apart(area, measure, rng)
    missing = next((each.missing for each in COUNCILS if each.number == area), None)
    unpublished = area in (ENGLAND, REGION) and measure.get("national") is False
    found, wander = {}, 0.0
    for year in range(first, last + 1):
        wander = 0.7 * wander + rng.normal(0, noise)
        share = (year - FIRST_YEAR) / (2025 - FIRST_YEAR)
        value = measure["start"] + (measure["end"] - measure["start"]) * share + offset + wander
        factor = _factor(measure, area, year, figures, publishing)
        if factor is None or year == missing or unpublished:
            found[year] = None
            continue
        if "rest_of" in measure:
            value = 100 - figures[measure["rest_of"]][area][year] - max(value, 1.0)
        value = min(max(value * factor, measure.get("low", 0.4)), measure.get("high", 1e12))
        found[year] = _rounded(value, measure)
    return found


def _apart(area: str, measure: dict, rng: np.random.Generator) -> tuple[float, float]:
    """How far an area lies from England, and how much it moves: wider areas less of both."""
    spread, noise = measure["spread"], measure["noise"]
    offset = float(np.clip(rng.normal(0, spread), -1.7 * spread, 1.7 * spread))
    if area == ENGLAND:
        return 0.0, noise * 0.12
    return (offset * 0.35, noise * 0.3) if area == REGION else (offset, noise)


def _factor(
    measure: dict, area: str, year: int, figures: Figures, publishing: Publishing
) -> float | None:
    """What a value is a multiple of: another measure, the children of the area, or nothing."""
    if measure.get("per_child"):
        return children_in(area, year - 1, publishing.children)
    if "like" in measure:
        return figures[measure["like"]][area].get(year)
    return 1.0


def _rounded(value: float, measure: dict) -> float:
    if step := measure.get("step"):
        return float(round(value / step) * step)
    return round(value, measure.get("decimals", 0))


def _add_counts(figures: Figures, counts: dict[str, dict], publishing: Publishing) -> None:
    """The counts behind rates and percentages, in the order in which they depend on another."""
    for helper in ("DeRegCPR", "ISCP_Conf"):
        figures[f"{helper}_count"] = _counted({"rate": helper}, figures, publishing)
    for name, count in counts.items():
        figures[name] = _counted(count, figures, publishing)
    for helper in ("DeRegCPR", "ISCP_Conf"):
        del figures[f"{helper}_count"]
    figures["C&YPExpenditure"] = {
        area: {
            year: _total([figures[part][area][year] for part in SERVICES])
            for year in figures["TotalLACFinance"][area]
        }
        for area in figures["TotalLACFinance"]
    }


def _total(parts: list[float | None]) -> float | None:
    return None if None in parts else sum(parts)


def _counted(count: dict, figures: Figures, publishing: Publishing) -> dict:
    base = count.get("rate") or count.get("among")
    return {
        area: {year: _count(count, figures, area, year, publishing) for year in figures[base][area]}
        for area in figures[base]
    }


def _count(
    count: dict, figures: Figures, area: str, year: int, publishing: Publishing
) -> float | None:
    if "rate" in count:
        rate = figures[count["rate"]][area][year]
        if rate is None:
            return None
        value = rate * children_in(area, year - 1, publishing.children) / 10_000
    else:
        among = figures[count["among"]][area].get(year)
        of = count.get("percent") or count.get("late") or count.get("times")
        part = figures[of][area].get(year) if of else 100.0
        if among is None or part is None:
            return None
        part = part if "times" in count else (100 - part if "late" in count else part) / 100
        value = among * part * count.get("share", 1.0)
    if area in (ENGLAND, REGION) and "decimals" not in count:
        return float(round(value, -1))
    return round(value, count.get("decimals", 0))


def number_text(value: float) -> str:
    """A number without float noise or a trailing .0."""
    return str(int(value)) if float(value).is_integer() else repr(round(value, 4))
