"""Finance: the theme's page, and why placements cost what they do."""

from collections.abc import Mapping
from typing import Any

import dash
from dash import html

from components.placement_panel import placement_panel
from pages.plainly import told_plainly
from pages.theme_page import theme_page
from queries.store import current_store
from queries.trends.placement_change import get_change_since_march

THEME = "finance"


def layout(**query: Any) -> html.Div:
    """The page as its address asks for it."""
    return _page(query)


@told_plainly
def _page(query: Mapping[str, Any]) -> html.Div:
    store = current_store()
    page = theme_page(THEME, query)
    panel = placement_panel(get_change_since_march(store.cursor(), store.council.id))
    charts = next((at for at, each in enumerate(page.children) if _is_charts(each)), None)
    if panel is not None and charts is not None:
        page.children.insert(charts, panel)
    return page


def _is_charts(part: Any) -> bool:
    return getattr(part, "className", "") == "charts"


dash.register_page(
    __name__, path="/finance", name="Finance", title="Finance · Waymark", layout=layout, order=5
)
