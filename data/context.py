"""What every reader is handed, and what it answers when it knows a table."""

from dataclasses import dataclass, field
from pathlib import Path

from data.areas import Areas
from data.database import Connection
from data.settings import Settings
from data.vocabulary import Vocabulary


@dataclass(frozen=True)
class Recognition:
    """``score`` 0-1, the share of what was expected that was found; the best reader loads."""

    table: str
    score: float
    header_row: int
    detail: dict = field(default_factory=dict)


@dataclass
class LoadContext:
    """One refresh's shared parts. Canonical tables already stand in ``connection``, empty.

    ``file_dates`` tells how files of the same table rank: the later one's row wins.
    """

    connection: Connection
    settings: Settings
    vocabulary: Vocabulary
    areas: Areas
    path: Path | None = None
