"""Statistical neighbours: ten councils for each council, in either of the layouts in use.

Both have ``SN1 … SN10`` (or ``SN_1``) with each one's closeness in the column after it.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from data.context import LoadContext, Recognition
from data.published.figures import FOLDER
from data.published.places import known_council
from data.reports import TableReport
from data.sources.table import SourceTable

TABLE = "neighbour"
COUNT = 10
_LEAST_SHARE = 0.8
"""Of a file's rows, how many must be a model's: councils made since are in no model's table."""

_NUMBER_COLUMNS = ("oldlacode", "lanumber", "lanum")
_NAME_COLUMNS = ("laname",)
_REGION_COLUMNS = ("goreg", "regionname")
_HEADING = re.compile(r"[\s_]")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class Columns:
    """Where things stand in a row: positions from 0; ``neighbours`` are of SN1 to SN10."""

    number: int
    name: int | None
    region: int | None
    neighbours: tuple[int, ...]


@dataclass(frozen=True)
class Neighbours:
    """One council's ten neighbours in order, each (DfE number, closeness)."""

    row: int
    area: str
    pairs: tuple[tuple[str, str | None], ...]


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """By a row with a council's number and ten neighbours, after any rows of column letters."""
    for header_row, row in enumerate(source.preview[:20], start=1):
        if columns := _columns(row):
            more = any(_HEADING.sub("", cell or "").lower() == f"sn{COUNT + 1}" for cell in row)
            return Recognition(TABLE, 1.0, header_row, {"columns": columns, "more": more})
    return None


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Each council's row gives ten rows of ``neighbour``, under the model's year.

    The year is the file name's, else that of the model whose content this is; where neither tells
    it every row is rejected, asking for it. A model given by several files is kept once; where
    they differ, the later file's row replaces the earlier one's with a warning.
    """
    report = TableReport(source.file, source.sheet, TABLE)
    if recognition.detail["more"]:
        report.warn("more_neighbours", f"Only the first {COUNT} neighbours of each row are used.")
    found = _read(source, recognition, context, report)
    model = model_year(source.file, found)
    if model is None:
        report.rows_rejected += len(found)
        report.reject(
            "unknown_model",
            "The year of this neighbour model is not known. Put it in the file's name, such as "
            "neighbours_2025.csv.",
            recognition.header_row,
        )
        return report
    report.rows_loaded = len(found)
    if (content := _model_of_content(found)) and content != model:
        report.warn(
            "model_year_differs",
            f"The file's name says {model} but these are the neighbours of the {content} model. "
            f"They were loaded as {model}; rename the file if that is wrong.",
        )
    _write(found, model, source.file, context, report)
    return report


def model_year(file: str, found: list[Neighbours]) -> str | None:
    """The year in the file's own name, else of the model that the content is; None if unknown."""
    named = _YEAR.findall(PurePath(file).name)
    return named[-1] if named else _model_of_content(found)


def fingerprint(area: str, neighbours: Iterable[str]) -> str:
    """Eight hexadecimal figures that stand for a council and its neighbours, in any order."""
    written = " ".join([area, *sorted(neighbours)])
    return hashlib.sha256(written.encode()).hexdigest()[:8]


@cache
def _fingerprints() -> dict[str, frozenset[str]]:
    """Of each model, what its councils' rows come to; neighbour_models.toml is the table."""
    written = tomllib.loads((FOLDER / "neighbour_models.toml").read_text(encoding="utf-8"))
    return {model: frozenset(text.split()) for model, text in written["models"].items()}


def _model_of_content(found: list[Neighbours]) -> str | None:
    """The model that most of the rows are of, where nearly all of them are of one."""
    prints = {fingerprint(each.area, (number for number, _ in each.pairs)) for each in found}
    shared = {model: len(prints & known) for model, known in _fingerprints().items()}
    model = max(shared, key=shared.__getitem__)
    return model if prints and shared[model] >= _LEAST_SHARE * len(prints) else None


def _columns(row: list[str | None]) -> Columns | None:
    named = [_HEADING.sub("", cell or "").lower() for cell in row]
    number = _position(named, _NUMBER_COLUMNS)
    neighbours = [named.index(f"sn{n}") for n in range(1, COUNT + 1) if f"sn{n}" in named]
    if number is None or len(neighbours) < COUNT:
        return None
    return Columns(
        number,
        _position(named, _NAME_COLUMNS),
        _position(named, _REGION_COLUMNS),
        tuple(neighbours),
    )


