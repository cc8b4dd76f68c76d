"""What a council's own spellings mean in the standard's codes, as its editors have said.

Nothing is ever overwritten: a changed or withdrawn meaning is a new note, and of a text's notes
the last one stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from data.areas import reference_areas
from data.contracts import code_sets
from data.contracts.codes import compared
from data.notes import NotesConnection, reading, writing

Spelling = tuple[str, str]
"""A code set's name and a text of it as it is compared."""

_COLUMNS = "id, code_set, compared, text, meaning, code, editor, written_at"


@dataclass(frozen=True)
class Meaning:
    """That ``text`` stands for a code of its set; ``code`` None: that nothing is recorded."""

    code_set: str
    text: str
    code: str | None


@dataclass(frozen=True)
class MappingNote:
    """One note of one council: who said what, and when (UTC)."""

    id: int
    code_set: str
    compared: str
    text: str
    meaning: Literal["code", "blank", "withdrawn"]
    code: str | None
    editor: str
    written_at: datetime

    @property
    def spelling(self) -> Spelling:
        return self.code_set, self.compared

    @property
    def has_meaning(self) -> bool:
        """False where its set has the code no longer."""
        return self.code is None or is_code(self.code_set, self.code)


@dataclass(frozen=True)
class CodeMapping:
    """What one refresh goes by: spelling → code, None where nothing is recorded."""

    council: str
    codes: Mapping[Spelling, str | None] = field(default_factory=dict)


NO_MAPPING = CodeMapping("")


def council_of_notes(code: str) -> str:
    """The council that notes are kept under, however settings name it: its DfE number, or for a
    council that England's table does not know the code as written."""
    return reference_areas().find(code) or code.strip().upper()


def mapping_notes(file: Path, council: str) -> list[MappingNote]:
    """Every note of a council, the oldest first. Raises NotesError."""
    with reading(file) as notes:
        return _notes(notes, council) if notes else []


def standing(notes: Iterable[MappingNote]) -> dict[Spelling, MappingNote]:
    """Of each spelling the note that stands."""
    last = {note.spelling: note for note in notes}
    return {spelling: note for spelling, note in last.items() if note.meaning != "withdrawn"}


def code_mapping(file: Path, council: str) -> CodeMapping:
    """What stands now. A code that its set has no longer is left out. Raises NotesError."""
    stands = standing(mapping_notes(file, council))
    return CodeMapping(council, {at: note.code for at, note in stands.items() if note.has_meaning})


def is_code(code_set: str, code: str) -> bool:
    """Whether a set has a code, written exactly so."""
    found = code_sets().get(code_set)
    return found is not None and any(each.code == code for each in found.codes)


def save_meanings(file: Path, council: str, meanings: Iterable[Meaning], editor: str) -> int:
    """Note each meaning that is not said already, and give how many. Raises NotesError."""
    wanted = {(each.code_set, compared(each.text)): each for each in meanings}
    with writing(file) as notes:
        stands = standing(_notes(notes, council))
        saved = 0
        for spelling, each in wanted.items():
            before = stands.get(spelling)
            if before is None or before.code != each.code:
                _write(notes, council, each, "blank" if each.code is None else "code", editor)
                saved += 1
    return saved


def withdraw_meaning(file: Path, council: str, note_id: int, editor: str) -> bool:
    """Take back a note that stands; False where it stands no longer. Raises NotesError."""
    with writing(file) as notes:
        stands = standing(_notes(notes, council)).values()
        found = next((each for each in stands if each.id == note_id), None)
        if found:
            meaning = Meaning(found.code_set, found.text, None)
            _write(notes, council, meaning, "withdrawn", editor)
    return found is not None


def _notes(notes: NotesConnection, council: str) -> list[MappingNote]:
    rows = notes.execute(
        f"SELECT {_COLUMNS} FROM code_mapping WHERE council = ? ORDER BY id", [council]
    ).fetchall()
    return [MappingNote(*row[:-1], datetime.fromisoformat(row[-1])) for row in rows]


def _write(notes: NotesConnection, council: str, said: Meaning, meaning: str, editor: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    values = [council, said.code_set, compared(said.text), said.text, meaning, said.code]
    notes.execute(
        "INSERT INTO code_mapping "
        "(council, code_set, compared, text, meaning, code, editor, written_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [*values, editor, now],
    )
