"""A source table: one sheet of a workbook, one CSV, one Parquet file; every cell as text."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cached_property

from data.database import Connection

PREVIEW_ROWS = 40
MOST_COLUMNS = 1_000
"""No table that Waymark reads comes near it; past it, a file is refused."""


class UnreadableFile(Exception):
    """A file that cannot be opened: what was found and what to do, in one line.

    ``rule`` is a short name such as empty_workbook, not_a_workbook, truncated_parquet.
    """

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def too_many_columns() -> UnreadableFile:
    """What is said of a file that is wider than any table."""
    return UnreadableFile(
        "too_many_columns",
        f"More than {MOST_COLUMNS:,} columns: not a table that Waymark reads. If rows and columns "
        "have changed places, turn them round, and export it again.",
    )


def cannot_open() -> UnreadableFile:
    """What is said of a file that the machine does not let be read."""
    return UnreadableFile(
        "cannot_open",
        "This file cannot be opened. Is it open elsewhere, moved away, or not yours to read?",
    )


@dataclass
class SourceTable(ABC):
    """``file`` is the name to show (relative to exports); ``sheet`` is None but in workbooks.

    Cells are text or None (a truly empty cell or CSV field). Numbers of a workbook come without
    float noise or a trailing ``.0``; dates come as ISO text (``2025-03-31``, with a time only
    where there is one). ``notes`` are (rule, message) pairs found on opening, such as an
    encoding other than UTF-8; the loading reader passes them on as warnings. ``is_hidden``: a
    sheet that its workbook does not show.
    """

    file: str
    sheet: str | None
    notes: list[tuple[str, str]] = field(default_factory=list, kw_only=True)
    is_hidden: bool = field(default=False, kw_only=True)

    @cached_property
    def preview(self) -> list[list[str | None]]:
        """The first PREVIEW_ROWS rows, header rows and titles among them."""
        return self.read_rows(PREVIEW_ROWS)

    @abstractmethod
    def read_rows(self, most: int | None = None) -> list[list[str | None]]:
        """Rows from the top of the table, all of them where ``most`` is None. For small tables."""

    @abstractmethod
    def stage(self, connection: Connection, header_row: int, name: str) -> list[str]:
        """Make the rows below ``header_row`` (1 = the first) a temporary table called ``name``.

        All columns VARCHAR, named by their headings as written (blank headings ``column_7``,
        repeated ones ``name_2``), and ``_row BIGINT``, the row's number in the file as a person
        counts it. Wholly blank rows are left out. Gives the headings in order, without ``_row``.
        """


def column_letter(position: int) -> str:
    """A spreadsheet's name of a column: 1 is A, 27 is AA."""
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
