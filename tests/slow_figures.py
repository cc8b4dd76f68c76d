"""Figures again, the slow and obvious way: for each period, look at every case."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from queries.catalogue import Indicator
from tests.slow_council import Council, Row
from tests.slow_looked_after import KNOWN_FROM
from tests.slow_need import visits_known_from
from tests.slow_protection import held_reviews
from tests.slow_recomputation import CASES
from tests.slow_terms import month_end, months_later, years_later

Key = tuple[str, str, str, str, date]
Figure = tuple[float | None, float | None, float | None]


def slow_figures(indicator: Indicator, council: Council, population: dict[int, float]) -> dict:
    """(unit, window, split, member, period end) → (value, numerator, denominator)."""
    cases = [{"met": True, "end": None} | row for row in CASES[indicator.slug](council)]
    stock = indicator.windows == ("e",)
    months = _months(indicator.slug, cases, council, stock)
    found: dict[Key, Figure] = {}
    for split in ("", *indicator.case_splits):
        members = {row[split] for row in cases} if split else {""}
        for member in members:
            rows = [row for row in cases if not split or row[split] == member]
            for window in ("e",) if stock else set(indicator.windows) & {"m", "r", "y"}:
                for month, counted in _periods(rows, months, window):
                    for unit in indicator.units:
                        if unit == "per_10000" and split:
                            continue
                        key = (unit, window, split, member, month)
                        found[key] = _figure(unit, counted, month, population)
    return found


def _periods(rows: list[Row], months: list[date], window: str) -> Iterable[tuple]:
    """Each period's last day and the cases in it."""
    by_month = defaultdict(list)
    for row in rows:
        by_month[month_end(row["day"])].append(row)
    for number, month in enumerate(months):
        april = date(month.year - (month.month < 4), 4, 30)
        if window == "r":
            within = months[number - 11 : number + 1] if number >= 11 else []
        elif window == "y":
            within = months[months.index(april) : number + 1] if april in months else []
        else:
            within = [month]
        if within:
            yield month, [row for each in within for row in by_month[each]]


def _figure(unit: str, rows: list[Row], month: date, population: dict[int, float]) -> Figure:
    met = sum(row["met"] for row in rows)
    if unit == "count":
        return met, met, None
    if unit == "days":
        return (met / len(rows) if rows else None), met, len(rows)
    if unit == "percent":
        return (100 * met / len(rows) if rows else None), met, len(rows)
    year = month.year - (month.month < 4)
    held = [each for each in population if each <= year]
    children = population[max(held)] if held else None
    return (10000 * met / children if children else None), met, children


def _months(slug: str, cases: list[Row], council: Council, stock: bool) -> list[date]:
    """From the first month known whole (queries/observations/series_start.py) to the last."""
    first_day = min(row["day"] for row in cases)
    ends = [row["end"] for row in cases if row["end"]]
    first_end = min(ends, default=date.min)
    before = {row["person"] for row in cases if row["day"] < first_end}
    part_way = len(before) >= 10
    begins = first_end if part_way else first_day
    start = month_end(begins)
    if not stock and begins.day > 7:
        following = month_end(start + timedelta(days=1))
        if sum(month_end(row["day"]) == following for row in cases) >= 10:
            start = following
    looks_back = _looks_back(slug, cases, council) if part_way else None
    if looks_back:
        start = max(start, month_end(looks_back))
    return [month for month in council.months if month >= start]


def _looks_back(slug: str, cases: list[Row], council: Council) -> date | None:
    """The first day on which everything that the indicator looks back on is known."""
    if slug in KNOWN_FROM:
        return KNOWN_FROM[slug](council)
    ends = [row["end"] for row in cases if row["end"]]
    if slug == "re_referrals":
        return years_later(min(ends), 1)
    if slug == "repeat_plans":
        return years_later(min(ends), 2)
    if slug == "reviews_in_timescale":
        return months_later(min(day for days in held_reviews(council).values() for day in days), 6)
    if slug.endswith("_visits_in_time"):
        return visits_known_from(slug, council)
    if slug == "placements_3_or_more":
        spells = [each for child in council.placements for each in council.placement_spells(child)]
        return years_later(min(each["end"] for each in spells if each["end"]), 1)
    return None
