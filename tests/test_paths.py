"""Targets to reach by a year: the path there, and what a figure is held to until then."""

from datetime import date

import pytest

from data.settings import Settings
from queries.trends.trend import get_trend
from queries.trends.view import Trend, View
from tests.trend_store import INDICATORS, OWN, HandBuilt, neighbour_values

BY_2027 = {"by_year": 2027}
MARCH_2025, MARCH_2026, MARCH_2027 = (date(year, 3, 31) for year in (2025, 2026, 2027))


def trend(store: HandBuilt, slug: str = "reviews", **view) -> Trend:
    return get_trend(store, slug, View(**view), INDICATORS)


def by_month(values: list[float], first: str = "2025-03", slug: str = "reviews", **target) -> dict:
    """Rows by month of a series whose first figure is the last before the target begins."""
    store = HandBuilt()
    store.months(slug, first, values)
    store.target(slug, 2025, **(BY_2027 | target))
    return {row.period_end: row for row in trend(store, slug, window="m").rows}


def test_a_path_is_a_straight_line_from_the_last_figure_before_to_the_march_of_the_year() -> None:
    rows = by_month([71.0] + [70.0] * 26, value=95.0)
    assert rows[MARCH_2025].path is None, "the target has not begun"
    for months, day in ((1, date(2025, 4, 30)), (12, MARCH_2026), (23, date(2027, 2, 28))):
        assert rows[day].path == pytest.approx(71 + 24 * months / 24)
        assert rows[day].target_due == MARCH_2027
    due = rows[MARCH_2027]
    assert (due.path, due.path_status, due.target_due) == (None, None, None)
    assert (due.target, due.target_status) == (95.0, "not_met")
    assert rows[date(2027, 5, 31)].target_status == "not_met", "it stands until replaced"


@pytest.mark.parametrize(
    ("value", "path", "status"),
    [
        (95.0, "met", "met"),
        (84.0, "on_the_way", "not_met"),
        (83.0, "on_the_way", "not_met"),
        (82.9, "just_behind", "not_met"),
        (81.0, "just_behind", "not_met"),
        (80.9, "behind", "not_met"),
        (94.0, "on_the_way", "near"),
    ],
)
def test_the_status_is_against_the_target_and_the_path_has_its_own(value, path, status) -> None:
    row = by_month([71.0] + [70.0] * 11 + [value], value=95.0)[MARCH_2026]
    assert row.target == 95.0
    assert (row.path_status, row.target_status) == (path, status)


def test_the_tolerance_of_a_path_is_the_setting() -> None:
    store = HandBuilt(settings=Settings.model_validate({"targets": {"near_points": 0.0}}))
    store.months("reviews", "2025-03", [71.0, 71.9])
    store.target("reviews", 2025, value=95.0, by_year=2027)
    assert trend(store, window="m").rows[-1].path_status == "behind"


@pytest.mark.parametrize(
    ("slug", "start", "target", "path", "on_the_way", "behind"),
    [
        ("turnover", 20.0, {"op": "<=", "value": 10.0}, 15.0, 15.0, 17.0),
        ("turnover", 20.0, {"op": "<", "value": 10.0}, 15.0, 15.0, 17.0),
        ("reviews", 80.0, {"op": ">", "value": 90.0}, 85.0, 85.0, 82.0),
        ("repeats", 34.0, {"op": "between", "value": 18.0, "upper": 24.0}, 29.0, 29.0, 31.0),
        ("repeats", 8.0, {"op": "between", "value": 18.0, "upper": 24.0}, 13.0, 13.0, 11.0),
        ("repeats", 8.0, {"op": "between", "value": 18.0, "upper": 24.0}, 13.0, 17.0, 40.0),
        ("repeats", 30.0, {"op": "=", "value": 20.0}, 25.0, 21.0, 28.0),
    ],
)
def test_a_path_goes_the_way_that_its_target_lies(
    slug, start, target, path, on_the_way, behind
) -> None:
    for value, status in ((on_the_way, "on_the_way"), (behind, "behind")):
        store = HandBuilt()
        store.months(slug, "2025-03", [start] + [value] * 12, window="r")
        store.target(slug, 2025, by_year=2027, **target)
        row = trend(store, slug, window="r").rows[-1]
        assert row.path == pytest.approx(path)
        assert row.path_status == status


def test_what_met_its_target_when_it_was_set_has_only_to_go_on_meeting_it() -> None:
    rows = by_month([96.0, 95.5, 94.0, 80.0], value=95.0)
    assert [(row.path, row.path_status) for row in rows.values()] == [
        (None, None),
        (None, "met"),
        (None, "just_behind"),
        (None, "behind"),
    ]


def test_without_a_figure_before_it_there_is_no_path_to_be_on() -> None:
    rows = by_month([80.0, 81.0], first="2025-06", value=95.0)
    for row in rows.values():
        assert (row.target_due, row.path, row.path_status) == (MARCH_2027, None, None)
        assert row.target_status == "not_met"


