"""The table of what is seen together, fetched when it is opened."""

from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import dash
from dash import MATCH, Input, Output, State

from components.together_table import together_table
from pages.opened_state import month_address, opened_state
from pages.plainly import told_plainly
from pages.seen_together import get_together
from pages.view_period import usual_period
from pages.view_state import view_state
from queries.catalogue import catalogue
from queries.span import get_span
from queries.store import current_store


def register(app: dash.Dash) -> None:
    """Fill the table of what is seen together when it is opened."""
    app.callback(
        Output({"type": "together-table", "slug": MATCH}, "children"),
        Input({"type": "together-table-opener", "slug": MATCH}, "n_clicks"),
        State({"type": "together-table-opener", "slug": MATCH}, "id"),
        State("_pages_location", "search"),
        prevent_initial_call=True,
    )(_table)


@told_plainly
def _table(clicks: int | None, opener: dict[str, str], search: str | None) -> Any:
    indicator = catalogue().get(opener["slug"])
    if not clicks or indicator is None:
        return dash.no_update
    query = {name: values[-1] for name, values in parse_qs((search or "").lstrip("?")).items()}
    view, opened = view_state(query).view, opened_state(query)
    store = current_store()
    found = get_together(store, indicator, view, opened, usual_period(get_span(store)))
    link = partial(month_address, indicator.slug, replace(view, split=None), opened=opened)
    return together_table(found, link)
