"""Where an indicator's council stands among others, and what each of those published."""

from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import dash
from dash import MATCH, Input, Output, State, html

from components.neighbour_panel import neighbour_panel
from components.neighbours_section import neighbours_section
from components.neighbours_table import neighbours_table
from pages.opened_state import opened_state
from pages.plainly import told_plainly
from pages.view_state import view_state
from queries.catalogue import catalogue
from queries.store import Store, current_store
from queries.trends.among_words import missing_words
from queries.trends.comparable import get_comparable_trends
from queries.trends.neighbour_values import get_among
from queries.trends.thresholds import thresholds
from queries.trends.view import Trend, View


def among_panel(store: Store, trend: Trend, view: View) -> html.Div | None:
    """The panel 'Among neighbours' of the row 'Where it stands'."""
    among, latest = get_among(store, trend, view), trend.latest
    if among is None or latest is None:
        return None
    found = ()
    if latest.value is not None and among.ranked:
        parts = (latest.numerator, latest.denominator)
        found = thresholds(latest.value, parts, trend.unit, trend.indicator.better, among.band)
    return neighbour_panel(trend, among, found)


class Councils(NamedTuple):
    """The section with each council's own figure, None where nothing is compared; and, in words,
    which have none."""

    section: html.Section | None
    missing: str


def each_council(store: Store, trend: Trend, view: View) -> Councils:
    """What an indicator's page says of the councils compared with, one by one."""
    among = get_among(store, trend, view)
    if among is None:
        return Councils(None, "")
    return Councils(neighbours_section(trend, among), missing_words(among))


def register(app: dash.Dash) -> None:
    """Fill a long table of councils when it is opened."""
    app.callback(
        Output({"type": "neighbours", "slug": MATCH}, "children"),
        Input({"type": "neighbours-opener", "slug": MATCH}, "n_clicks"),
        State({"type": "neighbours-opener", "slug": MATCH}, "id"),
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
    asked = replace(view, start=None, member=opened_state(query).member or None)
    trend = get_comparable_trends(store, [opener["slug"]], asked)[0]
    among = get_among(store, trend, view)
    return neighbours_table(trend, among) if among else dash.no_update
