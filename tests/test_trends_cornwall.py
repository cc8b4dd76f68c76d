"""Trends of a real council: Cornwall's workbook beside what is published of all councils."""

import math
from collections import defaultdict
from datetime import date

import pytest

from data.home import Home
from queries.catalogue import catalogue
from queries.figures_out import figures_json, parse_view
from queries.store import Store, current_store
from queries.trends.overview import get_overview
from queries.trends.trend import get_trend, get_trends
from queries.trends.view import Trend, TrendRow, View

DECEMBER = date(2015, 12, 31)


@pytest.fixture(scope="module")
def store(cornwall_home: Home) -> Store:
    return current_store(cornwall_home)


def row_at(trend: Trend, period_end: date) -> TrendRow:
    return next(row for row in trend.rows if row.period_end == period_end)


@pytest.mark.parametrize(
    ("slug", "asked", "value", "numerator", "denominator"),
    [
        ("protection_plans", {"unit": "per_10000"}, 38.60, 430, None),
        ("plans_ended_after_2_years", {}, 3.9, 16, 408),
        ("placements_3_or_more", {}, 16.1, 70, 435),
        ("initial_conferences_in_15_days", {}, 95.8, 23, 24),
        ("children_in_care", {"split": "age", "member": "11 "}, 297, 297, None),
        ("children_in_care", {"split": "age", "member": "11plus"}, 297, 297, None),
    ],
)
def test_december_2015_as_the_workbook_has_it(store, slug, asked, value, numerator, denominator):
    said = figures_json(get_trend(store, slug, parse_view(asked)))
    row = next(row for row in said["rows"] if row["period_end"] == "2015-12-31")
    assert row["value"] == pytest.approx(value, abs=0.05)
    assert row["numerator"] == numerator
    assert denominator is None or row["denominator"] == denominator
    assert row["source"] == "reported"


def test_children_on_full_care_orders(store: Store):
    found = get_trend(store, "children_in_care", View(split="legal_status"))
    full = [row for row in found.rows if "full" in row.member.casefold()]
    assert {row.value for row in full if row.period_end == DECEMBER} == {241}


@pytest.mark.parametrize(
    ("slug", "unit", "value", "median", "least", "most"),
    [
        ("children_in_care", "per_10000", 60, 63.5, 53, 82),
        ("protection_plans", "per_10000", 32.2, 36.6, 26.4, 58.7),
        ("re_referrals", "percent", 27.9, 20.05, 16.3, 28.9),
        ("turnover", "percent", 11.7, 10.6, 8.0, 15.4),
        ("vacancy_rate", "percent", 20.6, 9.5, 1.1, 25.4),
    ],
)
def test_2025_against_the_neighbours_of_the_2025_model(
    store, slug, unit, value, median, least, most
):
    found = get_trend(store, slug, View(unit=unit))
    row = found.latest
    assert (row.period_end.year, found.comparator.model) == (2025, "2025")
    said = (row.value, row.neighbour_median, row.neighbour_min, row.neighbour_max)
    assert said == pytest.approx((value, median, least, most))
    assert row.neighbour_count == 10


def slow_band(store: Store, trend: Trend) -> dict[date, list[float]]:
    """Every published figure of the ten neighbours, by period, straight from the tables."""
    rows = store.cursor().execute(
        "SELECT area, period_end, value, \"window\" FROM observation WHERE source = 'published' "
        "AND status = 'ok' AND slug = ? AND unit = ? AND split = '' AND member = ''",
        [trend.indicator.slug, trend.unit],
    )
    found = defaultdict(list)
    neighbours = {
        row[0]
        for row in store.cursor()
        .execute("SELECT neighbour FROM neighbour WHERE area = '908' AND model = '2025'")
        .fetchall()
    }
    for area, period_end, value, window in rows.fetchall():
        if area in neighbours:
            found[window, period_end].append(value)
    windows = {window for window, _ in found}
    assert len(windows) <= 1, f"{trend.indicator.slug} is published in several windows"
    return {period_end: values for (_, period_end), values in found.items()}


def slow_period(published: list[date], day: date) -> date | None:
    """The year that covers ``day``, or the last one when all are over."""
    for ends in sorted(published):
        begins = date(ends.year - 1, ends.month, 1)
        if (begins.year, begins.month) < (day.year, day.month) <= (ends.year, ends.month):
            return ends
    return max(published) if published and day > max(published) else None


def slow_quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def test_every_band_and_rank_of_every_indicator_agrees_with_the_slow_way(store: Store):
    checked = 0
    for trend in get_trends(store, list(catalogue()), View()):
        flow = trend.window == "m" and trend.unit in ("count", "per_10000")
        if trend.split or flow or not trend.rows:
            continue
        published = slow_band(store, trend)
        for row in trend.rows:
            period = slow_period(list(published), row.period_end)
            values = published.get(period, [])
            if row.neighbour_q1 is None:
                assert len(values) < 5 or row.published_period is None
                continue
            assert row.neighbour_count == len(values)
            assert row.neighbour_q1 == pytest.approx(slow_quantile(values, 0.25))
            assert row.neighbour_median == pytest.approx(slow_quantile(values, 0.5))
            assert row.neighbour_q3 == pytest.approx(slow_quantile(values, 0.75))
            assert row.carried_forward == (row.period_end > max(published))
            if row.value is not None:
                higher = trend.indicator.better != "lower"
                ordered = sorted([*values, row.value], reverse=higher)
                assert row.rank == ordered.index(row.value) + 1
            checked += 1
    assert checked > 300


def test_the_overview_fills_and_names_what_has_no_figures(store: Store):
    found = get_overview(store)
    slugs = [row.slug for row in found.rows]
    assert len(slugs) > 50
    assert sorted([*slugs, *found.without_figures, *found.split_only]) == sorted(catalogue())
    assert 1 <= len(found.attention) <= 7
    care = next(row for row in found.rows if row.slug == "children_in_care")
    assert (care.unit, care.value_text, care.position_text) == (
        "per_10000",
        "60 per 10,000",
        "7th highest of 11",
    )


@pytest.mark.parametrize(
    "comparator", ["region", "england", "908,801,802,803,805,E06000023,E10000008"]
)
def test_other_comparators_have_bands_too(store: Store, comparator: str):
    found = get_trend(
        store, "re_referrals", View(comparator=comparator, source="published", statistic="mean")
    )
    row = found.latest
    assert found.comparator.statistic == "mean"
    assert "E06000052" not in {member.code for member in found.comparator.members}
    assert row.neighbour_count >= 5
    assert row.neighbour_min <= row.neighbour_mean <= row.neighbour_max
