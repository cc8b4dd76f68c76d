"""The verdict: one table of facts and the sentence that each comes to."""

from dataclasses import replace
from datetime import date

import pytest

from queries.trends.control_chart import Mark
from queries.trends.verdict import Facts, verdict
from tests.verdict_facts import (
    COUNT,
    DOWN,
    MARCH,
    MISSED,
    MONEY,
    NONE,
    RATE,
    STOCK,
    TEN,
    UP,
    aim,
)

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
    # the single months behind a rolling year speak for it, in place of the year before
    (
        RATE,
        {"mark": DOWN, "single_months": True, "year_before": 95.1},
        "Reviews on time: 93.5%. "
        "Month by month, significant worsening: below its own average for six months in a row.",
    ),
    (
        RATE,
        {"mark": NONE, "single_months": True},
        "Reviews on time: 93.5%. Month by month, no significant change.",
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
