"""Files that should not be there: each gets one clear line, naming what to do, and no traceback."""

import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.database import connect
from data.sources import UnreadableFile, csv_file, open_file, workbook_parts
from tests.source_files import text_file


def refusal(path: Path) -> UnreadableFile:
    """What is said of a file that cannot be opened."""
    with pytest.raises(UnreadableFile) as caught:
        open_file(path, path.name)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) > 30
    assert str(path.parent) not in message
    return caught.value


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def workbook_bytes(cells: dict[str, object]) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def zip_bytes(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def parquet_file(folder: Path) -> Path:
    path = folder / "a.parquet"
    connect().execute(
        f"COPY (SELECT i AS id, 'x' || i AS note FROM range(50000) t(i)) TO '{path}' "
        "(FORMAT PARQUET)"
    )
    return path


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n  \n", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet"])
def test_an_empty_file(tmp_path, content, name):
    assert refusal(written(tmp_path, name, content)).rule == "empty_file"


def test_a_workbook_without_cells(tmp_path):
    path = written(tmp_path, "a.xlsx", workbook_bytes({}))
    assert refusal(path).rule == "empty_workbook"


def test_text_named_as_a_workbook(tmp_path):
    said = refusal(written(tmp_path, "a.xlsx", b"id,note\n1,a\n"))
    assert said.rule == "not_a_workbook"
    assert "rename it .csv" in str(said)


def test_a_web_page_named_as_a_workbook(tmp_path):
    said = refusal(written(tmp_path, "a.xls", b"<html><table><tr><td>1</td></tr></table></html>"))
    assert said.rule == "not_a_workbook"
    assert "web page" in str(said)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.99])
def test_a_workbook_cut_short(tmp_path, share):
    whole = workbook_bytes({f"A{n}": n for n in range(1, 400)})
    path = written(tmp_path, "a.xlsx", whole[: int(len(whole) * share)])
    assert refusal(path).rule == "truncated_workbook"


def test_a_workbook_whose_sheet_is_spoilt(tmp_path):
    whole = io.BytesIO(workbook_bytes({"A1": 1}))
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row><c r="
    assert refusal(written(tmp_path, "a.xlsx", zip_bytes(parts))).rule == "damaged_workbook"


def test_a_spoilt_byte_inside_a_workbook(tmp_path):
    whole = bytearray(workbook_bytes({f"A{n}": n * 7919 for n in range(1, 3000)}))
    at = whole.index(b"xl/worksheets/sheet1.xml") + 400
    whole[at : at + 40] = b"\xff" * 40
    assert refusal(written(tmp_path, "a.xlsx", bytes(whole))).rule == "damaged_workbook"


def ole_bytes(stream: str) -> bytes:
    """The start of an OLE container whose directory names one stream."""
    entry = stream.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(stream) + 2)
    head = bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0")
    return head + b"\0" * 512 + entry.ljust(128, b"\0")


def test_a_workbook_under_a_password(tmp_path):
    said = refusal(written(tmp_path, "a.xlsx", ole_bytes("EncryptedPackage")))
    assert said.rule == "password_protected"
    assert "password" in str(said)


def test_an_old_word_document(tmp_path):
    assert refusal(written(tmp_path, "a.doc", ole_bytes("WordDocument"))).rule == "unknown_kind"


def test_an_old_workbook_cut_short(tmp_path):
    assert refusal(written(tmp_path, "a.xls", ole_bytes("Workbook"))).rule == "damaged_workbook"


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"word/document.xml": b"<w/>"}, "Word"),
        ({"ppt/presentation.xml": b"<p/>"}, "PowerPoint"),
        ({"extract.csv": b"id\n1\n"}, "zip archive"),
        ({"xl/workbook.bin": b"x"}, "Save it as .xlsx"),
        ({"content.xml": b"<x/>"}, "Save it as .xlsx"),
    ],
)
def test_other_zips_are_named(tmp_path, parts, word):
    said = refusal(written(tmp_path, "a.docx", zip_bytes(parts)))
    assert said.rule == "unknown_kind"
    assert word in str(said)


def test_a_zip_bomb(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_parts, "MOST_UNZIPPED_BYTES", 1_000_000)
    bomb = zip_bytes({"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": b"0" * 2_000_000})
    assert len(bomb) < 20_000
    assert refusal(written(tmp_path, "a.xlsx", bomb)).rule == "too_large"


def test_a_stray_cell_that_would_fill_the_memory(tmp_path):
    content = workbook_bytes({"A1": "id", "XFD1048576": "x"})
    said = refusal(written(tmp_path, "a.xlsx", content))
    assert said.rule == "too_large"
    assert "Sheet reaches to row 1,048,576 and column XFD" in str(said)


def test_a_stray_cell_far_down_alone_is_borne(tmp_path):
    content = workbook_bytes({"A1": "id", "B700000": "x"})
    (source,) = open_file(written(tmp_path, "a.xlsx", content), "a.xlsx")
    assert source.preview[0] == ["id", None]
    assert source.stage(connect(), 1, "staged") == ["id", "column_2"]


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"%PDF-1.7\n...", "PDF"), (b'{"a": 1}', "JSON"), (bytes(range(256)) * 20, "neither")],
)
def test_other_kinds(tmp_path, content, word):
    said = refusal(written(tmp_path, "a.csv", content))
    assert said.rule == "unknown_kind"
    assert word in str(said)


def test_a_file_of_zeros_from_a_copy_that_stopped(tmp_path):
    assert refusal(written(tmp_path, "a.csv", b"\0" * 5000)).rule == "unknown_kind"


@pytest.mark.parametrize("kept", [4, 100, 0.5, -1])
def test_a_parquet_file_cut_short(tmp_path, kept):
    path = parquet_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: kept if isinstance(kept, int) else int(len(whole) * kept)])
    assert refusal(path).rule == "truncated_parquet"


def test_a_parquet_file_without_its_middle(tmp_path):
    path = parquet_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + whole[-100:])
    assert refusal(path).rule == "damaged_parquet"


def test_text_named_as_parquet(tmp_path):
    assert refusal(written(tmp_path, "a.parquet", b"id,note\n1,a\n")).rule == "truncated_parquet"


def test_parquet_under_another_name_is_still_parquet(tmp_path):
    path = parquet_file(tmp_path).rename(tmp_path / "a.csv")
    (source,) = open_file(path, "a.csv")
    assert source.preview[:2] == [["id", "note"], ["0", "x0"]]


def test_a_quote_that_never_closes(tmp_path):
    content = "id,note\n" + "1,a\n" * 200 + '1,"a\n' + "2,b\n" * 40_000
    said = refusal(written(tmp_path, "a.csv", content.encode()))
    assert said.rule == "unclosed_quote"


def test_a_quote_that_never_closes_in_a_big_file(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_file, "BIG_BYTES", 1000)
    content = "id,note\n" + "1,a\n" * 200 + '1,"a\n' + "2,b\n" * 40_000
    source = text_file(tmp_path, content)
    with pytest.raises(UnreadableFile) as caught:
        source.stage(connect(), 1, "staged")
    assert caught.value.rule == "unclosed_quote"


def test_a_file_that_may_not_be_read(tmp_path):
    assert refusal(tmp_path / "gone.csv").rule == "cannot_open"


def test_a_folder_named_as_a_file(tmp_path):
    (tmp_path / "a.csv").mkdir()
    assert refusal(tmp_path / "a.csv").rule == "cannot_open"
