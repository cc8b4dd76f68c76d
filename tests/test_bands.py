"""Neighbours' bands and ranks, recomputed the slow way from the values put in."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.settings import Settings
from queries.catalogue import catalogue
from queries.trends.trend import get_trend
from queries.trends.view import View
from tests.trend_store import (
    ENGLAND,
    INDICATORS,
    OWN,
    HandBuilt,
    month_ends,
    neighbour_values,
)

MARCH_2024, MARCH_2025 = date(2024, 3, 31), date(2025, 3, 31)


def slow_quantile(values: list[float], share: float) -> float:
    """Linear interpolation between the two ordered values about the place wanted."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    if low + 1 == len(ordered):
        return ordered[low]
    return ordered[low] + (place - low) * (ordered[low + 1] - ordered[low])


def slow_rank(own: float, others: list[float], better: str) -> int:
    ordered = sorted([own, *others], reverse=better != "lower")
    return ordered.index(own) + 1


def trend(store: HandBuilt, slug: str = "turnover", **view):
    return get_trend(store, slug, View(**view), INDICATORS)


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(st.integers(0, 1000).map(lambda n: n / 10), min_size=5, max_size=10),
    own=st.integers(0, 1000).map(lambda n: n / 10),
    slug=st.sampled_from(["turnover", "reviews_year", "repeats"]),
)
def test_band_and_rank_agree_with_the_slow_way(values: list[float], own: float, slug: str):
    store = HandBuilt()
    store.publish(slug, MARCH_2024, neighbour_values(*values) | {OWN: own})
    row = trend(store, slug).rows[-1]
    assert row.neighbour_min == min(values)
    assert row.neighbour_q1 == pytest.approx(slow_quantile(values, 0.25))
    assert row.neighbour_median == pytest.approx(slow_quantile(values, 0.5))
    assert row.neighbour_mean == pytest.approx(sum(values) / len(values))
    assert row.neighbour_q3 == pytest.approx(slow_quantile(values, 0.75))
    assert row.neighbour_max == max(values)
    assert row.neighbour_count == len(values)
    assert row.rank == slow_rank(own, values, INDICATORS[slug].better)


def test_a_suppressed_or_absent_neighbour_is_left_out_and_the_count_says_so():
    store = HandBuilt()
    store.publish("turnover", MARCH_2024, neighbour_values(1, 2, 3, 4, 5, None, 7, 8, 9))
    store.publish("turnover", MARCH_2024, {OWN: 6.0, "899": 1000.0})
    row = trend(store).rows[-1]
    assert (row.neighbour_count, row.neighbour_max, row.rank) == (8, 9, 6)


def test_a_zero_is_a_value():
    store = HandBuilt()
    store.publish("turnover", MARCH_2024, neighbour_values(0, 0, 0, 4, 5) | {OWN: 0.0})
    row = trend(store).rows[-1]
    assert (row.neighbour_min, row.neighbour_count, row.value, row.rank) == (0, 5, 0, 1)


def test_no_band_under_five_and_the_reason_said():
    store = HandBuilt()
    store.publish("turnover", MARCH_2024, neighbour_values(1, 2, 3) | {OWN: 4.0, ENGLAND: 15.0})
    found = trend(store)
    row = found.rows[-1]
    assert (row.neighbour_min, row.neighbour_median, row.neighbour_max, row.rank) == (None,) * 4
    assert (row.neighbour_count, row.england) == (3, 15.0)
    assert found.why_no_band == (
        "Only 3 of 10 neighbours published a figure for 2023/24: no band is drawn under 5."
    )


def test_fewest_is_a_setting():
    store = HandBuilt(settings=Settings.model_validate({"neighbours": {"fewest": 3}}))
    store.publish("turnover", MARCH_2024, neighbour_values(1, 2, 3) | {OWN: 4.0})
    found = trend(store)
    assert (found.rows[-1].neighbour_median, found.why_no_band) == (2, None)


def test_a_published_year_is_drawn_over_its_own_months_then_carried_forward():
    store = HandBuilt()
    store.months("reviews_year", "2023-02", [90.0] * 30, window="r")
    store.publish("reviews_year", MARCH_2024, neighbour_values(1, 2, 3, 4, 5))
    store.publish("reviews_year", MARCH_2025, neighbour_values(11, 12, 13, 14, 15))
    rows = {row.period_end: row for row in trend(store, "reviews_year").rows}
    for month in month_ends("2023-02", 2):
        assert rows[month].neighbour_median is None
        assert (rows[month].published_period, rows[month].carried_forward) == (None, False)
    for month in month_ends("2023-04", 12):
        assert (rows[month].neighbour_median, rows[month].published_period) == (3, "2023/24")
    for month in month_ends("2024-04", 12):
        assert (rows[month].neighbour_median, rows[month].carried_forward) == (13, False)
    for month in month_ends("2025-04", 4):
        assert (rows[month].neighbour_median, rows[month].carried_forward) == (13, True)
        assert rows[month].published_period == "2024/25"


