"""A dirty copy of the sample differs from the clean one by the rows that it says it rejected."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data.contracts import case_tables
from data.database import Connection
from data.sample import write_sample
from data.sample.formats import drafts_of
from data.sample.formats.case_database import case_database
from data.sample.formats.dirty import QUIRKS, Draft, dirtied
from data.sample.span import Span
from tests.dirty_copies import Loaded, differences, loaded, lost_rows, rejected_rows
from tests.sample_reading import TODAY

MONTHS, SEED = 14, 20260401
SPAN = Span(date(2026, 10, 31), MONTHS)
ROWS_KEPT = sorted(name for name, quirk in QUIRKS.items() if not quirk.loses)
ROWS_LOST = sorted(name for name, quirk in QUIRKS.items() if quirk.loses)
SMALL = ("ssd_person", "ssd_cin_episodes", "ssd_cla_placement", "ssd_cp_visits", "ssd_missing")


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    made = tmp_path_factory.mktemp("made")
    write_sample(made, scale=0.05, months=MONTHS, today=TODAY)
    connection = case_database(made)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def small(council: Connection) -> list[Draft]:
    """A few case tables, clean."""
    files = drafts_of(council, "ssd", SPAN, SEED)
    return [draft for (draft,) in files if draft.clean.file.stem in SMALL]


@pytest.fixture(scope="module")
def small_loaded(small: list[Draft], tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return loaded(tmp_path_factory.mktemp("clean"), [[draft] for draft in small])


def key_of(table: str, row: tuple, headings: tuple[str, ...]) -> tuple[str, ...]:
    told = dict(zip(headings, row, strict=True))
    return tuple(str(told[name]) for name in case_tables()[table].key)


def test_case_tables_differ_by_the_rows_that_are_said_to_be_rejected(
    council: Connection, tmp_path: Path
) -> None:
    clean = loaded(tmp_path / "clean", list(drafts_of(council, "ssd", SPAN, SEED)))
    drafts = list(drafts_of(council, "ssd", SPAN, SEED, dirty=True))
    dirty = loaded(tmp_path / "dirty", drafts)
    said, differ = rejected_rows(dirty), differences(clean, dirty)
    assert differ
    lost = {}
    for (draft,) in drafts:
        places = lost_rows(draft)
        assert set(places) <= said
        name = draft.clean.file.stem
        lost[name] = {key_of(name, row, draft.clean.headings) for row in places.values()}
    for name, (gone, new) in differ.items():
        assert not new, name
        headings = tuple(case_tables()[name].columns)
        assert {key_of(name, row, headings) for row in gone} == lost[name]
    assert {name for name, keys in lost.items() if keys} == set(differ)


@pytest.mark.parametrize("name", ROWS_KEPT)
def test_a_quirk_that_loses_no_row_changes_no_row(
    small: list[Draft], small_loaded: Loaded, tmp_path: Path, name: str
) -> None:
    drafts = [dirtied(draft.clean, SEED, [name]) for draft in small]
    assert any(draft.table != draft.clean or draft.blank_copy for draft in drafts)
    dirty = loaded(tmp_path, [[draft] for draft in drafts])
    assert differences(small_loaded, dirty) == {}


@pytest.mark.parametrize("name", ROWS_LOST)
def test_a_quirk_that_loses_rows_says_which(
    small: list[Draft], small_loaded: Loaded, tmp_path: Path, name: str
) -> None:
    drafts = [dirtied(draft.clean, SEED, [name]) for draft in small]
    dirty = loaded(tmp_path, [[draft] for draft in drafts])
    places = {place for draft in drafts for place in lost_rows(draft)}
    assert places and places == rejected_rows(dirty)
    missing = sum(len(gone) for gone, _ in differences(small_loaded, dirty).values())
    assert missing == len(places)


@pytest.fixture(scope="module")
def extract(council: Connection) -> list[Draft]:
    """The lists of the last Annex A extract that are read, clean."""
    (last,) = drafts_of(council, "annex_a", Span(SPAN.end, 1), SEED)
    return last[:7]


@pytest.fixture(scope="module")
def extract_loaded(extract: list[Draft], tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return loaded(tmp_path_factory.mktemp("extract"), [extract])


def test_annex_a_with_every_quirk_that_loses_no_row_is_the_same(
    extract: list[Draft], extract_loaded: Loaded, tmp_path: Path
) -> None:
    dirty = [dirtied(draft.clean, SEED, ROWS_KEPT) for draft in extract]
    changed = {draft.clean.sheet for draft in dirty if draft.table != draft.clean}
    assert changed == {f"List_{number}" for number in (1, 3, 4, 5, 6, 7)}
    assert differences(extract_loaded, loaded(tmp_path, [dirty])) == {}


def test_annex_a_differs_by_the_children_whose_rows_are_said_to_be_rejected(
    extract: list[Draft], extract_loaded: Loaded, tmp_path: Path
) -> None:
    drafts = [dirtied(draft.clean, SEED) for draft in extract]
    dirty = loaded(tmp_path, [drafts])
    places = {place: row for draft in drafts for place, row in lost_rows(draft).items()}
    assert places and set(places) <= rejected_rows(dirty)
    children = {row[0] for row in places.values()}
    differ = differences(extract_loaded, dirty)
    assert differ and all(
        children & set(row) for rows in differ.values() for each in rows for row in each
    )


def test_a_sample_may_be_dirty(tmp_path: Path) -> None:
    arguments = {"scale": 0.05, "months": MONTHS, "today": TODAY}
    clean = write_sample(tmp_path / "clean", **arguments)
    dirty = write_sample(tmp_path / "dirty", **arguments, formats=("ssd",), dirty=True)
    assert sorted(dirty) == sorted((tmp_path / "dirty").iterdir())
    contents = {path.name: path.read_bytes() for path in dirty}
    for path in clean:
        if not path.name.startswith("ssd_"):
            assert contents[path.name] == path.read_bytes()
    assert {path.stem for path in clean} <= {path.stem for path in dirty}
    assert any(contents.get(path.name) != path.read_bytes() for path in clean)


def test_the_same_seed_gives_the_same_dirt(small: list[Draft]) -> None:
    for draft in small:
        assert dirtied(draft.clean, SEED).table == dirtied(draft.clean, SEED).table
    assert any(dirtied(d.clean, 1).table != dirtied(d.clean, 2).table for d in small)
