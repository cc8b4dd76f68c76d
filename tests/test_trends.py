"""Trends: which rows a view comes to, and what stands beside each."""

from datetime import date

import pytest

from data.settings import Settings
from queries.trends.choice import matching_member
from queries.trends.trend import get_trend, get_trends
from queries.trends.view import BadView, View
from tests.trend_store import (
    ENGLAND,
    INDICATORS,
    OWN,
    HandBuilt,
    month_ends,
    neighbour_values,
)

MARCH_2024, MARCH_2025 = date(2024, 3, 31), date(2025, 3, 31)


def trend(store: HandBuilt, slug: str = "reviews", **view):
    return get_trend(store, slug, View(**view), INDICATORS)


def test_rows_carry_what_was_observed():
    store = HandBuilt()
    store.observe("reviews", MARCH_2024, 95.83, numerator=23.0, denominator=24.0, note="late")
    (row,) = trend(store).rows
    assert (row.value, row.numerator, row.denominator) == (95.83, 23.0, 24.0)
    assert (row.status, row.source, row.note, row.window) == ("ok", "cases", "late", "m")


def test_best_takes_the_first_source_that_has_the_period():
    store = HandBuilt()
    store.months("reviews", "2024-01", [1.0, 2.0, 3.0], source="reported")
    store.months("reviews", "2024-02", [20.0], source="cases")
    store.publish("reviews", MARCH_2024, {OWN: 300.0})
    store.publish("reviews", MARCH_2025, {OWN: 400.0})
    assert [(row.value, row.source) for row in trend(store).rows] == [
        (1.0, "reported"),
        (20.0, "cases"),
        (3.0, "reported"),
        (400.0, "published"),
    ]


def test_all_gives_a_row_from_each_source():
    store = HandBuilt()
    store.observe("reviews", MARCH_2024, 1.0, source="reported")
    store.observe("reviews", MARCH_2024, 2.0, source="cases")
    store.publish("reviews", MARCH_2024, {OWN: 3.0})
    rows = trend(store, source="all").rows
    assert [(row.value, row.source) for row in rows] == [
        (2.0, "cases"),
        (1.0, "reported"),
        (3.0, "published"),
    ]
    assert trend(store, source="all").latest.source == "cases"
    assert [row.source for row in trend(store, source="reported").rows] == ["reported"]


def test_a_row_that_has_no_figure_gives_way_to_one_that_has():
    store = HandBuilt()
    store.observe("reviews", MARCH_2024, None, source="reported")
    store.publish("reviews", MARCH_2024, {OWN: 3.0})
    store.observe("reviews", MARCH_2025, None, status="not_applicable")
    store.publish("reviews", MARCH_2025, {OWN: 4.0})
    store.observe("reviews", date(2025, 4, 30), 5.0)
    assert [(row.source, row.status) for row in trend(store).rows] == [
        ("published", "ok"),
        ("cases", "not_applicable"),
        ("cases", "ok"),
    ]


def test_blank_suppressed_not_applicable_and_zero_stay_four_things():
    store = HandBuilt()
    wanted = ["not_available", "suppressed", "not_applicable"]
    for month, status in zip(month_ends("2024-01", 3), wanted, strict=True):
        store.observe("reviews", month, None, status=status)
    store.observe("reviews", date(2024, 4, 30), 0.0)
    rows = trend(store).rows
    assert [row.status for row in rows] == [*wanted, "ok"]
    assert [row.value for row in rows] == [None, None, None, 0.0]


def test_a_published_year_is_placed_at_its_end_in_a_monthly_trend():
    store = HandBuilt()
    store.months("reviews", "2024-05", [90.0, 91.0])
    store.publish("reviews", MARCH_2024, {OWN: 88.0})
    rows = trend(store).rows
    assert [(row.period_end, row.yearly) for row in rows] == [
        (MARCH_2024, True),
        (date(2024, 5, 31), False),
        (date(2024, 6, 30), False),
    ]


def test_published_years_alone_become_the_trend():
    store = HandBuilt()
    store.publish("reviews", MARCH_2024, {OWN: 88.0})
    store.publish("plans", MARCH_2024, {OWN: 60.0}, unit="per_10000", window="e")
    assert trend(store).window == "a"
    assert trend(store, window="r").window == "a"
    found = trend(store, "plans")
    assert (found.unit, found.window, found.rows[0].value) == ("per_10000", "e", 60.0)


def test_a_workbook_that_reports_only_rolling_years_shows_those():
    store = HandBuilt()
    store.months("reviews", "2024-01", [90.0, 91.0], window="r", source="reported")
    store.publish("reviews", MARCH_2024, {OWN: 88.0})
    assert trend(store).window == "r"


def test_the_first_unit_with_figures_is_shown():
    store = HandBuilt()
    store.months("plans", "2024-01", [38.6], unit="per_10000", window="e", numerator=430.0)
    assert trend(store, "plans").unit == "per_10000"
    store.months("plans", "2024-01", [430.0], unit="count", window="e")
    assert trend(store, "plans").unit == "count"
    assert trend(store, "plans", unit="per_10000").rows[0].numerator == 430.0


def test_a_unit_of_which_nothing_is_known_gives_way_to_one_with_values():
    store = HandBuilt()
    store.publish("plans", MARCH_2024, {OWN: None}, unit="count", window="e")
    store.publish("plans", MARCH_2024, {OWN: 60.0}, unit="per_10000", window="e")
    assert trend(store, "plans").unit == "per_10000"


def test_nothing_at_all_is_an_empty_trend_that_says_so():
    found = trend(HandBuilt())
    assert (found.rows, found.latest, found.unit, found.window) == ((), None, "percent", "m")
    assert found.verdict == "Reviews on time: no figures for Cornwall."


