"""What is fetched when it is opened: a details whose content is too long to be sent to all."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

import dash
from dash import MATCH, Input, Output, State

from pages.plainly import told_plainly
from queries.catalogue import catalogue

# From an indicator's slug and the query of the page's address to what is shown.
Fill = Callable[[str, Mapping[str, str]], Any]


def fill_when_opened(app: dash.Dash, name: str, fill: Fill) -> None:
    """Fill {type: name} when the details {type: name-opener} of the same slug is opened."""

    @told_plainly
    def _filled(clicks: int | None, opener: dict[str, str], search: str | None) -> Any:
        if not clicks or opener["slug"] not in catalogue():
            return dash.no_update
        asked = parse_qs((search or "").lstrip("?"))
        return fill(opener["slug"], {each: values[-1] for each, values in asked.items()})

    app.callback(
        Output({"type": name, "slug": MATCH}, "children"),
        Input({"type": f"{name}-opener", "slug": MATCH}, "n_clicks"),
        State({"type": f"{name}-opener", "slug": MATCH}, "id"),
        State("_pages_location", "search"),
        prevent_initial_call=True,
    )(_filled)
