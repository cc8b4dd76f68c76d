"""The panel of a target: its status, the way to a year, what it would take, and its source."""

from datetime import date

import plotly.graph_objects as go
import pytest

from components.target_line import target_traces
from components.trend_figure import trend_figure
from pages.target_panel import its_target
from queries.trends.trend import get_trend
from queries.trends.view import Trend, View
from tests.test_pages_words import text_of
from tests.test_reaching import OCTOBER, rolling_store
from tests.trend_store import INDICATORS, OWN, HandBuilt, neighbour_values

MARCH_2026 = date(2026, 3, 31)


def trend(store: HandBuilt, slug: str = "reviews", **view) -> Trend:
    return get_trend(store, slug, View(**view), INDICATORS)


def panel(found: Trend) -> str:
    return " ".join(text_of(its_target(None, found, View())).split())


def by_month(**target) -> HandBuilt:
    store = HandBuilt()
    for day in (date(2026, 9, 30), OCTOBER):
        store.observe("reviews", day, 75.0, numerator=15.0, denominator=20.0)
    store.target("reviews", 2026, **target)
    return store


@pytest.mark.parametrize(
    ("months", "target", "said"),
    [
        ([(15, 20)] * 12, 80.0, "To reach ≥80% by March 2027: at least 87 of the next 100 (87%)"),
        ([(15, 20)] * 12, 95.0, "Out of reach by March 2027 . Even with all of the next 100"),
        ([(19, 20)] * 12, 90.0, "To stay at ≥90% until March 2027: at least 83 of the next 100"),
        ([(20, 20)] * 12, 50.0, "Met by then whatever the next 100 bring"),
        ([(2, 3)] * 12, 80.0, "of the next 15"),
    ],
)
def test_what_it_would_take_of_a_rolling_year(months, target, said) -> None:
    store = rolling_store(months)
    store.target("reviews_year", 2026, value=target)
    assert said in panel(trend(store, "reviews_year"))


def test_small_numbers_are_said() -> None:
    store = rolling_store([(2, 3)] * 12)
    store.target("reviews_year", 2026, value=80.0)
    assert "Small numbers: one case is 3 points." in panel(trend(store, "reviews_year"))


def test_of_a_single_month_it_is_the_cases_of_a_usual_month() -> None:
    said = panel(trend(by_month(value=80.0, text="80%")))
    assert "○ not met (80%)" in said
    assert "To reach ≥80% by March 2027: one more of about 20 in a usual month" in said
    assert "As written ‘80%’" in said
    assert "File plan.xlsx, Targets, C4" in said
    assert "In force from April 2026, until another replaces it" in said


def test_of_a_stock_it_is_how_many_fewer_a_month() -> None:
    store = HandBuilt()
    store.months("plans", "2026-05", [430.0] * 6, unit="count", window="e")
    store.target("plans", 2026, unit="count", op="<=", value=400.0)
    said = panel(trend(store, "plans", unit="count"))
    assert "To reach ≤400: 30 fewer by March 2027, about six a month" in said


def test_met_says_how_much_room_there_is() -> None:
    store = HandBuilt()
    store.months("plans", "2026-05", [396.0] * 6, unit="count", window="e")
    store.target("plans", 2026, unit="count", op="<=", value=400.0)
    assert "Met, with room for four more" in panel(trend(store, "plans", unit="count"))


def test_no_target_is_said_and_how_to_set_one() -> None:
    store = HandBuilt()
    store.observe("reviews", OCTOBER, 75.0)
    said = panel(trend(store))
    assert "No target is set, so nothing is met or missed." in said
    assert "a column for each financial year" in said


def test_a_target_by_a_year_says_whether_it_is_on_the_way() -> None:
    store = HandBuilt()
    store.months("reviews", "2025-03", [71.0] + [70.0] * 12)
    store.target("reviews", 2025, value=95.0, by_year=2027)
    said = panel(trend(store))
    assert "To be reached by March 2027: behind the way there" in said
    assert "A straight line from March 2025 would be at 83.0%." in said


def test_the_way_to_a_year_is_drawn_thinner_than_the_target() -> None:
    store = HandBuilt()
    store.months("reviews", "2025-03", [71.0] + [70.0] * 12)
    store.target("reviews", 2025, value=95.0, by_year=2027)
    found = trend(store)
    target, path = target_traces(found, date(2025, 4, 1), date(2026, 4, 1))
    assert path["y"] == [row.path for row in found.rows]
    assert path["line"]["width"] < target["line"]["width"]
    go.Figure(trend_figure(found))


def test_both_parts_of_a_target_of_two_are_judged() -> None:
    store = HandBuilt()
    store.publish("reviews", MARCH_2026, neighbour_values(*range(71, 81)) | {OWN: 75.0})
    store.observe("reviews", OCTOBER, 79.0)
    store.target("reviews", 2026, value=85.0, quartile="top", among="statistical neighbours")
    said = panel(trend(store))
    assert "○ not met (85%)" in said
    assert "Its other part, the top quartile of neighbours (77.8%): met" in said


def test_a_quartile_says_whose_figures_it_is_of() -> None:
    store = HandBuilt()
    store.publish("reviews", MARCH_2026, neighbour_values(*range(71, 81)) | {OWN: 75.0})
    store.observe("reviews", OCTOBER, 75.0)
    store.target("reviews", 2026, kind="quartile", op=None, value=None, quartile="top")
    assert "The quartile is of 10 neighbours’ figures of 2025/26." in panel(trend(store))


def test_members_of_a_split_have_no_panel() -> None:
    store = HandBuilt()
    store.observe("reviews", OCTOBER, 10.0, split="age", member="11+")
    assert its_target(None, trend(store, split="age", member="11+"), View()) is None