def test_period_limits_the_rows_and_moves_no_mark():
    store = HandBuilt()
    values = [90.0, 91.0] * 8 + [40.0] + [90.0, 91.0] * 2
    store.months("reviews", "2023-01", values)
    whole = {row.period_end: row.spc for row in trend(store).rows}
    part = trend(store, start=date(2024, 1, 1), end=date(2024, 5, 31))
    assert [row.period_end for row in part.rows] == month_ends("2024-01", 5)
    assert part.rows[-1].spc == whole[date(2024, 5, 31)] == "beyond_limits"
    assert [row.spc for row in part.rows] == [whole[row.period_end] for row in part.rows]
    assert part.rows[-1].verdict == part.verdict


def test_a_split_gives_every_member_in_order_and_a_member_itself():
    store = HandBuilt()
    for member, value in (("11+", 30.0), ("0 to 4", 10.0), ("5 to 10", 20.0), ("Other", 1.0)):
        store.observe("reviews", MARCH_2024, value, split="age", member=member)
    store.observe("reviews", MARCH_2024, 61.0)
    found = trend(store, split="age")
    assert [row.member for row in found.rows] == ["0 to 4", "5 to 10", "11+", "Other"]
    assert found.members == ("0 to 4", "5 to 10", "11+", "Other")
    assert [row.value for row in trend(store).rows] == [61.0]
    for asked in ("11+", "11 ", "11plus", "11", "11 Plus"):
        (row,) = trend(store, split="age", member=asked).rows
        assert (row.member, row.value) == ("11+", 30.0)


@pytest.mark.parametrize(
    ("asked", "known", "found"),
    [
        ("full care order", ["Full care order", "Section 20"], "Full care order"),
        ("fullcareorder", ["Full care order"], "Full care order"),
        ("0-4", ["0 to 4", "5 to 10"], "0 to 4"),
        ("0–4", ["0 to 4"], "0 to 4"),
        ("16 ", ["16+", "1 to 6"], "16+"),
        ("1-6", ["16+", "1 to 6"], "1 to 6"),
        ("11 or over", ["11+"], "11+"),
        ("Mixed & other", ["Mixed and other"], "Mixed and other"),
        ("team b", ["Team A"], None),
    ],
)
def test_members_are_matched_as_people_and_urls_write_them(
    asked: str, known: list[str], found: str | None
):
    assert matching_member(asked, known) == found


def test_a_split_alone_is_shown_where_there_is_no_whole():
    store = HandBuilt()
    store.observe("reviews", MARCH_2024, 10.0, split="age", member="0 to 4")
    assert trend(store).split == "age"


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ({"window": "q"}, "reviews has no window 'q'. It has: a, m, r."),
        ({"window": "y"}, "reviews has no window 'y'"),
        ({"unit": "pounds"}, "reviews has no unit 'pounds'. It has: percent, count."),
        ({"split": "shoe_size"}, "reviews has no split 'shoe_size'. It has: age."),
        ({"member": "11+"}, "A member needs its split"),
        ({"split": "age", "member": "99"}, "reviews by age has no member '99'. It has: 11+."),
        ({"statistic": "mode"}, "There is no statistic 'mode'"),
        ({"source": "rumour"}, "There is no source 'rumour'"),
        ({"start": date(2024, 2, 1), "end": date(2024, 1, 1)}, "ends .* before it starts"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_what_can(view: dict, said: str):
    store = HandBuilt()
    store.observe("reviews", MARCH_2024, 10.0, split="age", member="11+")
    with pytest.raises(BadView, match=said):
        trend(store, **view)


def test_an_unknown_indicator_is_refused():
    with pytest.raises(BadView, match="There is no indicator 'nothing'"):
        trend(HandBuilt(), "nothing")


def test_many_trends_are_each_as_one_alone():
    store = HandBuilt()
    store.months("reviews", "2023-01", [90.0 + n % 7 for n in range(24)])
    store.months("plans", "2023-01", [400.0 + n for n in range(24)], unit="count", window="e")
    store.publish("turnover", MARCH_2024, neighbour_values(*range(1, 11)) | {OWN: 6, ENGLAND: 15})
    store.target("reviews", 2023, value=95.0)
    many = get_trends(store, list(INDICATORS), View(), INDICATORS)
    alone = [get_trend(store, slug, View(), INDICATORS) for slug in INDICATORS]
    assert many == alone


def test_one_choice_for_many_gives_way_where_an_indicator_lacks_it():
    store = HandBuilt()
    store.months("reviews", "2023-01", [90.0], window="r")
    store.months("plans", "2023-01", [400.0], unit="count", window="e")
    rolling = get_trends(store, ["reviews", "plans"], View(window="r", split="age"), INDICATORS)
    assert [(each.window, each.split) for each in rolling] == [("r", "age"), ("e", "age")]
    with pytest.raises(BadView):
        get_trend(store, "plans", View(window="r"), INDICATORS)


def test_one_member_for_many_gives_way_to_all_where_a_split_lacks_it():
    store = HandBuilt()
    for slug, member in (("reviews", "11+"), ("repeats", "Team A")):
        store.observe(slug, MARCH_2024, 1.0, split="age", member=member)
    found = get_trends(store, ["reviews", "repeats"], View(split="age", member="11+"), INDICATORS)
    assert [each.members for each in found] == [("11+",), ("Team A",)]


def test_a_year_before_is_of_the_same_length_of_time():
    store = HandBuilt()
    store.months("reviews", "2024-01", [90.0] * 2)
    store.months("reviews", "2025-01", [92.0] * 3)
    store.publish("reviews", MARCH_2024, {OWN: 50.0})
    assert trend(store).year_before is None
    assert trend(store, end=date(2025, 2, 28)).year_before.value == 90.0


# Targets


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


# Control charts


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
