"""From which month an indicator's control limits start anew, as editors have said and why.

Nothing is ever overwritten: what is withdrawn is a further note, and of a month's notes the last
one stands (docs/decisions/007).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from data.notes import NotesConnection, reading, writing

_COLUMNS = "id, slug, first_month, reason, author, withdrawn, written_at"


@dataclass(frozen=True)
class Rebase:
    """That limits start anew with the month that begins on ``first_month``; who said so, and when
    (UTC). ``withdrawn``: that they do no longer."""

    id: int
    slug: str
    first_month: date
    reason: str
    author: str
    withdrawn: bool
    written_at: datetime


def rebase_notes(file: Path, council: str) -> list[Rebase]:
    """Every note of a council, the oldest first. Raises NotesError."""
    with reading(file) as notes:
        return _notes(notes, council) if notes else []


def standing_rebases(notes: Iterable[Rebase]) -> dict[str, tuple[Rebase, ...]]:
    """By slug, the rebases that stand, by month."""
    last = {(each.slug, each.first_month): each for each in notes}
    found: dict[str, tuple[Rebase, ...]] = {}
    for slug, month in sorted(last):
        if not last[slug, month].withdrawn:
            found[slug] = (*found.get(slug, ()), last[slug, month])
    return found


def save_rebase(
    file: Path, council: str, slug: str, first_month: date, reason: str, author: str
) -> bool:
    """Start the limits anew; False where they do already from that month. Raises NotesError."""
    with writing(file) as notes:
        standing = standing_rebases(_notes(notes, council)).get(slug, ())
        if any(each.first_month == first_month for each in standing):
            return False
        _write(notes, council, (slug, first_month, reason, author, False))
        return True


def withdraw_rebase(file: Path, council: str, slug: str, note: int, author: str) -> bool:
    """Take back one that stands; False where it stands no longer. Raises NotesError."""
    with writing(file) as notes:
        standing = standing_rebases(_notes(notes, council)).get(slug, ())
        found = next((each for each in standing if each.id == note), None)
        if found:
            _write(notes, council, (slug, found.first_month, found.reason, author, True))
        return found is not None


def _notes(notes: NotesConnection, council: str) -> list[Rebase]:
    rows = notes.execute(
        f"SELECT {_COLUMNS} FROM rebase WHERE council = ? ORDER BY id", [council]
    ).fetchall()
    return [
        Rebase(
            number, slug, date.fromisoformat(month), reason, author, bool(withdrawn),
            datetime.fromisoformat(written),
        )
        for number, slug, month, reason, author, withdrawn, written in rows
    ]  # fmt: skip


def _write(notes: NotesConnection, council: str, said: tuple[str, date, str, str, bool]) -> None:
    slug, first_month, reason, author, withdrawn = said
    now = datetime.now(UTC).isoformat(timespec="seconds")
    notes.execute(
        "INSERT INTO rebase (council, slug, first_month, reason, author, withdrawn, written_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [council, slug, first_month.isoformat(), reason, author, withdrawn, now],
    )
