"""POST /data-quality/codes: an editor says what a spelling means, or takes back what was said."""

from collections.abc import Iterator

from flask import Blueprint, Response, request

from data.code_mapping import Meaning, is_code, save_meanings, withdraw_meaning
from data.notes import NotesError
from data.settings import SettingsError
from pages.access import NotAllowed, may_open_cases, refuse_unless_editor
from pages.form_answers import back, refusal
from queries.code_spellings import BLANK, Unmapped, get_unmapped, may_be_blank
from queries.store import NoGeneration, Store, current_store

routes = Blueprint("code_forms", __name__)
SECTION = "codes"
# There is no login yet, so whoever writes is known by the role alone.
EDITOR = "editor"
_FIELD = "meaning-"


class _Refused(Exception):
    """A form that cannot be taken as it is; ``status`` is HTTP's."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@routes.post("/data-quality/codes")
def save_codes() -> Response:
    """Save each meaning chosen, or withdraw one; then back to the section.

    400 for what no page offers, 403 without the role, 409 for a page of figures no longer shown.
    """
    try:
        refuse_unless_editor()
        store = current_store()
        if withdrawn := request.form.get("withdraw"):
            _withdraw(store, withdrawn)
            return back(SECTION)
        meanings = list(_meanings(get_unmapped(store)))
        if meanings:
            save_meanings(store.home.notes_file, store.notes_council, meanings, EDITOR)
        return back(SECTION, said="" if meanings else "nothing")
    except _Refused as fault:
        return refusal(fault.status, str(fault))
    except NotAllowed as fault:
        return refusal(403, str(fault))
    except (NoGeneration, SettingsError, NotesError) as fault:
        return refusal(503, str(fault))


def _meanings(unmapped: tuple[Unmapped, ...]) -> Iterator[Meaning]:
    known = {each.token: each for each in unmapped}
    for name, chosen in request.form.items():
        if not name.startswith(_FIELD) or not chosen:
            continue
        each = known.get(name.removeprefix(_FIELD))
        if each is None:
            raise _Refused(409, "The figures have changed since the page was opened: open it anew.")
        if not (each.may_show or may_open_cases()):
            raise NotAllowed("To map what may be a child's name needs the role of analyst too.")
        yield Meaning(each.code_set, each.text, _code(each.code_set, chosen))


def _code(code_set: str, chosen: str) -> str | None:
    if chosen == BLANK and may_be_blank(code_set):
        return None
    if not is_code(code_set, chosen):
        raise _Refused(400, "One of the meanings chosen is no code of its set.")
    return chosen


def _withdraw(store: Store, note: str) -> None:
    if not (note.isascii() and note.isdecimal() and len(note) < 16):
        raise _Refused(400, "That is no mapping that can be withdrawn.")
    withdraw_meaning(store.home.notes_file, store.notes_council, int(note), EDITOR)
