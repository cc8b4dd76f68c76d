"""What of a file's own text a message may show, in files that hold children's details.

Columns slip and first rows are left out, so an ID, a name or a date of birth may stand anywhere.
"""

import re

from data.contracts.codes import is_known_label
from data.file_names import shown_name

_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}([T ]\d{1,2}:\d{2}(:\d{2})?)?")
_HARMLESS = re.compile(r"[-+]?[\d.,]{1,4}%?|[A-Za-z?]")
_CODE = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9-]{2,6}|[A-Z]{1,2}|[B-DF-HJ-NP-TV-XZ]{3,4}|\d{1,2}")
_MOST_DIGITS_IN_CODE = 2
FEWEST_TO_NAME = 5
"""Fewer rows than this may share a value that is one child's."""
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
    return f"'{text}'" if _is_code(text) else f"of the shape '{shape(text)}'"


def may_show_code(text: str, rows: int) -> bool:
    """Whether a page may show a code column's text to whoever may not open cases: it can only be a
    code, or so many rows share it that it is no one child's."""
    return rows >= FEWEST_TO_NAME or _is_code(text)


def _is_code(text: str) -> bool:
    figures = sum(character.isdigit() for character in text)
    is_code = _CODE.fullmatch(text) is not None and figures <= _MOST_DIGITS_IN_CODE
    return is_code or is_known_label(text)


def headings_to_show(row: list[str | None]) -> list[str]:
    """The cells of a first row, where they can only be headings; none where they may be a record.

    Headings are two at least, none with a date, a figure or a long number in it, and one at
    least with a word that columns are called by.
    """
    cells = [shown_name(" ".join(cell.split())) for cell in row if cell and cell.strip()]
    if len(cells) < 2 or any(not may_be_heading(cell) for cell in cells):
        return []
    return cells if any(_HEADING_WORDS.search(cell) for cell in cells) else []


def may_be_heading(cell: str) -> bool:
    """Whether a cell is short and has no date, figure or long number in it."""
    return len(cell) <= _LONGEST_HEADING and _FIGURES.search(cell) is None


# What people type into a cell in place of a figure, or around one.
_CELL_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        tbc tbd tba n a na nil none not no available applicable known yet to be confirmed
        pending awaited data see note per of and by or than less more higher lower above below
        under over equal between top bottom half quartile second third set being baseline
        currently new review reviewed post target england sn statistical neighbours neighbour
        all las zero k m bn pm ytd q days weeks months years day week month year about around up
        down range average rate actual january february march april may june july august
        september october november december jan feb mar apr jun jul aug sept sep oct nov dec
        """,
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_LONG_NUMBER = re.compile(r"\d{5,}")


def quoted(text: str) -> str:
    """A workbook's cell in quotation marks, where it can be no child's details; else its shape.

    Shown are figures, signs and the words that stand in place of a figure (tbc, n/a, 37 or less).
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    private = (
        any(word not in _CELL_WORDS for word in words)
        or _LONG_NUMBER.search(text.replace(",", ""))
        or _DATE.search(text)
    )
    return f"text of the shape ‘{shape(text)}’" if private else f"‘{text}’"


def quoted_label(text: str) -> str:
    """A row's label in quotation marks; its shape where a date or long number stands in it."""
    private = _LONG_NUMBER.search(text) or re.search(r"\d[/.-]\d{1,2}[/.-]\d", text)
    return f"A label of the shape ‘{shape(text)}’" if private else f"‘{text}’"
