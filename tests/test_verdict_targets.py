"""The verdict on a target: one table of facts and the sentence that each comes to."""

from dataclasses import replace

import pytest

from queries.trends.verdict import Facts, verdict
from tests.verdict_facts import (
    MISSED,
    RATE,
    STOCK,
    TEN,
    aim,
)

CASES = [
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
]


@pytest.mark.parametrize(("facts", "more", "expected"), CASES)
def test_the_sentence(facts: Facts, more: dict, expected: str):
    assert verdict(replace(facts, **more)) == expected
