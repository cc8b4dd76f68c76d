"""Tables of targets, wide and long: which indicator, unit and financial year each target is of."""

from datetime import date
from pathlib import Path

import pytest

from data.readers import performance_workbook, targets
from data.sources import open_file
from queries.catalogue import catalogue, vocabulary
from tests.workbook_fixtures import Loaded, context, load_file, write_workbook

PLAN = Path(__file__).parents[1].parent / "shared" / "plans" / "west_sussex_plan_2018-22.xlsx"
YEARS = [2017, 2018, 2019, 2020, 2021]


def loaded_table(tmp_path, grid) -> Loaded:
    path = write_workbook(tmp_path / "targets.xlsx", {"Targets": grid})
    return load_file(path, context(), targets)


def rows_of(loaded: Loaded, columns: str = "slug, unit, op, value, upper, kind") -> list[tuple]:
    return loaded.connection.execute(f"SELECT {columns} FROM target").fetchall()


def test_wide_columns_are_financial_years(tmp_path) -> None:
    grid = [
        ["Our targets"],
        ["Ref", "Objective", "Baseline", "Target 2024/25", "Target 2025-26"],
        ["A", "Social worker turnover", "20.9%", "18%", "17%"],
    ]
    loaded = loaded_table(tmp_path, grid)
    assert rows_of(loaded, "slug, op, value, valid_from, valid_to, cell") == [
        ("turnover", "<=", 18, date(2024, 4, 1), date(2025, 3, 31), "D3"),
        ("turnover", "<=", 17, date(2025, 4, 1), date(2026, 3, 31), "E3"),
    ]
    assert (loaded.report.rows_read, loaded.report.rows_loaded) == (2, 2)


def test_long_rows_name_their_year(tmp_path) -> None:
    grid = [
        ["Indicator", "Financial year", "Target"],
        ["Social worker turnover", "2024/25", "18%"],
        ["Social worker turnover", "2025/26", "between 14% and 16%"],
        ["Social worker turnover", "soon", "12%"],
    ]
    loaded = loaded_table(tmp_path, grid)
    assert rows_of(loaded, "op, value, upper, valid_from") == [
        ("<=", 18, None, date(2024, 4, 1)),
        ("between", 14, 16, date(2025, 4, 1)),
    ]
    assert loaded.rejects() == [("target", "C4")]
    assert "no financial year" in loaded.report.rejects[0].message


def test_targets_saved_as_csv(tmp_path) -> None:
    path = tmp_path / "targets.csv"
    path.write_text("Measure,Target 2025/26\nSocial worker turnover,≤16%\n", encoding="utf-8")
    loaded = load_file(path, context(), targets)
    assert rows_of(loaded) == [("turnover", "percent", "<=", 16, None, "value")]


def test_who_answers_for_a_target_and_the_title_of_its_table_are_kept_as_written(tmp_path) -> None:
    grid = [
        ["Our priorities for children"],
        [],
        ["Measure", "Lead officer", "Baseline", "Target 2025/26"],
        ["Social worker turnover", "Head of workforce", "20.9%", "16%"],
        ["Average days to match", None, "150", "33 (+24)"],
        [],
        ["Ref", "2025"],
        ["Measure", "Target 2026/27"],
        ["Social worker turnover", "15%"],
    ]
    found = rows_of(loaded_table(tmp_path, grid), "value, extra, owner, title, cell")
    assert found == [
        (16, None, "Head of workforce", "Our priorities for children", "D4"),
        (33, 24, None, "Our priorities for children", "D5"),
        (15, None, None, None, "B9"),
    ]


def test_a_bare_number_for_a_percentage_alone_is_rejected(tmp_path) -> None:
    grid = [["Measure", "Target 2025/26"], ["Social worker turnover", "16"]]
    loaded = loaded_table(tmp_path, grid)
    assert loaded.rejects() == [("target", "B2")]
    assert "has no % sign" in loaded.report.rejects[0].message


def test_a_unit_that_the_indicator_has_not_is_rejected(tmp_path) -> None:
    grid = [["Measure", "Target 2025/26"], ["Social worker turnover", "£2m"]]
    assert "is in pounds" in loaded_table(tmp_path, grid).report.rejects[0].message


def test_the_label_tells_a_rate_from_a_count(tmp_path) -> None:
    grid = [
        ["Ref", "Objective", "Target 2025/26"],
        ["CP3", "Children looked after per 10,000", "37 or less"],
        ["CP3", "Number of children looked after", "410"],
    ]
    assert rows_of(loaded_table(tmp_path, grid), "unit, op, value") == [
        ("per_10000", "<=", 37),
        ("count", "=", 410),
    ]


def test_thousands_and_millions_as_the_heading_declares_them(tmp_path) -> None:
    grid = [["Measure", "Target 2025/26 £m", "Target 2026/27 £'000"], ["Spend to date", 1.5, 900]]
    assert [row[0] for row in rows_of(loaded_table(tmp_path, grid), "value")] == [
        1_500_000,
        900_000,
    ]


def test_a_councils_own_reference_alone_names_no_indicator(tmp_path) -> None:
    grid = [
        ["Ref", "Objective", "Target 2025/26"],
        ["CP3", "Happy families", "95%"],
        ["CP4", "Social worker turnover", "15%"],
    ]
    loaded = loaded_table(tmp_path, grid)
    (reject,) = loaded.report.rejects
    assert (reject.rule, reject.row, reject.column) == ("unknown_indicator", 2, "B")
    assert "‘Happy families’" in reject.message
    assert "did you mean ‘Children in care’?" in reject.message
    assert "Not loaded: C2" in reject.message


