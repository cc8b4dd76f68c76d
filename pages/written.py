"""Pages as the JSON that is sent: each view of a theme is put together once a generation.

Only pages of figures alone are kept. An indicator's page may show the cases behind a month: those
are read each time they are asked for, and each time that is logged.
"""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from dash.development.base_component import Component

from data.settings import SettingsError
from pages.access import roles
from pages.plainly import TOLD
from queries.catalogue import THEMES
from queries.store import NoGeneration, current_store

_KEPT = frozenset({"pages.overview", *(f"pages.{theme}" for theme in THEMES)})


class _Passing(Exception):
    """A page that says what stands in its way: it is not kept."""

    def __init__(self, content: Any) -> None:
        super().__init__()
        self.content = content


def written_page(name: str, layout: Callable[..., Any], asked: Mapping[str, Any]) -> Any:
    """What ``layout(**asked)`` comes to, as JSON to be put into an answer as it stands.

    A page that is not kept, or that tells of a fault, is given as its components.
    """
    if name not in _KEPT:
        return layout(**asked)

    def write() -> orjson.Fragment:
        content = layout(**asked)
        if getattr(content, "id", None) == TOLD:
            raise _Passing(content)
        return orjson.Fragment(_as_json(content))

    try:
        asked_for = (name, roles(), repr(sorted(asked.items())))
        return current_store().written.answer(asked_for, write)
    except _Passing as passing:
        return passing.content
    except (NoGeneration, SettingsError):
        return layout(**asked)


def _as_json(content: Component) -> bytes:
    """A page holds plain values alone, so that Plotly's cleaning of each of them is not needed."""
    return orjson.dumps(content, default=Component.to_plotly_json)
