"""Which tables of the exports a case query reads, by itself or by way of the shared tables."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from data.contracts import case_tables
from queries.observations.calendar import SHARED

_COMMENT = re.compile(r"--[^\n]*")
_CREATED = re.compile(r"CREATE OR REPLACE TEMP TABLE (\w+) AS\b")
_NAMED = re.compile(r"\b(?:FROM|JOIN)\s+\(?\s*(\w+)")


def tables_read(sql: str) -> frozenset[str]:
    """The tables of the exports behind one query: ``assessment`` is made of ssd_cin_assessments and
    ssd_cin_episodes, so a query of it reads both."""
    return _followed(_names(sql), _shared_names())


def _followed(names: frozenset[str], shared: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    coming = list(names)
    while coming:
        name = coming.pop()
        if name not in found:
            found.add(name)
            coming += shared.get(name, ())
    return frozenset(name for name in found if name in case_tables())


def _names(sql: str) -> frozenset[str]:
    return frozenset(_NAMED.findall(_COMMENT.sub("", sql)))


@cache
def _shared_names() -> dict[str, frozenset[str]]:
    """Each shared table → what its own query names."""
    return {name: each for file in SHARED for name, each in _created(file).items()}


def _created(file: Path) -> dict[str, frozenset[str]]:
    _, *parts = _CREATED.split(file.read_text(encoding="utf-8"))
    return {name: _names(sql) for name, sql in zip(parts[::2], parts[1::2], strict=True)}
