"""The verdict: one table of facts and the sentence that each comes to."""

import re
from dataclasses import replace
from datetime import date

import pytest

from queries.trends.bands import Band
from queries.trends.control_chart import Mark
from queries.trends.position import position_words
from queries.trends.targets import Aim, Target
from queries.trends.trend import get_trend
from queries.trends.verdict import Facts, verdict
from queries.trends.view import View
from tests.trend_store import ENGLAND, INDICATORS, OWN, HandBuilt, neighbour_values

DECEMBER, MARCH = date(2025, 12, 31), date(2025, 3, 31)


def band(*values: float, at: date = MARCH) -> Band:
    ordered = sorted(values)
    middle = len(ordered) // 2
    quartiles = (ordered[middle // 2], ordered[middle], ordered[middle + middle // 2])
    return Band(at, tuple(ordered), quartiles, sum(ordered) / len(ordered), None, None)


def aim(value: float, op: str = ">=", year: int = 2025, upper: float | None = None, **more) -> Aim:
    kind = more.pop("kind", "value")
    target = Target(
        start=date(year, 4, 1),
        kind=kind,
        op=op,
        value=value,
        upper=upper,
        quartile=more.get("quartile"),
        among=more.get("among"),
        by_year=more.get("by_year"),
        text="",
        source="",
    )
    return Aim(target, op, value, upper)


TEN = band(81, 84, 86, 88, 89, 90, 91, 94, 96, 97)
NONE, UP, DOWN = Mark(), Mark("shift", "high", 7), Mark("shift", "low", 6)
RATE = Facts(
    short="Reviews on time",
    unit="percent",
    places=1,
    better="higher",
    value=93.5,
    numerator=302,
    denominator=323,
    period_end=DECEMBER,
    latest_period=DECEMBER,
)
STOCK = Facts(
    short="Children in care",
    unit="per_10000",
    places=1,
    better="neither",
    value=60.0,
    numerator=650,
    period_end=MARCH,
    yearly=True,
    latest_period=MARCH,
)
COUNT = Facts(
    short="Children on plans",
    unit="count",
    places=0,
    better="neither",
    value=1430,
    period_end=DECEMBER,
    latest_period=DECEMBER,
)
MONEY = Facts(
    short="Forecast variance",
    unit="pounds",
    places=0,
    better="lower",
    value=1.0,
    period_end=DECEMBER,
    latest_period=DECEMBER,
    sides=("over budget", "under budget"),
)
MISSED = {"aim": aim(95.0), "target_status": "not_met"}

CASES = [
    # what a figure alone comes to
    (RATE, {}, "Reviews on time: 93.5%."),
    (COUNT, {}, "Children on plans: 1,430."),
    (STOCK, {}, "Children in care in 2024/25: 60 per 10,000."),
    (STOCK, {"value": 63.5}, "Children in care in 2024/25: 63.5 per 10,000."),
    (
        STOCK,
        {"period_end": date(2025, 9, 30), "short": "Turnover", "unit": "percent", "value": 11.7},
        "Turnover in Sept 2025: 11.7%.",
    ),
    # the single months behind a rolling year, beside the year before
    (
        RATE,
        {"mark": DOWN, "single_months": True, "year_before": 95.1},
        "Reviews on time: 93.5%. A year earlier: 95.1%. "
        "Month by month, significant worsening: below its own average for six months in a row.",
    ),
    (
        RATE,
        {"mark": NONE, "single_months": True},
        "Reviews on time: 93.5%. Month by month, no significant change.",
    ),
    # targets
    (RATE, MISSED, "Reviews on time: 93.5%, below the 95% target."),
    (
        RATE,
        MISSED | {"missed_for": 6},
        "Reviews on time: 93.5%, below the 95% target for six months.",
    ),
    (
        RATE,
        MISSED | {"missed_for": 14},
        "Reviews on time: 93.5%, below the 95% target for 14 months.",
    ),
    (
        RATE,
        MISSED | {"missed_for": 1},
        "Reviews on time: 93.5%, below the 95% target.",
    ),
    (
        RATE,
        MISSED | {"target_status": "near", "missed_for": 1},
        "Reviews on time: 93.5%, just below the 95% target.",
    ),
    (
        RATE,
        MISSED | {"target_status": "near", "missed_for": 3},
        "Reviews on time: 93.5%, just below the 95% target.",
    ),
    (
        RATE,
        MISSED | {"target_status": "near", "missed_for": 3, "same_target": False},
        "Reviews on time: 93.5%, just below the 95% target.",
    ),
    (
        RATE,
        {"aim": aim(90.0), "target_status": "met"},
        "Reviews on time: 93.5%, meeting the 90% target.",
    ),
    (
        RATE,
        {"aim": aim(90.0, year=2018), "target_status": "met"},
        "Reviews on time: 93.5%, meeting the 90% target (set for 2018/19).",
    ),
    (
        RATE,
        {"aim": aim(99.0, by_year=2027), "target_status": "not_met"},
        "Reviews on time: 93.5%, below the 99% target (for 2027).",
    ),
    (
        RATE,
        MISSED | {"missed_for": 6, "same_target": False},
        "Reviews on time: 93.5%, below target for six months (now 95%).",
    ),
    (
        RATE,
        {"value": 94.96, "aim": aim(95.0), "target_status": "near"},
        "Reviews on time: 94.96%, just below the 95% target.",
    ),
    (
        RATE,
        {"value": 14.0, "aim": aim(14.0, "<"), "target_status": "near", "missed_for": 3},
        "Reviews on time: 14.0%, level with the 14% target, not below it.",
    ),
    (
        RATE,
        {"value": 14.0, "aim": aim(14.0, ">"), "target_status": "near"},
        "Reviews on time: 14.0%, level with the 14% target, not above it.",
    ),
    (
        RATE,
        {"better": "lower", "aim": aim(18.5, "<="), "target_status": "not_met", "value": 24.0},
        "Reviews on time: 24.0%, above the 18.5% target.",
    ),
    (
        RATE,
        {"value": 3.4, "aim": aim(3.0, "between", upper=3.75), "target_status": "met"},
        "Reviews on time: 3.4%, within the target range of 3 to 3.75%.",
    ),
    (
        RATE,
        {"value": 6.0, "aim": aim(3.0, "between", upper=3.75), "target_status": "not_met"},
        "Reviews on time: 6.0%, above the target range of 3 to 3.75%.",
    ),
    (
        RATE,
        {
            "aim": aim(94.5, kind="quartile", quartile="top"),
            "target_status": "near",
        },
        "Reviews on time: 93.5%, just below the target of the best quarter of neighbours (94.5%).",
    ),
    (
        RATE,
        {
            "aim": aim(96.5, kind="quartile", quartile="half"),
            "target_status": "not_met",
            "missed_for": 3,
            "same_target": False,
        },
        "Reviews on time: 93.5%, below the target of the best half of neighbours (now 96.5%) for "
        "three months.",
    ),
    (
        RATE,
        {
            "aim": aim(96.5, kind="quartile", quartile="top", year=2021),
            "target_status": "not_met",
            "missed_for": 24,
            "same_target": False,
        },
        "Reviews on time: 93.5%, below the target of the best quarter of neighbours "
        "(now 96.5%; set for 2021/22) for 24 months.",
    ),
    (
        RATE,
        {
            "aim": aim(99.0, by_year=2027),
            "target_status": "not_met",
            "path_status": "on_the_way",
        },
        "Reviews on time: 93.5%, below the 99% target (for 2027; on the way).",
    ),
    (
        RATE,
        {
            "aim": aim(96.0, year=2021),
            "target_status": "not_met",
            "missed_for": 24,
            "same_target": False,
        },
        "Reviews on time: 93.5%, below target for 24 months (now 96%; set for 2021/22).",
    ),
    (
        STOCK,
        {"aim": aim(37.0, "<=", 2024), "target_status": "not_met", "missed_for": 3},
        "Children in care in 2024/25: 60 per 10,000, above the target of 37 for three years.",
    ),
    # what adds up from April is held to the year's target in March alone
    (
        RATE,
        {"value": 59.7, "aim": aim(95.0), "judged": False, "year_before": 63.7},
        "Reviews on time: 59.7%. The target is 95% by March 2026. A year earlier: 63.7%.",
    ),
    (
        RATE,
        {"value": 59.7, "aim": aim(95.0), "judged": False, "band": TEN},
        "Reviews on time: 59.7%, worst of 11 councils. The target is 95% by March 2026.",
    ),
    # words for each side of zero
    (
        MONEY,
        {"value": 1_030_000, "aim": aim(0.0, "<="), "target_status": "not_met", "missed_for": 8},
        "Forecast variance: £1.03m over budget, above the £0 target for eight months.",
    ),
    (
        MONEY,
        {"value": -86_000, "aim": aim(0.0, "<="), "target_status": "met", "year_before": 200.0},
        "Forecast variance: £86k under budget, meeting the £0 target. "
        "A year earlier: £200 over budget.",
    ),
    (MONEY, {"value": 0.2}, "Forecast variance: £0."),
    (
        MONEY,
        {"value": -0.62, "unit": "percent", "places": 1},
        "Forecast variance: 0.6% under budget.",
    ),
    # the month is named where it is not the latest of all
    (RATE, {"dated": True}, "Reviews on time in December 2025: 93.5%."),
    (COUNT, {"dated": True}, "Children on plans in December 2025: 1,430."),
    # position
    (
        RATE,
        {"band": TEN, "value": 80.0},
        "Reviews on time: 80.0%, worst of 11 councils.",
    ),
    (RATE, {"band": TEN, "value": 98.0}, "Reviews on time: 98.0%, best of 11 councils."),
    (RATE, {"band": TEN, "value": 97.0}, "Reviews on time: 97.0%, joint best of 11 councils."),
    (
        RATE,
        {"band": TEN, "value": 98.0, "better": "lower"},
        "Reviews on time: 98.0%, worst of 11 councils.",
    ),
    (
        RATE,
        {"band": TEN, "value": 98.0, "better": "neither"},
        "Reviews on time: 98.0%, highest of 11 councils.",
    ),
    (
        RATE,
        {"band": TEN, "value": 83.0},
        "Reviews on time: 83.0%, worse than three quarters of neighbours.",
    ),
    (
        RATE,
        {"band": TEN, "value": 83.0, "better": "lower"},
        "Reviews on time: 83.0%, better than three quarters of neighbours.",
    ),
    (
        RATE,
        {"band": TEN, "value": 83.0, "better": "neither", "noun": "councils in the South West"},
        "Reviews on time: 83.0%, lower than three quarters of councils in the South West.",
    ),
    (
        RATE,
        {"band": TEN, "value": 89.5},
        "Reviews on time: 89.5%, in the middle half of neighbours.",
    ),
    (
        RATE,
        {"band": TEN, "value": 83.0, "carried_forward": True, "published_period": MARCH},
        "Reviews on time: 83.0%, worse than three quarters of neighbours' 2024/25 figures.",
    ),
    (
        RATE,
        {"england": 94.0},
        "Reviews on time: 93.5%, against 94.0% in England.",
    ),
    (
        RATE,
        {"england": 94.0, "carried_forward": True, "published_period": MARCH},
        "Reviews on time: 93.5%, against 94.0% in England in 2024/25.",
    ),
    (
        STOCK,
        {"value": 7.0, "unit": "percent", "england": 6.5},
        "Children in care in 2024/25: 7.0%, against 6.5% in England.",
    ),
    (
        STOCK,
        {"value": 7.0, "unit": "percent", "england": 6.0},
        "Children in care in 2024/25: 7%, against 6% in England.",
    ),
    (
        STOCK,
        {"value": 6.5, "unit": "percent", "year_before": 7.0},
        "Children in care in 2024/25: 6.5%. The year before: 7.0%.",
    ),
    (
        RATE,
        MISSED | {"england": 94.0},
        "Reviews on time: 93.5%, below the 95% target. England: 94.0%.",
    ),
    (COUNT, {"band": TEN, "england": 50000.0}, "Children on plans: 1,430."),
    # change: only where a rule fired on the latest point
    (RATE, {"mark": NONE}, "Reviews on time: 93.5%. No significant change."),
    (
        RATE,
        {"mark": UP},
        "Reviews on time: 93.5%. "
        "Significant improvement: above its own average for seven months in a row.",
    ),
    (
        RATE,
        {"mark": DOWN},
        "Reviews on time: 93.5%. "
        "Significant worsening: below its own average for six months in a row.",
    ),
    (
        RATE,
        {"mark": DOWN, "months_run": False},
        "Reviews on time: 93.5%. "
        "Significant worsening: below its own average for six figures in a row.",
    ),
    (
        COUNT,
        {"mark": Mark("beyond_limits", "high")},
        "Children on plans: 1,430. Significant rise: above its usual range.",
    ),
    (
        RATE,
        {"mark": Mark("trend", "low", 7), "better": "lower"},
        "Reviews on time: 93.5%. Significant improvement: down six months in a row.",
    ),
    (
        RATE,
        {"mark": Mark("two_of_three", "low")},
        "Reviews on time: 93.5%. Significant worsening: two of the last three months near the "
        "bottom of its usual range.",
    ),
    (RATE, {"mark": NONE, "year_before": 91.2}, "Reviews on time: 93.5%. No significant change."),
    (RATE, {"year_before": 91.2}, "Reviews on time: 93.5%. A year earlier: 91.2%."),
    (
        STOCK,
        {"year_before": 58.0},
        "Children in care in 2024/25: 60 per 10,000. The year before: 58.",
    ),
    # small numbers
    (
        RATE,
        {"value": 100 * 3 / 7, "numerator": 3, "denominator": 7, "mark": NONE},
        "Reviews on time: 42.9%. No significant change. "
        "Small numbers: 3 of 7, so one is 14 points.",
    ),
    (
        RATE,
        {"value": 46.7, "numerator": 1.4, "denominator": 3.0, "in_fte": True},
        "Reviews on time: 46.7%. Small numbers: 1.4 of 3.0 FTE.",
    ),
    (
        RATE,
        {"value": 13.2, "numerator": 2.5, "denominator": 19},
        "Reviews on time: 13.2%. Small numbers: 2.5 of 19.0.",
    ),
    (
        RATE,
        {"numerator": None, "denominator": 7.2, "in_fte": True},
        "Reviews on time: 93.5%. Small numbers: 7.2 FTE in all.",
    ),
    (
        RATE,
        {"numerator": None, "denominator": 7},
        "Reviews on time: 93.5%. Small numbers: 7 in all, so one is 14 points.",
    ),
    (
        COUNT,
        {"value": 4},
        "Children on plans: 4. Small numbers, so one or two more tell us little.",
    ),
    (COUNT, {"value": 0}, "Children on plans: 0."),
    (COUNT, {"value": 6}, "Children on plans: 6."),
    (
        STOCK,
        {"numerator": 5},
        "Children in care in 2024/25: 60 per 10,000. "
        "Small numbers: 5, so one or two more tell us little.",
    ),
    # later periods without a figure, and none at all
    (
        RATE,
        {"latest_period": date(2026, 1, 31), "latest_status": "not_applicable"},
        "Reviews on time: 93.5%. Jan 2026 is not applicable.",
    ),
    (
        STOCK,
        {"latest_period": date(2026, 3, 31), "latest_status": "suppressed"},
        "Children in care in 2024/25: 60 per 10,000. 2025/26 is suppressed.",
    ),
    (
        RATE,
        {"value": None, "latest_status": "suppressed", "yearly": True, "latest_period": MARCH},
        "Reviews on time: suppressed in 2024/25, and no earlier figure.",
    ),
    (
        RATE,
        {"value": None, "latest_period": None, "council": "Rutland"},
        "Reviews on time: no figures for Rutland.",
    ),
    # all together
    (
        RATE,
        MISSED | {"missed_for": 6, "value": 83.0, "band": TEN, "mark": NONE},
        "Reviews on time: 83.0%, below the 95% target for six months. Worse than three quarters "
        "of neighbours. No significant change.",
    ),
]


@pytest.mark.parametrize(("facts", "more", "expected"), CASES)
def test_the_sentence(facts: Facts, more: dict, expected: str):
    assert verdict(replace(facts, **more)) == expected


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
    for facts, more, _ in CASES:
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
