"""A month opened on an indicator's page: its panel, and its cases where they are asked for."""

import logging
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dash import html

from components.case_grid import case_grid
from components.messages import notice
from components.month_panel import month_panel
from components.periods import long_month, period_name
from pages.access import may_open_cases
from pages.opened_state import OpenedState, cases_address, opened_address
from queries.drill_down import OpenedMonth, get_case_list, get_opened_month
from queries.store import Store
from queries.trends.view import Trend, TrendRow, View

_log = logging.getLogger("waymark.cases")


@dataclass(frozen=True)
class OpenedParts:
    """The panel for beside the chart, and the cases for below it, each where there is one.

    ``month_end`` is the month that an address names, to be marked on the chart.
    """

    panel: html.Div | None
    cases: html.Div | None
    month_end: date | None = None


def opened_parts(store: Store, trend: Trend, view: View, state: OpenedState) -> OpenedParts:
    """``trend`` reaches back as far as there are figures; the latest month opens unasked.

    A split's many lines have no one month to open until a member is chosen.
    """
    if trend.split and not state.member:
        return OpenedParts(_choose_member(trend, view, state), None, state.month_end)
    if state.member and state.member not in {row.member for row in trend.rows}:
        return OpenedParts(_no_such_member(trend, state), None)
    rows = [row for row in trend.rows if row.value is not None]
    if not rows:
        return OpenedParts(None, None)
    day = state.month_end or (trend.latest or rows[-1]).period_end
    opened = get_opened_month(store, trend, day, state.member, state.on_year)
    if opened is None:
        said = f"There is no figure for {long_month(day)}. Choose a month from the chart."
        return OpenedParts(notice("No such month", said), None)
    here = replace(state, month_end=day)
    links = _links(trend, view, here, opened, rows)
    panel = month_panel(trend, opened, links, partial(_member_address, trend, view, here))
    cases = None
    if state.cases and opened.has_cases and may_open_cases():
        cases = _cases(store, trend, view, here, opened)
    return OpenedParts(panel, cases, state.month_end)


def _no_such_member(trend: Trend, state: OpenedState) -> html.Div:
    if not trend.split:
        return notice("No such split", "The address's split is none that this indicator has.")
    members = ", ".join(sorted({row.member for row in trend.rows}))
    return notice(
        f"No '{state.member}' here", f"By {trend.split.replace('_', ' ')} there are: {members}."
    )


def _choose_member(trend: Trend, view: View, state: OpenedState) -> html.Div:
    """The members of a split, each a link to its own line."""
    return html.Div(
        [
            html.H2("Each on its own", id="month"),
            html.Ul(
                [
                    html.Li(
                        html.A(
                            member,
                            href=opened_address(
                                trend.indicator.slug, view, state, member=member, cases=False
                            ),
                        )
                    )
                    for member in trend.members
                ],
                className="members",
            ),
        ],
        className="latest",
    )


def _links(
    trend: Trend, view: View, state: OpenedState, opened: OpenedMonth, rows: list[TrendRow]
) -> dict[str, str]:
    address = partial(opened_address, trend.indicator.slug, view, state)
    days = sorted({row.period_end for row in rows})
    earlier = [day for day in days if day < state.month_end]
    later = [day for day in days if day > state.month_end]
    links = {}
    if earlier:
        links["earlier"] = address(month_end=earlier[-1], cases=False)
    if later:
        links["later"] = address(month_end=later[0], cases=False)
    if len(later) > 1:
        links["latest"] = address(month_end=None, cases=False)
    if opened.has_cases and may_open_cases():
        links["cases"] = address(cases=True)
    other = opened.before if state.on_year else opened.year_before
    if opened.splits and other is not None:
        links["against"] = address(on_year=not state.on_year)
    return links


def _member_address(trend: Trend, view: View, state: OpenedState, split: str, member: str) -> str:
    """A part's own line, by the unit that parts have: a rate's are counts."""
    unit = None if trend.unit == "per_10000" else view.unit
    of = replace(view, split=split, unit=unit)
    return opened_address(trend.indicator.slug, of, state, member=member, cases=False)


def _cases(
    store: Store, trend: Trend, view: View, state: OpenedState, opened: OpenedMonth
) -> html.Div:
    cases = get_case_list(store, trend, state.month_end, state.member)
    log_opening(trend.indicator.slug, state.month_end, cases.count)
    file = {
        "month": f"{state.month_end:%Y-%m}",
        "window": trend.window,
        "split": trend.split if state.member else "",
        "member": state.member,
    }
    address = partial(opened_address, trend.indicator.slug, view, state)
    return case_grid(
        trend.indicator,
        cases,
        _period(trend, opened.row),
        {"csv": cases_address(trend.indicator.slug, file), "close": address(cases=False)},
    )


def _period(trend: Trend, row: TrendRow) -> str:
    """'July 2025', 'the twelve months to July 2025', with the member where it is one's."""
    month = period_name(row) if row.yearly else long_month(row.period_end)
    said = {"r": f"the twelve months to {month}", "y": f"April to {month}"}.get(trend.window, month)
    return f"{said}, {row.member}" if row.member else said


def log_opening(slug: str, day: date, count: int) -> None:
    """Opening cases leaves a line: which figure and how many, never whose."""
    _log.info("cases opened: %s %s, %d rows", slug, f"{day:%Y-%m}", count)
