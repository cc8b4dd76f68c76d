"""The generation being served, open in memory: once a worker, renewed when the pointer moves."""

import logging
import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from data.areas import Area
from data.database import Connection, DatabaseError, connect, parquet_source, quote
from data.generations import Generation, current_id, past_generations
from data.home import Home, current_home
from data.settings import Settings, load_settings
from queries.remembered import Remembered

# Read for every page, so kept in memory; the rest is read from its file when asked for.
_IN_MEMORY = ("observation", "target", "neighbour", "area", "population", "typed_comparator")


class NoGeneration(Exception):
    """Nothing has been refreshed yet; the message says what to do."""


@dataclass(frozen=True)
class Store:
    """One generation, its settings, and the council it is about."""

    home: Home
    settings: Settings
    files: Generation
    connection: Connection

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

    @cached_property
    def remembered(self) -> Remembered:
        """Answers given already; they hold as long as this generation and its settings do."""
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
    served = current_id(home.warehouse)
    store = _open.get(home.root)
    if store and served and _is_served(store, home, served):
        return store
    with _lock:
        store = _open.get(home.root)
        if store is None or not (served and _is_served(store, home, served)):
            store = _opened(home, served, store)
            _open[home.root] = store
    return store


def _is_served(store: Store, home: Home, served: str) -> bool:
    """Whether ``store`` is the one to answer with, as long as what is newer cannot be read."""
    return store.generation == served or home.warehouse / served in _unreadable


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
    store = Store(home, load_settings(home.settings_file), files, connection)
    connection.execute("SELECT count(*) FROM observation")
    _ = store.council  # reads the manifest now, so that a damaged one is found now
    return store
