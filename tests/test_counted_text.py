"""Messages count one thing in the singular."""

import pytest

from data.counted_text import counted


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, ("row",), "0 rows"),
        (1, ("row",), "1 row"),
        (1204, ("row",), "1,204 rows"),
        (1, ("person has", "people have"), "1 person has"),
        (3, ("person has", "people have"), "3 people have"),
    ],
)
def test_one_thing_is_singular(number: int, words: tuple[str, ...], said: str) -> None:
    assert counted(number, *words) == said
