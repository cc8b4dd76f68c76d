"""Which extract a list is of: the day that it reaches, and the months that it holds."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from data.database import Connection
from data.readers.annex_a.lists import AnnexList
from data.readers.annex_a.rows import SOUND
from data.readers.post_list_month import named_day
from data.sources import SourceTable

MONTHS_HELD = 6
LOADED = "annex_a_extract"
"""``name, as_at, begins``: of each list loaded so far, its extracts."""


@dataclass(frozen=True)
class Extract:
    """``as_at``: its last day; ``begins``: six months before; ``earlier``: the last day of the
    one loaded before it, if any; ``named``: whether the file's name tells the day."""

    as_at: date
    begins: date
    earlier: date | None
    named: bool

    @property
    def is_older(self) -> bool:
        return self.earlier is not None and self.earlier > self.as_at

    @property
    def is_newer(self) -> bool:
        return self.earlier is not None and self.earlier < self.as_at

    @property
    def leaves_gap(self) -> bool:
        """Whether days between the earlier extract and this one stand in neither."""
        return self.earlier is not None and self.earlier < self.begins


def this_extract(
    connection: Connection, annex_list: AnnexList, source: SourceTable
) -> Extract | None:
    """The day in the file's name, else the latest of the list's dates; None where it has none."""
    connection.execute(
        f"CREATE TEMP TABLE IF NOT EXISTS {LOADED} (name VARCHAR, as_at DATE, begins DATE)"
    )
    latest = _latest_date(connection, annex_list)
    if latest is None:
        return None
    named = named_day(PurePath(source.file).stem)
    as_at = named or latest
    begins, earlier = connection.execute(
        f"SELECT (?::DATE - INTERVAL {MONTHS_HELD} MONTHS)::DATE, "
        f"(SELECT max(as_at) FROM {LOADED} WHERE name = ?)",
        [as_at, annex_list.name],
    ).fetchone()
    return Extract(as_at, begins, earlier, named is not None)


def note_extract(connection: Connection, annex_list: AnnexList, extract: Extract) -> None:
    """Remember, for the extracts that follow, how far this one reaches."""
    connection.execute(
        f"INSERT INTO {LOADED} VALUES (?, ?, ?)", [annex_list.name, extract.as_at, extract.begins]
    )


def _latest_date(connection: Connection, annex_list: AnnexList) -> date | None:
    days = [
        name
        for name, column in annex_list.fields.items()
        if column.type == "date" and not column.may_be_future
    ]
    greatest = ", ".join(f"max({name}) FILTER ({name} <= current_date)" for name in days)
    (latest,) = connection.execute(f"SELECT greatest({greatest}) FROM {SOUND}").fetchone()
    return latest
