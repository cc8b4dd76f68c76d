"""One indicator's page: a large chart, the months behind it, and how it is counted."""

from typing import Any

import dash
from dash import html

from pages.indicator_page import indicator_page
from queries.catalogue import catalogue


def _title(slug: str = "", **_: Any) -> str:
    found = catalogue().get(slug)
    return f"{found.title if found else 'Not found'} · Waymark"


def layout(slug: str = "", **query: Any) -> html.Div:
    """The page of the indicator ``slug``, as its address asks for it."""

    return indicator_page(slug, query)


dash.register_page(
    __name__, path_template="/indicator/<slug>", name="Indicator", title=_title, layout=layout
)
