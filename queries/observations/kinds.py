"""Kinds of export that fill the same case tables, and which rows of them stand together.

A council may send its own records and Annex A, or yearly returns of the years before its records
begin. Each kind has keys of its own, so a case told by two would count twice. Figures are
therefore counted from one kind at a time (``Telling``), and chosen period by period
(queries/observations/precedence.py).
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from data.contracts import case_tables
from data.database import Connection, literal, quote
from queries.observations.calendar import extract_reaches

_FILE = Path(__file__).with_suffix(".toml")
# A kind may stand in for what another does not tell only where it reaches nearly as far.
_AS_FAR = timedelta(days=31)
_SET_ASIDE = "all of "


@dataclass(frozen=True)
class Kind:
    """``name`` as settings have it; ``title`` for people; ``prefix`` begins each of its keys."""

    name: str
    title: str
    prefix: str


@dataclass(frozen=True)
class Telling:
    """One kind's figures: whose rows each group of tables has for them.

    ``groups`` lacks what nobody tells. ``reaches`` is the last day that the kind holds.
    """

    kind: str
    groups: Mapping[str, str]
    reaches: date | None


@dataclass(frozen=True)
class Remark:
    """Indicators that a kind cannot tell, or not whole, by slug or theme; why in a sentence."""

    kind: str
    why: str
    slugs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def covers(self, kind: str, theme: str, slug: str) -> bool:
        named = slug in self.slugs or (theme in self.themes and slug not in self.but)
        return kind == self.kind and named


@cache
def _given() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name, in the usual order of precedence."""
    return {name: Kind(name, **each) for name, each in _given()["kinds"].items()}


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Each group → its tables."""
    return {name: tuple(tables) for name, tables in _given()["groups"].items()}


@cache
def remarks(which: Literal["silent", "partial"]) -> tuple[Remark, ...]:
    """What kinds cannot tell, or not whole, as kinds.toml has it."""
    lists = ("slugs", "themes", "but")
    return tuple(
        Remark(**{name: tuple(said) if name in lists else said for name, said in each.items()})
        for each in _given()[which]
    )


def groups_read(tables: Iterable[str]) -> list[str]:
    """The groups that a query of ``tables`` reads, the one that it counts first."""
    read = set(tables)
    return [name for name, its in groups().items() if read & set(its)]


@cache
def own_tables() -> tuple[str, ...]:
    """Tables that say how a kind was told, each kind's for its own figures alone."""
    return tuple(_given()["own"])


def in_order(precedence: Sequence[str]) -> list[str]:
    """Every kind: those that ``precedence`` names, then the others in their usual order."""
    return list(dict.fromkeys((*precedence, *kinds())))


def tellings(connection: Connection, precedence: Sequence[str]) -> list[Telling]:
    """One for each kind that fills a table, by precedence; none where all tables are empty."""
    filled = {
        group: {kind for table in tables for kind in _kinds_in(connection, table)}
        for group, tables in groups().items()
    }
    told = set().union(*filled.values())
    present = [kind for kind in in_order(precedence) if kind in told]
    reaches = {kind: _reach(connection, kind) for kind in present} if len(present) > 1 else {}
    return [_telling(kind, present, filled, reaches) for kind in present]


def _telling(
    kind: str,
    present: Sequence[str],
    filled: Mapping[str, set[str]],
    reaches: Mapping[str, date | None],
) -> Telling:
    own = reaches.get(kind)
    able = [kind, *(each for each in present if _reaches_as_far(reaches.get(each), own))]
    found = {
        group: next((each for each in able if each in told), None) for group, told in filled.items()
    }
    return Telling(kind, {group: each for group, each in found.items() if each}, own)


def _reaches_as_far(other: date | None, own: date | None) -> bool:
    return other is not None and own is not None and other >= own - _AS_FAR


def _reach(connection: Connection, kind: str) -> date | None:
    with only(connection, Telling(kind, dict.fromkeys(groups(), kind), None)):
        return extract_reaches(connection)


def _kinds_in(connection: Connection, table: str) -> list[str]:
    tests = ", ".join(f"bool_or({_is_told_by(table, kind)})" for kind in kinds())
    found = connection.execute(f"SELECT {tests} FROM {quote(table)}").fetchone()
    return [kind for kind, is_in in zip(kinds(), found, strict=True) if is_in]


def _is_told_by(table: str, kind: str) -> str:
    """SQL for whether a row of ``table`` is told by ``kind``."""
    key = quote(case_tables()[table].key[0])
    if prefix := kinds()[kind].prefix:
        return f"starts_with({key}, {literal(prefix)})"
    others = [each.prefix for each in kinds().values() if each.prefix]
    return " AND ".join(f"NOT starts_with({key}, {literal(each)})" for each in others)


@contextmanager
def only(connection: Connection, telling: Telling) -> Iterator[None]:
    """Within, each table shows the rows of the kind that the telling gives its group, or none.

    A table of ``own_tables`` shows those of the telling's own kind.
    """
    shown = {
        table: _rows_of(table, telling.groups.get(group))
        for group, tables in groups().items()
        for table in tables
    }
    shown |= {table: _rows_of(table, telling.kind) for table in own_tables()}
    for table, rows in shown.items():
        aside = quote(_SET_ASIDE + table)
        connection.execute(f"ALTER TABLE {quote(table)} RENAME TO {aside}")
        connection.execute(f"CREATE VIEW {quote(table)} AS FROM {aside} WHERE {rows}")
    try:
        yield
    finally:
        for table in shown:
            connection.execute(f"DROP VIEW {quote(table)}")
            connection.execute(f"ALTER TABLE {quote(_SET_ASIDE + table)} RENAME TO {quote(table)}")


def _rows_of(table: str, kind: str | None) -> str:
    return _is_told_by(table, kind) if kind else "false"
