"""Figures of several panels: where each panel stands on a wide screen, and where on a narrow one.

The figure goes out as it stands on a wide screen, with both in its ``meta``;
assets/waymark/fitting.js puts the other in place.
"""

from collections.abc import Mapping
from typing import Any

Places = Mapping[str, Any]
"""Properties of a layout by their path: {'yaxis2.domain': [0.1, 0.4], 'annotations.0.y': 0.4}."""


def fitted(figure: dict, wide: tuple[int, Places], narrow: tuple[int, Places]) -> dict:
    """The figure with its height in pixels and its panels' places on either screen."""
    layout = figure["layout"] | {"height": wide[0]}
    for path, value in wide[1].items():
        _put(layout, path.split("."), value)
    layout["meta"] = {
        "heights": [wide[0], narrow[0]],
        "wide": dict(wide[1]),
        "narrow": dict(narrow[1]),
    }
    return {"data": figure["data"], "layout": layout}


def heights(figure: Mapping) -> tuple[int, int] | None:
    """The pixels that the figure takes on a wide and on a narrow screen, where they differ."""
    meta = figure["layout"].get("meta")
    return tuple(meta["heights"]) if meta else None


def _put(layout: dict, path: list[str], value: Any) -> None:
    *way, last = path
    for step in way:
        layout = layout[int(step)] if isinstance(layout, list) else layout[step]
    layout[last] = value
