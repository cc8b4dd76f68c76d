"""One refresh at a time, however it ends; started from the page, it says how it gets on."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient

import pages.access
from data.generations import current_id
from data.home import Home
from data.refresh_run import RefreshRunning, RunState, only_refresh, run_state
from pages.application import create_app
from queries.refresh import refresh
from tests.code_homes import home_with_codes
from tests.test_pages_words import text_of
from tests.test_refresh import command

ROOT = Path(__file__).resolve().parents[1]
ADDRESS, STATE = "/data-quality/refresh", "/data-quality/refresh.json"
FROM_HERE = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
# Holds the lock until it is killed, having said that it does.
_HOLDER = """
import sys, time
from pathlib import Path
from data.refresh_run import only_refresh
with only_refresh(Path(sys.argv[1])) as run:
    run.tell("3 of 24 · plans.csv")
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    made = home_with_codes(tmp_path / "council")
    monkeypatch.setenv("WAYMARK_HOME", str(made.root))
    return made


def words(**query: str) -> str:
    return " ".join(text_of(dash.page_registry["pages.data_quality"]["layout"](**query)).split())


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.1)


def ended(home: Home) -> RunState:
    """How the refresh that was started came out, once it has."""
    wait_until(lambda: not (run_state(home.warehouse) or RunState(0, "")).is_running)
    state = run_state(home.warehouse)
    assert state is not None
    return state


def test_before_any_refresh_there_is_no_state(tmp_path: Path) -> None:
    assert run_state(tmp_path / "warehouse") is None
    assert not (tmp_path / "warehouse").exists()


def test_a_second_refresh_is_refused_while_one_runs(tmp_path: Path) -> None:
    with only_refresh(tmp_path) as run:
        run.tell("computing the figures")
        state = run_state(tmp_path)
        assert state is not None
        assert (state.is_running, state.line) == (True, "computing the figures")
        since = r"running already since \d\d:\d\d UTC"
        with pytest.raises(RefreshRunning, match=since), only_refresh(tmp_path):
            pass
        run.end("published")
    with only_refresh(tmp_path) as again:
        again.end("nothing", "There are no files in the folder exports.")
    state = run_state(tmp_path)
    assert state is not None
    assert (state.outcome, state.message[:19]) == ("nothing", "There are no files ")


def test_a_killed_refresh_leaves_no_lock_and_is_said_to_have_stopped(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    with holder.stdout as said:
        assert said.readline() == "held\n"
    state = run_state(tmp_path)
    assert state is not None
    assert (state.is_running, state.line) == (True, "3 of 24 · plans.csv")
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    state = run_state(tmp_path)
    assert state is not None
    assert state.outcome == "stopped"
    with only_refresh(tmp_path) as run:
        run.end("published")


def test_of_many_at_once_one_runs(tmp_path: Path) -> None:
    inside, most, begun = [0], [0], []
    counting = threading.Lock()

    def attempt() -> None:
        try:
            with only_refresh(tmp_path) as run:
                with counting:
                    inside[0] += 1
                    most[0] = max(most[0], inside[0])
                    begun.append(1)
                run_state(tmp_path)
                with counting:
                    inside[0] -= 1
                run.end("published")
        except RefreshRunning:
            pass

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert most == [1]
    assert begun


def test_a_damaged_state_is_none(tmp_path: Path) -> None:
    for text in ("", "{", "[]", '{"other": 1}', "null"):
        (tmp_path / "refresh.json").write_text(text)
        assert run_state(tmp_path) is None


def test_the_command_says_how_it_ended(home: Home) -> None:
    assert command(home, "refresh").returncode == 0
    state = run_state(home.warehouse)
    assert state is not None
    assert (state.outcome, state.message) == ("published", "")
    home.settings_file.write_text("[council]\ncolour = 1\n")
    assert command(home, "refresh").returncode == 2
    failed = run_state(home.warehouse)
    assert failed is not None
    assert failed.outcome == "failed"
    assert "council.colour is not a setting" in failed.message


def test_the_command_waits_for_nobody(home: Home) -> None:
    with only_refresh(home.warehouse):
        done = command(home, "refresh")
    assert done.returncode == 2
    assert "running already" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert current_id(home.warehouse) is None


def test_the_page_starts_a_refresh_before_there_are_figures(
    client: FlaskClient, home: Home
) -> None:
    assert "Refresh now" in words()
    answer = client.post(ADDRESS, headers=FROM_HERE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/data-quality#refresh")
    state = run_state(home.warehouse)
    assert state is not None  # it had begun before the answer came
    assert ended(home).outcome == "published"
    assert client.get(STATE).json == {"running": False, "line": ""}
    assert "2 files: 174 rows read" in words()
    assert client.get("/healthz").json["generation"] == current_id(home.warehouse)


def test_while_one_runs_the_page_says_so_and_starts_no_other(
    client: FlaskClient, home: Home
) -> None:
    refresh(home)
    served = current_id(home.warehouse)
    with only_refresh(home.warehouse) as run:
        run.tell("1 of 2 · ssd_person.csv")
        assert client.post(ADDRESS, headers=FROM_HERE).status_code == 303
        assert client.get(STATE).json == {"running": True, "line": "1 of 2 · ssd_person.csv"}
        said = words()
        assert "Refreshing since" in said
        assert "1 of 2 · ssd_person.csv" in said
        assert "Refresh now" not in said
        run.end("published")
    assert current_id(home.warehouse) == served
    assert "Refresh now" in words()


def test_a_refresh_that_fails_says_why_and_the_figures_stay(
    client: FlaskClient, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(home)
    served = current_id(home.warehouse)
    words()  # the settings of the generation served are read once
    for path in home.exports.iterdir():
        path.unlink()
    assert client.post(ADDRESS, headers=FROM_HERE).status_code == 303
    assert ended(home).outcome == "nothing"
    said = words()
    assert "The last refresh found nothing to load" in said
    assert "There are no files in the folder exports." in said
    assert "The figures shown are those of the refresh before." in said
    assert current_id(home.warehouse) == served
    assert str(home.root) not in said


def test_an_earlier_failure_is_forgotten_once_there_are_newer_figures(
    client: FlaskClient, home: Home
) -> None:
    with only_refresh(home.warehouse) as run:
        run.end("failed", "The disk is full.")
    assert "The disk is full." in words()
    state = home.warehouse / "refresh.json"
    earlier = json.loads(state.read_text()) | {"started_at": "2020-01-01T00:00:00+00:00"}
    state.write_text(json.dumps(earlier))
    refresh(home)
    assert "The disk is full." not in words()


def test_what_cannot_even_start_says_why(client: FlaskClient, home: Home) -> None:
    home.warehouse.write_text("a file where the folder should be")
    answer = client.post(ADDRESS, headers=FROM_HERE)
    assert answer.status_code == 500
    assert "Waymark cannot use" in answer.text


def test_nobody_else_starts_one(
    client: FlaskClient, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.post(ADDRESS).status_code == 403
    assert client.post(ADDRESS, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.get(ADDRESS).status_code == 404
    monkeypatch.setattr(pages.access, "_HERE", frozenset(("viewer", "presenter", "analyst")))
    assert client.post(ADDRESS, headers=FROM_HERE).status_code == 403
    assert "Refresh now" not in words()
    assert not home.warehouse.exists()
