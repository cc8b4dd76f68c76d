"""What every reader is handed, and what it answers when it knows a table."""

from dataclasses import dataclass, field
from pathlib import Path

from data.areas import Areas
from data.code_mapping import NO_MAPPING, CodeMapping
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

    ``code_mapping`` is what the council's editors have said codes mean; it stands in
    ``connection`` too, where every reader of codes finds it (data/readers/case_codes.py).
    """

    connection: Connection
    settings: Settings
    vocabulary: Vocabulary
    areas: Areas
    path: Path | None = None
    code_mapping: CodeMapping = NO_MAPPING
