"""A refresh publishes a whole generation or changes nothing, and accounts for every row."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

import queries.refresh
from data.database import connect
from data.exports import mark_sample
from data.generations import current_id
from data.home import Home
from data.settings import SettingsError
from data.tables import OBSERVATION, create_table
from queries.refresh import UnknownCouncil, refresh, refuse_impossible
from queries.store import NoGeneration, current_store

APP = Path(__file__).parents[1] / "app.py"
NEIGHBOURS = "statistical_neighbours_2025.csv"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one small file: Wayshire's ten neighbours."""
    made = Home(tmp_path / "council")
    made.exports.mkdir(parents=True)
    headings = "old_la_code,la_name,region_ind,region_name," + ",".join(
        f"SN_{n},SN_{n}P" for n in range(1, 11)
    )
    pairs = ",".join(f"{600 + n},Close" for n in range(1, 11))
    (made.exports / NEIGHBOURS).write_text(f"{headings}\n600,Wayshire,7,South West,{pairs}\n")
    return made


def command(home: Home, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(APP), *arguments],
        env={"WAYMARK_HOME": str(home.root), "PATH": "/usr/bin:/bin"} | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def wayshire(home: Home) -> None:
    """Settings naming a real council, since this home has no file that adds the sample's."""
    home.settings_file.write_text('[council]\ncode = "908"\n', encoding="utf-8")


def test_a_refresh_is_served_at_once_and_by_a_running_reader(home: Home) -> None:
    wayshire(home)
    with pytest.raises(NoGeneration):
        current_store(home)
    first = refresh(home)
    assert current_store(home).generation == first.generation.id
    second = refresh(home)
    assert current_store(home).generation == second.generation.id != first.generation.id


def test_read_equals_loaded_plus_rejected(home: Home) -> None:
    wayshire(home)
    for row in refresh(home).manifest["files"]:
        assert row["rows_read"] == row["rows_loaded"] + row["rows_rejected"]
        assert len(row["sha256"]) == 64


def test_bad_files_get_one_line_each_and_the_rest_loads(home: Home) -> None:
    wayshire(home)
    exports = home.exports
    Workbook().save(exports / "empty.xlsx")
    (exports / "renamed.xlsx").write_text("This is a letter, not a workbook.\n")
    (exports / "cut.parquet").write_bytes(b"PAR1" + b"\x00" * 40)
    shutil.copy(exports / NEIGHBOURS, exports / "the_same_again_2025.csv")
    text = (exports / NEIGHBOURS).read_text().replace("la_name", "la_name ")
    (exports / "unicode_text_2025.csv").write_text(text, encoding="utf-16")
    outcome = refresh(home)
    assert outcome.generation is not None
    said = {row["file"]: row for row in outcome.manifest["files"]}
    assert said[NEIGHBOURS]["rows_loaded"] == 1
    for name in ("empty.xlsx", "renamed.xlsx", "cut.parquet"):
        assert said[name]["rows_loaded"] == 0
        assert len(said[name]["rejects"]) == 1, said[name]
        assert "\n" not in said[name]["rejects"][0]["message"]
    assert said["the_same_again_2025.csv"]["warnings"][0]["rule"] == "same_file"
    assert said["unicode_text_2025.csv"]["warnings"], "a UTF-16 file says that it was one"
    assert set(said) == {path.name for path in exports.iterdir()}


def test_nothing_loaded_changes_nothing(home: Home) -> None:
    wayshire(home)
    served = refresh(home).generation.id
    (home.exports / NEIGHBOURS).write_text("nothing,known\n1,2\n")
    outcome = refresh(home)
    assert outcome.generation is None
    assert current_id(home.warehouse) == served


