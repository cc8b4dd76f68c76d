"""Where an indicator stands, read beside its chart: a panel each for what can be asked of it."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components.standing import standing_row
from pages.control_panel import is_it_changing
from pages.neighbour_values import among_panel
from pages.target_panel import its_target
from queries.store import Store
from queries.trends.view import Trend, View

# What each panel is made from: the store, the trend as the page shows it, and what was asked.
Panel = Callable[[Store, Trend, View], Component | None]

PANELS: Sequence[Panel] = (its_target, among_panel, is_it_changing)


def get_standing(store: Store, trend: Trend, view: View) -> html.Section | None:
    """The panels that have something to say; None where none has."""
    panels = [panel(store, trend, view) for panel in PANELS]
    return standing_row([each for each in panels if each is not None])
