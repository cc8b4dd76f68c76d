"""Annex A's lists as data: their columns, and the case tables that they fill (lists.toml)."""

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from data.contracts import Column
from data.readers.found_column import FoundColumn
from data.readers.headings import normalised

_FILE = Path(__file__).with_name("lists.toml")
_NOT_COMPARED = re.compile(r"[\W_]+")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Latest(_Strict):
    """Of a list with one row a child: the case table's columns of the start and the child."""

    start: str
    person: str


class Fill(_Strict):
    """How a list's rows become rows of one case table; lists.toml tells what each part is."""

    table: str
    key: str
    kind: str
    row: tuple[str, ...]
    day: str
    values: dict[str, str]
    at_first: dict[str, str] = {}
    where: str = "TRUE"
    order: str = "_row"
    follows: str | None = Field(None, description="The column for the key of the list's first fill")
    latest: Latest | None = None
    adds_before: str | None = Field(
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
    within: str | None = None
    fields: dict[str, Column] = Field(alias="columns")
    patterns: dict[str, str] = {}
    fills: tuple[Fill, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of the typed rows by which two of them are the same."""
        return ("child_id", "row_key")


@cache
def annex_lists() -> dict[str, AnnexList]:
    """Each list that is read, by its name, such as annex_a_list_3."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    lists = {}
    for number, given in content["lists"].items():
        name = f"annex_a_list_{number}"
        columns = content["columns"] | given.pop("columns")
        patterns = content["patterns"] | given.pop("patterns", {})
        lists[name] = AnnexList.model_validate(
            {"name": name, "number": number, "columns": columns, "patterns": patterns, **given}
        )
    return lists


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
