"""A chart's table, fetched when it is opened: eighty rows a chart are not sent to all readers."""

from collections.abc import Mapping
from functools import partial

import dash
from dash import html

from components.control_table import control_table
from components.figures_table import figures_table
from pages.drawn_control import drawn_control
from pages.fitting_trends import get_fitting_trends
from pages.opened_details import fill_when_opened
from pages.opened_state import month_address
from pages.view_period import in_period, usual_period
from pages.view_state import view_state
from queries.span import get_span
from queries.store import current_store


def register(app: dash.Dash) -> None:
    """Fill a chart's table when its 'Table' is opened."""
    fill_when_opened(app, "chart-table", _table)


def _table(slug: str, query: Mapping[str, str]) -> html.Div:
    view = view_state(query).view
    store = current_store()
    trend = get_fitting_trends(store, [slug], view)[0]
    shown = in_period(trend, view, usual_period(get_span(store)))
    if shown.control and drawn_control(query, [slug]).has(slug):
        return control_table(shown, shown.control)
    return figures_table(shown, partial(month_address, slug, view))
