"""A chart's table, fetched when it is opened: eighty rows a chart are not sent to all readers."""

from functools import partial
from typing import Any
from urllib.parse import parse_qs

import dash
from dash import MATCH, Input, Output, State

from components.control_table import control_table
from components.figures_table import figures_table
from pages.drawn_control import drawn_control
from pages.fitting_trends import get_fitting_trends
from pages.opened_state import month_address
from pages.plainly import told_plainly
from pages.view_period import in_period, usual_period
from pages.view_state import view_state
from queries.catalogue import catalogue
from queries.span import get_span
from queries.store import current_store


def register(app: dash.Dash) -> None:
    """Fill a chart's table when its 'Table' is opened."""
    app.callback(
        Output({"type": "chart-table", "slug": MATCH}, "children"),
        Input({"type": "chart-table-opener", "slug": MATCH}, "n_clicks"),
        State({"type": "chart-table-opener", "slug": MATCH}, "id"),
        State("_pages_location", "search"),
        prevent_initial_call=True,
    )(_table)


@told_plainly
def _table(clicks: int | None, opener: dict[str, str], search: str | None) -> Any:
    if not clicks or opener["slug"] not in catalogue():
        return dash.no_update
    query = {name: values[-1] for name, values in parse_qs((search or "").lstrip("?")).items()}
    view = view_state(query).view
    store = current_store()
    trend = get_fitting_trends(store, [opener["slug"]], view)[0]
    shown = in_period(trend, view, usual_period(get_span(store)))
    if shown.control and drawn_control(query, [opener["slug"]]).has(opener["slug"]):
        return control_table(shown, shown.control)
    return figures_table(shown, partial(month_address, opener["slug"], view))
