"""From which months control limits start anew: noted, standing, withdrawn."""

from datetime import date
from pathlib import Path

import pytest

from data.notes import NotesError
from data.rebases import rebase_notes, save_rebase, standing_rebases, withdraw_rebase

APRIL, JULY = date(2025, 4, 1), date(2025, 7, 1)
WHY = "A second conference chair started in April"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "notes.sqlite"


def standing(file: Path, council: str = "908") -> dict[str, list[date]]:
    found = standing_rebases(rebase_notes(file, council))
    return {slug: [each.first_month for each in rebases] for slug, rebases in found.items()}


def test_without_notes_nothing_is_rebased(file: Path) -> None:
    assert rebase_notes(file, "908") == []
    assert not file.exists()


def test_a_rebase_keeps_its_reason_author_and_time(file: Path) -> None:
    assert save_rebase(file, "908", "re_referrals", APRIL, WHY, "A. Analyst")
    (found,) = rebase_notes(file, "908")
    assert (found.slug, found.first_month, found.reason) == ("re_referrals", APRIL, WHY)
    assert (found.author, found.withdrawn) == ("A. Analyst", False)
    assert found.written_at.utcoffset() is not None


def test_they_stand_by_month_and_once(file: Path) -> None:
    assert save_rebase(file, "908", "re_referrals", JULY, WHY, "A")
    assert save_rebase(file, "908", "re_referrals", APRIL, WHY, "A")
    assert not save_rebase(file, "908", "re_referrals", JULY, "Another reason", "B")
    assert standing(file) == {"re_referrals": [APRIL, JULY]}


def test_one_withdrawn_stands_no_longer_and_leaves_its_history(file: Path) -> None:
    save_rebase(file, "908", "re_referrals", APRIL, WHY, "A")
    (note,) = rebase_notes(file, "908")
    assert withdraw_rebase(file, "908", "re_referrals", note.id, "B")
    assert not withdraw_rebase(file, "908", "re_referrals", note.id, "B")
    assert standing(file) == {}
    assert [(each.withdrawn, each.author) for each in rebase_notes(file, "908")] == [
        (False, "A"),
        (True, "B"),
    ]
    assert save_rebase(file, "908", "re_referrals", APRIL, WHY, "C")
    assert standing(file) == {"re_referrals": [APRIL]}


def test_they_are_of_one_council_and_one_indicator(file: Path) -> None:
    save_rebase(file, "908", "re_referrals", APRIL, WHY, "A")
    (note,) = rebase_notes(file, "908")
    assert standing(file, "938") == {}
    assert not withdraw_rebase(file, "938", "re_referrals", note.id, "B")
    assert not withdraw_rebase(file, "908", "repeat_plans", note.id, "B")
    assert standing(file) == {"re_referrals": [APRIL]}


def test_a_file_that_is_none_is_said_so(file: Path) -> None:
    file.write_bytes(b"not a database, and longer than a header would be" * 40)
    with pytest.raises(NotesError, match=r"notes\.sqlite cannot be used"):
        rebase_notes(file, "908")
