"""The control chart against a published conformance set of XmR charts (../shared/spc)."""

import csv
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import pytest

from data.settings import ControlCharts
from queries.trends.control_chart import assurance, control_chart

SPC = Path(__file__).parents[1].parent / "shared" / "spc"
pytestmark = pytest.mark.skipif(not SPC.exists(), reason="the conformance set is not at ../shared")

CATEGORIES = {
    "Special cause improving (higher)": "improving_high",
    "Special cause deterioration (lower)": "concerning_low",
    "Common cause variation": "common_cause",
}
RULE_NAMES = {
    "Astro": "beyond_limits",
    "Shift": "shift",
    "Trend": "trend",
    "2of3": "two_of_three",
    "None": "none",
}


def _rows(name: str) -> list[dict[str, str]]:
    with (SPC / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _series(name: str) -> dict[str, list[float]]:
    dated = defaultdict(list)
    for row in _rows(name):
        month = datetime.strptime(row["Month"], "%d/%m/%Y")
        dated[row["MetricName"]].append((month, float(row["Value"])))
    return {metric: [value for _, value in sorted(points)] for metric, points in dated.items()}


def _agreeing(settings: ControlCharts) -> int:
    series = _series("xmr_golden_input.csv")
    return sum(
        control_chart(series[row["MetricName"]], "higher", settings).variation
        == CATEGORIES[row["VariationCategory"]]
        for row in _rows("xmr_golden_expected_summary.csv")
    )


def test_variation_of_the_latest_point_agrees_in_all_75_series():
    assert len(_rows("xmr_golden_expected_summary.csv")) == 75
    assert _agreeing(ControlCharts()) == 75


@pytest.mark.parametrize(("shift", "trend", "expected"), [(7, 6, 57), (7, 7, 39)])
def test_the_set_tells_other_run_lengths_apart(shift: int, trend: int, expected: int):
    assert _agreeing(ControlCharts(shift=shift, trend=trend)) == expected


def test_the_rule_that_fired_is_the_one_named():
    series = _series("xmr_golden_input.csv")
    found = {
        row["MetricName"]: control_chart(series[row["MetricName"]], "higher").marks[-1].rule
        for row in _rows("xmr_golden_expected_summary.csv")
    }
    expected = {
        row["MetricName"]: RULE_NAMES[row["RuleBreakRaw"]]
        for row in _rows("xmr_golden_expected_summary.csv")
    }
    assert found == expected


def test_assurance_agrees_in_all_7_series():
    directions = {row["MetricName"]: row["Direction"] for row in _rows("assurance_metrics.csv")}
    targets = {row["MetricName"]: float(row["TargetValue"]) for row in _rows_by_date()}
    series = _series("assurance_golden_input.csv")
    expected = {row["MetricName"]: row["Assurance"] for row in _rows("assurance_expected.csv")}
    found = {}
    for metric in expected:
        better = directions[metric]
        limits = control_chart(series[metric], better).limits[-1]
        found[metric] = assurance(limits, targets.get(metric), better)
    assert len(expected) == 7
    assert found == expected


def _rows_by_date() -> list[dict[str, str]]:
    """Dated targets, oldest first, so that the latest in force is the one kept."""
    return sorted(
        _rows("assurance_targets.csv"),
        key=lambda row: datetime.strptime(row["EffectiveFrom"], "%d/%m/%Y"),
    )
