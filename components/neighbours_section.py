"""The section that names the councils compared with: their figures, at once or when asked for."""

from dash import html
from dash.development.base_component import Component

from components.neighbours_table import neighbours_table
from data.counted_text import counted
from queries.trends.among_words import missing_words
from queries.trends.neighbour_values import Among
from queries.trends.view import Trend

AT_ONCE = 20


def neighbours_section(trend: Trend, among: Among) -> html.Section:
    """A table of every council where they are few; where they are many it is fetched when it is
    opened (pages.neighbour_values)."""
    model = f" ({trend.comparator.model} model)" if trend.comparator.model else ""
    said = f"Published figures for {among.band.name}, best first"
    if trend.indicator.better == "neither":
        said = f"Published figures for {among.band.name}, highest first"
    missing = missing_words(among)
    return html.Section(
        [
            html.H2(f"{_title(trend)}{model}"),
            html.P(f"{said}. {missing}".strip(), className="quiet"),
            _table(trend, among),
        ],
        className="section",
        id="neighbours",
    )


def _title(trend: Trend) -> str:
    return {
        "statistical_neighbours": "Statistical neighbours",
        "region": "Councils of the region",
        "england": "English councils",
    }.get(trend.comparator.kind, "Chosen councils")


def _table(trend: Trend, among: Among) -> Component:
    councils = len(among.figures) + len(among.missing)
    if councils <= AT_ONCE:
        return neighbours_table(trend, among)
    slug = trend.indicator.slug
    return html.Details(
        [
            html.Summary(f"Show all {counted(councils, 'council')}"),
            html.Div(
                html.P("Fetching the figures…", className="quiet"),
                id={"type": "neighbours", "slug": slug},
            ),
        ],
        id={"type": "neighbours-opener", "slug": slug},
        className="neighbours-all",
    )
