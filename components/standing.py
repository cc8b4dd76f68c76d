"""The panels that stand side by side under an indicator's chart."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component


def standing_panel(
    title: str, content: Sequence[Component | None], name: str | None = None
) -> html.Div:
    """One panel: a heading, and what is said under it. An address may lead to its ``name``."""
    named = {"id": name, "tabIndex": "-1"} if name else {}
    return html.Div(
        [html.H2(title, className="standing-title"), *[each for each in content if each]],
        className="standing-panel",
        **named,
    )


def standing_row(panels: Sequence[Component]) -> html.Section | None:
    """The row; None without panels."""
    if not panels:
        return None
    return html.Section(list(panels), className="standing", **{"aria-label": "Where it stands"})
