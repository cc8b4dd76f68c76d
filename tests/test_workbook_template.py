"""Cornwall's real performance template of December 2015: every cell loaded, or listed with why."""

import re
from collections import Counter
from datetime import date

import openpyxl
import pytest

from tests.workbook_fixtures import Loaded, cornwall_template, end, loaded_cornwall_template

DECEMBER = date(2015, 12, 31)
YEAR_END = date(2015, 3, 31)
MONTHS = {letter: end(2015, 7 + at) for at, letter in enumerate("EFGHIJ")}
HEADER_ROWS = {"CIN & CP": {1, 3, 4, 17, 18}, "CIC": {1, 3, 4}}


@pytest.fixture(scope="module")
def template() -> openpyxl.Workbook:
    return cornwall_template()


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return loaded_cornwall_template()


def figure_cells(template: openpyxl.Workbook) -> list[tuple[str, str]]:
    """Every filled cell right of the labels that is no heading."""
    return [
        (sheet.title, cell.coordinate)
        for sheet in template
        for row in sheet.iter_rows(min_col=2)
        for cell in row
        if cell.value is not None and cell.row not in HEADER_ROWS[sheet.title]
    ]


def observed(loaded: Loaded, slug: str, unit: str, window: str, when: date, member: str = ""):
    return loaded.connection.execute(
        "SELECT value, numerator, denominator FROM observation "
        'WHERE slug = ? AND unit = ? AND "window" = ? AND period_end = ? AND member = ?',
        [slug, unit, window, when, member],
    ).fetchall()


def test_every_filled_cell_is_loaded_or_listed(template, loaded) -> None:
    filled = figure_cells(template)
    assert Counter(sheet for sheet, _ in filled) == {"CIN & CP": 177, "CIC": 111}
    counted = {report.sheet: report for report in loaded.reports}
    for sheet, count in Counter(sheet for sheet, _ in filled).items():
        assert counted[sheet].rows_read == count
    typed = {
        tuple(row)
        for table in ("reported_figure", "target", "typed_comparator")
        for row in loaded.connection.execute(f"SELECT sheet, cell FROM {table}").fetchall()
    }
    listed = {
        (report.sheet, f"{reject.column}{reject.row}")
        for report in loaded.reports
        for reject in report.rejects
    }
    beneath = {
        (sheet, f"{cell[0]}{int(cell[1:]) + 1}")
        for sheet, cell in typed
        if re.fullmatch(r"\d+/\d+", str(template[sheet][f"{cell[0]}{int(cell[1:]) + 1}"].value))
    }
    assert set(filled) == typed | listed | beneath


def test_what_is_listed_is_tbc_na_and_dashes(loaded) -> None:
    by_sheet = {
        report.sheet: sorted((r.rule, f"{r.column}{r.row}") for r in report.rejects)
        for report in loaded.reports
    }
    assert by_sheet["CIN & CP"] == [
        ("dash", "C19"),
        ("dash", "D28"),
        ("not_applicable", "B15"),
        ("not_applicable", "D13"),
    ]
    assert by_sheet["CIC"] == [
        ("dash", "C5"),
        ("not_applicable", "D13"),
        *(("to_be_confirmed", f"D{row}") for row in (14, 15, 16, 17)),
        *(("to_be_confirmed", f"{column}19") for column in "EFGHIJ"),
    ]
    assert {r.sheet: r.rows_rejected for r in loaded.reports} == {"CIN & CP": 3, "CIC": 12}


