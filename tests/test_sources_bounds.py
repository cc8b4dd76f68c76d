"""Time and memory stay bounded: what unpacks to fill a machine, wide sheets, work beyond memory."""

import time
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from data import database
from data.database import connect, limit_memory
from data.generations import spill_folder
from data.sources import UnreadableFile, open_file
from data.sources.big_sheet import BigSheet

MB = 1 << 20


def test_a_workbook_of_600_mb_is_refused_at_once_in_little_memory(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook><sheets/></workbook>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(600):
                sheet.write(b"<row></row>" * (MB // 11))
    assert path.stat().st_size < 10 * MB
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(UnreadableFile, match="unpacks to 600 MB"):
        open_file(path, "bomb.xlsx")
    assert time.process_time() - began < 2
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * MB


def test_a_sheet_of_300_columns_is_read_by_columns(tmp_path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([f"Column {n}" for n in range(300)])
    for row in range(340):
        sheet.append([f"T{row}" if n % 2 else row * n for n in range(300)])
    book.save(tmp_path / "wide.xlsx")
    (source,) = open_file(tmp_path / "wide.xlsx", "wide.xlsx")
    connection = connect()
    names = source.stage(connection, 1, "staged")
    assert isinstance(source, BigSheet)
    assert "_whole" not in vars(source)
    assert len(names) == 300
    assert connection.execute(
        'SELECT count(*), sum("Column 298"::INTEGER), max("Column 299") FROM staged'
    ).fetchone() == (340, sum(row * 298 for row in range(340)), "T99")


def test_work_beyond_the_memory_goes_to_disk_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "MOST_MEMORY_MB", 60)
    warehouse = tmp_path / "warehouse"
    with connect() as connection, spill_folder(warehouse) as spill:
        limit_memory(connection, spill)
        connection.execute(
            "CREATE TABLE wide AS SELECT i, hash(i)::VARCHAR || hash(-i)::VARCHAR AS text "
            "FROM range(3_000_000) AS numbers(i)"
        )
        assert any(spill.iterdir())
        assert connection.execute("SELECT count(DISTINCT text) FROM wide").fetchone() == (
            3_000_000,
        )
    assert not list(warehouse.iterdir())
