"""The overview: what needs attention, and every indicator in one dense table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import dash
from dash import html

from components.attention import attention_box
from components.filters import Choice, filter_row
from components.messages import empty_list, no_match, notice
from components.scorecard import scorecard
from components.variation_grid import variation_grid
from data.counted_text import counted
from pages.overview_filters import LABELS, filter_options, is_asked_for
from pages.overview_order import in_order, sortings
from pages.plainly import told_plainly
from pages.view_state import asked_option
from queries.catalogue import catalogue
from queries.store import current_store
from queries.trends.overview import ScorecardRow, get_overview


def layout(**query: Any) -> html.Div:
    """The overview as its address asks for it."""
    return _overview(query)


@told_plainly
def _overview(query: Mapping[str, Any]) -> html.Div:
    store = current_store()
    found = store.remembered.answer("overview", lambda: get_overview(store))
    asked = {
        name: asked_option(query, name, dict(options)) for name, options in filter_options().items()
    }
    rows = in_order([row for row in found.rows if is_asked_for(row, asked)], asked["sort"])
    usual = Counter(row.period_text for row in found.rows).most_common(1)
    return html.Div(
        [
            html.Div(html.H1("Overview"), className="title-row"),
            attention_box(found.attention),
            _filters(asked, len(rows), len(found.rows)),
            _shown(rows, asked, usual[0][0] if usual else "") if rows else _none(bool(found.rows)),
            empty_list([catalogue()[slug] for slug in found.without_figures]),
        ]
    )


def _shown(rows: Sequence[ScorecardRow], asked: Mapping[str, str], usual: str) -> html.Div:
    if asked["shown"]:
        return variation_grid(rows)
    return scorecard(rows, usual, sortings(asked), not asked["sort"])


def _filters(asked: Mapping[str, str], shown: int, of: int) -> html.Form:
    choices = [
        Choice(name, LABELS.get(name, name.capitalize()), options, asked[name])
        for name, options in filter_options().items()
    ]
    said = f"{shown} of {counted(of, 'indicator')} shown"
    return filter_row(choices, [html.Span(said, role="status")])


def _none(some: bool) -> html.Div:
    if some:
        return no_match("indicator", "/")
    return notice(
        "No figures of this council",
        "Files were read, but none has a figure of the council named in settings.toml. "
        "The data quality page says what was read.",
    )


dash.register_page(
    __name__, path="/", name="Overview", title="Overview · Waymark", layout=layout, order=0
)
