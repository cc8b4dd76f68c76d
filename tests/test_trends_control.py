"""Control charts of a trend: where there is one, and what its signals mean."""

from datetime import date

import pytest

from queries.trends.trend import get_trend
from queries.trends.view import View
from tests.trend_store import (
    INDICATORS,
    OWN,
    HandBuilt,
)

MARCH_2024, MARCH_2025 = date(2024, 3, 31), date(2025, 3, 31)


def trend(store: HandBuilt, slug: str = "reviews", **view):
    return get_trend(store, slug, View(**view), INDICATORS)


def test_no_control_chart_where_points_share_cases_or_are_too_few():
    store = HandBuilt()
    store.months("reviews", "2023-01", [90.0, 91.0] * 10, window="r")
    store.months("repeats", "2023-01", [90.0, 91.0] * 6)
    store.publish("turnover", MARCH_2024, {OWN: 5.0})
    rolling, few, years = (trend(store, slug) for slug in ("reviews", "repeats", "turnover"))
    assert "share cases" in rolling.why_no_control_chart
    assert few.why_no_control_chart == "A control chart needs 13 months; there are 12."
    assert "year" in years.why_no_control_chart
    for each in (rolling, few, years):
        assert {row.spc for row in each.rows} == {None}
        assert each.signals == ()
        assert (each.control.segments, each.control.variation) == ((), None)
        assert each.control.why_run == each.why_no_control_chart


def test_published_years_are_no_points_of_a_control_chart():
    store = HandBuilt()
    store.months("reviews", "2023-04", [90.0, 91.0] * 10)
    store.publish("reviews", date(2022, 3, 31), {OWN: 5.0})
    found = trend(store)
    assert found.rows[0].spc is None
    (limits,) = found.control.segments
    assert limits.centre == pytest.approx(90.5)
    assert (limits.start, limits.end) == (date(2023, 4, 30), date(2024, 11, 30))


def test_signals_say_what_they_mean_by_the_indicators_direction():
    for slug, meaning in (("reviews", "improving"), ("repeats", "neither")):
        store = HandBuilt()
        store.months(slug, "2023-01", [90.0, 91.0] * 8 + [99.0])
        found = trend(store, slug, window="m")
        signal = found.signals[-1]
        assert (signal.rule, signal.direction, signal.meaning) == (
            "beyond_limits",
            "high",
            meaning,
        )
        assert found.rows[-1].spc == "beyond_limits"


def test_a_slow_stock_has_no_control_chart_and_claims_no_change():
    store = HandBuilt()
    store.months("plans", "2023-01", [400.0 + 3 * n for n in range(30)], unit="count", window="e")
    found = trend(store, "plans", unit="count")
    assert found.why_no_control_chart.startswith("Each month's end counts mostly")
    assert {row.spc for row in found.rows} == {None}
    assert "ignificant" not in found.verdict
