"""Code sets: a cell's code however it is written, and the years in which a code stands."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

CODES_FILE = Path(__file__).parent / "codes.toml"
_LETTER_PREFIX = re.compile(r"^[a-z]{1,2}\d?\)\s*", re.IGNORECASE)
_AFTER_CODE = re.compile(r"\s*:|\s+[-–—]\s*|\s*[–—]\s+|\s*-\s+")


@dataclass(frozen=True)
class Code:
    """``first`` and ``last``: the years ending 31 March in which the code may begin."""

    code: str
    labels: tuple[str, ...]
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class CodeSet:
    """The codes of one field; ``resolve`` finds one behind what a cell says."""

    name: str
    codes: tuple[Code, ...]
    _known: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known: dict[str, str] = {}
        for each in self.codes:
            for label in each.labels:
                known.setdefault(compared(label), each.code)
        known |= {compared(each.code): each.code for each in self.codes}
        object.__setattr__(self, "_known", known)

    def resolve(self, text: str) -> str | None:
        """The code in ``text``: after a list letter (``a) ``), before ``:`` or `` - ``, or by
        its label; None where the set has none."""
        whole = compared(text)
        bare = _LETTER_PREFIX.sub("", whole)
        for candidate in (whole, bare, *_AFTER_CODE.split(bare, maxsplit=1)):
            if found := self._known.get(candidate.strip()):
                return found
        return None


@cache
def code_sets() -> dict[str, CodeSet]:
    """Every set of codes.toml by name.

    A code is given as its labels (text, or a list of them, the first being the one to show), or
    as a table with ``labels``, ``first`` and ``last``.
    """
    content = tomllib.loads(CODES_FILE.read_text(encoding="utf-8"))
    return {
        name: CodeSet(name, tuple(_code(code, given) for code, given in codes.items()))
        for name, codes in content.items()
    }


def is_known_label(text: str) -> bool:
    """Whether text is a code or a label of any set."""
    return compared(text) in _all_labels()


@cache
def _all_labels() -> frozenset[str]:
    return frozenset(
        compared(label)
        for each in code_sets().values()
        for code in each.codes
        for label in (code.code, *code.labels)
    )


def _code(code: str, given: str | list[str] | dict) -> Code:
    if isinstance(given, dict):
        return Code(code, tuple(given["labels"]), given.get("first"), given.get("last"))
    return Code(code, (given,) if isinstance(given, str) else tuple(given))


def compared(text: str) -> str:
    """Text as it is compared: one kind of quotes and spaces, no case, no closing full stop."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    return " ".join(plain.split()).casefold().rstrip(".")
