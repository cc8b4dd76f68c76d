"""Layouts of performance workbooks other than the one template, and what each reader rule gives."""

from datetime import date, datetime

import pytest

from data.readers import performance_workbook
from data.sources import open_file
from tests.workbook_fixtures import context, end, load_file, loaded_grid, write_workbook

ROTHERHAM = [
    ["Early help and social care monthly report"],
    [None] * 9 + ["Target", None, None, "YR ON YR TREND", None, "LATEST BENCHMARKING"],
    [
        "NO.",
        "INDICATORS",
        "GOOD PERF IS",
        "DATA NOTE (Monthly)",
        "Jan-17",
        "Feb-17",
        "Mar-17",
        "DOT (Month on Month)",
        "RAG (in month)",
        "Red",
        "Amber",
        "Target Green",
        "2014/15",
        "2015/16",
        "STAT NEIGH AVE",
        "BEST STAT NEIGH",
        "NAT AVE",
        "NAT TOP QTILE THRESHOLD",
    ],
    ["1.1", "Number of contacts", "Info", "Number", 1200, 1150, "1,301", "↑"],
    [
        "1.10",
        "% repeat referrals*",
        "Low",
        "Percentage",
        0.231,
        "24.5%",
        0.229,
        "↓",
        "Green",
        ">25%",
        "20-25%",
        "22%",
        "21.0%",
        0.226,
        "20.4%",
        "12.0%",
        "21.9%",
        "17.0%",
    ],
    ["1.3", "Average caseload", "Low", "Number", 16.1, 15.9, 17],
    ["1.4", "Something else", "High", "Number", 16, 15, 17],
]


def test_columns_for_direction_benchmarks_and_tolerances(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, ROTHERHAM, "report.xlsx")
    assert loaded.figures("contacts") == [
        ("count", "m", end(2017, 1), 1200, 1200, None),
        ("count", "m", end(2017, 2), 1150, 1150, None),
        ("count", "m", end(2017, 3), 1301, 1301, None),
    ]
    assert loaded.figures("re_referrals") == [
        ("percent", "r", end(2017, 1), 23.1, None, None),
        ("percent", "r", end(2017, 2), 24.5, None, None),
        ("percent", "r", end(2017, 3), 22.9, None, None),
        ("percent", "r", end(2015, 3), 21.0, None, None),
        ("percent", "r", end(2016, 3), 22.6, None, None),
    ]
    assert [row[0] for row in loaded.figures("caseload")] == ["ratio"] * 3
    assert loaded.connection.execute("SELECT op, value, valid_from FROM target").fetchall() == [
        ("<=", 22, date(2016, 4, 1))
    ]
    assert loaded.connection.execute("SELECT who, value FROM typed_comparator").fetchall() == [
        ("neighbours", 20.4),
        ("england", 21.9),
    ]
    (message,) = [w.message for w in loaded.report.warnings if w.rule == "columns_not_read"]
    for heading in ("DOT", "RAG", "Red", "Amber", "BEST STAT NEIGH", "NAT TOP QTILE"):
        assert heading in message


def test_an_unknown_row_is_rejected_by_name_with_all_its_cells(tmp_path) -> None:
    loaded = loaded_grid(tmp_path, ROTHERHAM, "report.xlsx")
    (reject,) = loaded.report.rejects
    assert (reject.rule, reject.row, reject.column) == ("unknown_indicator", 7, "B")
    assert "‘Something else’" in reject.message
    assert "Not loaded: E7:G7." in reject.message
    assert loaded.report.rows_rejected == 3


def test_a_workbooks_own_direction_gives_a_bare_target_its_operator(tmp_path) -> None:
    grid = [
        ["Indicator", "Good perf is", "Target 2025/26", "Dec-25"],
        ["Children in care as at month end", "Low", "410", 435],
    ]
    loaded = loaded_grid(tmp_path, grid)
    assert loaded.connection.execute("SELECT op, value, unit FROM target").fetchall() == [
        ("<=", 410, "count")
    ]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("40 or less", ("per_10000", 40)),
        ("410 or less", ("count", 410)),
        ("<9", ("per_10000", 9)),
    ],
)
def test_a_target_beside_counts_and_rates_is_of_the_nearer(tmp_path, target, expected) -> None:
    grid = [
        ["Indicator", "Target 2025/26", "Nov-25", "Dec-25"],
        ["Children in care as at month end (per 10,000)", target, "438 (39.32)", "435 (39.05)"],
    ]
    loaded = loaded_grid(tmp_path, grid)
    assert loaded.connection.execute("SELECT unit, value FROM target").fetchall() == [expected]


