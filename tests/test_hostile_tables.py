"""Tables that do not stand alone or as one expects: merged, doubled, side by side, one below."""

from datetime import date
from pathlib import Path

import openpyxl

from data.ingest import load_files, new_context
from data.settings import Settings
from data.vocabulary import Vocabulary
from tests.hostile_books import (
    HEADINGS,
    message,
    plan_rows,
    rules,
    said_of,
    text,
    with_parts,
    workbook,
)

PERSON = ["pers_person_id", "pers_sex", "pers_expected_dob"]
PEOPLE = [["P9", "F", ""], ["P8", "M", ""]]


def plans_of(path: Path) -> list[tuple]:
    context = new_context(Settings(), Vocabulary(()))
    load_files([path], path.parent, context)
    return context.connection.execute(
        "SELECT cppl_cp_plan_id, cppl_person_id, cppl_cp_plan_start_date FROM ssd_cp_plans "
        "ORDER BY cppl_cp_plan_id"
    ).fetchall()


def test_headings_merged_over_two_rows(tmp_path: Path) -> None:
    first = [HEADINGS[0], HEADINGS[1], "Plan dates", None, HEADINGS[4]]
    second = [None, None, HEADINGS[2], HEADINGS[3], None]

    def merge(book: openpyxl.Workbook) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
            book.active.merge_cells(cells)

    path = workbook(tmp_path / "a.xlsx", {"plans": [first, second, *plan_rows("P", 2)]}, merge)
    (report,) = said_of(path)
    assert (report["rows_read"], report["rows_loaded"]) == (2, 2)
    assert plans_of(path)[0] == ("P0", "PC0", date(2025, 3, 31))


def test_a_group_heading_above_the_headings(tmp_path: Path) -> None:
    above = ["Plan", None, "Dates", None, "Category"]
    path = workbook(tmp_path / "a.xlsx", {"plans": [above, HEADINGS, *plan_rows("P", 3)]})
    assert said_of(path)[0]["rows_loaded"] == 3


def test_merged_headings_over_a_performance_workbook(tmp_path: Path) -> None:
    rows = [
        ["Indicator", "2025/26", None, None, "Target 2025/26"],
        [None, "Apr", "May", "Jun", None],
        ["Re-referrals within 12 months (rolling year)", "21%", "22%", "23%", "20%"],
    ]

    def merge(book: openpyxl.Workbook) -> None:
        for cells in ("A1:A2", "B1:D1", "E1:E2"):
            book.active.merge_cells(cells)

    (report,) = said_of(workbook(tmp_path / "a.xlsx", {"kpi": rows}, merge))
    assert (report["table"], report["rows_loaded"]) == ("reported_figure", 4)


def test_merged_headings_over_published_statistics(tmp_path: Path, shared: Path) -> None:
    source = shared / "published" / "cin_2025" / "d3_cpps_subsequent_plan_2013_to_2025.csv"
    lines = [line.split(",") for line in source.read_text("utf-8-sig").splitlines()[:30]]
    grouped = [["Period", None, "Geography"] + [None] * (len(lines[0]) - 3)]
    path = workbook(tmp_path / "a.xlsx", {"d3": grouped + lines})
    (plain,) = said_of(source)
    (report,) = said_of(path)
    assert report["table"] == plain["table"] == "published_figure"
    assert report["rows_loaded"] == report["rows_read"] == 29


def test_headings_that_stand_again_are_no_record(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        *plan_rows("P", 2),
        HEADINGS,
        *plan_rows("Q", 2),
        HEADINGS,
        *plan_rows("R", 1),
    ]
    (report,) = said_of(text(tmp_path / "a.csv", rows))
    assert (report["rows_loaded"], report["rows_rejected"]) == (5, 2)
    assert [(each["row"], each["rule"]) for each in report["rejects"]] == [(4, "heading_row")]


def test_another_table_below_is_left_out_in_one_line(tmp_path: Path) -> None:
    rows = [HEADINGS, *plan_rows("P", 2), [], PERSON, *PEOPLE]
    (report,) = said_of(text(tmp_path / "a.csv", rows))
    assert (report["rows_read"], report["rows_loaded"], report["rows_rejected"]) == (5, 2, 3)
    (reject,) = report["rejects"]
    assert (reject["row"], reject["rule"]) == (5, "second_table")
    assert "3 rows were left out from here on" in reject["message"]


