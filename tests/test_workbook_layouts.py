"""Odd layouts of performance workbooks: each is read right, or told in one clear line."""

import pytest

from data.readers import performance_workbook
from data.sources import open_file
from tests.workbook_fixtures import context, end, header, loaded_grid, write_workbook


@pytest.mark.parametrize(
    ("headings", "months"),
    [
        (["May-25", "Apr-25", "Mar-25"], [5, 4, 3]),
        (["May-25", "Mar-25", "Apr-25"], [5, 3, 4]),
        (["Apr-25", "May-25", "Jun-25"], [4, 5, 6]),
    ],
)
def test_months_with_their_year_may_stand_in_any_order(tmp_path, headings, months) -> None:
    loaded = loaded_grid(tmp_path, [["Indicator", *headings], ["Contacts", 1, 2, 3]])
    assert [row[2] for row in loaded.figures("contacts")] == [end(2025, each) for each in months]


def test_months_without_a_year_may_be_the_newest_first(tmp_path) -> None:
    grid = [["To January 2026"], ["Indicator", "January", "December"], ["Contacts", 1, 2]]
    found = loaded_grid(tmp_path, grid, "x.xlsx").figures("contacts")
    assert [row[2] for row in found] == [end(2026, 1), end(2025, 12)]


def test_months_without_a_year_in_no_order_are_not_dated_by_guess(tmp_path) -> None:
    grid = [["To May 2025"], ["Indicator", "May", "March", "April", "January"]]
    loaded = loaded_grid(tmp_path, [*grid, ["Contacts", 1, 2, 3, 4], ["Care started", 1, 2, 3, 4]])
    assert loaded.rejects() == [("no_period", f"{column}3") for column in "BCDE"]
    assert "Not loaded: B3:B4." in loaded.report.rejects[0].message
    assert loaded.report.rows_rejected == 8


def test_a_month_that_stands_twice_is_told_in_one_line_a_row(tmp_path) -> None:
    grid = [["Indicator", "Apr-25", "May-25", "May-25"], ["Contacts", 1, 2, 3]]
    loaded = loaded_grid(tmp_path, grid)
    assert loaded.warned("typed_twice") == ["D2"]


def test_a_second_table_beside_the_first_is_not_read_as_its_months(tmp_path) -> None:
    grid = [
        ["Indicator", "Apr-25", "May-25", None, "Indicator", "Jun-25", "Jul-25"],
        ["Contacts", 1, 2, None, "Care started", 3, 4],
    ]
    loaded = loaded_grid(tmp_path, grid)
    assert [row[3] for row in loaded.figures("contacts")] == [1, 2]
    (reject,) = loaded.report.rejects
    assert reject.rule == "second_table"
    assert "Not loaded: E2:G2." in reject.message


def test_headings_merged_over_two_rows(tmp_path) -> None:
    grid = [["Indicator", "2025", None], [None, "Nov", "Dec"], ["Contacts", 1, 2]]
    found = loaded_grid(tmp_path, grid, "x.xlsx").figures("contacts")
    assert [row[2] for row in found] == [end(2025, 11), end(2025, 12)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Indicator", "Apr-25", "Target", "May-25", "Target"]],
        [["Indicator", "Apr-25", None, "May-25"], [None, "Actual", "Target", "Actual", "Target"]],
    ],
)
def test_a_target_beside_each_month_is_the_last_of_its_year(tmp_path, rows) -> None:
    loaded = loaded_grid(tmp_path, [*rows, ["Contacts", 1, 10, 2, 20]])
    assert [row[3] for row in loaded.figures("contacts")] == [1, 2]
    assert loaded.connection.execute("SELECT value FROM target").fetchall() == [(20,)]
    (message,) = [w.message for w in loaded.report.warnings if w.rule == "several_targets"]
    assert "C ‘Target’" in message


@pytest.mark.parametrize(
    "headings", [["Q1", "Q2"], ["Q1 2025/26", "Qtr 2 2025/26"], ["Apr-Jun 2025", "Jul-Sep 2025"]]
)
def test_quarters_are_told_and_not_read_as_months(tmp_path, headings) -> None:
    loaded = loaded_grid(tmp_path, [["Indicator", *headings], ["Contacts", 1, 2]])
    (reject,) = loaded.report.rejects
    assert reject.rule == "quarters"
    assert "Not loaded: B2:C2." in reject.message
    assert loaded.report.rows_rejected == 2


@pytest.mark.parametrize(
    ("label", "typed", "rule"),
    [
        ("Contacts", "-3", "below_zero"),
        ("Contacts", "1e99", "too_large"),
        ("Contacts", "NaN", "not_a_figure"),
        ("Contacts", "inf", "not_a_figure"),
        ("Contacts", "1e400", "not_a_figure"),
        ("Contacts", "n/k", "not_available"),
        ("Spend to date (£k)", "(120)", "brackets"),
        ("Spend to date (£k)", "(£1,234)", "brackets"),
    ],
)
def test_what_cannot_be_a_figure_is_rejected(tmp_path, label, typed, rule) -> None:
    loaded = loaded_grid(tmp_path, header(label, 5, typed))
    assert loaded.rejects() == [(rule, "C3")]


def test_a_percentage_over_100_among_others_is_loaded_and_said(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, header("% repeat referrals - rolling year", "14%", "150%"))
    assert loaded.warned("over_100_percent") == ["C3"]


@pytest.mark.parametrize("rate", ["per 10k", "/10k", "per 10,000", "per 10000", "rate"])
def test_a_rate_is_no_count(tmp_path, rate) -> None:
    grid = [*header(f"CLA {rate}", 60.4, 60.3), ["Number of CLA", 1752, 1749]]
    loaded = loaded_grid(tmp_path, grid)
    assert [row[0] for row in loaded.figures("children_in_care")] == ["per_10000"] * 2 + [
        "count"
    ] * 2
    assert not loaded.warned("typed_twice")


def test_footnote_marks_are_told_once_a_sheet(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, header("Contacts", "430*", 440, "450 †"))
    (message,) = [w.message for w in loaded.report.warnings if w.rule == "footnote"]
    assert "‘430*’" in message
    assert message.endswith("B3, D3.")


def test_blank_targets_are_told_only_where_most_rows_have_one(tmp_path) -> None:
    months = ["Nov-25", "Dec-25"]
    rows = [["Contacts", "5", 1, 2], ["Care started", "5", 1, 2], ["Turnover", "5%", "1%", "2%"]]
    few = [["Indicator", "Target 2025/26", *months], rows[0], ["Care started", None, 1, 2]]
    assert "blank" not in {w.rule for w in loaded_grid(tmp_path, few).report.warnings}
    most = [["Indicator", "Target 2025/26", *months], *rows, ["CLA", None, 1, 2]]
    warnings = loaded_grid(tmp_path, most).report.warnings
    assert [w.message for w in warnings if w.rule == "blank"] == [
        "Blank, in columns that most rows fill: B5."
    ]


def test_a_sheet_of_cases_by_quarter_elsewhere_is_left_to_others(tmp_path) -> None:
    path = write_workbook(tmp_path / "other.xlsx", {"Sheet": [["Area", "Q1"], ["Here", 1]]})
    (source,) = open_file(path, path.name)
    assert performance_workbook.recognise(source, context()) is None
