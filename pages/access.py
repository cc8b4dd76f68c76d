"""Who may do what: the one place that pages, callbacks and downloads ask.

There is no login yet, and Waymark answers on this machine's own address alone (pages/guard.py), so
whoever reaches it is the person who put the exports there and has every role.
"""

from typing import Literal

Role = Literal["viewer", "presenter", "analyst", "editor"]

_HERE: frozenset[Role] = frozenset(("viewer", "presenter", "analyst", "editor"))


class NotAllowed(Exception):
    """The person's roles do not allow it; the message says which role does."""


def roles() -> frozenset[Role]:
    """The roles of whoever makes this request."""
    return _HERE


def may_open_cases() -> bool:
    """Whether case rows may be shown: the role of analyst."""
    return "analyst" in roles()


def refuse_unless_analyst() -> None:
    """Raises NotAllowed where case rows may not be shown."""
    if not may_open_cases():
        raise NotAllowed("Opening cases needs the role of analyst.")


def may_map_codes() -> bool:
    """Whether a council's spellings may be given a meaning: the role of editor."""
    return "editor" in roles()


def may_refresh() -> bool:
    """Whether a refresh may be started: the role of editor."""
    return "editor" in roles()


def may_rebase() -> bool:
    """Whether control limits may be started anew: the role of editor."""
    return "editor" in roles()


def refuse_unless_editor() -> None:
    """Raises NotAllowed where nothing may be written."""
    if "editor" not in roles():
        raise NotAllowed("To change anything here needs the role of editor.")
