"""The control chart's rules one by one, and against a slow reading of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.settings import ControlCharts
from queries.trends.charting import STEADIEST, lag_correlation
from queries.trends.control_chart import Limits, assurance, control_chart

LEVEL = [10.0, 11.0, 10.0, 9.0]


def rules(values: list[float], better: str = "higher", **settings: int) -> list[str]:
    return [mark.rule for mark in control_chart(values, better, ControlCharts(**settings)).marks]


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    (limits,) = control_chart([10.0, 12.0, 11.0, 13.0], "higher").limits
    assert limits.centre == pytest.approx(11.5)
    assert limits.upper == pytest.approx(11.5 + 2.66 * (2 + 1 + 2) / 3)
    assert limits.lower == pytest.approx(11.5 - 2.66 * (2 + 1 + 2) / 3)
    assert limits.two_sigma_upper == pytest.approx(11.5 + 2 / 3 * (limits.upper - 11.5))


def test_a_level_series_has_no_mark_and_no_spread():
    chart = control_chart([5.0] * 20, "higher")
    assert {mark.rule for mark in chart.marks} == {"none"}
    assert chart.variation == "common_cause"


def test_a_point_on_the_centre_breaks_a_shift():
    up = [1.0, 2.0] * 3
    assert rules([-1.0, -2.0] * 3 + up)[-6:] == ["shift"] * 6
    assert "shift" not in rules([-1.0, -2.0, -1.0, 0.0, -2.0, -1.0, 1.0, 2.0, 1.0, 0.0, 2.0, 1.0])


def test_a_tie_breaks_a_trend():
    rising = [10.0, 11.0, 12.0, 13.0, 14.0, 15.0]
    assert rules(rising) == ["trend"] * 6
    assert "trend" not in rules([10.0, 11.0, 12.0, 12.0, 13.0, 14.0, 15.0])


def test_a_turning_point_belongs_to_the_trend_that_it_ends():
    chart = control_chart([*[9, -9] * 6, *range(-3, 3), *range(1, -4, -1)], "higher")
    assert [mark.side for mark in chart.marks[12:]] == ["high"] * 6 + ["low"] * 5
    assert {mark.rule for mark in chart.marks[12:]} == {"trend"}
    assert chart.marks[17].run == 7


def test_two_of_three_marks_only_the_points_beyond_two_sigma():
    base = LEVEL * 8
    limits = control_chart(base, "higher").limits[0]
    beyond = limits.two_sigma_upper + 0.5
    marked = control_chart([*base, beyond, 10.0, beyond], "higher").marks[-3:]
    assert [mark.rule for mark in marked] == ["two_of_three", "none", "two_of_three"]


def test_a_rebase_starts_limits_and_runs_afresh():
    low, high = [1.0, 2.0] * 4, [101.0, 102.0] * 4
    whole, rebased = (
        control_chart([*low, *high], "higher"),
        control_chart([*low, *high], "higher", rebased_at=[8]),
    )
    assert {mark.rule for mark in whole.marks} == {"beyond_limits"}
    assert {mark.rule for mark in rebased.marks} == {"none"}
    assert [limits.centre for limits in rebased.limits] == [1.5, 101.5]


@pytest.mark.parametrize(
    ("last", "better", "variation"),
    [
        (99.0, "higher", "improving_high"),
        (99.0, "lower", "concerning_high"),
        (99.0, "neither", "neither_high"),
        (-99.0, "higher", "concerning_low"),
        (-99.0, "lower", "improving_low"),
        (-99.0, "neither", "neither_low"),
        (10.0, "neither", "common_cause"),
    ],
)
def test_the_latest_point_decides_the_icon(last: float, better: str, variation: str):
    assert control_chart([*LEVEL * 6, last], better).variation == variation


@pytest.mark.parametrize(
    ("target", "better", "expected"),
    [
        (5.0, "higher", "pass"),
        (25.0, "higher", "fail"),
        (15.0, "higher", "hit_or_miss"),
        (10.0, "higher", "hit_or_miss"),
        (20.0, "higher", "hit_or_miss"),
        (5.0, "lower", "fail"),
        (25.0, "lower", "pass"),
        (15.0, "lower", "hit_or_miss"),
        (15.0, "neither", "none"),
        (None, "higher", "none"),
    ],
)
def test_assurance(target: float | None, better: str, expected: str):
    assert assurance(Limits(15.0, 10.0, 20.0), target, better) == expected


def slow_rules(values: list[float], n: int) -> list[set[str]]:
    """Every rule that each point breaks, read straight from its sentence."""
    centre = sum(values) / len(values)
    ranges = [abs(values[i] - values[i - 1]) for i in range(1, len(values))]
    reach = 2.66 * sum(ranges) / len(ranges)
    broken: list[set[str]] = [set() for _ in values]
    for i, value in enumerate(values):
        if abs(value - centre) > reach:
            broken[i].add("beyond_limits")
    for start in range(len(values) - n + 1):
        for i in range(start, start + n):
            broken[i] |= slow_runs(values[start : start + n], centre)
    for start in range(len(values) - 2):
        three = range(start, start + 3)
        for sign in (1, -1):
            beyond = [i for i in three if sign * (values[i] - centre) > reach * 2 / 3]
            for i in beyond if len(beyond) >= 2 else []:
                broken[i].add("two_of_three")
    return broken


def slow_runs(part: list[float], centre: float) -> set[str]:
    steps = [part[i + 1] - part[i] for i in range(len(part) - 1)]
    shift = all(value > centre for value in part) or all(value < centre for value in part)
    trend = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return ({"shift"} if shift else set()) | ({"trend"} if trend else set())


@given(
    values=st.lists(st.integers(-9, 9).map(float), min_size=13, max_size=60),
    n=st.integers(5, 8),
)
def test_marks_agree_with_a_slow_reading_of_the_rules(values: list[float], n: int):
    order = ["beyond_limits", "shift", "trend", "two_of_three"]
    # Where a value lies on a line itself, float noise decides: those series are left aside.
    expected = [
        next((rule for rule in order if rule in broken), "none") for broken in slow_rules(values, n)
    ]
    centre = sum(values) / len(values)
    reach = control_chart(values, "higher").limits[0].upper - centre
    on_a_line = any(
        abs(abs(value - centre) - line) < 1e-9
        for value in values
        for line in (reach, reach * 2 / 3)
    )
    if not on_a_line:
        assert rules(values, shift=n, trend=n) == expected


def test_a_stock_that_hardly_moves_is_told_from_one_that_does():
    climbing = [float(each) for each in range(24)]
    swinging = [10.0, 14.0] * 12
    assert lag_correlation(climbing) > STEADIEST
    assert lag_correlation(swinging) < 0
    assert lag_correlation([5.0] * 24) == 0
    assert lag_correlation([1.0, 2.0]) == 0