@pytest.mark.parametrize(
    ("title", "name", "headings", "first"),
    [
        ("Report to December 2015", "x.xlsx", ["July", "Aug", "Sept", "October"], (2015, 7)),
        ("Report to December 2015", "x.xlsx", ["November", "December"], (2015, 11)),
        ("Report to January 2016", "x.xlsx", ["November", "December", "January"], (2015, 11)),
        ("Report", "performance_2026-02.xlsx", ["December", "January", "February"], (2025, 12)),
        ("Report", "Performance February 2026.xlsx", ["January", "February"], (2026, 1)),
        ("Report 2025/26", "x.xlsx", ["April", "May", "June"], (2025, 4)),
        ("Report 2025/26", "x.xlsx", ["January", "February", "March"], (2026, 1)),
        ("Report to September 2025", "x.xlsx", ["Aug", "Sep", "Oct", "Nov"], (2025, 8)),
        ("Report", "x.xlsx", ["Nov-16", "Dec-16", "Jan-17"], (2016, 11)),
        ("Report", "x.xlsx", ["Jul 2025", "Aug 2025"], (2025, 7)),
        ("Report", "x.xlsx", [datetime(2025, 7, 1), datetime(2025, 8, 1)], (2025, 7)),
        ("Report", "x.xlsx", [datetime(2025, 7, 31), datetime(2025, 8, 31)], (2025, 7)),
        ("Report", "x.xlsx", ["31/07/2025", "31/08/2025"], (2025, 7)),
        ("Report", "x.xlsx", ["Nov-25", "Dec", "Jan"], (2025, 11)),
        ("Report", "x.xlsx", ["11/2025", "12/2025"], (2025, 11)),
    ],
)
def test_how_months_are_dated(tmp_path, title, name, headings, first) -> None:
    grid = [[title], ["Indicator", *headings], ["Contacts", *range(1, len(headings) + 1)]]
    loaded = loaded_grid(tmp_path, grid, name)
    year, month = first
    wanted = [
        end(year + (month + at - 1) // 12, (month + at - 1) % 12 + 1) for at in range(len(headings))
    ]
    assert [row[2] for row in loaded.figures("contacts")] == wanted


def test_months_with_their_year_in_the_row_above(tmp_path) -> None:
    grid = [
        [None, "2024", None, "2025", None],
        ["Measure", "Nov", "Dec", "Jan", "Feb"],
        ["Contacts", 1, 2, 3, 4],
    ]
    found = [row[2] for row in loaded_grid(tmp_path, grid, "x.xlsx").figures("contacts")]
    assert found == [end(2024, 11), end(2024, 12), end(2025, 1), end(2025, 2)]


def test_months_that_nothing_dates_are_rejected_with_what_to_write(tmp_path) -> None:
    grid = [["Indicator", "April", "May"], ["Contacts", 100, 110]]
    loaded = loaded_grid(tmp_path, grid, "x.xlsx")
    assert loaded.rejects() == [("no_period", "B2"), ("no_period", "C2")]
    assert "‘April’ has no year" in loaded.report.rejects[0].message


def test_each_section_has_its_own_columns(tmp_path) -> None:
    grid = [
        ["Performance to December 2025"],
        ["CHILDREN IN NEED"],
        ["Indicator", "Target 2025/26", "November", "December"],
        ["Contacts", None, 10, 20],
        ["CHILDREN IN CARE"],
        ["Indicator", "December"],
        ["Care started in the month", 30],
    ]
    grid[5].append("Target 2025/26")
    loaded = loaded_grid(tmp_path, grid, "x.xlsx")
    assert [row[2:4] for row in loaded.figures("contacts")] == [
        (end(2025, 11), 10),
        (end(2025, 12), 20),
    ]
    assert [row[2:4] for row in loaded.figures("care_started")] == [(end(2025, 12), 30)]


def test_figures_that_look_like_months_are_no_heading(tmp_path) -> None:
    """5.38 is no May 2038, 3/14 no March 2014, and 12 of 2,013 no December 2013."""
    grid = [
        ["To December 2025"],
        ["Indicator", "October", "November", "December"],
        ["% repeat referrals - rolling year", 5.38, 6.12, 7.25],
        ["% contacts to referral in the month", "3/14", "5/15", "6/17"],
        ["% contacts to referral - rolling year", "11/2012", "12/2013", "40/2020"],
    ]
    loaded = loaded_grid(tmp_path, grid)
    assert [row[3] for row in loaded.figures("re_referrals")] == [5.38, 6.12, 7.25]
    assert [row[5] for row in loaded.figures("contacts_to_referral")] == [
        14,
        15,
        17,
        2012,
        2013,
        2020,
    ]


def test_a_year_end_column_of_monthly_counts_is_the_year(tmp_path) -> None:
    grid = [
        ["Indicator", "2024/25 outturn", "Dec-25"],
        ["Care started in the month", 300, 20],
    ]
    assert loaded_grid(tmp_path, grid).figures("care_started") == [
        ("count", "r", end(2025, 3), 300, 300, None),
        ("count", "m", end(2025, 12), 20, 20, None),
    ]


@pytest.mark.parametrize(
    "grid",
    [
        [["Notes"], ["This workbook is for the scrutiny committee."]],
        [["Child ID", "Date of birth", "Start date"], ["1", "2015-01-31", "2025-02-03"]],
        [["Area", "2023/24", "2024/25"], ["Here", 1, 2]],
        [["Team", "Nov-25", "Dec-25"], ["East", 4, 5]],
    ],
)
def test_sheets_that_are_no_performance_workbook_are_left_to_others(tmp_path, grid) -> None:
    path = write_workbook(tmp_path / "other.xlsx", {"Sheet": grid})
    (source,) = open_file(path, path.name)
    assert performance_workbook.recognise(source, context()) is None


def test_a_workbook_saved_as_csv_reads_alike(tmp_path) -> None:
    path = tmp_path / "performance_2025-12.csv"
    lines = [
        "Indicator,Target 2025/26,November,December",
        "% repeat referrals - rolling year,<22%,19.0%,18.9% (664/3521)",
        "Contacts,,500,456",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    loaded = load_file(path, context())
    assert [row[3] for row in loaded.figures("re_referrals")] == [19, 18.9]
    assert [row[3] for row in loaded.figures("contacts")] == [500, 456]


def test_a_column_for_the_year_to_date(tmp_path) -> None:
    grid = [
        ["Measure", "Nov-25", "Dec-25", "YTD"],
        ["Spend to date", 800, 900, 950],
        ["Contacts", 8, 9, 70],
    ]
    loaded = loaded_grid(tmp_path, grid)
    assert loaded.figures("spend")[-1][:4] == ("pounds", "y", end(2025, 12), 950)
    assert loaded.rejects() == [("window", "D3")]


def test_a_column_without_a_heading_is_said(tmp_path) -> None:
    grid = [["Measure", "Nov-25", "Dec-25"], ["Contacts", 8, 9, 70]]
    (warning,) = [
        w for w in loaded_grid(tmp_path, grid).report.warnings if w.rule == "columns_not_read"
    ]
    assert (warning.cell, "D ‘no heading’" in warning.message) == ("D1", True)


def test_the_indicators_column_goes_before_its_source_or_description(tmp_path) -> None:
    grid = [
        ["Theme", "Indicator", "Data source", "Description", "Nov-25", "Dec-25"],
        ["Front door", "Contacts", "Case system", "All contacts received", 8, 9],
    ]
    assert [row[3] for row in loaded_grid(tmp_path, grid).figures("contacts")] == [8, 9]


def test_labels_of_a_sheet_that_knows_none_are_not_repeated(tmp_path) -> None:
    """They may be people's names."""
    grid = [["Worker", "Target 2025/26", "Nov-25", "Dec-25"], ["Pat Example", "15", 16, 17]]
    loaded = loaded_grid(tmp_path, grid)
    assert (loaded.report.rows_read, loaded.report.rows_rejected) == (3, 3)
    assert "Pat Example" not in str(loaded.report.as_json())
    assert "Not loaded: B2:D2." in loaded.report.rejects[0].message
