"""The page of an address that leads nowhere."""

from typing import Any

import dash
from dash import html

from components.messages import notice


def layout(**query: Any) -> html.Div:
    """What an unknown address shows; the server answers it with the status 404."""
    links = [
        html.Li(html.A(page["name"], href=page["path"]))
        for page in dash.page_registry.values()
        if page.get("order") is not None
    ]
    return html.Div(
        [
            html.Div(html.H1("There is no such page"), className="title-row"),
            notice(
                "The address leads nowhere",
                "It may be mistyped, or an indicator may have been renamed. "
                "Every indicator is listed on the overview.",
            ),
            html.Ul(links),
        ]
    )


dash.register_page(__name__, name="Not found", title="Not found · Waymark", layout=layout)
