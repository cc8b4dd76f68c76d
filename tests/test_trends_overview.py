"""The overview's rows, and what it says needs attention."""

from datetime import date

import pytest

from queries.trends.attention import Attention
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
    assert (row.rank, row.of, row.position_text) == (11, 11, "worst of 11")
    assert (row.spc, row.spc_direction, row.spc_meaning) == ("beyond_limits", "low", "concerning")
    assert [point.period_end for point in row.spark] == month_ends("2022-03", 36)
    assert (row.spark[-1].q1, row.spark[-1].q3) == (83.25, 87.75)


def test_a_row_of_published_years(store: HandBuilt):
    row = _row_of(store, "turnover")
    assert (row.value_text, row.period_text, row.source) == ("30%", "2023/24", "published")
    assert (row.change_text, row.position_text) == ("+18.0", "worst of 11")
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
        "Reviews on time: 80.0%, below the 95% target (set for 2020/21) for two months. Worse than "
        "all 10 neighbours' 2023/24 figures. Significant worsening: below its usual range."
    )
    assert found[1].reasons == ("position",)


def _attended(store: HandBuilt) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.slug, each.reasons) for each in get_attention(store, INDICATORS)]


def test_a_target_missed_twice_as_far_is_worsening_where_there_is_no_control_chart():
    both = ("target", "worsening")
    for before, reasons in ((12.0, both), (14.0, both), (14.1, ("target",)), (16.0, ("target",))):
        store = HandBuilt()
        store.target("turnover", 2024, op="<=", value=13.0)
        store.months("turnover", "2024-04", [before, *[None] * 11, 15.0], window="r")
        assert _attended(store) == [("turnover", reasons)]


def test_a_tighter_target_makes_nothing_worse_that_is_better():
    store = HandBuilt()
    store.target("turnover", 2023, op="<=", value=16.0)
    store.target("turnover", 2024, op="<=", value=13.0)
    store.months("turnover", "2024-03", [15.5, *[None] * 11, 15.0], window="r")
    assert _attended(store) == [("turnover", ("target",))]


def test_a_rolling_share_much_worse_than_a_year_ago_needs_attention():
    for now, found in ((15.0, [("turnover", ("worsening",))]), (14.9, []), (5.0, [])):
        store = HandBuilt()
        store.months("turnover", "2024-04", [10.0, *[None] * 11, now], window="r")
        assert _attended(store) == found


def test_a_large_change_that_is_neither_better_nor_worse_needs_a_target_missed():
    for upper, found in ((24.0, [("repeats", ("target", "worsening"))]), (30.0, [])):
        store = HandBuilt()
        store.target("repeats", 2024, op="between", kind="range", value=18.0, upper=upper)
        store.months("repeats", "2024-04", [16.1, *[None] * 11, 24.5], window="r")
        assert _attended(store) == found


def test_missed_and_worsening_come_first_and_a_stale_target_alone_is_no_news():
    store, known = HandBuilt(), {}
    for slug, values, target in (
        ("stale", [80.0] * 14, 2018),
        ("missed", [80.0] * 14, 2023),
        ("worse", [94.0, 96.0] * 7 + [80.0], 2023),
    ):
        known[slug] = INDICATORS["reviews"].model_copy(update={"slug": slug})
        store.months(slug, "2024-01", values)
        store.target(slug, target, value=95.0)
    found = get_attention(store, known)
    assert [each.slug for each in found] == ["worse", "missed"]
    assert found[0].reasons == ("target", "worsening")


def test_the_first_clause_of_a_sentence_to_stand_out():
    said = {
        "Turnover: 19.2%, above the 13% target. A year earlier: 14.7%.": "Turnover: 19.2%",
        "Fostered, aged 10 to 15: 88.0%.": "Fostered, aged 10 to 15: 88.0%",
        "Forecast variance: £1.03m over budget.": "Forecast variance: £1.03m over budget",
        "Spending: £1,821, best of 11 councils.": "Spending: £1,821",
    }
    for sentence, head in said.items():
        each = Attention("a", "b", sentence, 1.0, (), MARCH_2024, "percent")
        assert each.head == head


def test_one_status_whichever_page_asks(store: HandBuilt):
    """The unit that has the target goes before the one shown first, and before a rate."""
    store.months("plans", "2024-01", [38.0] * 14, unit="per_10000", window="e")
    store.target("plans", 2024, unit="count", op="<=", value=390.0)
    row = _row_of(store, "plans")
    assert (row.unit, row.target_status) == ("count", "near")
    store.target("plans", 2024, unit="per_10000", op="<=", value=30.0, cell="C5")
    assert _row_of(store, "plans").unit == "count"
    store.months("reviews", "2021-01", [3.0] * 50, unit="count")
    store.target("reviews", 2024, unit="count", op=">=", value=9.0)
    store.connection.execute("DELETE FROM target WHERE slug = 'reviews' AND unit = 'percent'")
    assert (_row_of(store, "reviews").unit, _row_of(store, "reviews").target) == ("count", 9.0)


def test_a_unit_whose_target_is_stale_or_whose_figures_end_earlier_is_not_preferred():
    for year, months in ((2018, 14), (2024, 13)):
        store = HandBuilt()
        store.months("plans", "2024-01", [400.0] * months, unit="count", window="e")
        store.months("plans", "2024-01", [38.0] * 14, unit="per_10000", window="e")
        store.target("plans", year, unit="count", op="<=", value=390.0)
        assert _row_of(store, "plans").unit == ("per_10000" if year == 2018 else "count")


def test_figures_two_years_behind_the_published_ones_give_way_to_them():
    for published, unit in ((date(2018, 3, 31), "per_10000"), (date(2017, 12, 31), "count")):
        store = HandBuilt()
        store.months("referrals", "2015-11", [456.0, 460.0], unit="count")
        store.publish("referrals", published, {OWN: 9000.0}, unit="count")
        store.publish("referrals", published, {OWN: 510.0}, unit="per_10000")
        row = _row_of(store, "referrals")
        assert (row.unit, row.source) == (
            unit,
            "published" if unit == "per_10000" else "cases",
        )
    asked = get_scorecard(store, View(window="m"), INDICATORS)
    assert [row.unit for row in asked] == ["count"]


def test_a_figure_that_adds_up_has_a_target_with_its_date_and_no_status():
    given = {"windows": ("y",), "accumulates": True}
    known = {"reviews": INDICATORS["reviews"].model_copy(update=given)}
    store = HandBuilt()
    store.months("reviews", "2024-04", [10.0, 20.0], window="y")
    store.target("reviews", 2024, value=95.0)
    (row,) = get_scorecard(store, View(), known)
    assert (row.target_text, row.target_status) == ("95% by March 2025", "no_target")
    assert get_attention(store, known) == []


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


@pytest.mark.parametrize(("value", "missed"), [(85.0, False), (82.0, False), (60.0, True)])
def test_a_target_by_a_later_year_needs_attention_only_where_the_figure_is_behind(value, missed):
    """The straight line from 71% in March 2025 to 95% in March 2027 is at 83% after a year."""
    store = HandBuilt()
    store.months("reviews", "2025-03", [71.0] * 12 + [value])
    store.target("reviews", 2025, value=95.0, by_year=2027)
    found = [each for each in get_attention(store, INDICATORS) if "target" in each.reasons]
    assert bool(found) == missed
