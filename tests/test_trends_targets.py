"""Targets of a trend: which is in force, and whether a figure meets it."""

from datetime import date

import pytest

from data.settings import Settings
from queries.trends.trend import get_trend
from queries.trends.view import View
from tests.trend_store import (
    INDICATORS,
    OWN,
    HandBuilt,
    neighbour_values,
)

MARCH_2024, MARCH_2025 = date(2024, 3, 31), date(2025, 3, 31)


def trend(store: HandBuilt, slug: str = "reviews", **view):
    return get_trend(store, slug, View(**view), INDICATORS)


def test_a_target_stands_until_the_next_and_says_its_year():
    store = HandBuilt()
    store.months("reviews", "2023-03", [90.0] * 26)
    store.target("reviews", 2023, value=80.0)
    store.target("reviews", 2024, kind="none", op=None, text="tbc")
    store.target("reviews", 2025, value=95.0)
    store.target("reviews", 2024, unit="count", value=7.0)
    rows = {row.period_end: row for row in trend(store).rows}
    assert (rows[date(2023, 3, 31)].target, rows[date(2023, 3, 31)].target_status) == (
        None,
        "no_target",
    )
    assert rows[date(2023, 4, 30)].target == 80.0
    assert (rows[MARCH_2025].target, rows[MARCH_2025].target_status) == (80.0, "met")
    assert (rows[date(2025, 4, 30)].target, rows[date(2025, 4, 30)].target_status) == (
        95.0,
        "not_met",
    )
    assert [(step.start, step.end, step.label, step.set_for) for step in trend(store).targets] == [
        (date(2023, 4, 1), date(2025, 4, 1), "≥80%", "2023/24"),
        (date(2025, 4, 1), None, "≥95%", "2025/26"),
    ]


@pytest.mark.parametrize(
    ("slug", "op", "target", "upper", "value", "status"),
    [
        ("reviews", ">=", 95.0, None, 95.0, "met"),
        ("reviews", ">=", 95.0, None, 94.9, "near"),
        ("reviews", ">=", 95.0, None, 93.0, "near"),
        ("reviews", ">=", 95.0, None, 92.9, "not_met"),
        ("reviews", ">", 95.0, None, 95.0, "near"),
        ("reviews", "<", 95.0, None, 95.0, "near"),
        ("reviews", "<=", 22.0, None, 22.0, "met"),
        ("reviews", "<=", 0.3, None, 0.1 + 0.2, "met"),
        ("reviews", "<=", 50.0, None, 52.0, "near"),
        ("reviews", "<=", 50.0, None, 52.1, "not_met"),
        ("reviews", "<=", 20.0, None, 21.0, "near"),
        ("reviews", "<=", 20.0, None, 21.1, "not_met"),
        ("reviews", "<=", 13.0, None, 13.6, "near"),
        ("reviews", "<=", 13.0, None, 13.7, "not_met"),
        ("reviews", "<=", 3.0, None, 3.5, "not_met"),
        ("reviews", "=", 95.0, None, 99.0, "met"),
        ("turnover", "=", 15.0, None, 12.0, "met"),
        ("repeats", "=", 15.0, None, 12.0, "not_met"),
        ("repeats", "=", 15.0, None, 15.0, "met"),
        ("repeats", "between", 3.0, 3.75, 3.4, "met"),
        ("repeats", "between", 3.75, 3.0, 3.75, "met"),
        ("repeats", "between", 3.0, 3.75, 3.9, "near"),
        ("repeats", "between", 3.0, 3.75, 4.0, "not_met"),
        ("repeats", "between", 3.0, 3.75, 0.5, "not_met"),
    ],
)
def test_status_against_a_target(slug, op, target, upper, value, status):
    store = HandBuilt()
    kind = "range" if op == "between" else "value"
    store.target(slug, 2023, kind=kind, op=op, value=target, upper=upper)
    store.observe(slug, MARCH_2024, value)
    (row,) = trend(store, slug, window="m" if slug != "turnover" else None).rows
    assert row.target_status == status


def test_near_is_a_share_for_units_that_are_no_percentage_and_a_setting():
    for share, status in ((0.05, "not_met"), (0.1, "near")):
        store = HandBuilt(settings=Settings.model_validate({"targets": {"near_share": share}}))
        store.observe("plans", MARCH_2024, 440.0, unit="count", window="e")
        store.target("plans", 2023, unit="count", op="<=", value=400.0)
        assert trend(store, "plans").rows[0].target_status == status