def test_a_refresh_killed_half_way_leaves_the_last_good_one(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    wayshire(home)
    served = refresh(home).generation.id

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(queries.refresh, "publish", killed)
    with pytest.raises(KeyboardInterrupt):
        refresh(home)
    assert current_id(home.warehouse) == served
    assert {each.name for each in home.warehouse.iterdir()} == {"current", served}


def test_an_unknown_council_is_refused_by_name(home: Home) -> None:
    home.settings_file.write_text('[council]\ncode = "E99"\n', encoding="utf-8")
    with pytest.raises(UnknownCouncil, match="E99"):
        refresh(home)


def test_a_fault_in_settings_stops_the_refresh(home: Home) -> None:
    home.settings_file.write_text("[council]\ncolour = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"council\.colour"):
        refresh(home)


def test_the_commands_answer_as_other_programs_expect(home: Home) -> None:
    wayshire(home)
    done = command(home, "refresh", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert set(said) == {"generation", "files"}
    assert set(said["files"][0]) == {
        "file", "sheet", "table", "rows_read", "rows_loaded", "rows_rejected", "rows_withdrawn",
        "warnings", "rejects",
    }  # fmt: skip
    assert said["generation"] == current_id(home.warehouse)


def test_a_check_changes_nothing(home: Home) -> None:
    wayshire(home)
    done = command(home, "check", str(home.exports / NEIGHBOURS), "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["generation"] is None
    assert said["files"][0]["table"] == "neighbour"
    assert not home.warehouse.exists()


@pytest.mark.parametrize(
    "arguments", [["refresh", "--fast"], ["check"], ["check", "absent.csv"], ["sample"], ["serv"]]
)
def test_a_bad_call_is_2(home: Home, arguments: list[str]) -> None:
    done = command(home, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_1(home: Home) -> None:
    (home.exports / NEIGHBOURS).unlink()
    done = command(home, "refresh")
    assert done.returncode == 1
    assert "There are no files in" in done.stderr


def test_another_address_is_refused_without_a_login(home: Home) -> None:
    done = command(home, HOST="0.0.0.0")
    assert done.returncode == 2
    assert "login" in done.stderr


def test_the_sample_is_left_out_for_any_other_council(home: Home) -> None:
    mark_sample(home.exports, [home.exports / NEIGHBOURS])
    shutil.copy(home.exports / NEIGHBOURS, home.exports / "neighbours_of_mine_2025.csv")
    (home.exports / "neighbours_of_mine_2025.csv").write_text(
        (home.exports / NEIGHBOURS).read_text().replace("600,Wayshire", "908,Cornwall")
    )
    wayshire(home)
    outcome = refresh(home)
    said = {row["file"]: row for row in outcome.manifest["files"]}
    assert NEIGHBOURS not in said
    assert said["neighbours_of_mine_2025.csv"]["rows_loaded"] == 1
    assert said["the sample council's files"]["warnings"][0]["rule"] == "sample_left_out"


def test_a_folder_without_a_council_says_where_to_write_its_code(home: Home) -> None:
    with pytest.raises(UnknownCouncil, match=r"There is no settings\.toml.*\[council\] code"):
        refresh(home)


def test_a_taken_port_is_said_in_one_line(home: Home) -> None:
    wayshire(home)
    refresh(home)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = command(home, PORT=str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "is taken" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_sample_never_overwrites_real_exports(home: Home) -> None:
    done = command(home, "sample", str(home.exports))
    assert done.returncode == 2
    assert "not the sample's" in done.stderr
    assert [path.name for path in home.exports.iterdir()] == [NEIGHBOURS]


def test_a_figure_that_cannot_be_is_not_shown() -> None:
    connection = connect()
    create_table(connection, "observation", OBSERVATION)
    figures = [
        ("published", "count", float("inf")),
        ("published", "count", -7.0),
        ("published", "count", 12.0),
        ("reported", "pounds", 1e40),
        ("reported", "pounds", -86000.0),
    ]
    connection.executemany(
        "INSERT INTO observation (source, unit, value, status) VALUES (?, ?, ?, 'ok')", figures
    )
    refuse_impossible(connection)
    left = connection.execute("SELECT value, status FROM observation ORDER BY rowid").fetchall()
    assert left == [
        (None, "not_available"),
        (None, "not_available"),
        (12.0, "ok"),
        (None, "not_available"),
        (-86000.0, "ok"),
    ]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "²", "８０８６", "web"])
def test_what_is_no_port_is_said_to_be_none(home: Home, port: str) -> None:
    done = command(home, PORT=port)
    assert done.returncode == 2
    assert "is not a port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_who_has_had_enough_breaks_nothing(tmp_path: Path) -> None:
    exports = tmp_path / "home" / "exports"
    exports.mkdir(parents=True)
    for number in range(400):
        (exports / f"{number}.csv").write_text(f"who,what\n{number},{number}\n")
    files = " ".join(str(path) for path in sorted(exports.iterdir()))
    ended = subprocess.run(
        ["bash", "-c", f"{sys.executable} {APP} check --json {files} | head -1"],
        capture_output=True,
        text=True,
        env=os.environ | {"WAYMARK_HOME": str(tmp_path / "home")},
    )
    assert ended.stdout == "{\n"
    assert ended.stderr == ""


def test_a_folder_that_cannot_be_used_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    ended = subprocess.run(
        [sys.executable, str(APP), "refresh"],
        capture_output=True,
        text=True,
        env=os.environ | {"WAYMARK_HOME": str(tmp_path / "home")},
    )
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "Waymark cannot use" in ended.stderr
