"""The overview's rows, and what it says needs attention."""

from datetime import date

import pytest

from queries.trends.overview import ScorecardRow, get_attention, get_overview, get_scorecard
from queries.trends.view import View
from tests.trend_store import INDICATORS, OWN, HandBuilt, month_ends, neighbour_values

MARCH_2024 = date(2024, 3, 31)


@pytest.fixture
def store() -> HandBuilt:
    store = HandBuilt()
    values = [94.0, 96.0] * 24 + [80.0, 80.0]
    store.months("reviews", "2021-01", values, numerator=80.0, denominator=100.0)
    store.publish("reviews", MARCH_2024, neighbour_values(*range(81, 91)))
    store.target("reviews", 2020, value=95.0)
    store.publish("turnover", MARCH_2024, neighbour_values(*range(11, 21)) | {OWN: 30.0})
    store.publish("turnover", date(2023, 3, 31), {OWN: 12.0})
    store.months("plans", "2024-01", [400.0] * 14, unit="count", window="e")
    store.months("repeats", "2015-01", [50.0] * 3, window="r")
    store.target("repeats", 2014, op="<=", value=10.0)
    return store


def _row_of(store: HandBuilt, slug: str) -> ScorecardRow:
    return next(row for row in get_scorecard(store, View(), INDICATORS) if row.slug == slug)


def test_a_row_has_what_the_page_says(store: HandBuilt):
    row = _row_of(store, "reviews")
    assert (row.value, row.value_text, row.period_text) == (80.0, "80.0%", "Feb 2025")
    assert (row.target_text, row.target_status) == ("95%", "not_met")
    assert (row.change, row.change_text) == (-16.0, "−16.0")
    assert (row.rank, row.of, row.position_text) == (11, 11, "11th of 11")
    assert (row.spc, row.spc_direction, row.spc_meaning) == ("beyond_limits", "low", "concerning")
    assert [point.period_end for point in row.spark] == month_ends("2022-03", 36)
    assert (row.spark[-1].q1, row.spark[-1].q3) == (83.25, 87.75)


def test_a_row_of_published_years(store: HandBuilt):
    row = _row_of(store, "turnover")
    assert (row.value_text, row.period_text, row.source) == ("30%", "2023/24", "published")
    assert (row.change_text, row.position_text) == ("+18.0", "11th of 11")
    assert (row.target_text, row.target_status) == ("no target", "no_target")
    assert (row.spc, row.spc_meaning) == (None, None)
    assert len(row.spark) == 2


def test_a_monthly_row_without_signal_says_none(store: HandBuilt):
    row = _row_of(store, "plans")
    assert (row.spc, row.spc_meaning) == ("none", "none")
    assert (row.change, row.change_text) == (0.0, "0")


def test_a_stock_is_shown_as_a_rate_where_that_is_as_recent(store: HandBuilt):
    store.months("plans", "2024-01", [38.0] * 13, unit="per_10000", window="e")
    assert _row_of(store, "plans").unit == "count"
    store.months("plans", "2025-02", [38.5], unit="per_10000", window="e")
    row = _row_of(store, "plans")
    assert (row.unit, row.value_text) == ("per_10000", "38.5 per 10,000")
    (asked,) = [
        row for row in get_scorecard(store, View(unit="count"), INDICATORS) if row.slug == "plans"
    ]
    assert asked.unit == "count"


def test_indicators_without_figures_are_named(store: HandBuilt):
    found = get_overview(store, View(), INDICATORS)
    assert found.without_figures == ("reviews_year", "referrals")
    assert [row.slug for row in found.rows] == ["reviews", "repeats", "plans", "turnover"]


def test_attention_is_the_worst_first_and_old_figures_are_no_news(store: HandBuilt):
    found = get_attention(store, INDICATORS)
    assert [each.slug for each in found] == ["reviews", "turnover"]
    assert found[0].reasons == ("target", "worsening", "position")
    assert found[0].sentence == (
        "Reviews on time: 80.0%, below the 95% target (set for 2020/21) for two months, worst of "
        "11 in 2023/24. Significant worsening: below its usual range."
    )
    assert found[1].reasons == ("position",)


def test_attention_lists_seven_at_most():
    store, many = HandBuilt(), {}
    for number in range(9):
        slug = f"late_{number}"
        many[slug] = INDICATORS["reviews"].model_copy(update={"slug": slug})
        store.months(slug, "2024-04", [50.0] * (number + 1))
        store.target(slug, 2024, value=95.0)
    found = get_attention(store, many)
    assert [each.slug for each in found] == [f"late_{number}" for number in range(8, 1, -1)]
    assert len({each.slug for each in found}) == 7


def test_nothing_amiss_needs_no_attention():
    store = HandBuilt()
    store.months("reviews", "2024-01", [99.0] * 14)
    store.target("reviews", 2023, value=95.0)
    assert get_attention(store, INDICATORS) == []
    assert get_attention(HandBuilt(), INDICATORS) == []
