"""POST /indicator/<slug>/rebase: an editor starts control limits anew from a month, or takes that
back."""

from dataclasses import replace
from urllib.parse import quote

from flask import Blueprint, Response, request

from data.notes import NotesError
from data.rebases import save_rebase, withdraw_rebase
from data.settings import SettingsError
from pages.access import NotAllowed, refuse_unless_editor
from pages.control_panel import control_address
from pages.form_answers import back_to, refusal
from pages.opened_state import opened_state
from pages.view_state import view_state
from queries.catalogue import catalogue
from queries.store import NoGeneration, Store, current_store
from queries.trends.comparable import get_comparable_trends
from queries.trends.rebasing import BadRebase, checked_rebase, rebase_months
from queries.trends.view import BadView, View

routes = Blueprint("rebase_forms", __name__)
SECTION = "control"
# There is no login yet, so whoever takes one back is known by the role alone.
EDITOR = "editor"


@routes.post("/indicator/<slug>/rebase")
def rebase(slug: str) -> Response:
    """Save or withdraw; then back to the control chart.

    400 for what no page offers or for a reason that is none, 403 without the role, 404 for an
    indicator that does not exist.
    """
    page = f"/indicator/{quote(slug)}"
    if slug not in catalogue():
        return refusal(404, "There is no such indicator.", "/", "the overview")
    try:
        refuse_unless_editor()
        store = current_store()
        member = opened_state(request.args).member
        view = view_state(request.args).view
        if withdrawn := request.form.get("withdraw"):
            _withdraw(store, slug, withdrawn)
        else:
            _save(store, slug, replace(view, member=member or None))
        return back_to(control_address(slug, view, member), SECTION)
    except (BadRebase, BadView) as fault:
        return refusal(400, str(fault), page, "the indicator")
    except NotAllowed as fault:
        return refusal(403, str(fault), page, "the indicator")
    except (NoGeneration, SettingsError, NotesError) as fault:
        return refusal(503, str(fault), page, "the indicator")


def _save(store: Store, slug: str, view: View) -> None:
    trend = get_comparable_trends(store, [slug], view)[0]
    allowed = rebase_months(trend.control, store.settings.control_charts.shift)
    # Sent twice it is no fault: the limits start there already.
    allowed += tuple(each.first_month for each in store.rebases.get(slug, ()))
    asked = [request.form.get(name, "") for name in ("month", "reason", "author")]
    month, reason, author = checked_rebase(*asked, allowed)
    save_rebase(store.home.notes_file, store.notes_council, slug, month, reason, author)


def _withdraw(store: Store, slug: str, note: str) -> None:
    if not (note.isascii() and note.isdecimal() and len(note) < 16):
        raise BadRebase("That is no new start of limits that can be withdrawn.")
    withdraw_rebase(store.home.notes_file, store.notes_council, slug, int(note), EDITOR)
