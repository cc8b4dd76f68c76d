"""The words of budget monitors, compiled from words.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path

from data.money import plain_text

_UNITS = re.compile(r"£ ?'?(?:0{3}'?s?|m(?:illions?)?|k)?(?![a-z])|'000s?|\b000s\b", re.I)
_YEARS = re.compile(r"\b20\d{2} ?[/-] ?(?:20)?\d{2}\b|\b\d{2}/\d{2}\b|\b20\d{2}\b")
_OTHER = re.compile(r"[^a-z/%]+")


@cache
def _words() -> dict:
    path = Path(__file__).with_suffix(".toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _patterns(section: str, name: str) -> re.Pattern[str]:
    found = _words()[section][name]
    return re.compile("|".join([found] if isinstance(found, str) else found), re.I)


def heading_words(heading: str) -> str:
    """A heading as roles are sought in it: lower case, without units, years and marks."""
    plain = _YEARS.sub(" ", _UNITS.sub(" ", plain_text(heading).casefold()))
    return " ".join(_OTHER.sub(" ", plain.replace("'", "")).split())


@cache
def heading_role(heading: str) -> str | None:
    """The role of a column so headed, as words.toml names them; None where no pattern fits."""
    plain = heading_words(heading)
    return next(
        (role for role in _words()["roles"] if _patterns("roles", role).search(plain)), None
    )


def is_known_by(roles: set[str]) -> bool:
    """Whether columns of these roles make a budget monitor."""
    return all(roles & set(group) for group in _words()["known_by"]["all"])


def is_total(label: str) -> bool:
    """Whether a row so labelled only adds up others."""
    return bool(_patterns("totals", "patterns").search(plain_text(label)))


def is_grand(label: str) -> bool:
    """Whether it adds up all of them."""
    return bool(_patterns("totals", "grand").search(plain_text(label)))


def is_part(label: str) -> bool:
    """Whether a row is a part of the row above it, said again."""
    return bool(_patterns("totals", "part").search(plain_text(label)))


def nature_of(label: str) -> str | None:
    """expenditure, income or net where that is all that a label says."""
    plain = plain_text(label).rstrip(":")
    return next((n for n in _words()["natures"] if _patterns("natures", n).search(plain)), None)


def declared_signs(text: str) -> set[int]:
    """1 where a text says that an overspend is positive, -1 where negative."""
    plain = plain_text(text)
    signs = {"positive": 1, "negative": -1}
    return {sign for name, sign in signs.items() if _patterns("signs", name).search(plain)}
