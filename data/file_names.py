"""File names and sheet names as they are shown: they come from anywhere and go everywhere."""

import unicodedata
from pathlib import Path

_UNSHOWABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def shown_name(name: str) -> str:
    """A name fit for JSON, pages and terminals.

    Bytes that are not UTF-8 become replacement characters; line ends, escape codes and marks
    that turn text around are written out, as ``\\n`` or ``\\x1b``.
    """
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(map(_shown_character, readable))


def shown_path(path: Path, root: Path) -> str:
    """A file's name to show: relative to ``root`` where it is inside it."""
    inside = path.is_relative_to(root)
    return shown_name(path.relative_to(root).as_posix() if inside else path.name)


def _shown_character(character: str) -> str:
    if unicodedata.category(character) in _UNSHOWABLE:
        return character.encode("unicode_escape").decode("ascii")
    return character
