"""The panel of a target: its status, the way to a year, what it would take, and its source."""

from datetime import date

import plotly.graph_objects as go
import pytest

from components.figures_table import figures_table
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
    return " ".join(text_of(its_target(HandBuilt(), found, View())).split())


def by_month(**target) -> HandBuilt:
    store = HandBuilt()
    for day in (date(2026, 9, 30), OCTOBER):
        store.observe("reviews", day, 75.0, numerator=15.0, denominator=20.0)
    store.target("reviews", 2026, **target)
    return store


def on_a_path(value: float) -> HandBuilt:
    """71% in March 2025, ``value`` since, and 95% to be reached by March 2027."""
    store = HandBuilt()
    store.months("reviews", "2025-03", [71.0] + [value] * 12)
    store.target("reviews", 2025, value=95.0, by_year=2027)
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


def test_out_of_reach_says_from_when_it_could_be_met() -> None:
    store = rolling_store([(15, 20)] * 12)
    store.target("reviews_year", 2026, op="<=", value=5.0)
    said = panel(trend(store, "reviews_year"))
    assert "Even with none of the next 100 the year would come to 43.8%." in said
    assert "October 2027 is the first month in which it could be met." in said


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
    assert "Measure,Financial year,Target Reviews on time of children,2026/27,≥95%" in said


def test_a_target_by_a_year_says_whether_it_is_on_the_way() -> None:
    store = on_a_path(70.0)
    said = panel(trend(store))
    assert "To be reached by March 2027: behind the path" in said
    assert "A straight line from 71.0% in March 2025 would be at 83.0%." in said
    assert "○ not yet met (95% by Mar 2027)" in said


def test_the_way_to_a_year_is_drawn_thinner_than_the_target() -> None:
    store = on_a_path(70.0)
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
    assert "Its other part, the top quartile of neighbours (77.75% in 2025/26): met" in said
    assert "The figure typed is harder to reach." in said


def test_a_quartile_says_whose_figures_it_is_of() -> None:
    store = HandBuilt()
    store.publish("reviews", MARCH_2026, neighbour_values(*range(71, 81)) | {OWN: 75.0})
    store.observe("reviews", OCTOBER, 75.0)
    store.target("reviews", 2026, kind="quartile", op=None, value=None, quartile="top")
    assert "The quartile is of 10 neighbours’ figures of 2025/26, the latest" in panel(trend(store))


def test_a_quartile_that_is_not_known_is_a_target_and_says_why() -> None:
    for slug, why in (
        ("reviews", "too few neighbours published one"),
        ("repeats", "nothing says whether more or less is better"),
    ):
        store = HandBuilt()
        store.observe(slug, OCTOBER, 75.0)
        store.target(slug, 2026, kind="quartile", op=None, value=None, quartile="top")
        said = panel(trend(store, slug))
        assert f"Top quartile of neighbours: no figure, since {why}." in said
        assert "no target" not in said


def test_a_target_met_before_its_year_has_only_to_stay_so() -> None:
    for months, early in ((19, "five months"), (12, "one year")):
        store = HandBuilt()
        store.months("reviews", "2025-04", [96.0] * months)
        store.target("reviews", 2025, value=95.0, by_year=2027)
        said = f"To be reached by March 2027: met {early} early, as long as it stays so."
        assert said in panel(trend(store))


def test_without_a_figure_from_before_no_way_is_claimed() -> None:
    store = HandBuilt()
    store.observe("reviews", OCTOBER, 75.0)
    store.target("reviews", 2025, value=95.0, by_year=2028)
    said = panel(trend(store))
    assert "To be reached by March 2028; there is no figure from before it was set" in said


def test_a_target_that_has_yet_to_begin_is_told() -> None:
    store = HandBuilt()
    store.observe("reviews", MARCH_2026, 75.0)
    store.target("reviews", 2026, value=95.0)
    assert "One begins in April 2026: ≥95%." in panel(trend(store))


def test_a_target_in_another_unit_is_one_link_away() -> None:
    store = HandBuilt()
    store.observe("reviews", OCTOBER, 75.0)
    store.target("reviews", 2026, unit="count", value=95.0)
    found = its_target(store, trend(store), View())
    assert "One is set for counts." in " ".join(text_of(found).split()).replace(" .", ".")
    assert "unit=count" in str(found)


def test_two_files_that_set_one_year_otherwise_are_both_told() -> None:
    store = by_month(value=80.0, text="80%")
    store.target("reviews", 2026, value=80.0, text="80", file="plan_again.xlsx")
    assert "Also written" not in panel(trend(store))
    store.target("reviews", 2026, value=90.0, text="90%", file="another.csv")
    said = panel(trend(store))
    assert "○ not met (80%)" in said
    assert "Also written ‘90%’, another.csv, Targets, C4" in said


def test_the_figures_table_and_the_chart_name_the_year_and_the_way_there() -> None:
    store = on_a_path(84.0)
    found = trend(store)
    assert "Way there" in text_of(figures_table(found))
    assert "83.0%, on the way" in text_of(figures_table(found))
    labels = [each["text"] for each in trend_figure(found)["layout"]["annotations"]]
    assert any("Target 95% by 2027" in each for each in labels)
    assert "Way there" not in text_of(figures_table(trend(by_month(value=80.0))))


def test_members_of_a_split_have_no_panel() -> None:
    store = HandBuilt()
    store.observe("reviews", OCTOBER, 10.0, split="age", member="11+")
    assert its_target(None, trend(store, split="age", member="11+"), View()) is None
