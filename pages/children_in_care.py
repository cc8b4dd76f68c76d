"""Children in care: the theme's page."""

from typing import Any

import dash
from dash import html

from pages.theme_page import theme_page

THEME = "children_in_care"


def layout(**query: Any) -> html.Div:
    """The page as its address asks for it."""
    return theme_page(THEME, query)


dash.register_page(
    __name__,
    path="/children-in-care",
    name="Children in care",
    title="Children in care · Waymark",
    layout=layout,
    order=3,
)
