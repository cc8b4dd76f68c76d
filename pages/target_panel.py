"""The panel of an indicator's target on its page."""

from dataclasses import replace

from dash import html

from components.target_panel import target_panel
from components.target_source import Others
from pages.trend_filters import UNIT_NAMES
from pages.view_links import indicator_address
from queries.store import Store
from queries.trends.aimed_units import get_aimed_units
from queries.trends.reaching import reaching
from queries.trends.view import Trend, View


def its_target(store: Store, trend: Trend, view: View) -> html.Div | None:
    """The panel; None of a split's members, whose targets nobody sets."""
    now = trend.target_now
    if now is None:
        return None
    others = () if now.target else _other_units(store, trend, view)
    return target_panel(trend, now, reaching(trend), others)


def _other_units(store: Store, trend: Trend, view: View) -> Others:
    """The other units with a target in force, and where they are shown."""
    slug = trend.indicator.slug
    aimed = get_aimed_units(store.cursor(), {slug: trend.target_now.period_end}).get(slug, ())
    return [
        (UNIT_NAMES[unit].lower(), indicator_address(trend, replace(view, unit=unit)))
        for unit in trend.indicator.units
        if unit in aimed and unit != trend.unit
    ]
