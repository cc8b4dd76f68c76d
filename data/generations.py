"""Generations of the warehouse: each a folder of immutable tables, one served at a time.

``warehouse/current`` holds the id of the generation being served and is replaced atomically, so
a reader never sees half a generation and a killed refresh leaves the last good one serving.
"""

import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.database import Connection, literal, quote

POINTER = "current"
MANIFEST = "manifest.json"
_BUILDING = ".building-"
_ABANDONED_SECONDS = 24 * 60 * 60
_ID = re.compile(r"^\d{8}T\d{6}(-\d+)?$")


@dataclass(frozen=True)
class Generation:
    """One generation on disk. ``manifest`` says what was read and what came of it."""

    id: str
    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        return json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))

    def tables(self) -> dict[str, Path]:
        """The Parquet file of each table, by name."""
        return {path.stem: path for path in sorted(self.folder.glob("*.parquet"))}


def current_id(warehouse: Path) -> str | None:
    """The id in the pointer file; None before the first refresh.

    Where the pointer is damaged or its generation gone, the newest whole generation is meant.
    """
    try:
        named = (warehouse / POINTER).read_bytes().decode("ascii", errors="replace").strip()
    except FileNotFoundError:
        named = ""
    if _ID.match(named) and (warehouse / named / MANIFEST).exists():
        return named
    return next((each.id for each in past_generations(warehouse)), None)


def current_generation(warehouse: Path) -> Generation | None:
    """The generation being served; None before the first refresh."""
    named = current_id(warehouse)
    return Generation(named, warehouse / named) if named else None


def past_generations(warehouse: Path) -> list[Generation]:
    """Every whole generation, the newest first."""
    if not warehouse.exists():
        return []
    folders = [each for each in warehouse.iterdir() if _ID.match(each.name)]
    whole = [each for each in folders if (each / MANIFEST).exists()]
    return [Generation(each.name, each) for each in sorted(whole, key=_age, reverse=True)]


@contextmanager
def building(warehouse: Path) -> Iterator[Path]:
    """A folder in which to write a generation; removed where it is not published."""
    warehouse.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(warehouse)
    folder = warehouse / f"{_BUILDING}{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def spill_folder(warehouse: Path) -> Iterator[Path]:
    """A folder beside the generations for what does not fit into memory; removed in the end.

    It is the warehouse's, not the machine's temporary folder: children's records may lie in it.
    """
    folder = warehouse / f"{_BUILDING}{os.getpid()}-spill"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(warehouse: Path, folder: Path, generation: str, manifest: dict[str, Any]) -> Generation:
    """Make a built folder the generation being served: one rename, then one pointer swap."""
    (folder / MANIFEST).write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    final = warehouse / generation
    folder.rename(final)
    point_to(warehouse, generation)
    return Generation(generation, final)


def point_to(warehouse: Path, generation: str) -> None:
    """Serve ``generation`` from now on: the pointer file is replaced atomically."""
    written = warehouse / f"{POINTER}.{os.getpid()}"
    with written.open("w", encoding="utf-8") as pointer:
        pointer.write(generation)
        pointer.flush()
        os.fsync(pointer.fileno())
    written.replace(warehouse / POINTER)


def new_id(warehouse: Path) -> str:
    """A new generation's id: the time of its refresh, UTC, numbered where two share a second."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    name, number = stamp, 1
    while (warehouse / name).exists():
        number += 1
        name = f"{stamp}-{number}"
    return name


def forget_old(warehouse: Path, keep: int) -> None:
    """Remove the oldest generations beyond ``keep``; never the one being served."""
    served = current_id(warehouse)
    past = [each for each in past_generations(warehouse) if each.id != served]
    for each in past[keep:]:
        shutil.rmtree(each.folder, ignore_errors=True)


def write_table(connection: Connection, table: str, folder: Path) -> None:
    """One table of the build to its Parquet file."""
    target = literal(folder / f"{table}.parquet")
    connection.execute(
        f"COPY (SELECT * FROM {quote(table)}) TO {target} (FORMAT parquet, COMPRESSION zstd)"
    )


def _clear_abandoned(warehouse: Path) -> None:
    """What refreshes killed more than a day ago left behind; a running one is left alone."""
    for folder in warehouse.glob(f"{_BUILDING}*"):
        if time.time() - folder.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _age(folder: Path) -> tuple[str, int]:
    stamp, _, number = folder.name.partition("-")
    return stamp, int(number or 1)
