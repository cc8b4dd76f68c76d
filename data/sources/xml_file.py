"""An XML file of a statutory return: one source table for each of the return's tables.

Headings are those of the same return flattened to CSV. A row's number is which of its kind it is
in the file: row 12 of Section47 is the file's twelfth <Section47>.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyarrow as pa

from data.database import Connection
from data.file_names import shown_name
from data.sources.staging import stage_rows
from data.sources.table import MOST_COLUMNS, SourceTable, too_many_columns
from data.sources.xml_elements import HtmlType, read_elements, refuse_long
from data.sources.xml_returns import ReturnTable, XmlReturn, xml_returns

_ELEMENTS_LOOKED_AT = 10_000
_SLICE_ROWS = 20_000
_NAMES_SHOWN = 8

Values = dict[str, str]


class _Rows:
    """One table's rows: by columns as Arrow keeps them, which takes little more than the text."""

    def __init__(self, table: ReturnTable) -> None:
        self.headings = dict.fromkeys(table.columns)
        self._parts: list[pa.Table] = []
        self._pending: list[Values] = []

    def add(self, values: Values) -> None:
        self.headings.update(dict.fromkeys(values))
        if len(self.headings) > MOST_COLUMNS:
            raise too_many_columns()
        self._pending.append(values)
        if len(self._pending) == _SLICE_ROWS:
            self.close()

    def close(self) -> None:
        columns = [pa.array([row.get(name) for row in self._pending]) for name in self.headings]
        texts = [column.cast(pa.string()) for column in columns]
        self._parts.append(pa.table(texts, names=list(self.headings)))
        self._pending.clear()

    def __iter__(self) -> Iterator[list[str | None]]:
        for part in self._parts:
            columns = [
                part[name].to_pylist() if name in part.column_names else [None] * len(part)
                for name in self.headings
            ]
            yield from (list(row) for row in zip(*columns, strict=True))


@dataclass
class XmlTable(SourceTable):
    """One table of a return."""

    rows: _Rows

    def read_rows(self, most: int | None = None) -> list[list[str | None]]:
        return [list(self.rows.headings), *islice(self.rows, most and most - 1)][:most]

    def stage(self, connection: Connection, header_row: int, name: str) -> list[str]:
        below = islice(self.rows, header_row - 1, None)
        return stage_rows(connection, name, self.read_rows(header_row)[-1], below, header_row)


def open_xml(path: Path, name: str) -> list[SourceTable] | None:
    """The return's tables, those without rows too; None where the file is no return known here.

    Raises UnreadableFile where the file is cut short, damaged, or like no export.
    """
    looking = _Looking()
    try:
        read_elements(path, looking)
    except HtmlType:
        return None
    if looking.found is None:
        return None
    taking = _Taking(looking.found)
    read_elements(path, taking)
    tables: list[SourceTable] = [
        XmlTable(name, sheet, rows) for sheet, rows in taking.closed_rows().items()
    ]
    if taking.unused:
        tables[0].notes.append(("unread_elements", _unread(sorted(taking.unused))))
    return tables


class _Looking:
    """Which return it is, by the first element that tells; None after too many that do not."""

    def __init__(self) -> None:
        self.is_done = False
        self.found: XmlReturn | None = None
        self._seen = 0

    def start(self, name: str) -> None:
        self._seen += 1
        known = (each for each in xml_returns().values() if name in each.known_by)
        self.found = self.found or next(known, None)
        self.is_done = self.found is not None or self._seen > _ELEMENTS_LOOKED_AT

    def end(self, name: str, text: str | None) -> None:
        """Nothing that an element holds tells the kind."""


@dataclass
class _Record:
    """What becomes one row, or a child. ``around``: the numbers of the records that it is in."""

    table: str | None
    depth: int
    values: Values = field(default_factory=dict)
    around: Values = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


class _Taking:
    """Every element of one return into the rows of its tables."""

    def __init__(self, kind: XmlReturn) -> None:
        self.is_done = False
        self.unused: set[str] = set()
        self._kind = kind
        self._rows = {name: _Rows(table) for name, table in kind.tables.items()}
        self._depth = 0
        self._child_depth: int | None = None
        self._child = _Record(None, 0)
        self._whole = _Record(None, 0)
        self._open: list[_Record] = []
        self._of_this_child: list[_Record] = []

    def start(self, name: str) -> None:
        self._depth += 1
        if name in self._kind.child_holds and self._child_depth is None:
            self._child_depth = self._depth - 1
        if (table := self._kind.by_element.get(name)) is None:
            return
        outer = self._open[-1] if self._open else self._whole
        record = _Record(table, self._depth, around=dict(outer.around))
        if number := self._kind.numbered.get(name):
            outer.counts[number] += 1
            record.around[number] = str(outer.counts[number])
        self._open.append(record)
        self._of_this_child.append(record)

    def end(self, name: str, text: str | None) -> None:
        if text is not None:
            self._take(self._kind.renamed.get(name, name), text)
        if self._open and self._open[-1].depth == self._depth:
            self._open.pop()
        self._depth -= 1
        if self._child_depth is None and self._depth <= 1 and not self._open:
            self._write(*self._of_this_child)  # a header, which is of no child
            self._of_this_child.clear()
        if self._child_depth == self._depth + 1:
            self._close_child()

    def closed_rows(self) -> dict[str, _Rows]:
        """Each table's rows, once the file has been read."""
        for rows in self._rows.values():
            rows.close()
        return self._rows

    def _take(self, name: str, text: str) -> None:
        own = self._open[-1] if self._open else self._child
        if own is self._child and name not in self._kind.told_of_a_child:
            self.unused.add(name)
        elif name not in self._kind.passed_over:
            own.values[name] = f"{own.values[name]} {text}" if name in own.values else text
            refuse_long(len(own.values[name]))
            if name in self._kind.shared:
                self._child.values[name] = text

    def _close_child(self) -> None:
        self._write(*self._of_this_child)
        for name, table in self._kind.of_a_child.items():
            if table.is_told(self._child.values):
                kept = {n: v for n, v in self._child.values.items() if n in table.columns}
                self._rows[name].add(kept)
        self._of_this_child.clear()
        self._child = _Record(None, 0)
        self._child_depth = None

    def _write(self, *records: _Record) -> None:
        for each in records:
            table = self._kind.tables[each.table or ""]
            outside = {**self._child.values, **each.around}
            known = {name: outside[name] for name in table.columns if name in outside}
            self._rows[each.table or ""].add(known | each.values)


def _unread(names: list[str]) -> str:
    more = f" and {len(names) - _NAMES_SHOWN:,} more" if len(names) > _NAMES_SHOWN else ""
    listed = ", ".join(shown_name(name) for name in names[:_NAMES_SHOWN])
    return f"Left out, since no table of this return has them: {listed}{more}."
