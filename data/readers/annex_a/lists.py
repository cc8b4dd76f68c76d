"""Annex A's lists as data (definitions/): their columns, and the case tables that they fill."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from data.contracts import Column
from data.readers.found_column import FoundColumn
from data.readers.headings import normalised

_FOLDER = Path(__file__).with_name("definitions")
_EVERY_LIST = _FOLDER / "every_list.toml"
_WORD = re.compile(r"\w+")
_NOT_COMPARED = re.compile(r"[\W_]+")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Latest(_Strict):
    """Of a list with one row a child: the case table's columns of the start and the child, and
    SQL over the list's columns for what a child's row says of earlier ones."""

    start: str
    person: str
    since: str | None = None
    replaces: str = "TRUE"
    lapses: str | None = None


class Fill(_Strict):
    """How a list's rows become rows of one case table; every_list.toml tells what each part is."""

    table: str
    key: str
    kind: str
    row: tuple[str, ...]
    day: str
    values: dict[str, str]
    at_first: dict[str, str] = {}
    where: str = "TRUE"
    order: str = "_row"
    keeps: bool = False
    follows: str | None = Field(None, description="The column for the key of the list's first fill")
    latest: Latest | None = None
    adds_before: int | None = Field(
        None, description="The list that tells all new rows from where its extracts begin."
    )


class AnnexList(_Strict):
    """One list. What ``data.readers.case_rows`` asks of a contract it answers too.

    ``event``: the columns that with the child make a row of the list.
    """

    name: str
    number: int
    title: str
    known_by: tuple[str, ...]
    event: tuple[str, ...]
    months: int = 6
    within: str | None = None
    fields: dict[str, Column] = Field(alias="columns")
    patterns: dict[str, str] = {}
    derived: dict[str, str] = {}
    fills: tuple[Fill, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of the typed rows by which two of them are the same."""
        return ("child_id", "row_key")

    def untold(self, found: Iterable[FoundColumn]) -> set[str]:
        """The columns that a file lacks, and what is derived from them."""
        absent = set(self.fields) - {each.name for each in found}
        return absent | {name for name, sql in self.derived.items() if absent & words(sql)}


def words(sql: str) -> set[str]:
    """The names in an expression, its columns among them."""
    return set(_WORD.findall(sql))


@cache
def annex_lists() -> dict[str, AnnexList]:
    """Each list that is read, by its name, such as annex_a_list_3."""
    every = _read(_EVERY_LIST)
    lists = {}
    for path in sorted(_FOLDER.glob("list_*.toml")):
        given = _read(path)
        name = f"annex_a_{path.stem}"
        number = path.stem.removeprefix("list_")
        columns = every["columns"] | given.pop("columns")
        patterns = every["patterns"] | given.pop("patterns", {})
        lists[name] = AnnexList.model_validate(
            {"name": name, "number": number, "columns": columns, "patterns": patterns, **given}
        )
    return dict(sorted(lists.items(), key=lambda each: each[1].number))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def found_columns(each: AnnexList, headings: list[str | None]) -> list[FoundColumn]:
    """The list's columns that stand among headings: by their names, else by their patterns."""
    found: dict[str, FoundColumn] = {}
    used: set[int] = set()
    known = _known(each.name)
    for position, heading in enumerate(headings, 1):
        name = known.get(_plain(heading or ""))
        if name and name not in found:
            found[name] = FoundColumn(name, each.fields[name], heading or "", position)
            used.add(position)
    for name, pattern in each.patterns.items():
        for position, heading in enumerate(headings, 1):
            if name in found or position in used or not heading:
                continue
            if re.search(pattern, normalised(heading).replace("_", " ")):
                found[name] = FoundColumn(name, each.fields[name], heading, position)
                used.add(position)
    return [found[name] for name in each.fields if name in found]


@cache
def _known(name: str) -> dict[str, str]:
    """Every heading of a list, as it is compared → the list's column."""
    return {
        _plain(heading): column
        for column, field in annex_lists()[name].fields.items()
        for heading in (column, *field.synonyms)
    }


def _plain(heading: str) -> str:
    """A heading without case, spaces and signs: ChildUniqueID is Child Unique ID."""
    return _NOT_COMPARED.sub("", normalised(heading))
