"""The whole path on real files: Cornwall's workbook of December 2015 and the published figures."""

from datetime import date

import pytest

from data.home import Home
from queries.store import Store, current_store
from queries.trends.trend import get_trend
from queries.trends.view import TrendRow, View

# The rules of cells that hold no figure: n/a, - and tbc. Any other reject is a cell not understood.
UNTYPED = {"not_applicable", "dash", "to_be_confirmed"}
DECEMBER = date(2015, 12, 31)


@pytest.fixture(scope="module")
def store(cornwall_home: Home) -> Store:
    return current_store(cornwall_home)


def row_at(store: Store, slug: str, when: date, **asked: str) -> TrendRow:
    trend = get_trend(store, slug, View(**asked))
    return next(row for row in trend.rows if row.period_end == when)


@pytest.mark.parametrize(
    ("slug", "asked", "value", "numerator", "denominator"),
    [
        ("protection_plans", {"unit": "per_10000"}, 38.60, 430, None),
        ("protection_plans", {"unit": "count"}, 430, 430, None),
        ("plans_ended_after_2_years", {"unit": "percent", "window": "r"}, 3.9, 16, 408),
        ("placements_3_or_more", {}, 16.1, 70, 435),
        ("initial_conferences_in_15_days", {}, 95.8, 23, 24),
        ("children_in_care", {"unit": "count", "split": "age", "member": "11+"}, 297, 297, None),
        (
            "children_in_care",
            {"unit": "count", "split": "legal_status", "member": "Full care order"},
            241,
            241,
            None,
        ),
        ("re_referrals", {}, 18.9, 664, 3521),
    ],
)
def test_the_figures_of_december_2015(
    store: Store,
    slug: str,
    asked: dict[str, str],
    value: float,
    numerator: float,
    denominator: float | None,
) -> None:
    row = row_at(store, slug, DECEMBER, **asked)
    assert row.value == pytest.approx(value)
    assert row.numerator == numerator
    assert row.denominator == denominator
    assert row.source == "reported"


@pytest.mark.parametrize(
    ("slug", "unit", "when", "own", "median", "lowest", "highest"),
    [
        ("children_in_care", "per_10000", date(2025, 3, 31), 60, 63.5, 53, 82),
        ("protection_plans", "per_10000", date(2025, 3, 31), 32.2, 36.6, 26.4, 58.7),
        ("re_referrals", "percent", date(2025, 3, 31), 27.9, 20.05, 16.3, 28.9),
        ("turnover", "percent", date(2025, 9, 30), 11.7, 10.6, 8.0, 15.4),
        ("vacancy_rate", "percent", date(2025, 9, 30), 20.6, 9.5, 1.1, 25.4),
    ],
)
def test_the_bands_of_2025(
    store: Store,
    slug: str,
    unit: str,
    when: date,
    own: float,
    median: float,
    lowest: float,
    highest: float,
) -> None:
    row = row_at(store, slug, when, unit=unit)
    assert row.value == pytest.approx(own, abs=0.05)
    assert row.neighbour_median == pytest.approx(median, abs=0.051)
    assert row.neighbour_min == pytest.approx(lowest, abs=0.051)
    assert row.neighbour_max == pytest.approx(highest, abs=0.051)
    assert row.neighbour_count == 10
    assert row.release, "a published figure names its release"


def test_every_cell_of_the_template_is_loaded_or_listed(store: Store) -> None:
    sheets = [
        row for row in store.manifest["files"] if row["file"].startswith("cornwall_performance")
    ]
    assert {row["sheet"] for row in sheets} == {"CIN & CP", "CIC"}
    for row in sheets:
        assert row["rows_read"] == row["rows_loaded"] + row["rows_rejected"]
        assert row["rows_loaded"] > 90
        assert {each["rule"] for each in row["rejects"]} <= UNTYPED, row["rejects"]
        assert all(each["row"] and each["column"] for each in row["rejects"])


def test_the_month_whose_plan_rate_implies_another_population_is_named(store: Store) -> None:
    said = [
        each
        for row in store.manifest["files"]
        for each in row["warnings"]
        if each["rule"] == "arithmetic_rate" and each["cell"] == "E19"
    ]
    assert len(said) == 1
    assert "July 2015" in said[0]["message"]


def test_year_end_figures_targets_and_comparators_are_loaded(store: Store) -> None:
    year_end = row_at(store, "protection_plans", date(2015, 3, 31), unit="count")
    assert year_end.value == 404
    cursor = store.cursor()
    targets = cursor.execute(
        "SELECT op, value FROM target WHERE slug = 're_referrals' AND unit = 'percent'"
    ).fetchall()
    assert targets == [("<", 22.0)]
    typed = cursor.execute(
        "SELECT who, value FROM typed_comparator WHERE slug = 're_referrals' ORDER BY who"
    ).fetchall()
    assert typed == [("council", 18.9), ("england", 16.6), ("neighbours", 18.4)]
