"""The one door to DuckDB: no other module imports it."""

from pathlib import Path

import duckdb

Connection = duckdb.DuckDBPyConnection
DatabaseError = duckdb.Error

_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def connect(memory_limit: str | None = None) -> Connection:
    """A new in-memory database; extensions are never fetched.

    One connection is for one thread: another thread takes ``connection.cursor()``.
    """
    config = dict(_CONFIG)
    if memory_limit:
        config["memory_limit"] = memory_limit
    return duckdb.connect(":memory:", config=config)


def quote(identifier: str) -> str:
    """A column or table name, quoted for SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str | Path) -> str:
    """A string literal for SQL."""
    return "'" + str(text).replace("'", "''") + "'"
