"""Codes that the standard does not have: what is still to map, and what editors have mapped."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from data.code_mapping import MappingNote, Spelling, mapping_notes, standing
from data.contracts import case_tables, code_sets
from data.contracts.codes import Code, compared
from data.private_text import may_show_code
from queries.store import Store

BLANK = "nothing-recorded"
"""Stands in a form for what no code does: that nothing is recorded."""
# 'White English' is as close to 'White Irish' as 0.75, and a child's home to a care home as 0.83.
_CLOSE = 0.85
_TOKEN_LENGTH = 20


@dataclass(frozen=True)
class Unmapped:
    """A spelling of one code set, in ``rows`` of all files together.

    ``may_show``: whether it may be shown to whoever may not open cases. ``likely``: the code
    whose label is spelt nearly so, if one is; never taken without being chosen.
    """

    code_set: str
    text: str
    rows: int
    tables: tuple[str, ...]
    files: tuple[str, ...]
    columns: tuple[str, ...]
    may_show: bool
    likely: Code | None

    @property
    def spelling(self) -> Spelling:
        return self.code_set, compared(self.text)

    @property
    def token(self) -> str:
        """A name for it in a form, from which nobody reads the text."""
        told = "\x00".join(self.spelling).encode("utf-8", "surrogatepass")
        return hashlib.sha256(told).hexdigest()[:_TOKEN_LENGTH]


@dataclass(frozen=True)
class Mapped:
    """A note that stands. ``is_used``: the next refresh will change nothing by it."""

    note: MappingNote
    is_used: bool

    @property
    def may_show(self) -> bool:
        return may_show_code(self.note.text, rows=0)

    @property
    def code(self) -> Code | None:
        """What it means; None where nothing is recorded, or its set has the code no longer."""
        return next((c for c in codes_of(self.note.code_set) if c.code == self.note.code), None)


@dataclass(frozen=True)
class CodesToMap:
    """Of one generation. ``saved`` and ``withdrawn`` count what has been said since it was made."""

    unmapped: tuple[Unmapped, ...]
    mapped: tuple[Mapped, ...]
    saved: int
    withdrawn: int

    @property
    def rows(self) -> int:
        return sum(each.rows for each in self.unmapped)


def get_codes_to_map(store: Store) -> CodesToMap:
    """What the served generation found, less what was mapped since. Raises NotesError."""
    now = standing(mapping_notes(store.home.notes_file, store.notes_council))
    used = store.remembered.answer("codes mapped", lambda: _used(store))
    mapped = [
        Mapped(note, not note.has_meaning or used.get(spelling, "") == note.code)
        for spelling, note in now.items()
    ]
    mapped.sort(key=lambda each: (each.is_used, each.note.code_set, each.note.compared))
    return CodesToMap(
        tuple(each for each in get_unmapped(store) if each.spelling not in now),
        tuple(mapped),
        saved=sum(not each.is_used for each in mapped),
        withdrawn=len(used.keys() - now.keys()),
    )


def get_unmapped(store: Store) -> tuple[Unmapped, ...]:
    """What the served generation found, by code set, whatever has been said since: the sets with
    most rows first, and of each its spellings."""
    return store.remembered.answer("unmapped codes", lambda: _unmapped(store))


def codes_of(code_set: str) -> tuple[Code, ...]:
    """The codes that a text of a set may mean; none where there is no such set."""
    found = code_sets().get(code_set)
    return found.codes if found else ()


def may_be_blank(code_set: str) -> bool:
    """Whether a text of a set may mean that nothing is recorded: not where no row can do without
    a code, since its rows would be rejected."""
    return code_set not in _never_blank()


def _used(store: Store) -> dict[Spelling, str | None]:
    """The mapping that the generation was read by."""
    if "council_code" not in store.files.tables():  # made before codes were mapped
        return {}
    rows = store.cursor().execute("SELECT code_set, compared, code FROM council_code").fetchall()
    return {(code_set, text): code for code_set, text, code in rows}


def _unmapped(store: Store) -> tuple[Unmapped, ...]:
    if "unmapped_code" not in store.files.tables():  # made before codes were counted
        return ()
    rows = store.cursor().execute(
        'SELECT code_set, text, rows, tables, files, "columns" FROM unmapped_code '
        "ORDER BY sum(rows) OVER (PARTITION BY code_set) DESC, code_set, rows DESC, text"
    )
    return tuple(
        Unmapped(
            code_set,
            text,
            count,
            *(tuple(each) for each in places),
            may_show=may_show_code(text, count),
            likely=_likely(code_set, text),
        )
        for code_set, text, count, *places in rows.fetchall()
    )


def _likely(code_set: str, text: str) -> Code | None:
    labels = _labels(code_set)
    longest = max(map(len, labels), default=0)
    said = compared(text)
    if len(said) > 2 * longest:  # cannot be close, and would take long to compare
        return None
    close = get_close_matches(said, labels, n=1, cutoff=_CLOSE)
    return labels[close[0]] if close else None


@cache
def _labels(code_set: str) -> dict[str, Code]:
    """Each label of a set as it is compared → its code, the first that has it."""
    pairs = [(compared(label), each) for each in codes_of(code_set) for label in each.labels]
    return dict(reversed(pairs))


@cache
def _never_blank() -> frozenset[str]:
    return frozenset(
        column.codes
        for table in case_tables().values()
        for column in table.fields.values()
        if column.codes and column.needs == "value"
    )


def by_code_set(unmapped: Iterable[Unmapped]) -> dict[str, list[Unmapped]]:
    """Spellings by their set, in the order given."""
    sets: dict[str, list[Unmapped]] = {}
    for each in unmapped:
        sets.setdefault(each.code_set, []).append(each)
    return sets
