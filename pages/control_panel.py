"""The panel that says whether an indicator is changing, with the forms that start limits anew."""

from dash import html

from components.control_panel import control_panel
from components.rebase_form import rebase_form, rebases_said
from pages.access import may_rebase
from pages.opened_state import OpenedState, opened_address
from queries.store import Store
from queries.trends.rebasing import rebase_months
from queries.trends.view import Trend, View


def is_it_changing(store: Store, trend: Trend, view: View) -> html.Div | None:
    """The panel; None for a split's several members and where there is no figure of one's own."""
    control = trend.control
    if control is None:
        return None
    slug = trend.indicator.slug
    chart = control_address(slug, view, trend.members[0] if trend.members else "")
    page, _, query = chart.partition("?")
    address = f"{page}/rebase?{query}"
    said = rebases_said(control.rebases, address, may_rebase())
    settings = store.settings.control_charts
    months = rebase_months(control, settings.shift)
    form = None
    if months and may_rebase():
        form = rebase_form(months, settings.fewest_points, address, slug)
    return control_panel(trend, control, chart, [said, form])


def control_address(slug: str, view: View, member: str) -> str:
    """The indicator's page with its control chart drawn, of one ``member`` or of the whole."""
    return opened_address(slug, view, OpenedState(member=member, control=True))
