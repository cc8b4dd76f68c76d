"""Trends: which rows a view comes to, and what stands beside each."""

from datetime import date

import pytest

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
