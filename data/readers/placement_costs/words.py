"""The words of files of placement costs, compiled from words.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path

from data.money import plain_text
from data.readers.budget_monitor.words import heading_words


@cache
def _words() -> dict:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


def _fits(patterns: list[str], text: str) -> bool:
    return _compiled(tuple(patterns)).search(text) is not None


@cache
def column_role(heading: str) -> str | None:
    """The role of a column so headed, as words.toml names them; None where no pattern fits."""
    plain = heading_words(heading)
    roles = _words()["roles"]
    return next((role for role, patterns in roles.items() if _fits(patterns, plain)), None)


@cache
def placement_kind(written: str, provider_type: str = "") -> str:
    """The kind of placement that a type means; as it is written where no kind is known.

    ``provider_type`` tells whose a foster or residential placement is where the type does not.
    """
    plain = plain_text(written)
    for kind, patterns in _words()["kinds"].items():
        if _fits(patterns, plain):
            return kind
    whose = _words()["by_provider"]
    owner = next((o for o in ("own", "other") if _fits(whose[o], plain_text(provider_type))), None)
    for group in ("fostering", "residential"):
        if owner and _fits(whose[group]["patterns"], plain):
            return whose[group][owner]
    return plain
