"""The generation being served, open in memory: once a worker, renewed when the pointer moves."""

import logging
import threading
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from data.areas import Area
from data.code_mapping import council_of_notes
from data.database import Connection, DatabaseError, connect, parquet_source, quote
from data.generations import Generation, current_id, past_generations
from data.home import Home, current_home
from data.rebases import Rebase, rebase_notes, standing_rebases
from data.settings import Settings, load_settings
from data.tables import TABLES
from queries.remembered import Remembered

# Read for every page, so kept in memory; the rest is read from its file when asked for.
_IN_MEMORY = ("observation", "target", "neighbour", "area", "population", "typed_comparator")


class NoGeneration(Exception):
    """Nothing has been refreshed yet; the message says what to do."""


@dataclass(frozen=True)
class Store:
    """One generation, its settings, and the council it is about.

    ``noted``: when the file of editors' notes was last written, and its size; None without one.
    """

    home: Home
    settings: Settings
    files: Generation
    connection: Connection
    noted: tuple[int, int] | None = None

    @property
    def generation(self) -> str:
        """The generation's id."""
        return self.files.id

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the refresh read, loaded and rejected (data.generations)."""
        return self.files.manifest

    @cached_property
    def council(self) -> Area:
        """The own council, as the refresh found it from settings."""
        said = self.manifest["council"]
        return Area(
            id=said["id"],
            name=said["name"],
            kind="council",
            ons_code=said["ons_code"],
            region=said["region"],
        )

    @property
    def notes_council(self) -> str:
        """The council under which editors' notes are kept."""
        named = self.manifest.get("notes_council")
        return named or council_of_notes(self.council.ons_code or self.council.id)

    @cached_property
    def rebases(self) -> dict[str, tuple[Rebase, ...]]:
        """By slug, from which months control limits start anew. Raises NotesError."""
        return standing_rebases(rebase_notes(self.home.notes_file, self.notes_council))

    @cached_property
    def remembered(self) -> Remembered:
        """Answers given already; they hold while generation, settings and notes stay the same."""
        return Remembered()

    @cached_property
    def written(self) -> Remembered:
        """Pages as they were sent, fewer of them: each is a fifth of a megabyte."""
        return Remembered(most=64)

    @cached_property
    def latest_month(self) -> str | None:
        """The last month that any figure of the council stands at, as 2026-10; None without."""
        row = (
            self.cursor()
            .execute(
                "SELECT max(period_end) FROM observation WHERE area = ? AND value IS NOT NULL",
                [self.council.id],
            )
            .fetchone()
        )
        return f"{row[0]:%Y-%m}" if row and row[0] else None

    def cursor(self) -> Connection:
        """A cursor of one's own: a connection shared by threads returns others' rows."""
        return self.connection.cursor()


_lock = threading.Lock()
_open: dict[Path, Store] = {}
_unreadable: set[Path] = set()
_log = logging.getLogger("waymark.store")


def current_store(home: Home | None = None) -> Store:
    """The store of the generation being served.

    A generation that cannot be read is passed over: the one already open goes on being served,
    else the newest that can be read. Raises NoGeneration where there is none.
    """
    home = home or current_home()
    served, noted = current_id(home.warehouse), _noted(home)
    store = _open.get(home.root)
    if store and _is_served(store, served, noted):
        return store
    with _lock:
        store = _open.get(home.root)
        if store is None or not _is_served(store, served, noted):
            # Kept answers may follow from notes: a store of other notes starts without any.
            store = replace(_opened(home, served, store), noted=noted)
            _open[home.root] = store
    return store


def _is_served(store: Store, served: str | None, noted: tuple[int, int] | None) -> bool:
    """Whether ``store`` is the one to answer with, as long as what is newer cannot be read."""
    if served is None or store.noted != noted:
        return False
    return store.generation == served or store.home.warehouse / served in _unreadable


def _noted(home: Home) -> tuple[int, int] | None:
    """By what a change of the editors' notes shows."""
    try:
        found = home.notes_file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _opened(home: Home, served: str | None, before: Store | None) -> Store:
    past = past_generations(home.warehouse)
    wanted = sorted(past, key=lambda each: each.id != served)  # the one served, then the newest
    for files in wanted:
        if before and files.id == before.generation:
            return before
        if files.folder in _unreadable:
            continue
        try:
            return open_store(home, files)
        except (DatabaseError, OSError, ValueError, KeyError) as fault:
            _unreadable.add(files.folder)
            _log.error("generation %s cannot be read: %s", files.id, type(fault).__name__)
    if past:
        raise NoGeneration("The figures cannot be read: run 'python app.py refresh' to make anew.")
    raise NoGeneration(
        f"There are no figures yet. Put exports into {home.exports.name}/ and run "
        "'python app.py refresh', or run 'make run' for a sample council."
    )


def open_store(home: Home, files: Generation) -> Store:
    """Any generation, the one being served or an earlier one.

    Raises DatabaseError, OSError, ValueError or KeyError where it is damaged.
    """
    connection = connect()
    for name, path in files.tables().items():
        kind = "TABLE" if name in _IN_MEMORY else "VIEW"
        connection.execute(f"CREATE {kind} {quote(name)} AS SELECT * FROM {parquet_source(path)}")
    _add_later_columns(connection, files)
    store = Store(home, load_settings(home.settings_file), files, connection)
    connection.execute("SELECT count(*) FROM observation")
    _ = store.council  # reads the manifest now, so that a damaged one is found now
    return store


def _add_later_columns(connection: Connection, files: Generation) -> None:
    """The columns that a table in memory has gained since the generation was made, blank."""
    for name in TABLES.keys() & files.tables().keys() & set(_IN_MEMORY):
        for column, kind in TABLES[name].items():
            connection.execute(
                f"ALTER TABLE {quote(name)} ADD COLUMN IF NOT EXISTS {quote(column)} {kind}"
            )
