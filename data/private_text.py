"""What of a file's own text a message may show, in files that hold children's details.

Columns slip and first rows are left out, so an ID, a name or a date of birth may stand anywhere.
"""

import re

from data.contracts.codes import is_known_label

_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}([T ]\d{1,2}:\d{2}(:\d{2})?)?")
_HARMLESS = re.compile(r"[-+]?[\d.,]{1,4}%?|[A-Za-z?]")
_CODE = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9-]{2,6}|[A-Z]{1,2}|[B-DF-HJ-NP-TV-XZ]{3,4}|\d{1,2}")
_MOST_DIGITS_IN_CODE = 2
_LONGEST_SHOWN = 30
_LONGEST_HEADING = 60
_FIGURES = re.compile(r"^[\s£$+-]*[\d.,/:\s-]+%?$|\d{4,}|\d[/.-]\d")
_HEADING_WORDS = re.compile(
    r"[A-Za-z]_[A-Za-z]|\b(id|number|no|ref|reference|unique|date|dob|start|end|name|forename|surname"
    r"|sex|gender|ethnicity|age|type|code|status|reason|category|source|team|worker|period|year"
    r"|month|quarter|week|total|count|rate|percent|percentage|value|indicator|measure|target"
    r"|area|region|council|authority|la|la_name|description|title|notes?|comments?)\b",
    re.IGNORECASE,
)


def shown(text: str, is_private: bool, is_date: bool = False) -> str:
    """A value that could not be read, as a message may show it.

    A short number or one letter is shown as it is, and a date where a date was wanted
    (``is_date``); anything else in its shape alone (``aaaa 9999``). Private columns (IDs, dates
    of birth) are always shown in shape.
    """
    harmless = _HARMLESS.fullmatch(text) or (is_date and _DATE.fullmatch(text))
    if harmless and not is_private:
        return f"'{text}'"
    return f"of the shape '{shape(text)}'"


def shape(text: str) -> str:
    """Text with a for each letter and 9 for each figure, cut to thirty characters."""
    plain = re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "9", text))
    return plain[:_LONGEST_SHOWN] + ("…" if len(plain) > _LONGEST_SHOWN else "")


def shown_code(text: str) -> str:
    """A value outside a column's codes: as it is where it can be nobody's name or number.

    That is a label or code of any set, or a few capitals: with at most two figures, or without a
    vowel, as no name is.
    """
    figures = sum(character.isdigit() for character in text)
    is_code = _CODE.fullmatch(text) is not None and figures <= _MOST_DIGITS_IN_CODE
    return f"'{text}'" if is_code or is_known_label(text) else f"of the shape '{shape(text)}'"


def headings_to_show(row: list[str | None]) -> list[str]:
    """The cells of a first row, where they can only be headings; none where they may be a record.

    Headings are two at least, none with a date, a figure or a long number in it, and one at
    least with a word that columns are called by.
    """
    cells = [" ".join(cell.split()) for cell in row if cell and cell.strip()]
    if len(cells) < 2 or any(not may_be_heading(cell) for cell in cells):
        return []
    return cells if any(_HEADING_WORDS.search(cell) for cell in cells) else []


def may_be_heading(cell: str) -> bool:
    """Whether a cell is short and has no date, figure or long number in it."""
    return len(cell) <= _LONGEST_HEADING and _FIGURES.search(cell) is None
