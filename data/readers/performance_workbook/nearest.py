"""The indicators' titles nearest to a label that names none, for the message about it."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from data.readers.performance_workbook.shorthand import plain_label
from data.vocabulary import Vocabulary

_LEAST_LIKENESS = 0.45
_COMMON = re.compile(
    r"an?|and|at|by|child(ren)?('s)?|for|from|i[ns]|its|o[nfr]|per|rate|the|to|who|with(in)?"
    r"|number|total|percentage|months?|years?|end|%|12"
)


def nearest_titles(label: str, vocabulary: Vocabulary, most: int = 2) -> list[str]:
    """Up to ``most`` titles like the label, the likest first; none where nothing is like it."""
    likeness = [(_likeness(label, term.title), term.title) for term in vocabulary.terms]
    likely = sorted((each for each in likeness if each[0] >= _LEAST_LIKENESS), reverse=True)
    return [title for _, title in likely[:most]]


def _likeness(label: str, title: str) -> float:
    """From 0 to 1: half the words in common that tell something, half the letters in order."""
    one, other = plain_label(label).casefold(), plain_label(title).casefold()
    ours, theirs = _telling(one), _telling(other)
    words = 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))
    if words < _LEAST_LIKENESS / 2:
        return 0.0
    return (words + SequenceMatcher(None, one, other, autojunk=False).ratio()) / 2


@lru_cache(maxsize=10_000)
def _telling(text: str) -> frozenset[str]:
    """The words that tell one indicator from another, by their first letters: no endings."""
    words = re.findall(r"[\w%'-]+", text)
    return frozenset(word[:7].rstrip("s") for word in words if not _COMMON.fullmatch(word))
