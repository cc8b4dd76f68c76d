"""Workbooks and Parquet: every cell as text, staged and read alike; real files too."""

import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from data.database import Connection, connect
from data.sources import open_file
from data.sources.cells import cell_text
from data.sources.staging import column_names
from data.sources.table import column_letter
from tests.source_files import expected, staged, workbook_file


@pytest.fixture
def connection() -> Connection:
    return connect()


def test_headings_become_distinct_names():
    assert column_names(["Name", "", "name", None, "_row"], 6) == [
        "Name",
        "column_2",
        "name_2",
        "column_4",
        "_row_2",
        "column_6",
    ]
    assert column_names(["column_2", ""], 2) == ["column_2", "column_2_2"]


@pytest.mark.parametrize(("position", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_column_letters(position, letters):
    assert column_letter(position) == letters


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.187, "0.187"),
        (90.60000000000001, "90.6"),
        (0.1 + 0.2, "0.3"),
        (747.0, "747"),
        (-0.5, "-0.5"),
        (12345678901.5, "12345678901.5"),
        (1e-7, "0.0000001"),
        (1e20, "100000000000000000000"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2025, 3, 31), "2025-03-31"),
        (datetime(2025, 3, 31), "2025-03-31"),
        (datetime(2025, 3, 31, 9, 5), "2025-03-31 09:05:00"),
        (datetime(2025, 3, 30, 23, 59, 59, 999_900), "2025-03-31"),
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30, minutes=1), "30:01:00"),
        ("", None),
        ("01", "01"),
        (" a ", " a "),
        (None, None),
    ],
)
def test_workbook_values_as_text(value, text):
    assert cell_text(value) == text


def test_a_sheet_is_read_from_a1_whatever_its_first_cell(tmp_path, connection):
    source = workbook_file(
        tmp_path,
        {
            "B3": "id",
            "C3": "when",
            "B4": 7,
            "C4": datetime(2025, 3, 31),
            "B6": "x",
            "C6": datetime(2025, 3, 31, 9, 5),
        },
    )
    assert source.read_rows() == [
        [None, None, None],
        [None, None, None],
        [None, "id", "when"],
        [None, "7", "2025-03-31"],
        [None, None, None],
        [None, "x", "2025-03-31 09:05:00"],
    ]
    assert source.preview == source.read_rows()
    assert source.stage(connection, 3, "staged") == ["column_1", "id", "when"]
    assert staged(source, connection, 3) == [
        (4, None, "7", "2025-03-31"),
        (6, None, "x", "2025-03-31 09:05:00"),
    ]


def test_error_cells_keep_their_text(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["id", "found"])
    sheet.append([1, "#N/A"])
    sheet.append([2, "#DIV/0!"])
    assert sheet["B2"].data_type == "e"
    book.save(tmp_path / "a.xlsx")
    (source,) = open_file(tmp_path / "a.xlsx", "a.xlsx")
    assert source.read_rows() == [["id", "found"], ["1", "#N/A"], ["2", "#DIV/0!"]]


def test_formulas_that_were_never_calculated_are_named(tmp_path):
    source = workbook_file(tmp_path, {"A1": "n", "A2": 4, "A3": "=A2*2", "A4": "=A2*3"})
    assert source.read_rows() == [["n"], ["4"]] + [[None]] * (len(source.read_rows()) - 2)
    (rule, message), *none = source.notes
    assert rule == "formula_without_value"
    assert "blank: 2, the first in A3" in message
    assert not none


def test_a_formula_whose_saved_value_is_empty_text_is_no_fault(tmp_path):
    workbook_file(tmp_path, {"A1": "n", "A2": "=1+1"})
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b'<c r="A2"><f>1+1</f><v' in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'<c r="A2">', b'<c r="A2" t="str">')
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    (source,) = open_file(path, "a.xlsx")
    assert source.notes == []


