"""The one door to DuckDB: no other module imports it."""

import os
from pathlib import Path

import duckdb

Connection = duckdb.DuckDBPyConnection
DatabaseError = duckdb.Error

_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
AS_IT_STANDS = "hive_partitioning=false, union_by_name=false, filename=false"
"""Reading options: no column is made from folders called ``a=b``, or from the file's name."""
MOST_MEMORY_MB = 5_000
"""What a refresh holds in memory at most, in megabytes; the rest waits on disk."""
_PATTERN = {"*": "[*]", "?": "[?]", "[": "[[]"}


def connect(memory_limit: str | None = None) -> Connection:
    """A new in-memory database; extensions are never fetched.

    One connection is for one thread: another thread takes ``connection.cursor()``.
    """
    config = dict(_CONFIG)
    if memory_limit:
        config["memory_limit"] = memory_limit
    return duckdb.connect(":memory:", config=config)


def limit_memory(connection: Connection, spill: Path) -> None:
    """Let a big piece of work take half the machine's memory, MOST_MEMORY_MB at most.

    What is more goes to disk, into the folder ``spill``.
    """
    most = min(_machine_memory_mb() // 2, MOST_MEMORY_MB)
    connection.execute(f"SET memory_limit = '{most}MB'")
    connection.execute(f"SET temp_directory = {literal(spill)}")


def _machine_memory_mb() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000
    except (AttributeError, ValueError, OSError):  # no such thing on Windows
        return 2 * MOST_MEMORY_MB


def quote(identifier: str) -> str:
    """A column or table name, quoted for SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str | Path) -> str:
    """A string literal for SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def parquet_source(path: Path) -> str:
    """SQL that reads this one Parquet file as it stands, whatever its path looks like."""
    return f"read_parquet({path_literal(path)}, {AS_IT_STANDS})"


def path_literal(path: Path) -> str:
    """A string literal for one file's path: DuckDB would take ``*``, ``?`` and ``[`` for patterns.

    Raises UnicodeEncodeError where the path is not UTF-8, which DuckDB cannot open.
    """
    written = str(path.absolute())
    written.encode("utf-8")
    return literal("".join(_PATTERN.get(character, character) for character in written))
