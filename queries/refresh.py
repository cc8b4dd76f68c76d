"""A refresh: exports in, a new generation out, or nothing changed at all."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from data.areas import Area, Areas
from data.code_mapping import code_mapping, council_of_notes
from data.context import LoadContext
from data.counted_text import counted
from data.database import Connection, limit_memory, quote
from data.exports import SAMPLE_MARKER, export_files, path_within, sample_files
from data.generations import (
    Generation,
    building,
    forget_old,
    new_id,
    publish,
    spill_folder,
    write_table,
)
from data.home import Home
from data.ingest import LoadedFile, Progress, load_files, new_context
from data.reports import TableReport
from data.settings import SAMPLE_COUNCIL, Settings, load_settings
from data.tables import OBSERVATION, create_table
from queries.catalogue import Indicator, catalogue, vocabulary
from queries.comparator_check import comparator_warnings
from queries.observations.cases import case_observations
from queries.observations.published import published_observations
from queries.observations.reported import reported_observations


@dataclass(frozen=True)
class Outcome:
    """``generation`` is None where nothing could be loaded, and then nothing was changed."""

    generation: Generation | None
    manifest: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The object that ``refresh --json`` prints."""
        return {
            "generation": self.generation.id if self.generation else None,
            "files": file_reports(self.manifest),
        }


class UnknownCouncil(Exception):
    """settings.toml names a council that neither the reference table nor a file knows."""


def refresh(home: Home, progress: Progress = lambda line: None) -> Outcome:
    """Build a generation from all of ``home.exports`` and serve it.

    Where nothing can be loaded the last good generation goes on being served.
    Raises SettingsError, CatalogueError, NotesError, UnknownCouncil.
    """
    context = _new_context(home)
    with spill_folder(home.warehouse) as spill, closing(context.connection):
        limit_memory(context.connection, spill)
        return _refreshed(home, context, progress)


def _new_context(home: Home) -> LoadContext:
    """Settings, indicators and the council's own mapping of codes, over an empty warehouse."""
    settings = load_settings(home.settings_file)
    mapping = code_mapping(home.notes_file, council_of_notes(settings.council.code))
    return new_context(settings, vocabulary(catalogue()), mapping)


def _refreshed(home: Home, context: LoadContext, progress: Progress) -> Outcome:
    paths, sample_left_out = _paths(home, context.settings)
    files = load_files(paths, home.exports, context, _numbered(progress, len(paths)))
    files += sample_left_out
    if not any(report.rows_loaded for each in files for report in each.reports):
        return Outcome(None, _manifest(None, None, files))
    council = _own_council(home, context.settings, context.areas)
    with building(home.warehouse) as folder:
        progress("computing the figures")
        written = partial(_move_table, context.connection, folder=folder)
        build_observations(context, catalogue(), council, written)
        _compare_typed(context, catalogue(), council, files)
        progress("writing the tables")
        for table in _filled_tables(context):
            written(table)
        name = new_id(home.warehouse)
        manifest = _manifest(name, council, files)
        manifest["notes_council"] = context.code_mapping.council
        generation = publish(home.warehouse, folder, name, manifest)
    forget_old(home.warehouse, context.settings.warehouse.keep_generations)
    return Outcome(generation, manifest)


def _move_table(connection: Connection, table: str, folder: Path) -> None:
    """A table that is done with, to its file: what it took in memory is free again."""
    write_table(connection, table, folder)
    connection.execute(f"DROP TABLE {quote(table)}")


def check(paths: list[Path], home: Home) -> dict[str, Any]:
    """What each file is, what would load and what would be rejected; nothing is changed.

    Raises SettingsError, CatalogueError, NotesError.
    """
    context = _new_context(home)
    files = load_files(paths, home.exports, context)
    return {"generation": None, "files": file_reports(_manifest(None, None, files))}


