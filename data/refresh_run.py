"""One refresh at a time, and how it is getting on, for whoever watches from another process.

The lock is the operating system's own: it ends with the process that holds it, however that ends.
What the refresh says of itself stands in a file beside the generations.
"""

import errno
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Literal

try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None
    import msvcrt

Outcome = Literal["published", "nothing", "failed", "stopped"]

_LOCK, _STATE = "refresh.lock", "refresh.json"
_HELD_BY_ANOTHER = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
# A page that looks whether a refresh runs holds the lock for a moment.
_ATTEMPTS, _BETWEEN_SECONDS = 20, 0.1


class RefreshRunning(Exception):
    """A refresh of the same home is running already; the message says since when."""


@dataclass(frozen=True)
class RunState:
    """The last refresh started by ``app.py refresh``: running, or how it ended.

    ``line`` is what it is doing; ``message`` why it came to nothing. Times are ISO, UTC.
    """

    process: int
    started_at: str
    line: str = ""
    outcome: Outcome | None = None
    message: str = ""

    @property
    def is_running(self) -> bool:
        return self.outcome is None


class RefreshRun:
    """The refresh that holds the lock, and tells how it gets on."""

    def __init__(self, warehouse: Path) -> None:
        self._file = warehouse / _STATE
        self._state = RunState(os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
        self.tell("starting")

    def tell(self, line: str) -> None:
        """What is being done now: '3 of 24 · ssd_cp_plans.csv'."""
        self._write(line=line)

    def end(self, outcome: Outcome, message: str = "") -> None:
        """How it ended; unsaid, it counts as stopped."""
        self._write(outcome=outcome, message=message)

    def _write(self, **changed: str) -> None:
        self._state = RunState(**(vars(self._state) | changed))
        written = self._file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):  # nobody's figures depend on it
            written.write_text(json.dumps(vars(self._state)), encoding="utf-8")
            written.replace(self._file)


@contextmanager
def only_refresh(warehouse: Path) -> Iterator[RefreshRun]:
    """Be the one refresh of a warehouse. Raises RefreshRunning; OSError where nothing can be locked
    there."""
    warehouse.mkdir(parents=True, exist_ok=True)
    with (warehouse / _LOCK).open("a") as lock:
        for attempt in range(_ATTEMPTS):
            if _take(lock):
                break
            time.sleep(_BETWEEN_SECONDS if attempt < _ATTEMPTS - 1 else 0)
        else:
            raise RefreshRunning(_running_words(_read(warehouse)))
        yield RefreshRun(warehouse)


def run_state(warehouse: Path) -> RunState | None:
    """The refresh that is running or was the last; None where none was ever started."""
    state = _read(warehouse)
    if state is None or not state.is_running or _is_locked(warehouse):
        return state
    # It may have ended between the two looks; else its process is gone, and it said no more.
    state = _read(warehouse) or state
    return RunState(**(vars(state) | {"outcome": "stopped"})) if state.is_running else state


def _read(warehouse: Path) -> RunState | None:
    try:
        return RunState(**json.loads((warehouse / _STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # none, or damaged
        return None


def _is_locked(warehouse: Path) -> bool:
    try:
        with (warehouse / _LOCK).open("a") as lock:
            return not _take(lock)
    except OSError:
        return False


def _take(lock: IO[str]) -> bool:
    """Whether the lock was free, and is now held until ``lock`` is closed or its process ends."""
    try:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError as fault:
        if fault.errno in _HELD_BY_ANOTHER:
            return False
        raise
    return True


def _running_words(state: RunState | None) -> str:
    since = f" since {state.started_at[11:16]} UTC" if state else ""
    return f"A refresh is running already{since}. Wait until it has ended."
