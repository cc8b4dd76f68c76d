"""Columns of a release not seen before: by name, by close spelling, or left out and told."""

from datetime import date
from pathlib import Path

import pytest

from data.context import LoadContext
from data.published.columns import Column, columns_of, is_near
from data.published.shapes import shapes
from data.published.years import year_in_name
from tests.published_tables import empty_warehouse, figure, load_rows
from tests.test_published_readers import GEOGRAPHY, cornwall


@pytest.fixture
def context() -> LoadContext:
    return empty_warehouse()


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("CPP_start", "cpp start"),
        ("CPP_start", "CPP_started"),
        ("rereferral_percent", "rereferral_percentage"),
        ("rereferral_percent", "Rereferrals %"),
        ("children_count", "children_number"),
        ("TotalExpenditure", "total_expenditure"),
        ("turnover_rate_fte", "turn-over_rate_FTE"),
        ("no_further_action_count", "no_further_actions_count"),
        ("41-45_days", "41_45_day"),
    ],
)
def test_near_spellings(name: str, heading: str) -> None:
    assert is_near(name, heading)


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("referral_count", "rereferral_count"),
        ("rereferral_count", "rereferral_percent"),
        ("41-45_days", "46-50_days"),
        ("Duration_0-10_days", "Duration_11-15_days"),
        ("CPP_start", "CPP_child_start"),
        ("inpost_fte", "inpost_headcount"),
        ("turnover_rate_fte", "vacancy_rate_fte"),
        ("Section47", "Section17"),
        ("Acc_SUIT", "Acc_UNSUIT"),
        ("agency_rate_fte", "agency_cover_rate_fte"),
        ("2_years_or_more", "1_years_or_more"),
        ("no_further_action_count", "further_action_count"),
    ],
)
def test_what_is_near_in_letters_but_means_another_thing(name: str, heading: str) -> None:
    assert not is_near(name, heading)


def test_no_two_measures_of_a_shape_are_near_each_other() -> None:
    """Else a missing column could be taken from its neighbour."""
    for shape in shapes().values():
        names = [(measure, name) for measure, each in shape.columns.items() for name in each]
        close = [
            (one, other)
            for measure, one in names
            for another, other in names
            if measure != another and "{" not in one + other and is_near(one, other)
        ]
        assert close == [], shape.id


def test_two_headings_near_one_measure_are_both_left_out() -> None:
    found = columns_of(shapes()["repeat_plans"], ["CPP_starts", "CPP_started", "CPP_subsequent"])
    assert "started" not in found.measures
    assert found.unused == ("CPP_starts", "CPP_started")


def test_an_exact_name_goes_before_a_near_one() -> None:
    found = columns_of(shapes()["repeat_plans"], ["CPP_started", "CPP_start"])
    assert found.measures["started"] == [Column("CPP_start")]
    assert found.unused == ("CPP_started",)


def test_a_release_not_seen_before_is_recognised_and_says_what_it_took(
    context: LoadContext, tmp_path: Path
) -> None:
    """Two columns respelt, one gone, one new; the rest as they were."""
    names = ["Referrals_Count", "rereferral_count", "rereferral_percentage", "nfa_total"]
    names += ["not_in_need_counts", "not_in_need_percent", "no_further_action_percent"]
    rows = [[*GEOGRAPHY, *names], cornwall("2027", "5000", "1000", "20.0", "9", "40", "0.8", "7")]
    report = load_rows(context, tmp_path, "referrals_2027.csv", rows)
    assert report.rows_loaded == 1
    told = {each.rule: each.message for each in report.warnings}
    assert set(told) == {"columns_taken_by_spelling", "missing_columns", "columns_not_used"}
    assert "'Referrals_Count' as referral_count" in told["columns_taken_by_spelling"]
    assert "'rereferral_percentage' as rereferral_percent" in told["columns_taken_by_spelling"]
    assert "no_further_action_count" in told["missing_columns"]
    assert "nfa_total" in told["columns_not_used"]
    assert "data/published/shapes/referrals.toml" in told["columns_not_used"]
    for name, value in (("referrals", 5000), ("re_referrals_percent", 20), ("not_in_need", 40)):
        found = figure(context, f"referrals/{name}", "908", "2027-03-31")
        assert found == (value, "ok", "Children in need 2027")
    assert figure(context, "referrals/no_further_action", "908", "2027-03-31") is None


def test_months_end_on_their_last_day_within_the_year(context: LoadContext, tmp_path: Path) -> None:
    months = ["April", "December", "January", "February", "March"]
    rows = [[*GEOGRAPHY, "Referrals", *months], cornwall("2024", "60", "1", "9", "10", "c", "12")]
    load_rows(context, tmp_path, "c6.csv", rows)
    found = context.connection.execute(
        "SELECT period_end, value, status, period_label FROM published_figure "
        "WHERE measure = 'referrals_by_month/month' ORDER BY 1"
    ).fetchall()
    assert found == [
        (date(2023, 4, 30), 1, "ok", "2023-04"),
        (date(2023, 12, 31), 9, "ok", "2023-12"),
        (date(2024, 1, 31), 10, "ok", "2024-01"),
        (date(2024, 2, 29), None, "suppressed", "2024-02"),
        (date(2024, 3, 31), 12, "ok", "2024-03"),
    ]
    assert figure(context, "referrals_by_month/year", "908", "2024-03-31")[0] == 60


SECTION_251 = ["LA", "LA Name", "Description", "OwnProvision", "PrivateProvision", "OtherPublic"]
SECTION_251 += ["Voluntary", "TotalExpenditure", "Income", "NetCurrentExpenditure"]


@pytest.mark.parametrize(
    ("name", "ends"),
    [("s251ye2023.csv", "2023-03-31"), ("outturn 2022-23.csv", "2023-03-31"), ("s251.csv", None)],
)
def test_a_file_without_a_year_takes_its_name_s_or_asks_for_it(
    context: LoadContext, tmp_path: Path, name: str, ends: str | None
) -> None:
    line = ["908", "Cornwall", "3.1.1 Residential care", "1", "2", "3", "4", "10.5", "0", "10.5"]
    report = load_rows(context, tmp_path, name, [SECTION_251, line])
    if ends:
        found = figure(context, "section_251/residential_care/gross", "908", ends)
        assert found == (10.5, "ok", "Section 251 outturn 2023")
        assert report.rows_loaded == 1
    else:
        assert (report.rows_read, report.rows_rejected) == (1, 1)
        assert "Put the year into the file's name" in report.rejects[0].message


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("s251ye2015.xlsx", 2015),
        ("folder/2019/SFR34_FormerCareLeavers2015.csv", 2015),
        ("outturn_2022-23.csv", 2023),
        ("s251.csv", None),
        ("s25120154.csv", None),
    ],
)
def test_the_year_in_a_file_s_own_name(name: str, year: int | None) -> None:
    assert year_in_name(name) == year
