"""Addresses of the same view elsewhere: an indicator's page, and its figures as files."""

from dataclasses import replace
from urllib.parse import quote

from pages.view_state import figures_query, page_query
from queries.trends.view import Trend, View

ENDINGS = ("csv", "xlsx", "json")


def indicator_address(trend: Trend, view: View) -> str:
    """The indicator's own page, as this view shows it."""
    return f"/indicator/{quote(trend.indicator.slug)}{page_query(view)}"


def chart_links(trend: Trend, view: View) -> dict[str, str]:
    """'open' and the downloads by ending, all of what is seen.

    The files are asked for by what the trend came to, which a page may have fitted to its figures.
    """
    slug = quote(trend.indicator.slug)
    seen = replace(
        view,
        unit=trend.unit,
        split=trend.split or None,
        window=trend.window if view.window else None,
    )
    asked = figures_query(seen)
    files = {ending: f"/data/{slug}.{ending}{asked}" for ending in ENDINGS}
    return {"open": indicator_address(trend, view), **files}