def test_sheets_without_cells_are_passed_over_and_names_kept(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Blank"
    book.create_sheet("A & B")["A1"] = "#REF!"
    book.create_chartsheet("Chart")
    book.create_sheet("Hidden")["A1"] = "x"
    book["Hidden"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    tables = open_file(tmp_path / "a.xlsx", "a.xlsx")
    assert [(each.sheet, each.read_rows()) for each in tables] == [
        ("A & B", [["#REF!"]]),
        ("Hidden", [["x"]]),
    ]


def test_a_workbook_with_another_suffix_is_still_a_workbook(tmp_path):
    workbook_file(tmp_path, {"A1": "id"})
    (tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    (source,) = open_file(tmp_path / "a.csv", "a.csv")
    assert (source.sheet, source.read_rows()) == ("Sheet", [["id"]])


def test_parquet_values_read_as_the_other_sources_read_them(tmp_path, connection):
    path = tmp_path / "a.parquet"
    connection.execute(
        f"""COPY (SELECT 747.0::DOUBLE AS n, 90.60000000000001::DOUBLE AS noisy, 0.1::FLOAT AS f,
        12.50::DECIMAL(6,2) AS money, DATE '2025-03-31' AS d, TIMESTAMP '2025-03-31 00:00:00' AS t,
        TIMESTAMP '2025-03-31 09:05:00' AS at, TRUE AS yes, 'NaN'::DOUBLE AS nan, '' AS blank,
        NULL::INTEGER AS none, 100::DECIMAL(6,0) AS hundred, 10.00::DECIMAL(6,2) AS ten,
        007 AS seven, 'a,"b' AS text) TO '{path}' (FORMAT PARQUET)"""
    )
    (source,) = open_file(path, "a.parquet")
    headings, values = source.read_rows()
    assert dict(zip(headings, values, strict=True)) == {
        "n": "747",
        "noisy": "90.6",
        "f": "0.1",
        "money": "12.5",
        "d": "2025-03-31",
        "t": "2025-03-31",
        "at": "2025-03-31 09:05:00",
        "yes": "TRUE",
        "nan": None,
        "blank": None,
        "none": None,
        "hundred": "100",
        "ten": "10",
        "seven": "7",
        "text": 'a,"b',
    }
    assert staged(source, connection) == expected(source, 1, 15)


def test_parquet_rows_are_counted_from_two(tmp_path, connection):
    path = tmp_path / "a.parquet"
    connection.execute(
        f"COPY (SELECT CASE WHEN i <> 1 THEN 'r' || i END AS id FROM range(300000) t(i)) "
        f"TO '{path}' (FORMAT PARQUET)"
    )
    (source,) = open_file(path, "a.parquet")
    source.stage(connection, 1, "staged")
    counts = "count(*), min(_row), max(_row), bool_and(id = 'r' || (_row - 2))"
    assert connection.execute(f"SELECT {counts} FROM staged").fetchone() == (
        299_999,
        2,
        300_001,
        True,
    )
    assert source.preview[:4] == [["id"], ["r0"], [None], ["r2"]]


REAL = (
    "plans/cornwall_performance_template_2015-12.xlsx",
    "formats/annex_a/cscdp_annexa_example.xlsx",
    "formats/annex_a/liia_Annex_A.xlsx",
    "formats/ssd/data_objects_specification.csv",
    "published/cin_2015/SFR41-2015_Underlying_data.csv",
    "published/neighbours/sn_may_2025.xlsx",
    "published/cla_2025/la_cla_placement_stability.csv",
)


@pytest.mark.parametrize("name", REAL)
def test_real_files_stage_what_their_rows_say(shared, name, connection):
    for source in open_file(shared / name, name):
        headings = source.stage(connection, 1, "staged")
        rows = connection.execute("SELECT * FROM staged ORDER BY _row").fetchall()
        assert rows == expected(source, 1, len(headings)), source.sheet


def test_the_lait_store_opens_whole(shared, connection):
    (source,) = open_file(shared / "published/lait/bds_long_0.parquet", "lait")
    assert source.stage(connection, 1, "staged")[0] == "Short Desc"
    assert connection.execute("SELECT count(*) FROM staged").fetchone() == (641_070,)
    assert source.preview[1][5] == "301"
