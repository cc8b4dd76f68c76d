"""Which charts of a theme's page are drawn as control charts: ``control=all``, or their slugs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from components.filters import Choice
from pages.view_state import asked_text, page_query
from queries.trends.view import View

ALL = "all"


@dataclass(frozen=True)
class DrawnControl:
    """``every``: all charts of the page; else those of ``slugs``."""

    every: bool = False
    slugs: tuple[str, ...] = ()

    def has(self, slug: str) -> bool:
        """Whether this chart is drawn as a control chart."""
        return self.every or slug in self.slugs


def drawn_control(query: Mapping[str, Any], slugs: Collection[str]) -> DrawnControl:
    """What an address's query asks for, of the page's own ``slugs``."""
    asked = [each.strip() for each in asked_text(query, "control").split(",")]
    if asked == [ALL]:
        return DrawnControl(every=True)
    return DrawnControl(slugs=tuple(slug for slug in dict.fromkeys(asked) if slug in slugs))


def control_choice(drawn: DrawnControl) -> Choice:
    """The control of the filter row for all of a page's charts."""
    options = [("", "through time"), (ALL, "as control charts")]
    return Choice("control", "Drawn", options, ALL if drawn.every else "")


def control_address(
    theme: str, slug: str, view: View, drawn: DrawnControl, slugs: Collection[str]
) -> str:
    """The theme's page with one chart's drawing turned the other way."""
    now = [each for each in slugs if drawn.has(each)]
    then = [each for each in now if each != slug] if slug in now else [*now, slug]
    query = page_query(view)
    said = f"control={','.join(then)}" if then else ""
    joined = f"{query}{'&' if query else '?'}{said}" if said else query
    return f"/{theme.replace('_', '-')}{joined}"
