"""The elements of an XML file, one after another, under limits: never the whole in memory.

A document type (DOCTYPE) is refused as soon as it begins. Without one no entity can be declared,
so none can fill the memory, and nothing outside the file can be called in.
"""

from pathlib import Path
from typing import Protocol
from xml.parsers import expat
from xml.parsers.expat import errors

from data.sources.table import UnreadableFile

MOST_XML_BYTES = 300 << 20
"""A file of more is refused: a large council's return has a tenth of it."""
MOST_TEXT = 100_000
_MOST_DEPTH = 40
_MOST_NAMES = 1_000
_MOST_TAG_BYTES = 1 << 20
_PIECE = 1 << 16
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CUT_SHORT = {
    errors.XML_ERROR_NO_ELEMENTS,
    errors.XML_ERROR_UNCLOSED_TOKEN,
    errors.XML_ERROR_PARTIAL_CHAR,
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
}
_ENCODINGS = {errors.XML_ERROR_UNKNOWN_ENCODING, errors.XML_ERROR_INCORRECT_ENCODING}
_NOT_AN_EXPORT = "No return is written so, and nothing of it was read. Export it again."


class HtmlType(Exception):
    """The document type of a web page."""


class ElementHandler(Protocol):
    """What is told of each element; names come without their prefix. Reading goes on until
    ``is_done``."""

    is_done: bool

    def start(self, name: str) -> None: ...

    def end(self, name: str, text: str | None) -> None:
        """``text``: what an element without others inside it holds, trimmed."""


def read_elements(path: Path, handler: ElementHandler) -> None:
    """Tell ``handler`` the file's elements.

    Raises UnreadableFile where the file is too large, cut short, not in the encoding that it
    names, or like no export; HtmlType at a web page's document type.
    """
    if (size := path.stat().st_size) > MOST_XML_BYTES:
        raise UnreadableFile(
            "too_large",
            f"This XML file has {size / 2**20:,.0f} MB; at most {MOST_XML_BYTES >> 20} MB is "
            "read. Export it as CSV, a file a table.",
        )
    with path.open("rb") as content:
        marked = content.read(2) in _UTF16_MARKS
        content.seek(0)
        reading = _Reading(handler, "utf-16" if marked else None)
        try:
            while not handler.is_done and (piece := content.read(_PIECE)):
                reading.take(piece)
            if not handler.is_done:
                reading.take(b"", is_last=True)
        except expat.ExpatError as fault:
            raise _told(path, fault) from None
        except (LookupError, ValueError):  # an encoding that Python has not, or not for XML
            raise _wrong_encoding() from None


class _Reading:
    """One file's parser, and the element that it is in."""

    def __init__(self, handler: ElementHandler, encoding: str | None) -> None:
        self._handler = handler
        self._taken = 0
        self._names: set[str] = set()
        self._texts: list[list[str] | None] = []  # of each open element; None: it has others in it
        self._length = 0
        self._parser = expat.ParserCreate(encoding)
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_type
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._text
        self._parser.EndElementHandler = self._end

    def take(self, piece: bytes, is_last: bool = False) -> None:
        self._parser.Parse(piece, is_last)
        self._taken += len(piece)
        # A tag or comment that never closes would be looked through again with every piece.
        if self._taken - self._parser.CurrentByteIndex > _MOST_TAG_BYTES and not is_last:
            raise UnreadableFile(
                "damaged_xml", f"A tag or remark in this XML file never closes. {_NOT_AN_EXPORT}"
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name not in self._names or attributes:
            self._names.update((name, *attributes))
        if len(self._texts) >= _MOST_DEPTH or len(self._names) > _MOST_NAMES:
            raise UnreadableFile(
                "unlike_a_return",
                f"This XML file has elements inside one another more than {_MOST_DEPTH} deep, or "
                f"more than {_MOST_NAMES:,} kinds of them. {_NOT_AN_EXPORT}",
            )
        if self._texts:
            self._texts[-1] = None
        self._texts.append([])
        self._length = 0
        self._handler.start(name.rpartition(":")[2])

    def _text(self, text: str) -> None:
        if self._texts[-1] is None:
            return
        self._length += len(text)
        refuse_long(self._length)
        self._texts[-1].append(text)

    def _end(self, name: str) -> None:
        texts = self._texts.pop()
        text = "".join(texts).strip() if texts else ""
        self._handler.end(name.rpartition(":")[2], text or None)


def refuse_long(length: int) -> None:
    """Raise UnreadableFile where a value has more characters than any of a return."""
    if length > MOST_TEXT:
        raise UnreadableFile(
            "unlike_a_return",
            f"A value in this XML file has more than {MOST_TEXT:,} characters. {_NOT_AN_EXPORT}",
        )


def _refuse_type(name: str, *ids: object) -> None:
    if name.casefold() == "html":
        raise HtmlType
    raise UnreadableFile(
        "document_type",
        "This XML file declares a document type (DOCTYPE), which can call in what is not in the "
        f"file. {_NOT_AN_EXPORT}",
    )


def _told(path: Path, fault: expat.ExpatError) -> UnreadableFile:
    said = expat.ErrorString(fault.code)
    if said in _CUT_SHORT:
        return UnreadableFile(
            "truncated_xml",
            "This XML file is cut short: it ends before what it opens is closed. Copy or export "
            "it again.",
        )
    if said in _ENCODINGS or (said == errors.XML_ERROR_INVALID_TOKEN and not _is_utf8(path)):
        return _wrong_encoding()
    return UnreadableFile(
        "damaged_xml",
        f"This XML file cannot be read from line {fault.lineno:,} on: what stands there is no "
        "XML. Export it again.",
    )


def _wrong_encoding() -> UnreadableFile:
    return UnreadableFile(
        "wrong_encoding",
        "This XML file is not in the encoding that its first line names (UTF-8 where it names "
        "none). Export it again as UTF-8.",
    )


def _is_utf8(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as text:
            while text.read(_PIECE):
                pass
    except UnicodeDecodeError:
        return False
    return True
