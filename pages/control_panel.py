"""The panel that says whether an indicator is changing, with the forms that start limits anew."""

from urllib.parse import quote

from dash import html

from components.control_panel import control_panel
from components.rebase_form import rebase_form, rebases_said
from pages.access import may_rebase
from pages.view_state import page_query
from queries.store import Store
from queries.trends.rebasing import rebase_months
from queries.trends.view import Trend, View


def is_it_changing(store: Store, trend: Trend, view: View) -> html.Div | None:
    """The panel; None for a split's several members and where there is no figure of one's own."""
    control = trend.control
    if control is None:
        return None
    slug, search = trend.indicator.slug, page_query(view)
    address = f"/indicator/{quote(slug)}/rebase{search}"
    said = rebases_said(control.rebases, address, may_rebase())
    months = rebase_months(control, store.settings.control_charts.shift)
    form = rebase_form(months, address, slug) if months and may_rebase() else None
    return control_panel(trend, control, control_address(slug, search), [said, form])


def control_address(slug: str, search: str) -> str:
    """The indicator's page with its control chart drawn."""
    return f"/indicator/{quote(slug)}{search}{'&' if search else '?'}lines=control"
