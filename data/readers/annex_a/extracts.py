"""Which extract a list is of: the day that it reaches, and the months that it holds."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from data.database import Connection
from data.readers.annex_a.lists import AnnexList
from data.readers.annex_a.rows import PREFIX, SOUND
from data.readers.post_list_month import named_day
from data.sources import SourceTable

LOADED = "annex_a_extract"
"""The table of the extracts loaded so far (data/contracts/annex_a_extract.toml)."""


@dataclass(frozen=True)
class Extract:
    """``as_at``: its last day; ``begins``: so many months before as the list holds; ``earlier``:
    the last day of the one loaded before it, if any; ``named``: whether the file's name tells the
    day. A list of its day alone begins with the one before."""

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
    """The day in the file's name, else the latest date of the list and of those before it in the
    file; None where nothing tells a day."""
    named = named_day(PurePath(source.file).stem)
    as_at = named or _latest_day(connection, annex_list, source.file)
    if as_at is None:
        return None
    begins, earlier = connection.execute(
        f"SELECT (?::DATE - INTERVAL {annex_list.months} MONTHS)::DATE, "
        f"(SELECT max(as_at) FROM {LOADED} WHERE list_number = ?)",
        [as_at, annex_list.number],
    ).fetchone()
    if not annex_list.months and earlier:
        begins = min(begins, earlier)
    return Extract(as_at, begins, earlier, named is not None)


def note_extract(
    connection: Connection, annex_list: AnnexList, source: SourceTable, extract: Extract
) -> None:
    """Keep how far this one reaches. Extracts of before a gap count no more."""
    if extract.leaves_gap:
        connection.execute(f"DELETE FROM {LOADED} WHERE list_number = ?", [annex_list.number])
    connection.execute(
        f"INSERT INTO {LOADED} (extract_id, list_number, as_at, begins, file) SELECT "
        f"'{PREFIX}extract-' || left(md5(concat_ws('|', $number, $as_at, $file)), 20), "
        "$number, $as_at, $begins, $file",
        {
            "number": annex_list.number,
            "as_at": extract.as_at,
            "begins": extract.begins,
            "file": source.file,
        },
    )


def _latest_day(connection: Connection, annex_list: AnnexList, file: str) -> date | None:
    days = [
        name
        for name, column in annex_list.fields.items()
        if column.type == "date" and not column.may_be_future
    ]
    greatest = ", ".join(
        f"(SELECT max({n}) FILTER ({n} <= current_date) FROM {SOUND})" for n in days
    )
    (latest,) = connection.execute(
        f"SELECT greatest((SELECT max(as_at) FROM {LOADED} WHERE file = ?), {greatest})", [file]
    ).fetchone()
    return latest
