"""POST /data-quality/refresh starts a refresh; /data-quality/refresh.json says how it gets on.

It runs in a process of its own, the same as the command does: what it takes in memory is gone with
it, and pages go on being served from the generation before.
"""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from flask import Blueprint, Response, jsonify

from data.home import Home, current_home
from data.refresh_run import run_state
from pages.access import NotAllowed, refuse_unless_editor
from pages.form_answers import back, refusal

routes = Blueprint("refresh_now", __name__)
APP = Path(__file__).resolve().parents[1] / "app.py"
_START_SECONDS, _BETWEEN_SECONDS = 30, 0.05
_BEGUN = (0, 1)  # published, or nothing to load: the command's own exit codes
_LONGEST_SAID = 400


@routes.post("/data-quality/refresh")
def start_refresh() -> Response:
    """Start a refresh unless one runs, and go back to the page once it has begun.

    403 without the role, 500 where it ended before it had begun.
    """
    try:
        refuse_unless_editor()
    except NotAllowed as fault:
        return refusal(403, str(fault))
    home = current_home()
    running = run_state(home.warehouse)
    said = "" if running and running.is_running else _started(home)
    if said:
        return refusal(500, said)
    return back("refresh")


@routes.get("/data-quality/refresh.json")
def refresh_state() -> Response:
    """``{"running", "line"}``: for the page that waits."""
    state = run_state(current_home().warehouse)
    running = state is not None and state.is_running
    return jsonify(running=running, line=state.line if state and running else "")


def _started(home: Home) -> str:
    """Start it and wait until it has said so itself; or what it said in place of starting."""
    process = subprocess.Popen(
        [sys.executable, str(APP), "refresh"],
        env=os.environ | {"WAYMARK_HOME": str(home.root)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,  # stopping the server does not stop it
    )
    said: list[bytes] = []
    # Waited for to its end, so that nothing of it is left behind.
    ended = threading.Thread(target=lambda: said.append(process.communicate()[1]), daemon=True)
    ended.start()
    end = time.monotonic() + _START_SECONDS
    while ended.is_alive() and time.monotonic() < end:
        state = run_state(home.warehouse)
        if state and (state.process == process.pid or state.is_running):
            return ""
        ended.join(_BETWEEN_SECONDS)
    return _why_not(process.returncode, b"".join(said))


def _why_not(code: int | None, said: bytes) -> str:
    """'' where it is on its way or has been; never a traceback's text, which may quote a row."""
    if code is None or code in _BEGUN:
        return ""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    plain = len(lines) == 1 and len(lines[0]) <= _LONGEST_SAID
    return lines[0] if plain else "The refresh could not start. Run 'python app.py refresh' to see."
