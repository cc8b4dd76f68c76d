"""Where an indicator's council stands among others, and what each of those published."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import dash
from dash import html

from components.neighbour_panel import neighbour_panel
from components.neighbours_section import neighbours_section
from components.neighbours_table import neighbours_table
from pages.opened_details import fill_when_opened
from pages.opened_state import opened_state
from pages.view_state import view_state
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
    fill_when_opened(app, "neighbours", _table)


def _table(slug: str, query: Mapping[str, str]) -> Any:
    view = view_state(query).view
    store = current_store()
    asked = replace(view, start=None, member=opened_state(query).member or None)
    trend = get_comparable_trends(store, [slug], asked)[0]
    among = get_among(store, trend, view)
    return neighbours_table(trend, among) if among else dash.no_update