def _position(named: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((named.index(name) for name in wanted if name in named), None)


def _read(
    source: SourceTable, recognition: Recognition, context: LoadContext, report: TableReport
) -> list[Neighbours]:
    columns: Columns = recognition.detail["columns"]
    found = []
    seen: dict[str, tuple[tuple[str, str | None], ...]] = {}
    rows = source.read_rows()[recognition.header_row :]
    for row_number, row in enumerate(rows, start=recognition.header_row + 1):
        if not any((cell or "").strip() for cell in row):
            continue
        report.rows_read += 1
        each = _neighbours(row_number, row, columns, context, report)
        if each and each.pairs == seen.get(each.area):
            report.reject(
                "duplicate_row", "This council's row stands above already, just so.", row_number
            )
            each = None
        if each is None:
            report.rows_rejected += 1
            continue
        seen[each.area] = each.pairs
        found.append(each)
    return found


def _neighbours(
    row_number: int,
    row: list[str | None],
    columns: Columns,
    context: LoadContext,
    report: TableReport,
) -> Neighbours | None:
    """One row's council and neighbours; None, with the reject listed, where it has none."""
    number = _cell(row, columns.number)
    if number is None:
        heading = next((cell.strip() for cell in row if (cell or "").strip()), "")
        report.reject("heading", f"'{heading}' heads a block; it is no council's row.", row_number)
        return None
    name, region = _cell(row, columns.name), _cell(row, columns.region)
    area = known_council(context.areas, number, None, name, region)
    if area is None:
        report.reject("unknown_area", f"'{number}' is no council's DfE number.", row_number)
        return None
    written = [(_plain(_cell(row, n)), _cell(row, n + 1)) for n in columns.neighbours]
    pairs = _usable(written, area)
    if len(pairs) < context.settings.neighbours.fewest:
        report.reject(
            "no_neighbours",
            f"This model does not give ten neighbours for {name or number}, so no neighbour band "
            "is drawn for it.",
            row_number,
        )
        return None
    if len(pairs) < COUNT:
        report.warn(
            "neighbours_left_out",
            f"{name or number}: {COUNT - len(pairs)} of its {COUNT} neighbours are left out, being "
            "no council's number, the council itself, or named twice.",
            f"row {row_number}",
        )
    return Neighbours(row_number, area, pairs)


def _usable(written: list[tuple[str, str | None]], area: str) -> tuple[tuple[str, str | None], ...]:
    """Each neighbour once, in order, without the council itself and what is no number."""
    kept: dict[str, str | None] = {}
    for number, closeness in written:
        if number.isdigit() and number != area and number not in kept:
            kept[number] = closeness.capitalize() if closeness else None
    return tuple(kept.items())


def _cell(row: list[str | None], position: int | None) -> str | None:
    if position is None or position >= len(row):
        return None
    return (row[position] or "").strip() or None


def _plain(number: str | None) -> str:
    return (number or "").removesuffix(".0")


def _write(
    found: list[Neighbours], model: str, file: str, context: LoadContext, report: TableReport
) -> None:
    connection = context.connection
    known = {
        area: tuple(numbers)
        for area, numbers in connection.execute(
            "SELECT area, list(neighbour ORDER BY position) FROM neighbour WHERE model = ? "
            "GROUP BY area",
            [model],
        ).fetchall()
    }
    new: dict[str, Neighbours] = {}
    for each in found:
        before = new[each.area] if each.area in new else known.get(each.area)
        numbers = tuple(number for number, _ in each.pairs)
        if isinstance(before, Neighbours):
            before = tuple(number for number, _ in before.pairs)
        if before == numbers:
            continue
        if before:
            _warn_of_difference(each, before, numbers, model, context, report)
        new[each.area] = each
    for area in new.keys() & known.keys():
        connection.execute("DELETE FROM neighbour WHERE area = ? AND model = ?", [area, model])
    rows = [
        (each.area, model, position, number, closeness, file)
        for each in new.values()
        for position, (number, closeness) in enumerate(each.pairs, start=1)
    ]
    if rows:
        connection.execute(
            "INSERT INTO neighbour SELECT unnest($1), unnest($2), unnest($3::INTEGER[]), "
            "unnest($4), unnest($5::VARCHAR[]), unnest($6)",
            [list(column) for column in zip(*rows, strict=True)],
        )


def _warn_of_difference(
    each: Neighbours,
    before: tuple[str, ...],
    numbers: tuple[str, ...],
    model: str,
    context: LoadContext,
    report: TableReport,
) -> None:
    council = context.areas.get(each.area)
    gone = ", ".join(number for number in before if number not in numbers) or "none"
    come = ", ".join(number for number in numbers if number not in before) or "none"
    report.warn(
        "neighbours_differ",
        f"{council.name if council else each.area}: an earlier file of the {model} model gives "
        f"other neighbours (only there: {gone}; only here: {come}, or in another order). "
        "This file's were used.",
        f"row {each.row}",
    )
