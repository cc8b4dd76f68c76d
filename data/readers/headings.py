"""Headings as they are compared, and those that each case table's contract knows."""

import unicodedata
from functools import lru_cache

from data.contracts import CaseTable
from data.file_names import shown_name
from data.private_text import may_be_heading

_QUOTES = str.maketrans("‘’“”", "''\"\"")
_MOST_NAMED = 8
_SHOWS_NOTHING = "Cf"
"""The class of characters that take no room or turn text round: pasted headings hold them."""


@lru_cache(maxsize=20_000)
def normalised(heading: str) -> str:
    """A heading as it is compared: one kind of quotes and spaces, no case, no closing ? or )."""
    plain = unicodedata.normalize("NFKC", heading).translate(_QUOTES)
    seen = "".join(c for c in plain if unicodedata.category(c) != _SHOWS_NOTHING)
    return "_".join(seen.strip(" ?)").split()).casefold()


def contract_names(table: CaseTable) -> dict[str, str]:
    """Every heading that the contract knows, normalised → the contract's name."""
    names = {name.casefold(): name for name in table.fields}
    for name, column in table.fields.items():
        names |= {normalised(other): name for other in column.synonyms}
    return names


def some_headings(headings: list[str]) -> str:
    """The first few of them, as far as they can only be headings, and how many more."""
    plain = [shown_name(" ".join(each.split())) for each in headings]
    named = [each for each in plain if may_be_heading(each)][:_MOST_NAMED]
    more = len(headings) - len(named)
    return ", ".join([*named, *([f"{more} more" if named else str(more)] if more else [])])