def test_a_table_below_whose_rows_would_pass_for_the_first_ones(tmp_path: Path) -> None:
    other = [["cinp_cin_plan_id", "cinp_person_id", "cinp_cin_plan_start_date"]]
    rows = [HEADINGS, *plan_rows("P", 1), *other, ["N1", "NC1", "31/03/2025"]]
    path = text(tmp_path / "a.csv", rows)
    assert plans_of(path) == [("P0", "PC0", date(2025, 3, 31))]


def test_another_table_beside_is_named(tmp_path: Path) -> None:
    beside = [PERSON, *PEOPLE]
    rows = [
        [*one, None, *other]
        for one, other in zip([HEADINGS, *plan_rows("P", 2)], [*beside, []], strict=False)
    ]
    (report,) = said_of(workbook(tmp_path / "a.xlsx", {"both": rows}))
    assert report["rows_loaded"] == 2
    assert message(report, "table_beside").startswith("Columns of ssd_person stand beside these")


def test_a_column_that_stands_twice(tmp_path: Path) -> None:
    rows = [[*HEADINGS, HEADINGS[2]], *([*row, "01/01/2001"] for row in plan_rows("P", 3))]
    path = text(tmp_path / "a.csv", rows)
    (report,) = said_of(path)
    assert "the first, in column C, was used, and in 3 rows" in message(report, "repeated_column")
    assert {start for _, _, start in plans_of(path)} == {date(2025, 3, 31)}


def test_marks_of_no_width_and_of_direction_change_nothing(tmp_path: Path) -> None:
    headings = [
        "\u200b" + HEADINGS[0],
        HEADINGS[1] + "\u200f",
        "\u202e" + HEADINGS[2],
        *HEADINGS[3:],
    ]
    rows = [headings, ["P\u200b1", "C1\u200e", "\u200e31/03/2025", "", "NEG\u200b"]]
    path = text(tmp_path / "a.csv", rows)
    (report,) = said_of(path)
    assert not rules(report) & {"unmapped_code", "extra_column"}
    assert plans_of(path) == [("P1", "C1", date(2025, 3, 31))]


def test_names_with_commas_quotes_and_line_ends_stay_one_line(tmp_path: Path) -> None:
    odd = 'a, "b"\nc'
    rows = [[*HEADINGS, odd, "\u202eodd date"], *([*row, odd, odd] for row in plan_rows("P", 2))]
    (report,) = said_of(text(tmp_path / 'plans, "of"\n2025.csv', rows))
    assert report["file"] == 'plans, "of"\\n2025.csv'
    assert message(report, "extra_column").endswith('left out: a, "b" c, \\u202eodd date.')
    title = "a, 'b' \"c\""
    (sheet,) = said_of(workbook(tmp_path / "a.xlsx", {title: [HEADINGS, *plan_rows("P", 1)]}))
    assert (sheet["sheet"], sheet["rows_loaded"]) == (title, 1)


def test_a_very_long_heading_is_not_shown(tmp_path: Path) -> None:
    rows = [[*HEADINGS, "h" * 50_000], *([*row, "x"] for row in plan_rows("P", 2))]
    (report,) = said_of(text(tmp_path / "a.csv", rows))
    assert report["rows_loaded"] == 2
    assert len(message(report, "extra_column")) < 100


def test_three_hundred_columns(tmp_path: Path) -> None:
    more = [f"extra {n}" for n in range(295)]
    rows = [[*HEADINGS, *more], *([*row, *more] for row in plan_rows("P", 20))]
    (report,) = said_of(workbook(tmp_path / "a.xlsx", {"plans": rows}))
    assert report["rows_loaded"] == 20
    assert "287 more" in message(report, "extra_column")


def test_a_million_empty_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"plans": [HEADINGS, *plan_rows("P", 2)]})
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(4, 1_048_577))

    def lengthen(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", empty + b"</sheetData>")

    (report,) = said_of(with_parts(path, lengthen))
    assert (report["rows_read"], report["rows_loaded"]) == (2, 2)


def test_a_field_of_ten_megabytes(tmp_path: Path) -> None:
    rows = [[*HEADINGS, "notes"], [*plan_rows("P", 1)[0], "x" * (10 << 20)]]
    (report,) = said_of(text(tmp_path / "a.csv", rows))
    assert rules(report) == {"unclosed_quote"}
    assert "more than 100,000 characters" in message(report, "unclosed_quote")


def test_nul_bytes_are_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((",".join(HEADINGS) + "\nP\x001,C1,31/03/2025,,NEG\n").encode())
    assert "nul_bytes" in rules(said_of(path)[0])
    assert plans_of(path) == [("P1", "C1", date(2025, 3, 31))]