def build_observations(
    context: LoadContext,
    indicators: dict[str, Indicator],
    council: Area,
    counted: Callable[[str], None] = lambda table: None,
) -> None:
    """The table ``observation`` from cases, reported and published figures.

    ``counted`` is told each table of cases that is done with.
    """
    create_table(context.connection, "observation", OBSERVATION)
    settings = context.settings
    case_observations(
        context.connection,
        indicators,
        council.id,
        standards=settings.standards,
        counted=counted,
        precedence=settings.sources.precedence,
    )
    reported_observations(context.connection, council.id)
    published_observations(context.connection, indicators)
    refuse_impossible(context.connection)


# More than any council could count or spend, in any unit.
_MOST = 1e13
_IMPOSSIBLE = "The file gives a figure that cannot be; it is not shown."


def refuse_impossible(connection: Connection) -> None:
    """No figure that is infinite, absurdly large, or a published count below nothing."""
    connection.execute(
        """
        UPDATE observation SET value = NULL, status = 'not_available', note = ?
        WHERE NOT isfinite(value) OR abs(value) > ?
           OR (source = 'published' AND value < 0
               AND unit IN ('count', 'per_10000', 'days', 'fte'))
        """,
        [_IMPOSSIBLE, _MOST],
    )


def _compare_typed(
    context: LoadContext, indicators: dict[str, Indicator], council: Area, files: list[LoadedFile]
) -> None:
    """Add to each workbook's report the comparators typed in it that published figures deny."""
    found = comparator_warnings(context.connection, indicators, council.id)
    for each in files:
        for report in each.reports:
            report.warnings += found.get((report.file, report.sheet), [])


def file_reports(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """The manifest's files as ``--json`` names them: a row each table, without the hash."""
    return [
        {key: value for key, value in row.items() if key != "sha256"} for row in manifest["files"]
    ]


def _paths(home: Home, settings: Settings) -> tuple[list[Path], list[LoadedFile]]:
    """The files to load. The sample's are left out, and said to be, for any other council."""
    paths = export_files(home.exports)
    made = sample_files(home.exports)
    if not made or settings.council.code == SAMPLE_COUNCIL:
        return paths, []
    kept = [path for path in paths if path_within(path, home.exports) not in made]
    report = TableReport("the sample council's files")
    report.warn(
        "sample_left_out",
        f"Made by 'sample' and left out, since settings.toml names another council "
        f"({settings.council.code}): {counted(len(paths) - len(kept), 'file')}. Delete what "
        "'sample' made from the exports folder.",
    )
    return kept, [LoadedFile(home.exports / SAMPLE_MARKER, report.file, "", [report])]


def _own_council(home: Home, settings: Settings, areas: Areas) -> Area:
    code = settings.council.code
    found = areas.get(areas.find(code) or "")
    if found is not None and found.kind == "council":
        return found
    written = home.settings_file.exists()
    said = (
        f"settings.toml names council {code}, which is not among England's councils and is in "
        "none of the files."
        if written
        else f"There is no settings.toml, and these are not the sample council's ({code}) exports."
    )
    raise UnknownCouncil(
        f"{said} Write your council's code into {home.settings_file.name} in "
        f'{home.root}: [council] code = "E06000052" (its ONS code, or DfE number 908).'
    )


def _filled_tables(context: LoadContext) -> list[str]:
    named = context.connection.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_schema = 'main' AND table_type = 'BASE TABLE' ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in named]


def _manifest(
    generation: str | None, council: Area | None, files: list[LoadedFile]
) -> dict[str, Any]:
    return {
        "generation": generation,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "council": council
        and {
            "id": council.id,
            "ons_code": council.ons_code,
            "name": council.name,
            "region": council.region,
        },
        "files": [
            report.as_json() | {"sha256": each.sha256} for each in files for report in each.reports
        ],
    }


def _numbered(progress: Progress, total: int) -> Progress:
    """Progress with each file's place: ``3 of 24 · ssd_cp_plans.csv``."""
    count = iter(range(1, total + 1))

    def told(line: str) -> None:
        progress(f"{next(count)} of {total} · {line}")

    return told
