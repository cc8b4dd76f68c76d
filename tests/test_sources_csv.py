"""CSV files: delimiters, encodings, ragged rows; DuckDB's fast reader agrees with Python's."""

import csv
import io
import random
from contextlib import closing
from pathlib import Path

import pytest

from data.database import Connection, connect
from data.sources import csv_file
from data.sources.plain_csv import is_plain, stage_plain
from tests.source_files import expected, staged, text_file


@pytest.fixture
def connection() -> Connection:
    return connect()


def test_csv_quotes_newlines_and_blank_lines_keep_the_row_a_person_counts(tmp_path, connection):
    source = text_file(tmp_path, 'id,note\n1,"a, ""b""\nc"\n\n2,\n , \n3,é\n')
    assert source.preview[1] == ["1", 'a, "b"\nc']
    assert staged(source, connection) == [
        (2, "1", 'a, "b"\nc'),
        (4, "2", None),
        (6, "3", "é"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(tmp_path, delimiter):
    lines = [["id", "note"], ["1", "a"], ["2", "b"]]
    content = "\n".join(delimiter.join(line) for line in lines)
    assert text_file(tmp_path, content).read_rows() == lines


def test_a_comma_in_a_title_does_not_make_a_semicolon_file_a_comma_file(tmp_path):
    source = text_file(tmp_path, "Extract, all teams\nid;note\n1;a, b\n2;c\n")
    assert source.read_rows()[1:] == [["id", "note"], ["1", "a, b"], ["2", "c"]]


@pytest.mark.parametrize(
    ("encoding", "rule"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("cp1252", "cp1252"),
        ("utf-16", "utf16"),
        ("utf-16-le", "utf16"),
        ("utf-16-be", "utf16"),
    ],
)
def test_encodings(tmp_path, encoding, rule):
    source = text_file(tmp_path, "name\tprice\nZoë\t£5\n".encode(encoding))
    assert source.read_rows() == [["name", "price"], ["Zoë", "£5"]]
    assert [note for note, _ in source.notes] == ([rule] if rule else [])


def test_an_accent_deep_in_a_file_still_tells_windows_text(tmp_path):
    content = b"name,note\n" + b"a,b\n" * 600_000 + "Zoë,£\n".encode("cp1252")
    source = text_file(tmp_path, content)
    assert source.notes[0][0] == "cp1252"
    assert source.read_rows()[-1] == ["Zoë", "£"]


def test_nul_bytes_are_left_out_and_said(tmp_path, connection):
    source = text_file(tmp_path, b"id,note\n1,a\0b\n" + b"2,c\n" * 200)
    assert staged(source, connection)[0] == (2, "1", "ab")
    assert [rule for rule, _ in source.notes] == ["nul_bytes"]


def test_ragged_rows_lose_nothing(tmp_path, connection):
    source = text_file(tmp_path, "a,b\n1\n1,2,3\n")
    assert source.stage(connection, 1, "staged") == ["a", "b", "column_3"]
    assert connection.execute("SELECT * FROM staged").fetchall() == [
        (2, "1", None, None),
        (3, "1", "2", "3"),
    ]


def test_trailing_columns_without_heading_or_value_are_dropped(tmp_path, connection):
    source = text_file(tmp_path, "a,b,,\n1,2,,\n3,4,,\n")
    assert source.stage(connection, 1, "staged") == ["a", "b"]


def test_only_white_space_makes_a_row_blank(tmp_path, connection):
    source = text_file(tmp_path, "a,b\n0,\na,\nu,\n\u00a0,\t\n")
    assert staged(source, connection) == [(2, "0", None), (3, "a", None), (4, "u", None)]


def test_headings_only_is_an_empty_table(tmp_path, connection):
    source = text_file(tmp_path, "a,b\n")
    assert source.stage(connection, 1, "staged") == ["a", "b"]
    assert connection.execute("SELECT count(*) FROM staged").fetchone() == (0,)


def test_the_rows_above_the_heading_are_counted(tmp_path, connection):
    source = text_file(tmp_path, "Title\n\nid,note\n1,a\n")
    assert staged(source, connection, header_row=3) == [(4, "1", "a")]


@pytest.mark.parametrize("seed", range(8))
def test_duckdb_and_python_stage_written_csv_alike(tmp_path, seed):
    pick = random.Random(seed)
    compared = 0
    for number in range(10):
        rows = [[_text(pick, 'aabb,,""\n;é£', 5) for _ in range(3)] for _ in range(8)]
        text = io.StringIO()
        csv.writer(text, lineterminator=pick.choice(["\n", "\r\n"])).writerows(rows)
        bom = pick.random() < 0.5
        compared += _compare_readers(tmp_path / f"{number}.csv", text.getvalue(), bom)
    assert compared > 0


@pytest.mark.parametrize("seed", range(8))
def test_duckdb_and_python_stage_any_text_alike_where_duckdb_is_used(tmp_path, seed):
    pick = random.Random(seed)
    for number in range(15):
        text = "x,y\n" + _text(pick, 'aabb, ,"\n\n', 30)
        _compare_readers(tmp_path / f"{number}.csv", text, bom=False)


def _text(pick: random.Random, letters: str, longest: int) -> str:
    return "".join(pick.choices(letters, k=pick.randint(0, longest)))


def _compare_readers(path: Path, text: str, bom: bool) -> bool:
    path.write_bytes(text.encode("utf-8-sig" if bom else "utf-8"))
    source = csv_file.CsvFile("a.csv", None, path, "utf-8-sig", ",")
    headings = source.read_rows(1)[0] if text.strip() else []
    if not headings or not is_plain(path):
        return False
    heads = [heading or "" for heading in headings]
    with closing(connect()) as connection:
        names = stage_plain(connection, path, ",", heads, 1, "staged")
        if names is not None:
            rows = connection.execute("SELECT * FROM staged ORDER BY _row").fetchall()
            assert rows == expected(source, 1, len(names)), text
    return names is not None


def test_a_big_file_goes_through_duckdb_and_gives_the_same(tmp_path, connection, monkeypatch):
    content = 'id,note,\r\n1,"a""b"", c",\r\n2, d ,\r\n3,,\r\n'
    source = text_file(tmp_path, content)
    slow = staged(source, connection)
    monkeypatch.setattr(csv_file, "BIG_BYTES", 0)
    monkeypatch.setattr(csv_file, "stage_rows", None)
    rows = [(2, "1", 'a"b", c'), (3, "2", " d "), (4, "3", None)]
    assert staged(source, connection) == slow == rows


def test_a_big_ragged_file_in_a_transaction_falls_back(tmp_path, connection, monkeypatch):
    source = text_file(tmp_path, "a,b\n1,2\n1,2,3\n")
    monkeypatch.setattr(csv_file, "BIG_BYTES", 0)
    connection.execute("BEGIN TRANSACTION")
    assert staged(source, connection) == [(2, "1", "2", None), (3, "1", "2", "3")]
    connection.execute("COMMIT")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_half_a_character_at_the_end_is_said_and_is_no_row(tmp_path, encoding):
    content = ("id,note\n" + "1,a\n" * 40).encode(encoding)
    whole = text_file(tmp_path, content)
    halved = text_file(tmp_path, content + b"\x41")
    assert halved.read_rows() == whole.read_rows()
    assert [rule for rule, _ in whole.notes] == ["utf16"]
    assert [rule for rule, _ in halved.notes] == ["utf16", "cut_short"]
