"""Where the council stands among those it is compared with: its rank by year, and what is next."""

from collections.abc import Sequence

from dash import html

from components.numbers import figure_or_reason, number
from components.periods import period_name
from components.rank_line import rank_line
from components.standing import standing_panel
from queries.trends.among_words import (
    distance_words,
    missing_words,
    rank_history_words,
    threshold_words,
    would_have_been,
)
from queries.trends.neighbour_values import Among
from queries.trends.thresholds import Threshold
from queries.trends.view import Trend

_NAMES = {"best": "Best", "top_quarter": "Best quarter", "median": "Median"}


def neighbour_panel(trend: Trend, among: Among, found: Sequence[Threshold]) -> html.Div | None:
    """The panel; None where no rank can be told. ``found``: what the latest figure is held to."""
    better, monthly = trend.indicator.better, among.band.monthly
    history = rank_history_words(among.ranks, better, monthly)
    if not history and not found:
        return None
    return standing_panel(
        f"Among {among.noun}",
        [
            _paragraph(history, "standing-lead"),
            rank_line(among.ranks, better) if not monthly else None,
            _paragraph(_own_missing(trend, among)),
            _paragraph(would_have_been(trend)),
            _paragraph(distance_words(trend, found, among.noun)),
            _thresholds(trend, among, found),
            _paragraph(missing_words(among), "quiet"),
        ],
    )


def _paragraph(words: str, kind: str = "") -> html.P | None:
    return html.P(words, className=kind) if words else None


def _own_missing(trend: Trend, among: Among) -> str:
    """That the council itself has no figure in the period, so no rank either."""
    own = among.own
    if own.value is not None:
        return ""
    word = own.status.replace("_", " ")
    return f"{trend.council.name}’s own figure for {among.band.name} is {word}: it has no rank."


def _thresholds(trend: Trend, among: Among, found: Sequence[Threshold]) -> html.Table | None:
    named = [each for each in found if each.name in _NAMES]
    if not named or trend.latest is None or trend.latest.value is None:
        return None
    places = trend.indicator.places(trend.unit)
    return html.Table(
        [
            html.Caption(_caption(trend, among), className="quiet"),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(_NAMES[each.name], scope="row"),
                            html.Td(number(each.value, trend.unit, places), className="number"),
                            html.Td(threshold_words(trend, each)),
                        ]
                    )
                    for each in named
                ]
            ),
        ],
        className="thresholds",
    )


def _caption(trend: Trend, among: Among) -> str:
    """What is held against what: the latest figure, and those of the year published last."""
    latest = figure_or_reason(trend.latest, trend.unit, trend.indicator.places(trend.unit))
    return f"{period_name(trend.latest)}’s {latest} against {among.noun} in {among.band.name}"
