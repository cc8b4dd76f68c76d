"""Children in need: the theme's page."""

from typing import Any

import dash
from dash import html

from pages.theme_page import theme_page

THEME = "children_in_need"


def layout(**query: Any) -> html.Div:
    """The page as its address asks for it."""
    return theme_page(THEME, query)


dash.register_page(
    __name__,
    path="/children-in-need",
    name="Children in need",
    title="Children in need · Waymark",
    layout=layout,
    order=1,
)
