"""A filter's redraw: the page's new content goes to the browser to be laid over what is shown.

Dash would take the whole page away and build it anew, charts and all. Where only the query of an
address has changed, the content goes to a store beside the page instead, and
assets/waymark/redraw.js changes what differs.
"""

import functools
import itertools
from collections.abc import Callable
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, dcc
from dash.exceptions import MissingCallbackContextException

from pages.written import written_page

STORE, SEARCH = "redraw", "_pages_location.search"
_count = itertools.count()


def redraw_store() -> dcc.Store:
    """Where the new content arrives."""
    return dcc.Store(id=STORE)


def register(app: dash.Dash) -> None:
    """Lead every page's redraw through the store. Pages must be registered before."""
    for page in dash.page_registry.values():
        if not hasattr(page["layout"], "as_page"):  # Dash may keep the pages of an app before
            page["layout"] = sent(page["module"], page["layout"])
    app.clientside_callback(
        ClientsideFunction("waymark", "redraw"),
        Output("_pages_content", "children", allow_duplicate=True),
        Input(STORE, "data"),
        prevent_initial_call=True,
    )


def sent(name: str, layout: Callable[..., Any]) -> Callable[..., Any]:
    """A page's layout as a callback sends it: written, and to the store where it is a redraw.

    Asked for by anything but a browser, it gives the page's components.
    """

    @functools.wraps(layout)
    def page(**asked: Any) -> Any:
        changed = _changed()
        if changed is None:
            return layout(**asked)
        content = written_page(name, layout, asked)
        if changed != {SEARCH}:
            return content
        told = {"content": content, "search": dash.ctx.inputs[SEARCH], "turn": next(_count)}
        dash.set_props(STORE, {"data": told})
        return dash.no_update

    page.as_page = layout
    return page


def _changed() -> set[str] | None:
    """The properties whose change this answers; None where no callback is being answered."""
    try:
        return set(dash.ctx.triggered_prop_ids)
    except (MissingCallbackContextException, LookupError):  # none, or none yet in this thread
        return None
