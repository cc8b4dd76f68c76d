"""Where a sheet's cells are and of what kind, from its XML, a few megabytes at a time.

Only for XML as spreadsheet programs write it: every cell says its own place (``<c r="A1"``), has
no attributes but a style and a type, and nothing stands between its tag and its first part. Where
anything else is found ``cell_places`` gives None, and the caller reads the XML in its slower way.
"""

import re
from dataclasses import dataclass

import numpy as np

EMPTY, TEXT, NUMBER, OTHER = 0, 1, 2, 3
"""The kinds of cell: without a value; text; a number or a date; a truth, an error or the like."""
KINDS = 4

_BEYOND = bytes(32)
_MOST_LETTERS = 3
_LETTERS, _BEFORE_A = 26, ord("A") - 1
_LONGEST_VALUE = len("inlineStr")
_ODD_TAG = re.compile(rb"(?:[^<>\s/]{0,20}:(?:c|row)|c)(?:[\s/>]|$)")
_MOST_ODD_TAGS = 20_000


def _number(letters: bytes) -> int:
    return int.from_bytes(letters, "little")


_CELL, _PLACE, _STYLE, _TYPE = map(_number, (b"c ", b' r="', b' s="', b' t="'))
_ROW, _BARE_ROW, _INLINE = map(_number, (b"row ", b"row>", b"is>"))
_ZEROS, _NINE_TO_TOP_BIT, _TOP_BITS = (
    np.uint64(int.from_bytes(bytes([each] * 8), "little")) for each in (ord("0"), 0x80 - 10, 0x80)
)
_FORMULAS = [_number(b"f" + end) for end in (b" ", b">", b"/")]
# The first two bytes of tags that can be neither a cell nor a row under another name.
_KNOWN = np.zeros(1 << 16, bool)
_KNOWN[[_number(name + end) for name in (b"v", b"f", b"t", b"r") for end in (b" ", b">", b"/")]] = 1
_KNOWN[np.arange(1 << 16) & 0xFF == ord("/")] = True
_KNOWN[_CELL] = True
_KIND = {b's"': TEXT, b"st": TEXT, b"in": TEXT, b'n"': NUMBER, b'b"': OTHER, b'e"': OTHER}
_KIND_OF = np.full(1 << 16, -1, np.int8)
_KIND_OF[[_number(each) for each in _KIND]] = list(_KIND.values())


@dataclass(frozen=True)
class CellPlaces:
    """Cells in the order of the XML: ``row`` and ``column`` from 1, ``kind`` as above.

    ``tag`` is where each one's tag begins in the bytes.
    """

    row: np.ndarray
    column: np.ndarray
    kind: np.ndarray
    tag: np.ndarray
    has_formulas: bool


class _Unplain(Exception):
    """The XML is not written as spreadsheet programs write it."""


def cell_places(xml: bytes) -> CellPlaces | None:
    """The cells in whole rows of XML, or None where they are not plain."""
    try:
        return _places(np.frombuffer(xml + _BEYOND, np.uint8), len(xml))
    except _Unplain:
        return None


def _places(text: np.ndarray, size: int) -> CellPlaces:
    tags = np.flatnonzero(text[:size] == ord("<"))
    starts = _words(text, np.uint16)[tags + 1]
    _refuse_odd(text, tags, starts)
    cells = np.flatnonzero(starts == _CELL)
    tag, following = tags[cells], np.append(tags, size)[cells + 1]
    _must((text[following - 1] == ord(">")) & (_words(text, np.uint32)[tag + 2] == _PLACE))
    column, place = _column(text, tag + 6)
    row, place = _row(text, place)
    kind = _kind(text, place)
    kind[text[following - 2] == ord("/")] = EMPTY
    return CellPlaces(row, column, kind, tag, _has_formulas(starts))


def _has_formulas(starts: np.ndarray) -> bool:
    return any((starts == each).any() for each in _FORMULAS)


