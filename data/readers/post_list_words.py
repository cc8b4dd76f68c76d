"""What the words of a post list mean: titles, contract types, reasons for leaving and absences.

The words are data: post_list.toml.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["role", "employment_type", "moved_within", "not_sickness"]


@dataclass(frozen=True)
class Meaning:
    """One entry of post_list.toml; ``social_work`` is None but for roles."""

    name: str
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    social_work: bool | None

    def fits(self, text: str) -> bool:
        """Whether the text is of this meaning."""
        if self.unless and self.unless.search(text):
            return False
        return any(pattern.search(text) for pattern in self.patterns)


def meaning(kind: Kind, text: str) -> Meaning | None:
    """The first entry of its kind that fits the text, or None."""
    plain = " ".join(text.replace("’", "'").split())
    return next((each for each in _meanings()[kind] if each.fits(plain)), None)


@cache
def _meanings() -> dict[str, tuple[Meaning, ...]]:
    written = tomllib.loads(Path(__file__).with_name("post_list.toml").read_text(encoding="utf-8"))
    return {kind: tuple(_meaning(**each) for each in entries) for kind, entries in written.items()}


def _meaning(
    name: str, patterns: list[str], unless: str | None = None, social_work: bool | None = None
) -> Meaning:
    compiled = tuple(re.compile(each, re.IGNORECASE) for each in patterns)
    return Meaning(
        name, compiled, re.compile(unless, re.IGNORECASE) if unless else None, social_work
    )
