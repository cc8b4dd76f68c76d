"""The panel of an indicator's target on its page."""

from dash import html

from components.target_panel import target_panel
from queries.store import Store
from queries.trends.reaching import reaching
from queries.trends.view import Trend, View


def its_target(store: Store, trend: Trend, view: View) -> html.Div | None:
    """The panel; None of a split's members, whose targets nobody sets."""
    if trend.target_now is None:
        return None
    return target_panel(trend, trend.target_now, reaching(trend))
