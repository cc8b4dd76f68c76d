"""A row's label with its shorthand written out: ``CLA rate per 10k`` and what it stands for."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("shorthand.toml")


@lru_cache(maxsize=10_000)
def plain_label(label: str) -> str:
    """A label on one line, its shorthand written out, without footnote marks.

    ``% re-refs in 12m*`` gives ``% re-referrals in 12 months``. shorthand.toml is the table.
    """
    words, pattern = _words()
    plain = pattern.sub(lambda found: words[found[0].casefold()], clean_label(label))
    for written, stands_for in _patterns():
        plain = written.sub(stands_for, plain)
    return clean_label(plain)


def clean_label(label: str) -> str:
    """A label on one line, with plain quotes and without footnote marks."""
    plain = label.replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    return re.sub(r"[\s*†‡]+", " ", plain).strip()


@cache
def _table() -> dict:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _words() -> tuple[dict[str, str], re.Pattern[str]]:
    """What each shorthand stands for, and one pattern of them all, the longest first."""
    words = {
        written.casefold(): stands_for
        for stands_for, ways in _table()["words"].items()
        for written in ways
    }
    longest_first = sorted(words, key=len, reverse=True)
    any_of = "|".join(re.escape(written) for written in longest_first)
    return words, re.compile(rf"(?<![\w£.&])(?:{any_of})(?![\w&])", re.I)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(each["written"], re.I), each["words"]) for each in _table()["pattern"])
