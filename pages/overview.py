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
from data.counted_text import counted
from pages.overview_order import ORDERS, in_order, sortings
from pages.plainly import told_plainly
from pages.view_state import asked_option
from queries.catalogue import THEMES, catalogue
from queries.store import current_store
from queries.trends.overview import ScorecardRow, get_overview

STATUSES = (
    ("", "all"),
    ("not_met", "not met"),
    ("near", "near"),
    ("met", "met"),
    ("no_target", "no target"),
)
CHANGES = (
    ("", "all"),
    ("worse", "worse than a year ago"),
    ("better", "better than a year ago"),
    ("concerning", "significantly worse"),
    ("improving", "significantly better"),
)
LABELS = {"sort": "Sorted by"}
POSITIONS = (("", "all"), ("worse", "worse than most"), ("better", "better than most"))


def layout(**query: Any) -> html.Div:
    """The overview as its address asks for it."""
    return _overview(query)


@told_plainly
def _overview(query: Mapping[str, Any]) -> html.Div:
    store = current_store()
    found = store.remembered.answer("overview", lambda: get_overview(store))
    asked = {name: asked_option(query, name, dict(options)) for name, options in _options().items()}
    rows = in_order([row for row in found.rows if is_asked_for(row, asked)], asked["sort"])
    usual = Counter(row.period_text for row in found.rows).most_common(1)
    return html.Div(
        [
            html.Div(html.H1("Overview"), className="title-row"),
            attention_box(found.attention),
            _filters(asked, len(rows), len(found.rows)),
            scorecard(rows, usual[0][0] if usual else "", sortings(asked), not asked["sort"])
            if rows
            else _none(bool(found.rows)),
            empty_list([catalogue()[slug] for slug in found.without_figures]),
        ]
    )


def is_asked_for(row: ScorecardRow, asked: Mapping[str, str]) -> bool:
    """Whether a row passes all four filters; an empty one passes everything."""
    return (
        asked["theme"] in ("", row.theme)
        and asked["status"] in ("", row.target_status)
        and asked["change"] in ("", _change(row), row.spc_meaning)
        and asked["position"] in ("", _position(row))
    )


def _change(row: ScorecardRow) -> str | None:
    """better or worse than a year ago, where one direction is better."""
    if not row.change or row.better == "neither":
        return None
    return "better" if (row.change > 0) == (row.better == "higher") else "worse"


def _position(row: ScorecardRow) -> str | None:
    """better or worse than most of those compared with; None in the middle or without a rank."""
    if row.rank is None or row.of is None or row.better == "neither":
        return None
    middle = (row.of + 1) / 2
    return "worse" if row.rank > middle else "better" if row.rank < middle else None


def _options() -> dict[str, Sequence[tuple[str, str]]]:
    return {
        "theme": (("", "all"), *THEMES.items()),
        "status": STATUSES,
        "change": CHANGES,
        "position": POSITIONS,
        "sort": ORDERS,
    }


def _filters(asked: Mapping[str, str], shown: int, of: int) -> html.Form:
    choices = [
        Choice(name, LABELS.get(name, name.capitalize()), options, asked[name])
        for name, options in _options().items()
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
