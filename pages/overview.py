"""The overview."""

from typing import Any
import dash
from dash import html


def layout(**query: Any) -> html.Div:
    return html.Div("overview")


dash.register_page(
    __name__, path="/", name="Overview", title="Overview · Waymark", layout=layout, order=0
)
