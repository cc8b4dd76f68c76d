"""Paths that look like patterns or settings to DuckDB: each file is read as itself alone."""

from pathlib import Path

import pytest

from data.database import connect, literal
from data.generations import Generation, current_generation
from data.home import Home
from data.sources import csv_file, open_file
from queries.refresh import refresh
from queries.store import open_store
from tests.case_files import PLAN
from tests.source_files import text_file

NAMES = ("export[1]", "export1", "*", "**", "?", "[!a]", "[a-z]", "]", "a=1", "{a,b}", "q'x", "~a")
FOLDER = "cppl_cp_plan_ola=Y [1]*"


@pytest.mark.parametrize("name", NAMES)
def test_a_parquet_file_is_read_as_itself_beside_all_the_others(tmp_path, name):
    folder = tmp_path / FOLDER
    folder.mkdir()
    for each in NAMES:
        target = literal(folder / f"{each}.parquet")
        connect().execute(f"COPY (SELECT {literal(each)} AS held) TO {target} (FORMAT parquet)")
    (source,) = open_file(folder / f"{name}.parquet", name)
    assert source.read_rows() == [["held"], [name]]
    connection = connect()
    assert source.stage(connection, 1, "staged") == ["held"]
    assert connection.execute("SELECT * FROM staged").fetchall() == [(2, name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_big_csv_file_is_read_as_itself_beside_all_the_others(tmp_path, monkeypatch, name):
    monkeypatch.setattr(csv_file, "BIG_BYTES", 1)
    folder = tmp_path / FOLDER
    folder.mkdir()
    for each in NAMES:
        text_file(folder, f"held,n\n{each},1\n".replace("{a,b}", '"{a,b}"'), f"{each}.csv")
    (source,) = open_file(folder / f"{name}.csv", name)
    connection = connect()
    assert source.stage(connection, 1, "staged") == ["held", "n"]
    assert connection.execute("SELECT * FROM staged").fetchall() == [(2, name, "1")]


def test_instants_keep_the_day_of_a_date(tmp_path):
    path = tmp_path / "a.parquet"
    instants = {
        "2025-07-01 00:00:00+00": "2025-07-01",  # a date, by UTC
        "2025-06-30 23:00:00+00": "2025-07-01",  # a date, by the clock of an English summer
        "2025-01-31 00:00:00+00": "2025-01-31",
        "2025-07-01 08:30:00+00": "2025-07-01 09:30:00",
        "2025-01-01 08:30:00+00": "2025-01-01 08:30:00",
    }
    rows = ", ".join(f"({n}, TIMESTAMPTZ '{each}')" for n, each in enumerate(instants))
    connect().execute(
        f"COPY (SELECT n, held FROM (VALUES {rows}) t(n, held) ORDER BY n) "
        f"TO '{path}' (FORMAT parquet)"
    )
    (source,) = open_file(path, "a.parquet")
    assert [row[1] for row in source.read_rows()[1:]] == list(instants.values())


def test_a_home_whose_path_is_a_pattern_serves_its_own_figures(tmp_path: Path) -> None:
    found = {}
    for name, plans in (("home [1]*?slug=x", 3), ("home 1", 2)):
        home = Home(tmp_path / name)
        home.exports.mkdir(parents=True)
        home.settings_file.write_text('[council]\ncode = "E06000052"\n')
        rows = "".join(f"P{n},C{n},31/03/2025,,NEG\n" for n in range(plans))
        (home.exports / "plans.csv").write_text(",".join(PLAN) + "\n" + rows)
        refresh(home)
        served = current_generation(home.warehouse)
        assert isinstance(served, Generation)
        store = open_store(home, served)
        (found[name],) = store.cursor().execute("SELECT count(*) FROM ssd_cp_plans").fetchone()
        columns = store.cursor().execute("DESCRIBE ssd_cp_plans").fetchall()
        assert "slug" not in {column[0] for column in columns}
    assert found == {"home [1]*?slug=x": 3, "home 1": 2}