def test_a_place_among_councils_keeps_the_way_and_the_company_of_the_cell_before(tmp_path) -> None:
    grid = [
        ["Measure", "Target 2024/25", "Target 2025/26"],
        [
            "Children looked after per 10,000",
            "Top quartile of statistical neighbours by 2027 37 or less",
            "To be in second quartile by 2027",
        ],
    ]
    assert rows_of(loaded_table(tmp_path, grid), "kind, op, value, quartile, among, by_year") == [
        ("value", "<=", 37, "top", "statistical neighbours", 2027),
        ("quartile", "<=", None, "half", "statistical neighbours", 2027),
    ]


def test_a_ditto_mark_and_a_dash(tmp_path) -> None:
    grid = [
        ["Measure", "Target 2023/24", "Target 2024/25", "Target 2025/26"],
        ["Social worker turnover", "16%", "“", "-"],
        ["Average days to match", "“", "121 days", None],
    ]
    loaded = loaded_table(tmp_path, grid)
    assert rows_of(loaded, "slug, value, text") == [
        ("turnover", 16, "16%"),
        ("turnover", 16, "“ (16%)"),
        ("days_to_match", 121, "121 days"),
    ]
    assert loaded.rejects() == [("target", "D2"), ("target", "B3")]


def test_a_performance_workbook_with_targets_is_not_a_table_of_targets(tmp_path) -> None:
    grid = [["Indicator", "Target 2025/26", "Nov-25", "Dec-25"], ["Contacts", "<5", 4, 6]]
    path = write_workbook(tmp_path / "w.xlsx", {"Sheet": grid})
    (source,) = open_file(path, path.name)
    assert targets.recognise(source, context()) is None
    assert performance_workbook.recognise(source, context()) is not None


@pytest.fixture(scope="module")
def plan() -> Loaded:
    if not PLAN.exists():
        pytest.skip("West Sussex's plan is not beside this checkout")
    return load_file(PLAN, context(vocabulary(catalogue())), targets)


def test_every_objective_of_the_west_sussex_plan_has_its_five_targets(plan) -> None:
    objectives = [r for r in plan.reports if r.sheet != "Finance £m"]
    assert [(r.sheet, r.rows_read, r.rows_loaded, r.rejects) for r in objectives] == [
        ("Corporate plan objectives", 65, 65, []),
        ("Key performance objectives", 60, 60, []),
    ]
    found = plan.connection.execute(
        "SELECT slug, unit, list(year(valid_from) ORDER BY valid_from) FROM target "
        "WHERE sheet != 'Finance £m' GROUP BY slug, unit"
    ).fetchall()
    assert {(slug, unit) for slug, unit, _ in found} == {
        ("families_turned_around", "count"),
        ("healthy_weight_10_11", "percent"),
        ("children_in_care", "per_10000"),
        ("plans_open_2_years", "percent"),
        ("placements_3_or_more", "percent"),
        ("reviews_in_timescale", "percent"),
        ("exploitation_low_or_medium_risk", "percent"),
        ("residential_good_or_outstanding", "percent"),
        ("early_education_2", "percent"),
        ("early_education_3_4", "percent"),
        ("reoffending", "percent"),
        ("reoffending_rate", "ratio"),
        ("days_entry_to_adoptive_family", "days"),
        ("integrated_review_2", "percent"),
        ("early_help_referrals_meeting_threshold", "percent"),
        ("initial_conferences_in_15_days", "percent"),
        ("assessments_in_45_days", "percent"),
        ("care_leavers_neet", "percent"),
        ("foster_carers_recruited", "count"),
        ("days_placement_order_to_match", "days"),
        ("turnover", "percent"),
        ("care_leavers_suitable_accommodation", "percent"),
        ("assessments_step_across", "percent"),
        ("healthy_child_programme_kpis", "percent"),
        ("prebirth_assessments_in_12_weeks", "percent"),
    }
    assert all(years == YEARS for *_, years in found)


@pytest.mark.parametrize(
    ("slug", "year", "expected"),
    [
        ("children_in_care", 2017, ("value", "<=", 37, None, "top", 2022)),
        ("children_in_care", 2021, ("quartile", "<=", None, None, "top", 2022)),
        ("reviews_in_timescale", 2019, ("value", ">=", 99, None, None, 2019)),
        ("families_turned_around", 2018, ("value", ">=", 3057, None, None, None)),
        ("days_entry_to_adoptive_family", 2021, ("value", "<=", 365, None, None, None)),
        ("reoffending_rate", 2017, ("range", "between", 3, 3.75, None, None)),
        ("care_leavers_neet", 2017, ("value", "<=", 42, None, None, None)),
        ("foster_carers_recruited", 2018, ("value", ">=", 33, None, None, None)),
        ("turnover", 2019, ("value", "<=", 16, None, None, None)),
        ("assessments_step_across", 2020, ("none", None, None, None, None, None)),
    ],
)
def test_targets_of_the_west_sussex_plan(plan, slug, year, expected) -> None:
    found = plan.connection.execute(
        "SELECT kind, op, value, upper, quartile, by_year FROM target "
        "WHERE slug = ? AND valid_from = ?",
        [slug, date(year, 4, 1)],
    ).fetchall()
    assert found == [expected]


def test_carers_from_elsewhere_are_said_and_not_added(plan) -> None:
    warned = [(w.rule, w.cell) for r in plan.reports for w in r.warnings]
    assert warned == [("target_extra", "E7"), ("target_extra", "F7")]


def test_savings_that_are_no_indicator_are_listed_by_name(plan) -> None:
    (finance,) = [r for r in plan.reports if r.sheet == "Finance £m"]
    assert finance.rows_read == finance.rows_loaded + finance.rows_rejected == 16
    assert all(reject.message.startswith("‘") for reject in finance.rejects)
