"""What is said of a file besides its rows: hidden sheets, macros, links, half copies."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import app
from data.context import LoadContext
from data.ingest import load_files, new_context
from data.settings import Settings
from data.sources import open_file
from data.vocabulary import Vocabulary
from tests.hostile_books import HEADINGS, message, plan_rows, rules, said_of, with_parts, workbook


def context() -> LoadContext:
    return new_context(Settings(), Vocabulary(()))


def test_hidden_sheets_are_left_out_and_said_to_be(tmp_path: Path) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book["old copy"].sheet_state = "hidden"
        book["secret"].sheet_state = "veryHidden"

    sheets = {
        name: [HEADINGS, *plan_rows("P", count)]
        for name, count in (("plans", 2), ("old copy", 3), ("secret", 4))
    }
    plans, old, secret = said_of(workbook(tmp_path / "a.xlsx", sheets, hide))
    assert (plans["rows_loaded"], old["rows_rejected"], secret["rows_rejected"]) == (2, 3, 4)
    for each in (old, secret):
        assert [fault["rule"] for fault in each["rejects"]] == ["hidden_sheet"]
        assert "left out" in message(each, "hidden_sheet")


def test_an_old_copy_on_a_hidden_sheet_changes_no_row(tmp_path: Path) -> None:
    rows = plan_rows("P", 1)
    old = [[*rows[0][:2], "01/01/2001", *rows[0][3:]]]

    def hide(book: openpyxl.Workbook) -> None:
        book["old"].sheet_state = "hidden"

    path = workbook(tmp_path / "a.xlsx", {"new": [HEADINGS, *rows], "old": [HEADINGS, *old]}, hide)
    loaded = context()
    load_files([path], tmp_path, loaded)
    found = loaded.connection.execute("SELECT cppl_cp_plan_start_date FROM ssd_cp_plans").fetchall()
    assert found == [(date(2025, 3, 31),)]


def test_macros_are_never_run_and_are_said_once(tmp_path: Path) -> None:
    rows = [HEADINGS, *plan_rows("P", 2)]
    path = workbook(tmp_path / "a.xlsm", {"one": rows, "two": [["a", "b"], ["1", "2"]]})
    with_parts(path, lambda parts: parts.update({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"}))
    one, two = said_of(path)
    assert one["rows_loaded"] == 2
    assert "runs none" in message(one, "macros")
    assert "macros" not in rules(two)


def test_a_sheet_that_leans_on_another_workbook_is_named(tmp_path: Path) -> None:
    rows = [HEADINGS, *plan_rows("P", 2)]
    path = workbook(tmp_path / "a.xlsx", {"own": rows, "linked": [["a", "b"], ["=1", "2"]]})

    def link(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet2.xml"]
        formula = b"<f>'[1]Cases 2025'!$A$2</f>"
        assert b"<f>1</f>" in sheet
        parts["xl/worksheets/sheet2.xml"] = sheet.replace(b"<f>1</f>", formula)
        parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"

    own, linked = said_of(with_parts(path, link))
    assert "other_workbooks" not in rules(own)
    assert "values last saved here" in message(linked, "other_workbooks")


def test_a_table_column_in_brackets_is_no_link(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"own": [HEADINGS, *plan_rows("P", 1), ["=1"]]})

    def change(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"].replace(b"<f>1</f>", b"<f>Table1[1]+B!A1</f>")
        parts["xl/worksheets/sheet1.xml"] = sheet
        parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"

    (own,) = said_of(with_parts(path, change))
    assert "other_workbooks" not in rules(own)


def test_days_counted_from_1904(tmp_path: Path) -> None:
    def from_1904(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    rows = [["P1", "C1", date(2025, 3, 1), None, "NEG"]]
    path = workbook(tmp_path / "a.xlsx", {"plans": [HEADINGS, *rows]}, from_1904)
    (source,) = open_file(path, "a.xlsx")
    assert source.read_rows()[1][2] == "2025-03-01"
    assert "four years early" in message(said_of(path)[0], "dates_1904")


@pytest.mark.parametrize("suffix", ["part", "partial", "crdownload", "download", "filepart", "TMP"])
def test_a_file_still_being_written_is_not_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"plans.csv.{suffix}"
    path.write_text(",".join(HEADINGS) + "\nP1,C1,31/03/2025,,NEG\n")
    (report,) = said_of(path)
    assert rules(report) == {"being_written"}
    assert f".{suffix.lower()}" in message(report, "being_written")


def test_excels_lock_file_is_named_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "~$plans.xlsx"
    path.write_bytes(b"\x05Alex" + b" " * 160)
    (report,) = said_of(path)
    assert "somebody has it open" in message(report, "lock_file")


def test_a_file_that_grows_while_it_is_read_is_said_to(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "plans.csv"
    path.write_text(",".join(HEADINGS) + "\nP1,C1,31/03/2025,,NEG\n")

    def grow(*asked: Path) -> list:
        with path.open("a") as lines:
            lines.write("P2,C2,31/03/2025,,NEG\n")
        return open_file(*asked)

    monkeypatch.setattr("data.ingest.open_file", grow)
    (report,) = said_of(path)
    assert "refresh again" in message(report, "changed_while_read")


def test_the_command_says_it_and_tells_by_its_exit_code(tmp_path: Path, capsys) -> None:
    good = tmp_path / "plans.csv"
    good.write_text(",".join(HEADINGS) + "\nP1,C1,31/03/2025,,NEG\n")
    half = tmp_path / "more.csv.part"
    half.write_text("x")
    assert app.main(["check", "--json", str(half)]) == app.NOTHING_LOADED
    assert app.main(["check", "--json", str(half), str(good)]) == app.PUBLISHED
    said = capsys.readouterr().out
    assert json.loads(said[said.rindex('{\n "generation"') :])["files"][1]["rows_loaded"] == 1


def test_hidden_and_filtered_rows_are_read_and_said(tmp_path: Path) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book["filtered"].auto_filter.ref = "A1:E4"
        book["filtered"].row_dimensions[3].hidden = True
        book["plain"].column_dimensions["B"].hidden = True

    sheets = {"filtered": [HEADINGS, *plan_rows("P", 3)], "plain": [HEADINGS, *plan_rows("Q", 3)]}
    filtered, plain = said_of(workbook(tmp_path / "a.xlsx", sheets, hide))
    assert (filtered["rows_loaded"], plain["rows_loaded"]) == (3, 3)
    assert "read like the others" in message(filtered, "hidden_rows")
    assert "hidden_rows" not in rules(plain)
