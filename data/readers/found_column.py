"""A contract's column as it was found in a file."""

from dataclasses import dataclass

from data.contracts import Column
from data.database import quote

STAGED = "case_staged"
"""The temporary table of a source's rows as text, whose columns are the file's headings."""


@dataclass(frozen=True)
class FoundColumn:
    """A contract's column in a file: the heading it has there, and its position from 1."""

    name: str
    column: Column
    heading: str
    position: int

    @property
    def bad(self) -> str:
        """The typed table's column that says whether the value could not be read."""
        return quote(f"bad {self.name}")
