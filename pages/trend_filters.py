"""The filter row of theme and indicator pages: what may be asked, and what is."""

from collections.abc import Sequence
from datetime import date

from dash import html

from components.filters import Choice, ManyChoice, filter_row
from components.numbers import counted
from components.periods import long_month, month_end
from pages.view_period import usual_start
from pages.view_state import CHOSEN, ViewState
from queries.councils import get_councils
from queries.store import Store
from queries.trends.view import Trend

WINDOW_NAMES = {
    "m": "By month",
    "r": "Rolling year",
    "e": "Month end",
    "y": "Year to date",
    "a": "By year",
}
UNIT_NAMES = {
    "count": "Counts",
    "percent": "Percentages",
    "per_10000": "Rates per 10,000",
    "days": "Days",
    "pounds": "Pounds",
    "fte": "Full-time equivalents",
    "ratio": "Ratios",
}


def trend_filters(
    store: Store, state: ViewState, trends: Sequence[Trend], end: Sequence = ()
) -> html.Form:
    """The controls for a page of ``trends``, each showing what the address asks for."""
    choices: list[Choice | ManyChoice] = [
        *_period(store, state),
        _window(state, trends),
        *_comparison(store, state, trends),
    ]
    splits = list(dict.fromkeys(name for each in trends for name in each.indicator.splits))
    if splits:
        named = [(name, name.replace("_", " ")) for name in splits]
        choices.append(
            Choice("split", "Split by", [("", "nothing"), *named], state.view.split or "")
        )
    units = list(dict.fromkeys(unit for each in trends for unit in each.indicator.units))
    if any(len(each.indicator.units) > 1 for each in trends):
        named = [(unit, UNIT_NAMES[unit]) for unit in units]
        unasked = "As defined" if len(trends) > 1 else UNIT_NAMES[units[0]]
        offered = named if len(trends) > 1 else named[1:]
        choices.append(Choice("unit", "Shown as", [("", unasked), *offered], state.view.unit or ""))
    if state.compare == CHOSEN:
        choices.append(ManyChoice("councils", "Councils", get_councils(store), state.councils))
    return filter_row(choices, end)


def _period(store: Store, state: ViewState) -> list[Choice]:
    latest = _latest(store)
    months = _months(latest)
    start = usual_start(latest)
    first = [("" if month == start else f"{month:%Y-%m}", long_month(month)) for month in months]
    last = [
        ("" if month == latest.replace(day=1) else f"{month:%Y-%m}", long_month(month))
        for month in reversed(months)
    ]
    asked_start = f"{state.view.start:%Y-%m}" if state.view.start else ""
    asked_end = f"{state.view.end:%Y-%m}" if state.view.end else ""
    return [
        Choice("from", "Period", first, asked_start),
        Choice("to", "to", last, asked_end, joined=True),
    ]


def _latest(store: Store) -> date:
    said = store.latest_month
    return month_end(date(int(said[:4]), int(said[5:]), 1)) if said else month_end(date.today())


def _months(latest: date) -> list[date]:
    """Every month from ten years before the latest financial year, the first first."""
    first = usual_start(usual_start(latest))
    count = (latest.year - first.year) * 12 + latest.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + step) // 12, (first.month - 1 + step) % 12 + 1, 1)
        for step in range(count)
    ]


def _window(state: ViewState, trends: Sequence[Trend]) -> Choice:
    windows = list(dict.fromkeys(each for trend in trends for each in trend.indicator.windows))
    if len(trends) == 1:
        named = [("" if each == windows[0] else each, WINDOW_NAMES[each]) for each in windows]
    else:
        named = [("", "As defined")] + [(each, WINDOW_NAMES[each]) for each in windows]
    return Choice("window", "Window", named, state.view.window or "")


def _comparison(store: Store, state: ViewState, trends: Sequence[Trend]) -> list[Choice]:
    shown = trends[0].comparator if trends else None
    neighbours = "Statistical neighbours"
    if shown and shown.kind == "statistical_neighbours" and shown.members:
        neighbours = counted(len(shown.members), "statistical neighbour")
    with_whom = [
        ("", neighbours),
        ("region", "Councils of the region"),
        ("england", "All English councils"),
        (CHOSEN, "Chosen councils"),
    ]
    usual = store.settings.neighbours.statistic
    other = "mean" if usual == "median" else "median"
    return [
        Choice("compare", "Compared with", with_whom, state.compare),
        Choice("statistic", "by", [("", usual), (other, other)], state.view.statistic or "", True),
    ]
