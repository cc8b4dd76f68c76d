"""notes.sqlite: what editors write. Exports cannot bring it back, so no refresh ever touches it.

Each call opens the file, does one thing and closes it, so that workers and threads share nothing
but the file, and SQLite's own lock keeps them apart. The first write makes the file.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

NotesConnection = sqlite3.Connection

_WAIT_SECONDS = 30
# A file of version n has had the first n steps. A step that has been released is never changed.
_STEPS = (
    """
    CREATE TABLE code_mapping (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        council TEXT NOT NULL,
        code_set TEXT NOT NULL,
        compared TEXT NOT NULL,
        text TEXT NOT NULL,
        meaning TEXT NOT NULL CHECK (meaning IN ('code', 'blank', 'withdrawn')),
        code TEXT CHECK ((code IS NOT NULL) = (meaning = 'code')),
        editor TEXT NOT NULL,
        written_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE rebase (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        council TEXT NOT NULL,
        slug TEXT NOT NULL,
        first_month TEXT NOT NULL,
        reason TEXT NOT NULL,
        author TEXT NOT NULL,
        withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
        written_at TEXT NOT NULL
    )
    """,
)


class NotesError(Exception):
    """The notes cannot be read or written; the message says why and what to do."""


@contextmanager
def reading(file: Path) -> Iterator[NotesConnection | None]:
    """The notes, to read; None where none have been written yet. Raises NotesError."""
    if not file.exists():
        yield None
        return
    # Opened to write as well, since what a killed writer left half done has to be taken back.
    with _plainly(file), closing(_opened(file, "rw")) as notes:
        yield notes if _version(notes, file) else None


@contextmanager
def writing(file: Path) -> Iterator[NotesConnection]:
    """The notes, to write: all of it or nothing, and one writer at a time. Raises NotesError."""
    with _plainly(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(_opened(file, "rwc")) as notes:
            notes.execute("BEGIN IMMEDIATE")
            try:
                _bring_up_to_date(notes, file)
                yield notes
            except BaseException:
                notes.execute("ROLLBACK")
                raise
            notes.execute("COMMIT")


def _opened(file: Path, mode: str) -> NotesConnection:
    address = f"{file.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)


def _version(notes: NotesConnection, file: Path) -> int:
    """How many steps the file has had; 0 where its first write never ended."""
    (version,) = notes.execute("PRAGMA user_version").fetchone()
    if version > len(_STEPS):
        raise NotesError(f"{file.name} was written by a newer Waymark: update this one.")
    return version


def _bring_up_to_date(notes: NotesConnection, file: Path) -> None:
    for number in range(_version(notes, file), len(_STEPS)):
        notes.execute(_STEPS[number])
        notes.execute(f"PRAGMA user_version = {number + 1}")


@contextmanager
def _plainly(file: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as fault:
        raise NotesError(
            f"{file.name} cannot be used ({fault}). It holds what editors have saved: see that it "
            "may be written, or bring it back from a backup."
        ) from None
