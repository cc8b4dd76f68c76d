"""Finance: the theme's page."""

from typing import Any

import dash
from dash import html

from pages.theme_page import theme_page

THEME = "finance"


def layout(**query: Any) -> html.Div:
    """The page as its address asks for it."""
    return theme_page(THEME, query)


dash.register_page(
    __name__, path="/finance", name="Finance", title="Finance · Waymark", layout=layout, order=5
)
