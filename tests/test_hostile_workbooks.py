"""Workbooks made to fill the memory or to take for ever: each is refused in a line, at once."""

import io
import struct
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.database import connect
from data.sources import UnreadableFile, open_file, sheet_xml, workbook_parts
from tests.source_files import text_file

_START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_END = b"</sheetData></worksheet>"
SECONDS = 5


def workbook(folder: Path, sheet: bytes, cells: bool = True) -> Path:
    """A real workbook whose one sheet's rows are these bytes."""
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    with zipfile.ZipFile(content) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = _START + sheet + _END if cells else sheet
    path = folder / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def refused(path: Path) -> str:
    """The rule by which the file is refused, in no time."""
    began = time.monotonic()
    with pytest.raises(UnreadableFile) as caught:
        open_file(path, path.name)
    assert time.monotonic() - began < SECONDS
    assert "\n" not in str(caught.value)
    return caught.value.rule


def cell(place: str) -> bytes:
    return f'<c r="{place}"><v>1</v></c>'.encode()


@pytest.mark.parametrize(
    "sheet",
    [
        b'<row r="1048576">' + cell("XFD1048576") + b'</row><row r="1">' + cell("A1") + b"</row>",
        b'<row r="2">' + cell("A2") + b'</row><row r="1">' + cell("A1") + b"</row>",
        b'<row r="99999999999">' + cell("ZZZZZZ99999999999") + b"</row>",
        b'<row r="10000000">' + cell("A10000000") + b"</row>",
        b'<row r="1048577">' + cell("A1048577") + b"</row>",
        b'<row r="1">' + cell("XFE1") + b"</row>",
        b'<row r="99999999"><c><v>1</v></c></row>',
        b"<row r='99999999'><c r='A99999999'><v>1</v></c></row>",
    ],
)
def test_places_that_no_sheet_has(tmp_path, sheet):
    assert refused(workbook(tmp_path, sheet)) == "damaged_workbook"


@pytest.mark.parametrize(
    "sheet",
    [
        b'<row r="1">' + cell("A1") + b'</row><row r="1048576">' + cell("XFD1048576") + b"</row>",
        b'<row r="1">' + cell("A1") + cell("ALM1") + b"</row>",
        b"<x:row r='1048576'><x:c s='1' r='XFD1048576'><x:v>1</x:v></x:c></x:row>",
        b'<row r="1">' + b"<c><v>1</v></c>" * 1001 + b"</row>",
    ],
)
def test_places_far_beyond_a_table(tmp_path, sheet):
    assert refused(workbook(tmp_path, sheet)) == "too_large"


def test_cells_that_do_not_say_where_they_stand_are_counted(tmp_path):
    row = b"<row><c><v>1</v></c><c/><c><v>3</v></c></row>"
    (source,) = open_file(workbook(tmp_path, row * 3), "a.xlsx")
    assert source.faults.rows == 3
    assert source.faults.columns == 3
    assert source.read_rows()[2][::2] == ["1", "3"]


@pytest.mark.parametrize(
    "sheet",
    [
        b'<row r="1"><c r="A1"><f>' + b"<f>" * 300_000 + b"</c></row>" + b'<c r="A1"' * 300_000,
        b'<row r="1">' + b'<c t="e" r="A1">' * 300_000 + b"</row>",
        b'<row r="1"><c r="A1"><f>1</f>' + b" " * 2_000_000 + b"</row>",
        b'<row r="1"><c ' + b'r="A1" ' * 300_000 + b"</row>",
        b"<" + b"w" * 2_000_000,
    ],
)
def test_patterns_take_no_longer_than_the_sheet_is_long(tmp_path, sheet):
    assert refused(workbook(tmp_path, sheet)) in ("damaged_workbook", "empty_workbook", "too_large")


def test_a_row_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet_xml, "MOST_ROW_BYTES", 5 << 20)
    text = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * (9 << 20) + b"</t></is></c></row>"
    assert refused(workbook(tmp_path, text)) == "too_large"


def test_sizes_are_counted_and_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_parts, "MOST_PART_BYTES", 8 << 20)
    path = workbook(tmp_path, b'<row r="1"/>' * 1_500_000)
    content = bytearray(path.read_bytes())
    named = b"xl/worksheets/sheet1.xml"
    entry = content.rfind(named) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    path.write_bytes(content)
    assert refused(path) == "too_large"


def test_a_list_of_sheets_with_entities(tmp_path):
    path = workbook(tmp_path, b'<row r="1">' + cell("A1") + b"</row>")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = b'<!DOCTYPE l [<!ENTITY a "aa">]>' + parts["xl/workbook.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert refused(path) == "damaged_workbook"


def test_a_sheet_in_utf16(tmp_path):
    sheet = (_START + b'<row r="1">' + cell("A1") + b"</row>" + _END).decode().encode("utf-16")
    assert refused(workbook(tmp_path, sheet, cells=False)) == "damaged_workbook"


def test_formulas_alone_without_values(tmp_path):
    row = b'<row r="1"><c r="A1"><f>1+1</f><v></v></c><c r="B1"><f>2+2</f></c></row>'
    path = workbook(tmp_path, row)
    with pytest.raises(UnreadableFile, match=r"formulas alone \(2\).*Open it in Excel, save it"):
        open_file(path, path.name)


@pytest.mark.parametrize("columns", [1001, 20_000])
def test_a_text_file_wider_than_any_table(tmp_path, columns):
    with pytest.raises(UnreadableFile, match="More than 1,000 columns") as caught:
        text_file(tmp_path, ",".join(f"c{n}" for n in range(columns)) + "\n")
    assert caught.value.rule == "too_many_columns"


def test_a_parquet_file_wider_than_any_table(tmp_path):
    columns = ", ".join(f"1 AS c{n}" for n in range(1001))
    connect().execute(f"COPY (SELECT {columns}) TO '{tmp_path / 'a.parquet'}' (FORMAT parquet)")
    assert refused(tmp_path / "a.parquet") == "too_many_columns"


def test_a_table_as_wide_as_may_be_is_staged_quickly(tmp_path):
    rows = [",".join(f"c{n}" for n in range(990)), ",".join("1" * 990), ",".join("1" * 1000)]
    source = text_file(tmp_path, "\n".join(rows) + "," * 0)
    began = time.monotonic()
    assert len(source.stage(connect(), 1, "staged")) == 1000
    assert time.monotonic() - began < SECONDS
