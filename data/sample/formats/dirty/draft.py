"""A table while it is made dirty: its rows may change, repeat, or be lost to whoever reads it."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from numpy.random import Generator

from data.sample.formats.dirty.roles import Role, roles
from data.sample.formats.export_table import Cell, ExportTable

RATE = 0.01
"""How many of the cells or rows, of those it can strike, a quirk strikes."""


@dataclass
class Draft:
    """``sources``: of each row the position in ``clean``, None for what is no record. ``lost``:
    the positions in ``clean`` of the rows that can no longer be read."""

    clean: ExportTable
    headings: list[str] = field(init=False)
    rows: list[list[Cell]] = field(init=False)
    sources: list[int | None] = field(init=False)
    above: list[tuple[Cell, ...]] = field(init=False)
    lost: set[int] = field(default_factory=set)
    encoding: str = "utf-8"
    blank_copy: bool = False

    def __post_init__(self) -> None:
        self.headings = list(self.clean.headings)
        self.rows = [list(row) for row in self.clean.rows]
        self.sources = list(range(len(self.rows)))
        self.above = list(self.clean.above)

    @cached_property
    def roles(self) -> list[Role]:
        return roles(self.clean)

    @property
    def table(self) -> ExportTable:
        """The table as it is now."""
        return replace(
            self.clean,
            headings=tuple(self.headings),
            rows=[tuple(row) for row in self.rows],
            above=tuple(self.above),
            encoding=self.encoding,
        )

    def row_number(self, position: int) -> int:
        """The row of the file at which the row at ``position`` stands."""
        return len(self.above) + position + 2

    def struck(self, rng: Generator, rate: float = RATE) -> list[int]:
        """The positions of the rows that are struck now: one at least, where there are any."""
        found = [int(at) for at in (rng.random(len(self.rows)) < rate).nonzero()[0]]
        return found or ([int(rng.integers(len(self.rows)))] if self.rows else [])

    def struck_cells(
        self, rng: Generator, wanted: list[bool], rate: float = RATE
    ) -> list[tuple[int, int]]:
        """Cells (row, column) of the columns that are ``wanted``."""
        return [
            (row, column)
            for column, is_wanted in enumerate(wanted)
            if is_wanted
            for row in self.struck(rng, rate)
        ]