def test_a_year_missing_between_two_stays_missing():
    store = HandBuilt()
    store.months("reviews_year", "2023-04", [90.0] * 36, window="r")
    store.publish("reviews_year", MARCH_2024, neighbour_values(1, 2, 3, 4, 5))
    store.publish("reviews_year", date(2026, 3, 31), neighbour_values(1, 2, 3, 4, 5))
    rows = {row.period_end: row for row in trend(store, "reviews_year").rows}
    assert rows[date(2024, 9, 30)].neighbour_count is None
    assert rows[date(2024, 9, 30)].carried_forward is False


def test_a_workforce_year_runs_to_september_and_is_named_so():
    store = HandBuilt()
    store.months("turnover", "2025-09", [12.0, 12.0], window="r")
    store.publish("turnover", date(2025, 9, 30), neighbour_values(1, 2, 3, 4, 5))
    in_year, after = trend(store).rows
    assert (in_year.published_period, in_year.carried_forward) == ("Sept 2025", False)
    assert (after.published_period, after.carried_forward) == ("Sept 2025", True)


def test_a_count_is_not_compared_between_councils_of_different_size():
    store = HandBuilt()
    store.months("referrals", "2024-03", [360.0], unit="count", window="r")
    store.publish("referrals", MARCH_2024, neighbour_values(*range(1, 11)), unit="count")
    found = trend(store, "referrals", window="r")
    assert found.rows[-1].value == 360
    assert found.rows[-1].neighbour_count is None
    assert found.rows[-1].rank is None
    assert found.why_no_band == (
        "This figure grows with a council's size, so it is not compared: "
        "look at the rate per 10,000 children."
    )


@pytest.mark.parametrize(
    ("slug", "unit", "compared"),
    [
        ("children_in_care", "count", False),
        ("children_in_care", "per_10000", True),
        ("staff_in_post", "fte", False),
        ("turnover", "percent", True),
        ("gross_spend", "pounds", False),
        ("residential_unit_cost", "pounds", True),
    ],
)
def test_what_grows_with_a_council_is_not_comparable(slug: str, unit: str, compared: bool):
    assert catalogue()[slug].comparable(unit) is compared


def test_too_few_councils_are_chosen_for_a_band():
    store = HandBuilt()
    store.publish("turnover", MARCH_2024, neighbour_values(*range(1, 11)) | {OWN: 6})
    found = trend(store, comparator="801,802")
    assert found.rows[-1].neighbour_count == 2
    assert found.why_no_band == "A band needs 5 councils or more; there are 2 chosen councils."


def test_nothing_published_is_said():
    store = HandBuilt()
    store.observe("turnover", MARCH_2024, 6.0, window="r")
    assert trend(store).why_no_band == "No figures of neighbours are published for this."


def test_a_rate_of_stock_meets_a_snapshot_and_a_rate_of_flow_only_a_like_time():
    store = HandBuilt()
    store.months("plans", "2023-04", [30.0] * 12, unit="per_10000", window="e")
    store.months("referrals", "2023-04", [30.0] * 12, unit="per_10000", window="m")
    for slug, window in (("plans", "e"), ("referrals", "a")):
        store.publish(
            slug, MARCH_2024, neighbour_values(*range(1, 11)), unit="per_10000", window=window
        )
    assert trend(store, "plans", unit="per_10000").rows[-1].neighbour_count == 10
    flow = trend(store, "referrals", unit="per_10000")
    assert flow.rows[-1].neighbour_count is None
    assert flow.why_no_band == (
        "Published figures are of whole years, and cannot be laid over those of a shorter time: "
        "look at rolling twelve months."
    )


def test_bands_of_a_split_are_of_its_own_members():
    store = HandBuilt()
    for member, base in (("0 to 4", 0), ("11+", 50)):
        store.publish(
            "turnover",
            MARCH_2024,
            neighbour_values(*range(base, base + 10)) | {OWN: base + 3.0},
            split="age",
            member=member,
        )
    rows = trend(store, split="age").rows
    assert [(row.member, row.neighbour_min, row.rank) for row in rows] == [
        ("0 to 4", 0, 4),
        ("11+", 50, 4),
    ]
