"""What editors write: kept whole, in order, by council, and whoever writes at the same time."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from data.code_mapping import (
    Meaning,
    code_mapping,
    council_of_notes,
    mapping_notes,
    save_meanings,
    standing,
    withdraw_meaning,
)
from data.notes import NotesError, reading, writing

CORNWALL = "908"
BOSNIAN = Meaning("ethnicity", "White Bosnian", "WOTH")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "notes.sqlite"


def codes(file: Path, council: str = CORNWALL) -> dict[tuple[str, str], str | None]:
    return dict(code_mapping(file, council).codes)


def test_reading_makes_no_file(file: Path) -> None:
    assert mapping_notes(file, CORNWALL) == []
    assert codes(file) == {}
    with reading(file) as notes:
        assert notes is None
    assert not file.parent.exists()


def test_a_text_stands_as_it_is_compared(file: Path) -> None:
    said = [
        Meaning("ethnicity", "  White\u00a0 BOSNIAN. ", "WOTH"),
        Meaning("ethnicity", "Don’t know", None),
    ]
    assert save_meanings(file, CORNWALL, said, "editor") == 2
    assert codes(file) == {
        ("ethnicity", "white bosnian"): "WOTH",
        ("ethnicity", "don't know"): None,
    }
    note = mapping_notes(file, CORNWALL)[0]
    assert (note.text, note.editor) == ("  White\u00a0 BOSNIAN. ", "editor")
    assert note.written_at.tzinfo is not None


def test_nothing_is_overwritten_and_the_last_note_stands(file: Path) -> None:
    save_meanings(file, CORNWALL, [BOSNIAN], "editor")
    save_meanings(file, CORNWALL, [Meaning("ethnicity", "white bosnian", "WBRI")], "editor")
    changed = mapping_notes(file, CORNWALL)[-1]
    assert codes(file) == {("ethnicity", "white bosnian"): "WBRI"}
    assert withdraw_meaning(file, CORNWALL, changed.id, "editor")
    assert codes(file) == {}
    history = mapping_notes(file, CORNWALL)
    assert [(each.meaning, each.code) for each in history] == [
        ("code", "WOTH"),
        ("code", "WBRI"),
        ("withdrawn", None),
    ]
    assert standing(history) == {}
    assert [each.code for each in standing(history[:1]).values()] == ["WOTH"]
    assert [each.code for each in standing(history[:2]).values()] == ["WBRI"]


def test_what_is_said_already_is_not_said_again(file: Path) -> None:
    assert save_meanings(file, CORNWALL, [BOSNIAN, BOSNIAN], "editor") == 1
    assert save_meanings(file, CORNWALL, [BOSNIAN], "editor") == 0
    assert len(mapping_notes(file, CORNWALL)) == 1


def test_a_note_that_stands_no_longer_cannot_be_withdrawn(file: Path) -> None:
    save_meanings(file, CORNWALL, [BOSNIAN], "editor")
    (note,) = mapping_notes(file, CORNWALL)
    assert not withdraw_meaning(file, "909", note.id, "editor")
    assert withdraw_meaning(file, CORNWALL, note.id, "editor")
    assert not withdraw_meaning(file, CORNWALL, note.id, "editor")
    assert not withdraw_meaning(file, CORNWALL, 10**15, "editor")
    assert len(mapping_notes(file, CORNWALL)) == 2


def test_a_councils_notes_are_its_own_however_it_is_named(file: Path) -> None:
    assert {council_of_notes(code) for code in ("908", "E06000052", " e06000052 ")} == {"908"}
    assert council_of_notes("E06009900") == "E06009900"
    save_meanings(file, CORNWALL, [BOSNIAN], "editor")
    assert codes(file, "909") == {}


@pytest.mark.parametrize(
    "text",
    [
        "'); DROP TABLE code_mapping; --",
        '<script>alert("x")</script>',
        "two\nlines\r\nand a\ttab",
        "x" * 10_000,
        "nul\x00inside",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ‮turned",
        '"',
    ],
)
def test_any_text_comes_back_as_it_was(file: Path, text: str) -> None:
    save_meanings(file, CORNWALL, [Meaning("ethnicity", text, "WOTH"), BOSNIAN], "editor")
    assert mapping_notes(file, CORNWALL)[0].text == text
    assert len(codes(file)) == 2


def test_a_code_that_its_set_has_no_longer_is_no_meaning(file: Path) -> None:
    said = [Meaning("ethnicity", "White Bosnian", "GONE"), Meaning("no_such_set", "x", "WOTH")]
    save_meanings(file, CORNWALL, said, "editor")
    assert codes(file) == {}
    assert len(mapping_notes(file, CORNWALL)) == 2


def test_writers_at_the_same_time_lose_nothing(file: Path) -> None:
    start = threading.Barrier(4)
    faults: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            start.wait()
            for number in range(10):
                text = f"spelling {writer} {number}"
                save_meanings(file, CORNWALL, [Meaning("ethnicity", text, "WOTH")], "editor")
        except BaseException as fault:
            faults.append(fault)

    writers = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert faults == []
    assert len(codes(file)) == len(mapping_notes(file, CORNWALL)) == 40


def test_a_write_that_fails_leaves_nothing_of_itself(file: Path) -> None:
    save_meanings(file, CORNWALL, [BOSNIAN], "editor")
    insert = (
        "INSERT INTO code_mapping (council, code_set, compared, text, meaning, editor, written_at) "
        "VALUES ('908', 'ethnicity', 'x', 'x', 'blank', 'editor', '2026-01-01')"
    )
    with pytest.raises(KeyError), writing(file) as notes:
        notes.execute(insert)
        raise KeyError
    assert len(mapping_notes(file, CORNWALL)) == 1


def test_a_newer_waymarks_notes_are_left_alone(file: Path) -> None:
    save_meanings(file, CORNWALL, [BOSNIAN], "editor")
    with closing(sqlite3.connect(file)) as notes:
        notes.execute("PRAGMA user_version = 99")
    for use in (
        lambda: mapping_notes(file, CORNWALL),
        lambda: save_meanings(file, CORNWALL, [], ""),
    ):
        with pytest.raises(NotesError, match="newer Waymark"):
            use()


def test_a_damaged_file_is_told_in_one_sentence(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(NotesError, match=r"notes\.sqlite cannot be used"):
        mapping_notes(file, CORNWALL)
    with pytest.raises(NotesError, match="backup"):
        save_meanings(file, CORNWALL, [BOSNIAN], "editor")


def test_a_file_whose_first_write_never_ended_is_empty(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    assert mapping_notes(file, CORNWALL) == []
    assert save_meanings(file, CORNWALL, [BOSNIAN], "editor") == 1