def _words(text: np.ndarray, kind: type) -> np.ndarray:
    """What stands from each byte on, as one little-endian number of that kind."""
    width = np.dtype(kind).itemsize
    first = np.frombuffer(text, kind, 1)
    return np.lib.stride_tricks.as_strided(first, (len(text) - width + 1,), (1,))


def _must(holds: np.ndarray) -> None:
    if not holds.all():
        raise _Unplain


def _refuse_odd(text: np.ndarray, tags: np.ndarray, starts: np.ndarray) -> None:
    """No cell or row may hide behind a name space (``<x:c``), or a cell behind ``<c>``."""
    others = tags[~_KNOWN[starts]]
    words = _words(text, np.uint32)[others + 1]
    known = (words == _ROW) | (words == _BARE_ROW) | ((words & 0xFFFFFF) == _INLINE)
    odd = others[~known]
    if len(odd) > _MOST_ODD_TAGS:
        raise _Unplain
    if any(_ODD_TAG.match(text[at + 1 : at + 32].tobytes()) for at in odd):
        raise _Unplain


def _column(text: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A column's number from its letters at those places, and where they end."""
    column = text[at].astype(np.int32) - _BEFORE_A
    _must((column > 0) & (column <= _LETTERS))
    at = at + 1
    going = np.arange(len(at))
    for _ in range(_MOST_LETTERS - 1):
        letter = text[at[going]].astype(np.int32) - _BEFORE_A
        more = letter > 0
        going, letter = going[more], letter[more]
        _must(letter <= _LETTERS)
        column[going] = column[going] * _LETTERS + letter
        at[going] += 1
    return column, at


def _row(text: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A row's number from its figures at those places, and what follows their closing quote.

    Eight bytes at once: how many of them are figures, then those figures added up in pairs, in
    fours and in eights.
    """
    figures = _words(text, np.uint64)[at] ^ _ZEROS
    beyond = (figures + _NINE_TO_TOP_BIT) & _TOP_BITS
    many = np.bitwise_count((beyond & -beyond) - np.uint64(1)) // np.uint8(8)
    _must((figures & np.uint64(0xFF) > 0) & (many > 0) & (many < 8))
    at = at + many
    _must(text[at] == ord('"'))
    number = figures << (np.uint64(8) * (np.uint64(8) - many))
    number = ((number * np.uint64(10 << 8 | 1)) >> np.uint64(8)) & np.uint64(0x00FF00FF00FF00FF)
    number = ((number * np.uint64(100 << 16 | 1)) >> np.uint64(16)) & np.uint64(0x0000FFFF0000FFFF)
    number = (number * np.uint64(10_000 << 32 | 1)) >> np.uint64(32)
    return number.astype(np.int64), at + 1


def _kind(text: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Each cell's kind from its attributes at those places: a style and a type, or either."""
    kind = np.full(len(at), NUMBER, np.int8)
    attribute = _words(text, np.uint32)[at]
    styled = attribute == _STYLE
    at, attribute = _past_value(text, at, attribute, styled)
    typed = attribute == _TYPE
    kind[typed] = _KIND_OF[_words(text, np.uint16)[at[typed] + 4]]
    _must(kind >= 0)
    at, attribute = _past_value(text, at, attribute, typed)
    at, attribute = _past_value(text, at, attribute, (attribute == _STYLE) & ~styled)
    closing = attribute & 0xFF
    _must((closing == ord(">")) | (closing == ord("/")))
    return kind


def _past_value(
    text: np.ndarray, at: np.ndarray, attribute: np.ndarray, which: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The places, and the four bytes there, after the attribute that ``which`` of them stand at."""
    moved = np.flatnonzero(which)
    end = at[moved] + 4
    going = np.arange(len(end))
    for _ in range(_LONGEST_VALUE):
        going = going[text[end[going]] != ord('"')]
        if not len(going):
            break
        end[going] += 1
    _must(text[end] == ord('"'))
    at, attribute = at.copy(), attribute.copy()
    at[moved] = end + 1
    attribute[moved] = _words(text, np.uint32)[end + 1]
    return at, attribute
