"""Figures in words."""

import pytest

from queries.trends.wording import money_text, rank_words, sided_text


@pytest.mark.parametrize(
    ("rank", "of", "better", "said"),
    [
        (1, 11, "higher", "best of 11"),
        (3, 11, "lower", "3rd of 11"),
        (11, 11, "lower", "worst of 11"),
        (1, 11, "neither", "highest of 11"),
        (2, 11, "neither", "2nd highest of 11"),
        (11, 11, "neither", "lowest of 11"),
    ],
)
def test_a_rank_says_which_end_it_counts_from(rank: int, of: int, better: str, said: str) -> None:
    assert rank_words(rank, of, better) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(1_030_000, "£1.03m over budget"), (-86_000, "£86k under budget"), (-0.4, "£0")],
)
def test_each_side_of_zero_has_its_words(value: float, said: str) -> None:
    assert sided_text(value, "pounds", 0, ("over budget", "under budget")) == said


@pytest.mark.parametrize(
    ("value", "said", "exactly"),
    [
        (0, "£0", "£0"),
        (7_425, "£7,425", "£7,425"),
        (19_999, "£19,999", "£19,999"),
        (31_200, "£31.2k", "£31,200"),
        (-86_000, "−£86k", "−£86,000"),
        (99_960, "£100k", "£99,960"),
        (880_620, "£881k", "£880,620"),
        (999_499, "£999k", "£999,499"),
        (999_500, "£1.00m", "£1.00m"),
        (73_080_000, "£73.08m", "£73.08m"),
    ],
)
def test_money_is_said_by_its_magnitude(value: float, said: str, exactly: str) -> None:
    assert money_text(value) == said
    assert money_text(value, exact=True) == exactly
