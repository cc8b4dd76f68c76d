"""What a refresh read, as the data quality page lists it."""

from components.refresh_report import holds, report_table, sheets_together
from data.contracts import case_tables
from data.ingest import TABLES


def _report(sheet: str | None, table: str = "budget_month", **changes) -> dict:
    sound = {
        "file": "monitor.xlsx",
        "sheet": sheet,
        "table": table,
        "rows_read": 26,
        "rows_loaded": 26,
        "rows_rejected": 0,
        "rows_withdrawn": 0,
        "rejects": [],
        "warnings": [],
    }
    return sound | changes


def test_sheets_alike_and_without_a_remark_are_one_row() -> None:
    (one,) = sheets_together([_report(f"P{number}") for number in range(1, 13)])
    assert (one["sheet"], one["rows_read"], one["rows_loaded"]) == (
        "12 sheets, P1 to P12",
        312,
        312,
    )


def test_a_sheet_that_needs_a_look_stands_alone() -> None:
    sheets = [_report(f"P{number}") for number in range(1, 8)]
    sheets[3] = _report("P4", rows_rejected=1, rows_loaded=25, rejects=[{"rule": "bad_amount"}])
    assert [each["sheet"] for each in sheets_together(sheets)] == [
        "3 sheets, P1 to P3",
        "P4",
        "3 sheets, P5 to P7",
    ]


def test_other_tables_other_files_and_pairs_stay_apart() -> None:
    reports = [
        _report("A"),
        _report("B"),
        _report("C", table="saving"),
        _report(None, file="posts.csv", table="post_month"),
        _report(None, file="more.csv", table="post_month"),
    ]
    assert sheets_together(reports) == reports
    assert "posts." in str(report_table(reports))


def test_every_table_that_a_file_may_fill_has_a_name_in_words() -> None:
    for name in (*TABLES, *case_tables()):
        assert holds(name) != name.replace("_", " ")
    assert holds("area") == "Councils and regions"
