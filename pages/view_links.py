"""Addresses of the same view elsewhere: an indicator's page, and its figures as files."""

from urllib.parse import quote

from pages.view_state import figures_query, page_query
from queries.trends.view import Trend, View

ENDINGS = ("csv", "xlsx", "json")


def indicator_address(trend: Trend, view: View) -> str:
    """The indicator's own page, as this view shows it."""
    return f"/indicator/{quote(trend.indicator.slug)}{page_query(view)}"


def chart_links(trend: Trend, view: View) -> dict[str, str]:
    """'open' and the downloads by ending, all of the same view."""
    slug = quote(trend.indicator.slug)
    asked = figures_query(view)
    files = {ending: f"/data/{slug}.{ending}{asked}" for ending in ENDINGS}
    return {"open": indicator_address(trend, view), **files}