@pytest.mark.parametrize(
    ("slug", "unit", "window", "member", "expected"),
    [
        ("contacts", "count", "m", "", (456, 456, None)),
        ("contacts_to_referral", "percent", "m", "", (48.03, 219, 456)),
        ("referrals_to_assessment", "percent", "m", "", (83.98, 173, 206)),
        ("re_referrals", "percent", "r", "", (18.9, 664, 3521)),
        ("section_47_started", "count", "m", "", (76, 76, None)),
        ("referrals_to_assessment", "percent", "r", "", (79.0, 2782, 3521)),
        ("assessments_in_45_days", "percent", "r", "", (86.9, 3308, 3808)),
        ("protection_plans", "count", "e", "", (430, 430, None)),
        ("protection_plans", "per_10000", "e", "", (38.60, 430, None)),
        ("protection_plans_started", "count", "m", "", (43, 43, None)),
        ("protection_plans_ended", "count", "m", "", (38, 38, None)),
        ("initial_conferences", "count", "m", "", (49, 49, None)),
        ("review_conferences", "count", "m", "", (89, 89, None)),
        ("plans_ended_after_2_years", "count", "m", "", (2, 2, None)),
        ("plans_ended_after_2_years", "percent", "r", "", (3.9, 16, 408)),
        ("repeat_plans", "count", "m", "", (1, 1, None)),
        ("repeat_plans", "percent", "r", "", (20.3, 95, 469)),
        ("reviews_in_timescale", "percent", "r", "", (93.5, 302, 323)),
        ("initial_conferences_in_15_days", "percent", "m", "", (95.8, 23, 24)),
        ("children_in_care", "count", "e", "", (435, 435, None)),
        ("children_in_care", "per_10000", "e", "", (39.05, 435, None)),
        ("children_in_care", "count", "e", "0 to 4", (59, 59, None)),
        ("children_in_care", "count", "e", "5 to 10", (79, 79, None)),
        ("children_in_care", "count", "e", "11+", (297, 297, None)),
        ("children_in_care", "count", "e", "Interim care order", (58, 58, None)),
        ("children_in_care", "count", "e", "Full care order", (241, 241, None)),
        ("children_in_care", "count", "e", "Placement order", (39, 39, None)),
        ("children_in_care", "count", "e", "Voluntary accommodation", (93, 93, None)),
        ("children_in_care", "count", "e", "Other", (1, 1, None)),
        ("care_started", "count", "m", "", (22, 22, None)),
        ("care_ended", "count", "m", "", (25, 25, None)),
        ("in_foster_or_adoptive_placement_10_to_15", "percent", "e", "", (88.0, 184, 209)),
        ("in_residential_accommodation", "percent", "e", "", (10.3, 45, 435)),
        ("views_given_to_review", "percent", "r", "", (93.4, 324, 347)),
        ("care_reviews_in_timescale", "percent", "r", "", (98.6, 410, 416)),
        ("placements_3_or_more", "percent", "e", "", (16.1, 70, 435)),
        ("placement_stability_2_years", "percent", "e", "", (72.6, 98, 135)),
        ("adopted_within_12_months_of_decision", "percent", "r", "", (80.6, 29, 36)),
        ("left_care_to_adoption_or_guardianship", "percent", "r", "", (24.8, 84, 339)),
        ("foster_carer_reviews", "count", "m", "", (7, 7, None)),
        ("interim_care_orders", "count", "e", "", (58, 58, None)),
    ],
)
def test_december_2015(loaded, slug, unit, window, member, expected) -> None:
    assert observed(loaded, slug, unit, window, DECEMBER, member) == [expected]


def test_every_figure_is_the_cell_it_names(template, loaded) -> None:
    """Each loaded figure, read again the slow way from the cell that it names."""
    found = loaded.connection.execute(
        "SELECT sheet, cell, unit, value, numerator, denominator, period_end, kind, member "
        "FROM reported_figure"
    ).fetchall()
    assert len(found) == (56 + 77) + 136  # children in need and protection; in care
    for sheet, cell, unit, value, numerator, denominator, period_end, kind, member in found:
        typed = template[sheet][cell].value
        numbers = [float(each) for each in re.findall(r"\d+(?:\.\d+)?", str(typed))]
        below = template[sheet].cell(int(cell[1:]) + 1, ord(cell[0]) - 64).value
        assert period_end == (YEAR_END if cell[0] == "B" else MONTHS[cell[0]])
        assert kind == ("year_end" if cell[0] == "B" else "month")
        if member:
            assert value in numbers
            assert len(numbers) in (3, 5)
        elif unit == "per_10000":
            assert [numerator, value] == numbers
        elif unit == "count":
            assert value == numerator == numbers[0]
        elif isinstance(typed, str):
            assert [value, numerator, denominator] == numbers
        else:
            assert value == pytest.approx(100 * typed)
            fraction = re.fullmatch(r"(\d+)/(\d+)", str(below))
            if fraction:
                assert (numerator, denominator) == (float(fraction[1]), float(fraction[2]))