def test_near_is_never_more_than_the_share_whatever_the_points():
    store = HandBuilt(settings=Settings.model_validate({"targets": {"near_points": 9.0}}))
    store.target("reviews", 2023, value=80.0)
    store.months("reviews", "2024-01", [76.0, 75.9])
    assert [row.target_status for row in trend(store).rows] == ["near", "not_met"]


def test_what_adds_up_from_april_is_judged_in_march_alone():
    given = {"windows": ("y", "m"), "accumulates": True}
    known = {"reviews": INDICATORS["reviews"].model_copy(update=given)}
    store = HandBuilt()
    store.target("reviews", 2024, value=95.0)
    store.months("reviews", "2024-12", [60.0, 70.0, 80.0, 90.0], window="y")
    store.months("reviews", "2024-12", [60.0], window="m")
    found = get_trend(store, "reviews", View(), known)
    assert [row.target for row in found.rows] == [95.0] * 4
    assert [step.label for step in found.targets] == ["≥95% by March"]
    assert [row.target_status for row in found.rows] == [None, None, None, "not_met"]
    assert found.verdict == "Reviews on time: 90.0%, below the 95% target."
    before = get_trend(store, "reviews", View(end=date(2025, 2, 28)), known)
    assert (
        before.verdict
        == "Reviews on time in February 2025: 80.0%. The target is 95% by March 2025."
    )
    month = get_trend(store, "reviews", View(window="m"), known)
    assert month.targets[0].label == "≥95%"
    assert [row.target_status for row in month.rows] == ["not_met"]


def test_a_target_is_stale_two_years_after_its_own():
    for year, stale in ((2021, True), (2022, False)):
        store = HandBuilt()
        store.target("reviews", year, value=95.0)
        store.observe("reviews", date(2024, 4, 30), 90.0)
        assert trend(store).stale_target == stale
    store = HandBuilt()
    store.target("reviews", 2015, value=95.0, by_year=2027)
    store.observe("reviews", date(2024, 4, 30), 90.0)
    assert not trend(store).stale_target


def test_a_suppressed_value_has_a_target_and_no_status():
    store = HandBuilt()
    store.observe("reviews", MARCH_2024, None, status="suppressed")
    store.target("reviews", 2023, value=95.0)
    (row,) = trend(store).rows
    assert (row.target, row.target_status) == (95.0, None)


@pytest.mark.parametrize(
    ("slug", "quartile", "expected"),
    [
        ("reviews", "top", 7.75),
        ("reviews", "half", 5.5),
        ("turnover", "top", 3.25),
        ("turnover", "half", 5.5),
        ("repeats", "top", None),
    ],
)
def test_a_quartile_target_is_of_the_neighbours_of_that_year(slug, quartile, expected):
    store = HandBuilt()
    store.publish(slug, MARCH_2024, neighbour_values(*range(1, 11)) | {OWN: 5.0})
    store.publish(slug, MARCH_2025, neighbour_values(*range(21, 31)) | {OWN: 5.0})
    store.target(slug, 2023, kind="quartile", op=None, value=None, quartile=quartile)
    for comparator in ("neighbours", "region"):
        first, second = trend(store, slug, comparator=comparator).rows
        assert first.target == expected
        assert second.target == (None if expected is None else expected + 20)


def test_a_quartile_of_all_councils_is_of_all_councils():
    store = HandBuilt()
    store.areas(("899", "E10000099", "Countyshire", "council", None))
    values = neighbour_values(*range(1, 11)) | {OWN: 5.0, "899": 100.0}
    store.publish("reviews", MARCH_2024, values)
    store.target("reviews", 2023, kind="quartile", op=None, quartile="top", among="all councils")
    (row,) = trend(store).rows
    assert (row.target, row.target_status) == (8.5, "not_met")


def test_members_of_a_split_have_no_target():
    store = HandBuilt()
    store.observe("reviews", MARCH_2024, 10.0, split="age", member="11+")
    store.target("reviews", 2023, value=95.0)
    found = trend(store, split="age", member="11+")
    assert (found.rows[0].target_status, found.targets) == ("no_target", ())
