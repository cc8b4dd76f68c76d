"""Verdicts of whole trends and of splits: runs, dates, places and parts."""

import re
from dataclasses import replace
from datetime import date

import pytest

from queries.trends.position import position_words
from queries.trends.trend import get_trend
from queries.trends.verdict import verdict
from queries.trends.view import View
from tests.test_verdict import CASES
from tests.test_verdict_targets import CASES as TARGET_CASES
from tests.trend_store import ENGLAND, INDICATORS, OWN, HandBuilt, neighbour_values
from tests.verdict_facts import (
    DECEMBER,
    MARCH,
    TEN,
)


def test_three_quarters_is_claimed_only_of_three_quarters():
    """7 of 10 lie below a value beyond the upper quartile by interpolation: not three quarters."""
    store = HandBuilt()
    store.publish(
        "reviews_year", MARCH, neighbour_values(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) | {OWN: 7.9}
    )
    found = get_trend(store, "reviews_year", View(), INDICATORS)
    assert found.rows[-1].neighbour_q3 == 7.75
    assert found.verdict == "Reviews this year in 2024/25: 7.9%, better than 7 of 10 neighbours."


def test_the_verdict_of_a_trend_is_on_its_last_row_alone():
    store = HandBuilt()
    store.months("reviews", "2024-01", [94.0, 90.0, 90.0], numerator=90.0, denominator=100.0)
    store.target("reviews", 2023, value=95.0)
    store.publish("reviews", date(2023, 3, 31), {ENGLAND: 96.0})
    found = get_trend(store, "reviews", View(), INDICATORS)
    assert [row.verdict for row in found.rows] == [None, None, found.verdict]
    assert found.latest == found.rows[-1]
    assert found.verdict == (
        "Reviews on time: 90.0%, below the 95% target for three months. England: 96.0% in 2022/23."
    )


def test_a_met_or_missing_month_ends_the_run_of_missed_ones():
    for gap in (97.0, None):
        store = HandBuilt()
        store.months("reviews", "2024-05", [80.0, 80.0, gap, 80.0, 80.0])
        store.target("reviews", 2024, value=95.0)
        found = get_trend(store, "reviews", View(), INDICATORS)
        assert "below the 95% target for two months" in found.verdict


def test_months_running_are_claimed_only_of_consecutive_months():
    for first, said in (("2024-12", "six months in a row"), ("2025-02", "six figures in a row")):
        store = HandBuilt()
        store.months("reviews", "2023-05", [94.0, 96.0] * 8)
        store.months("reviews", "2024-09", [94.0, 93.9, 93.8])
        store.months("reviews", first, [93.9, 93.8, 93.9])
        found = get_trend(store, "reviews", View(), INDICATORS)
        assert said in found.verdict


def test_the_run_of_missed_months_is_not_cut_by_the_start_of_the_view():
    store = HandBuilt()
    store.months("reviews", "2024-04", [80.0] * 8)
    store.target("reviews", 2024, value=95.0)
    found = get_trend(store, "reviews", View(start=date(2024, 11, 1)), INDICATORS)
    assert len(found.rows) == 1
    assert "for eight months" in found.verdict


def test_no_sentence_has_more_than_two_clauses():
    for facts, more, _ in [*CASES, *TARGET_CASES]:
        for each in re.split(r"\. ", verdict(replace(facts, **more))):
            assert len(re.findall(r", (?!not |and no )", each)) <= 1, each


def test_a_month_is_named_where_other_figures_go_on():
    store = HandBuilt()
    store.months("reviews", "2024-01", [94.0, 90.0])
    assert get_trend(store, "reviews", View(), INDICATORS).verdict == "Reviews on time: 90.0%."
    store.months("plans", "2024-02", [400.0, 401.0], unit="count", window="e")
    found = get_trend(store, "reviews", View(), INDICATORS)
    assert found.verdict == "Reviews on time in February 2024: 90.0%."
    plans = get_trend(store, "plans", View(), INDICATORS)
    assert plans.verdict == "Children on plans: 401."


def test_a_splits_verdict_names_the_worst_first_and_what_is_made_of_few():
    store = HandBuilt()
    levels = {"A": (96.0, 50), "B": (40.0, 5), "C": (90.0, 50), "D": (91.0, 20), "E": (99.0, 2)}
    for member, (value, of) in {**levels, "F": (97.0, 50)}.items():
        more = {"split": "age", "member": member, "denominator": of}
        store.observe("reviews", DECEMBER, value, **more)
        store.observe("repeats", DECEMBER, value, **more)
    found = get_trend(store, "reviews", View(split="age"), INDICATORS)
    assert found.verdict == (
        "Reviews on time by age in Dec 2025, worst first – B: 40.0%; C: 90.0%; D: 91.0%; "
        "A: 96.0%; and two more. Small numbers: B."
    )
    neither = get_trend(store, "repeats", View(split="age", window="m"), INDICATORS)
    assert neither.verdict == (
        "Repeat plans by age in Dec 2025 – E: 99.0%; F: 97.0%; A: 96.0%; D: 91.0%; and two more. "
        "Small numbers: E."
    )


def test_parts_of_one_whole_are_given_by_size():
    store = HandBuilt()
    known = {"reviews": INDICATORS["reviews"].model_copy(update={"splits": ("reason",)})}
    for member, value in (("Adopted", 9.0), ("Order", 1.0), ("Guardian", 6.0)):
        store.observe("reviews", DECEMBER, value, split="reason", member=member)
    found = get_trend(store, "reviews", View(split="reason"), known)
    assert found.verdict.endswith("in Dec 2025 – Adopted: 9.0%; Guardian: 6.0%; Order: 1.0%.")


def test_a_splits_verdict_gives_its_largest_members():
    store = HandBuilt()
    for member, value in (("0 to 4", 61.0), ("5 to 10", 77.0), ("11+", 297.0)):
        store.observe(
            "plans", DECEMBER, value, unit="count", window="e", split="age", member=member
        )
    found = get_trend(store, "plans", View(split="age"), INDICATORS)
    assert found.verdict == (
        "Children on plans by age in Dec 2025 – 11+: 297; 5 to 10: 77; 0 to 4: 61."
    )


@pytest.mark.parametrize(
    ("value", "better", "said"),
    [
        (99.0, "higher", "better than all 10 neighbours' 2024/25 figures"),
        (1.0, "higher", "worse than all 10 neighbours' 2024/25 figures"),
        (99.0, "lower", "worse than all 10 neighbours' 2024/25 figures"),
        (99.0, "neither", "higher than all 10 neighbours' 2024/25 figures"),
        (97.0, "lower", "level with the worst of 10 neighbours in 2024/25"),
        (81.0, "neither", "level with the lowest of 10 neighbours in 2024/25"),
    ],
)
def test_todays_figure_has_no_place_in_an_earlier_year(value: float, better: str, said: str):
    assert position_words(value, TEN, better, "neighbours", date(2025, 3, 31)) == said