def test_year_end_figures(loaded) -> None:
    found = loaded.connection.execute(
        'SELECT slug, unit, "window", value, numerator FROM reported_figure '
        "WHERE kind = 'year_end' AND period_end = ? ORDER BY ALL",
        [YEAR_END],
    ).fetchall()
    assert found == [
        ("adopted_within_12_months_of_decision", "percent", "r", 82.05, None),
        ("care_reviews_in_timescale", "percent", "r", 94.2, None),
        ("children_in_care", "count", "e", 441, 441),
        ("children_in_care", "per_10000", "e", 42.3, 441),
        ("left_care_to_adoption_or_guardianship", "percent", "r", 22.38, None),
        ("placement_stability_2_years", "percent", "e", 64, None),
        ("placements_3_or_more", "percent", "e", 13.84, None),
        ("plans_ended_after_2_years", "percent", "r", 5.38, None),
        ("protection_plans", "count", "e", 404, 404),
        ("protection_plans", "per_10000", "e", 37.77, 404),
        ("re_referrals", "percent", "r", 19.36, None),
        ("referrals_to_assessment", "percent", "r", 85.66, None),
        ("repeat_plans", "percent", "r", 18.9, None),
        ("reviews_in_timescale", "percent", "r", 95.4, None),
    ]


def test_targets_are_of_the_financial_year_2014_15(loaded) -> None:
    found = loaded.connection.execute(
        "SELECT slug, op, value, unit, valid_from, valid_to FROM target ORDER BY slug"
    ).fetchall()
    year = ("percent", date(2014, 4, 1), YEAR_END)
    assert found == [
        ("adopted_within_12_months_of_decision", ">", 80, *year),
        ("assessments_in_45_days", ">", 80, *year),
        ("care_reviews_in_timescale", ">", 95, *year),
        ("left_care_to_adoption_or_guardianship", ">", 22, *year),
        ("placement_stability_2_years", ">", 70, *year),
        ("placements_3_or_more", "<", 14, *year),
        ("plans_ended_after_2_years", "<", 8, *year),
        ("re_referrals", "<", 22, *year),
        ("referrals_to_assessment", ">", 85, *year),
        ("repeat_plans", "<", 20, *year),
        ("reviews_in_timescale", ">", 95, *year),
    ]


def test_comparators_are_loaded_and_a_dash_among_them_is_listed(loaded) -> None:
    found = loaded.connection.execute(
        "SELECT slug, unit, who, value FROM typed_comparator WHERE period_label = '2014/15'"
    ).fetchall()
    assert set(found) == {
        (slug, unit, who, value)
        for slug, unit, values in (
            ("re_referrals", "percent", (18.9, 16.6, 18.4)),
            ("assessments_in_45_days", "percent", (76.0, 81.5, 80.6)),
            ("protection_plans", "per_10000", (38.5, 42.9, 39.0)),
            ("plans_ended_after_2_years", "percent", (5.4, 3.7, 3.7)),
            ("repeat_plans", "percent", (None, 24.0, 25.3)),
            ("reviews_in_timescale", "percent", (95.4, 94.0, 97.8)),
            ("children_in_care", "per_10000", (42.0, 60.0, 53.5)),
        )
        for who, value in zip(("council", "england", "neighbours"), values, strict=True)
        if value is not None
    }
    assert len(found) == 20
    (dash,) = [r for each in loaded.reports for r in each.rejects if "- %" in r.message]
    assert (dash.row, dash.column) == (28, "D")
    assert "‘- %’ for the council" in dash.message
    assert "the rest of the cell is loaded" in dash.message


def test_rates_typed_with_a_percent_sign_are_said(loaded) -> None:
    assert loaded.warned("comparator_unit") == ["D19", "D5"]


def test_the_three_months_left_blank_are_said_and_not_read(loaded) -> None:
    assert loaded.warned("blank_month") == ["F12"]
    (message,) = [
        w.message for each in loaded.reports for w in each.warnings if w.rule == "blank_month"
    ]
    assert "August 2015, September 2015, October 2015" in message
    assert observed(loaded, "views_given_to_review", "percent", "r", MONTHS["F"]) == []


def test_denominators_worked_out_are_the_contacts_of_the_row_above(template, loaded) -> None:
    """The typed percentage and count leave one whole number: it is the workbook's own contacts."""
    for column, month in MONTHS.items():
        ((_, numerator, denominator),) = observed(
            loaded, "contacts_to_referral", "percent", "m", month
        )
        assert numerator == template["CIN & CP"][f"{column}6"].value
        assert denominator == template["CIN & CP"][f"{column}5"].value
