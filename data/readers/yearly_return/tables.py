"""A yearly return's tables as data: their columns, and how each is known."""

import re
import tomllib
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from data.contracts import Column, code_sets
from data.readers.found_column import FoundColumn
from data.readers.headings import normalised

_NOT_COMPARED = re.compile(r"[\W_]+")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LeftOut(_Strict):
    """Rows that no figure can use: ``where`` is SQL over the typed columns."""

    where: str
    message: str


class ReturnTable(_Strict):
    """One table of a return. What ``data.readers.case_rows`` asks of a contract it answers too.

    ``known_by``: the columns that tell it from the others. ``same``: what makes a row the same row
    in a later year's set (``key`` in the TOML file). ``year``: the column of a row's own year.
    ``dated``: the columns whose dates tell which year the set is of. ``whole_years``: whether years
    must follow one another, since each tells its own events alone. ``file_names``: what its files
    are called. ``unused``: columns that are never kept.
    """

    name: str
    title: str
    known_by: tuple[str, ...] = Field(min_length=1)
    same: tuple[str, ...] = Field(min_length=1, alias="key")
    year: str | None = None
    fields: dict[str, Column] = Field(alias="columns")
    dated: tuple[str, ...] = ()
    whole_years: bool = False
    file_names: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    left_out: dict[str, LeftOut] = {}

    @model_validator(mode="after")
    def _names_exist(self) -> "ReturnTable":
        named = {*self.same, *self.known_by, *self.dated}
        named |= {n for c in self.fields.values() for n in (c.dated_by, c.not_before) if n}
        if missing := sorted(named - set(self.fields)):
            raise ValueError(f"not among the columns: {', '.join(missing)}")
        sets = {column.codes for column in self.fields.values() if column.codes}
        if unknown := sorted(sets - set(code_sets())):
            raise ValueError(f"no such code set: {', '.join(unknown)}")
        return self

    @property
    def key(self) -> tuple[str, ...]:
        """What no two rows of one file have in common."""
        return (*self.same, self.year) if self.year else self.same

    @property
    def needed(self) -> set[str]:
        """The columns without which a table is not this one."""
        return {*self.known_by, *(n for n, c in self.fields.items() if c.needs == "value")}

    @cached_property
    def known_headings(self) -> dict[str, str]:
        """Every heading of the table, as it is compared → its column; of unused ones → ''."""
        headings = {compared(each): "" for each in self.unused}
        for name, column in self.fields.items():
            headings |= {compared(each): name for each in (name, *column.synonyms)}
        return headings


class YearlyReturn(_Strict):
    """``name`` begins the names of its tables, ``prefix`` every key; ``title`` is for people.

    ``person``: the column of the child's ID in every table. ``leading``: the table whose dates
    tell the year of the whole set. ``header``: the table, if any, that states the set's year before
    any other; it is of no child. ``year``: the column, if any, that tells a row's year.
    """

    name: str
    title: str
    prefix: str
    person: str
    leading: str
    header: str | None = None
    year: str | None = None
    tables: dict[str, ReturnTable]

    def table_named(self, name: str) -> ReturnTable:
        """The table that reports call ``name``, such as ssda903_episodes."""
        return self.tables[name.removeprefix(f"{self.name}_")]


def read_return(path: Path) -> YearlyReturn:
    """A return's TOML file; ``[columns]`` stand in every table that does not say otherwise, but a
    header, and ``unused`` in every one."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    common, unused = content.pop("columns", {}), content.pop("unused", [])
    for name, table in content["tables"].items():
        table["columns"] = ({} if name == content.get("header") else common) | table["columns"]
        table["unused"] = [*table.get("unused", []), *unused]
        table["name"] = f"{content['name']}_{name}"
        if content.get("year") in table["columns"]:
            table["year"] = content["year"]
    return YearlyReturn.model_validate(content)


def found_columns(table: ReturnTable, headings: list[str | None]) -> list[FoundColumn]:
    """The table's columns that stand among headings, the first of each, in the table's order."""
    found: dict[str, FoundColumn] = {}
    for position, heading in enumerate(headings, 1):
        name = table.known_headings.get(compared(heading or ""))
        if name and name not in found:
            found[name] = FoundColumn(name, table.fields[name], heading or "", position)
    return [found[name] for name in table.fields if name in found]


def compared(heading: str) -> str:
    """A heading without case, spaces and signs: PlaceProvider is PLACE_PROVIDER."""
    return _NOT_COMPARED.sub("", normalised(heading))
