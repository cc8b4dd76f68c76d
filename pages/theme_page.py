"""A theme's page: a sentence, the filters, headline tiles, and its charts in journey order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dash import html

from components.asked import shown_instead
from components.chart import chart
from components.members import is_level
from components.messages import empty_list, faults
from components.summary import theme_summary
from components.tile import tile
from pages.drawn_control import DrawnControl, control_address, control_choice, drawn_control
from pages.fitting_trends import get_fitting_trends
from pages.plainly import told_plainly
from pages.trend_filters import trend_filters
from pages.view_links import chart_links, indicator_address
from pages.view_period import Period, in_period, usual_period
from pages.view_state import ViewState, view_state
from queries.catalogue import THEMES, catalogue
from queries.span import get_span
from queries.store import Store, current_store
from queries.trends.view import Trend, View

MOST_TILES = 5
DRAWN_AT_ONCE = 4


@told_plainly
def theme_page(theme: str, query: Mapping[str, Any]) -> html.Div:
    """The whole page of one theme as an address's query asks for it."""
    store = current_store()
    state = view_state(query)
    indicators = [each for each in catalogue().values() if each.theme == theme]
    trends = get_fitting_trends(store, [each.slug for each in indicators], state.view)
    period = usual_period(get_span(store))
    filled = [in_period(trend, state.view, period) for trend in trends if trend.rows]
    empty = [each for each in indicators if each.slug not in {t.indicator.slug for t in filled}]
    whole = _whole(store, filled, state.view)
    drawn = drawn_control(query, [trend.indicator.slug for trend in filled])
    headlines = _headlines(whole)
    return html.Div(
        [
            html.Div(
                [html.H1(THEMES[theme]), html.P(theme_summary(headlines))], className="title-row"
            ),
            trend_filters(store, state, trends, period, [control_choice(drawn)]),
            faults(state.faults),
            html.Div(
                [tile(trend, indicator_address(trend, state.view)) for trend in headlines],
                className="tiles",
            ),
            _charts(filled, state, _behind(filled, whole, state.view, period), drawn),
            empty_list(empty),
        ]
    )


def _whole(store: Store, trends: Sequence[Trend], view: View) -> list[Trend]:
    """The same indicators unsplit: a tile says what the whole service does."""
    split = [trend.indicator.slug for trend in trends if trend.split]
    unsplit = get_fitting_trends(store, split, replace(view, split=None)) if split else []
    whole = {trend.indicator.slug: trend for trend in unsplit}
    found = [whole.get(trend.indicator.slug, trend) for trend in trends]
    return [trend for trend in found if trend.rows and not trend.split]


def _headlines(trends: Sequence[Trend]) -> list[Trend]:
    """The indicators marked as headlines; where fewer than four have figures, the next ones."""
    marked = [trend for trend in trends if trend.indicator.headline and trend.latest]
    others = [trend for trend in trends if not trend.indicator.headline and trend.latest]
    wanted = marked + others[: max(0, 4 - len(marked))]
    return wanted[:MOST_TILES]


def _behind(
    trends: Sequence[Trend], whole: Sequence[Trend], view: View, period: Period
) -> dict[str, Trend]:
    """By slug: the whole to stand behind a split's members, of their unit, window and size."""
    found = {each.indicator.slug: each for each in whole}
    return {
        trend.indicator.slug: in_period(behind, view, period)
        for trend in trends
        if trend.split and is_level(trend) and (behind := found.get(trend.indicator.slug))
        if (behind.unit, behind.window) == (trend.unit, trend.window)
    }


def _charts(
    trends: Sequence[Trend],
    state: ViewState,
    behind: Mapping[str, Trend],
    drawn: DrawnControl,
) -> html.Div:
    slugs = [trend.indicator.slug for trend in trends]
    return html.Div(
        [
            chart(
                trend,
                chart_links(trend, state.view)
                | {"control": _turned(trend, state.view, drawn, slugs)},
                later=at >= DRAWN_AT_ONCE,
                instead=shown_instead(trend, state.view),
                whole=behind.get(trend.indicator.slug),
                as_control=drawn.has(trend.indicator.slug),
            )
            for at, trend in enumerate(trends)
        ],
        className="charts",
    )


def _turned(trend: Trend, view: View, drawn: DrawnControl, slugs: Sequence[str]) -> str:
    return control_address(trend.indicator.theme, trend.indicator.slug, view, drawn, slugs)