def test_years_that_repeat_one_aim_are_one_path() -> None:
    store = HandBuilt()
    store.months("reviews", "2024-03", [71.0] + [70.0] * 24)
    store.target("reviews", 2022, value=60.0, by_year=2024)
    store.target("reviews", 2024, value=90.0, by_year=2027)
    store.target("reviews", 2025, value=95.0, by_year=2027, text="raised on the way")
    rows = {row.period_end: row for row in trend(store, window="m").rows}
    assert rows[MARCH_2025].path == pytest.approx(71 + 19 * 12 / 36)
    assert rows[MARCH_2026].path == pytest.approx(71 + 24 * 24 / 36)


def test_a_figure_that_adds_up_is_on_a_path_from_march_to_march() -> None:
    adding = INDICATORS["reviews"].model_copy(
        update={"accumulates": True, "windows": ("y",), "slug": "adding"}
    )
    store = HandBuilt()
    store.months("adding", "2025-02", [60.0, 71.0, *[5.0] * 11, 84.0], window="y")
    store.target("adding", 2025, value=95.0, by_year=2027)
    rows = get_trend(store, "adding", View(), {"adding": adding}).rows
    assert [row.path_status for row in rows[:-1]] == [None] * 13
    assert (rows[-1].path, rows[-1].path_status) == (pytest.approx(83.0), "on_the_way")


def test_a_published_year_that_does_not_end_in_march_has_its_own_place_on_the_path() -> None:
    store = HandBuilt()
    for year, value in ((2024, 71.0), (2025, 80.0)):
        store.publish("reviews", date(year, 9, 30), {OWN: value})
    store.target("reviews", 2025, value=95.0, by_year=2027)
    row = trend(store).rows[-1]
    assert (row.path, row.path_status) == (pytest.approx(71 + 24 * 6 / 24), "on_the_way")


def test_a_path_to_a_quartile_leads_to_that_of_the_year() -> None:
    store = HandBuilt()
    store.publish("reviews", MARCH_2025, {OWN: 2.0})
    store.publish("reviews", MARCH_2026, neighbour_values(*range(1, 11)) | {OWN: 5.0})
    store.target("reviews", 2025, kind="quartile", op=None, quartile="top", by_year=2027)
    row = trend(store).rows[-1]
    assert (row.target, row.path) == (7.75, pytest.approx(2 + 5.75 / 2))
    assert row.path_status == "on_the_way"


def test_the_whole_of_the_target_in_force_is_told() -> None:
    store = HandBuilt()
    store.months("reviews", "2025-03", [71.0] + [84.0] * 13)
    store.target("reviews", 2024, value=95.0, by_year=2027, cell="B4", owner="Director")
    store.target("reviews", 2025, value=95.0, by_year=2027, cell="C4", owner="Director")
    now = trend(store, window="m").target_now
    assert (now.since, now.until, now.period_end) == (date(2024, 4, 1), None, date(2026, 4, 30))
    assert (now.target.source, now.target.owner) == ("plan.xlsx, Targets, C4", "Director")
    assert now.path is None, "no figure before April 2024"
    assert (now.ahead.aim.value, now.ahead.due) == (95.0, MARCH_2027)


def test_what_comes_next_is_the_target_of_the_day_after_the_figure() -> None:
    store = HandBuilt()
    store.months("reviews", "2026-02", [80.0, 80.0])
    store.target("reviews", 2025, value=85.0)
    store.target("reviews", 2026, value=95.0)
    for end, value, due in ((date(2026, 2, 28), 85.0, MARCH_2026), (None, 95.0, MARCH_2027)):
        now = trend(store, window="m", end=end).target_now
        assert now.target.value == 85.0
        assert (now.ahead.aim.value, now.ahead.due) == (value, due)
        assert now.until == MARCH_2026


def test_words_that_give_no_figure_are_told_and_replace_no_target() -> None:
    store = HandBuilt()
    store.months("reviews", "2024-06", [80.0] * 24)
    store.target("reviews", 2025, kind="none", op=None, text="to be reviewed")
    assert trend(store).target_now.words.text == "to be reviewed"
    assert trend(store).target_now.target is None
    store.target("reviews", 2024, value=85.0)
    assert trend(store).target_now.words.text == "to be reviewed"
    assert trend(store).target_now.target.value == 85.0
    assert trend(store, end=MARCH_2025).target_now.words is None


def test_of_two_parts_the_figure_is_judged_and_the_place_is_of_the_neighbours_of_the_year() -> None:
    store = HandBuilt()
    store.publish("turnover", MARCH_2025, neighbour_values(*range(1, 11)) | {OWN: 3.0})
    store.target("turnover", 2024, op="<=", value=2.5, quartile="top")
    found = trend(store, "turnover")
    assert (found.rows[0].target, found.rows[0].target_status) == (2.5, "not_met")
    now = found.target_now
    assert (now.aim.value, now.place.value, now.place.met(3.0)) == (2.5, 3.25, True)
    assert (now.place.basis.band.name, now.place.basis.band.count) == ("2024/25", 10)


def test_a_place_goes_by_its_own_sign_where_the_indicator_has_no_better_way() -> None:
    store = HandBuilt()
    store.publish("repeats", MARCH_2025, neighbour_values(*range(1, 11)) | {OWN: 5.0})
    for op, expected in (("<=", 3.25), (">=", 7.75), (None, None)):
        store.connection.execute("DELETE FROM target")
        store.target("repeats", 2024, kind="quartile", op=op, quartile="top")
        assert trend(store, "repeats").rows[0].target == expected
