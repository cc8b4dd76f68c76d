"""What an indicator's page shows: chart, latest month, how it is counted, every month's figures."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.asked import shown_instead
from components.chart import downloads
from components.definition import definition_panel, query_text, worked_examples
from components.figures_table import figures_table
from components.large_chart import large_chart
from components.messages import faults, notice, what_fills
from components.reconciliation import reconciled_months
from components.together import Together, together_section
from components.together_table import month_beside
from components.typed_comparators import typed_comparators
from pages.drawn_lines import (
    asked_forecast,
    drawn_lines,
    get_whole,
    lines_choices,
    without_control,
)
from pages.neighbour_values import Councils, each_council
from pages.opened_month import OpenedParts, opened_parts
from pages.opened_state import (
    month_address,
    opened_state,
    reconciled_address,
)
from pages.plainly import told_plainly
from pages.seen_together import get_together
from pages.standing import get_standing
from pages.trend_filters import trend_filters
from pages.view_links import chart_links
from pages.view_period import in_period, usual_period
from pages.view_state import page_query, view_state
from queries.catalogue import THEMES, Indicator, catalogue
from queries.comparator_check import get_comparator_remarks
from queries.reconciliation import Reconciled, get_reconciled, get_second_counts
from queries.span import get_span
from queries.store import Store, current_store
from queries.tellers import tellers
from queries.trends.comparable import get_comparable_trends
from queries.trends.view import Trend, TrendRow, View


@told_plainly
def indicator_page(slug: str, query: Mapping[str, Any]) -> html.Div:
    """The whole page of one indicator as an address's query asks for it."""
    indicator = catalogue().get(slug) if isinstance(slug, str) else None
    if indicator is None:
        return html.Div(
            [
                html.Div(html.H1("There is no such indicator"), className="title-row"),
                notice("The address leads nowhere", "Every indicator is listed on the overview."),
            ]
        )
    store = current_store()
    state = view_state(query)
    opening = opened_state(query)
    whole = replace(state.view, start=None, member=opening.member or None)
    trend = get_comparable_trends(store, [slug], whole)[0]
    unasked = _unasked(store, trend, whole)
    period = usual_period(get_span(store))
    shown = in_period(trend, state.view, period)
    behind = get_whole(store, trend, state.view, period)
    lines = drawn_lines(shown, opening, behind, asked_forecast(store, trend, opening))
    instead = f"{shown_instead(shown, state.view)} {without_control(shown, opening)}".strip()
    opened = opened_parts(store, trend, state.view, opening)
    return html.Div(
        [
            _title(indicator, state.view),
            trend_filters(store, state, [unasked], period, lines_choices(shown, opening, lines)),
            faults((*state.faults, *opening.faults)),
            _figures(
                shown,
                state.view,
                large_chart(shown, instead, opened.month_end, lines),
                opened,
                get_standing(store, shown, state.view),
                each_council(store, shown, state.view),
                (get_reconciled(store, indicator), *get_second_counts(store, indicator)),
                typed_comparators(get_comparator_remarks(store, slug)),
                get_together(store, indicator, state.view, opening, period),
                partial(month_address, slug, state.view, opened=opening),
            )
            if trend.rows
            else _empty(indicator, trend, state.view),
        ]
    )


def _unasked(store: Store, trend: Trend, asked: View) -> Trend:
    """The trend in the unit and of the members that stand unasked: the same where none is."""
    if asked.unit is None and asked.member is None:
        return trend
    unasked = replace(asked, unit=None, member=None)
    return get_comparable_trends(store, [trend.indicator.slug], unasked)[0]


def _title(indicator: Indicator, view: View) -> html.Div:
    theme = f"/{indicator.theme.replace('_', '-')}{page_query(view)}"
    return html.Div(
        [
            dcc.Link(f"{THEMES[indicator.theme]} ›", href=theme, className="breadcrumb-link"),
            html.H1(indicator.title),
        ],
        className="title-row",
    )


def _figures(
    trend: Trend,
    view: View,
    chart: html.Figure,
    opened: OpenedParts,
    standing: html.Section | None,
    councils: Councils,
    both: tuple[Reconciled, ...],
    typed: html.Section | None,
    together: Together,
    month_link: Callable[[TrendRow], str],
) -> html.Div:
    links = chart_links(trend, view)
    return html.Div(
        [
            _beside(chart, opened.panel, "The month"),
            opened.cases,
            standing,
            councils.section,
            _together(together),
            _beside(
                _figures_table(trend, links, month_link),
                definition_panel(trend, tellers(trend.indicator.slug), councils.missing),
                "The definition",
            ),
            *[
                reconciled_months(each, partial(reconciled_address, trend.indicator.slug))
                for each in both
            ],
            typed,
            worked_examples(trend.indicator),
            query_text(trend.indicator),
        ]
    )


def _together(together: Together) -> html.Div | None:
    """Nothing where the indicator itself has no figure in the period."""
    if not together.strips:
        return None
    side = month_beside(together) if len(together.strips) > 1 else None
    return _beside(together_section(together), side, "The month of all that is seen together")


def _beside(main: Component, side: Component | None, name: str) -> html.Div:
    """What is looked at, and what is read beside it, which ``name`` tells from its like."""
    return html.Div(
        [
            html.Div(main, className="indicator-chart"),
            html.Aside(side, className="indicator-side", **{"aria-label": name}),
        ],
        className="indicator",
    )


def _figures_table(
    trend: Trend, links: Mapping[str, str], month_link: Callable[[TrendRow], str]
) -> html.Section:
    return html.Section(
        [
            html.Div(
                [html.H2("Figures"), downloads(links, trend.indicator.short)],
                className="section-head",
            ),
            figures_table(trend, month_link),
        ],
        className="section",
    )


def _empty(indicator: Indicator, trend: Trend, view: View) -> html.Div:
    asked = view.split or view.unit or view.window or view.end
    return html.Div(
        [
            notice(
                "No figures for this choice",
                "This indicator has none in the split, unit, window and period asked for. "
                "Choose another, or set them back.",
            )
            if asked
            else notice("No data yet", what_fills([indicator])),
            html.Div(definition_panel(trend, tellers(indicator.slug)), className="section"),
            worked_examples(indicator),
            query_text(indicator),
        ]
    )
