"""The filter row of theme and indicator pages: what may be asked, and what is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dash import html

from components.filters import Choice, ManyChoice, filter_row
from components.periods import long_month
from data.counted_text import counted
from pages.view_period import Period
from pages.view_state import CHOSEN, ViewState, model_value, page_query
from queries.councils import get_councils
from queries.store import Store
from queries.trends.choice import get_held_in
from queries.trends.comparators import Models, get_models
from queries.trends.view import Trend

AS_USUAL = "each as usual"
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
    store: Store,
    state: ViewState,
    trends: Sequence[Trend],
    period: Period,
    more: Sequence[Choice] = (),
) -> html.Form:
    """The controls for a page of ``trends``, each showing what the address asks for; ``more`` are
    the page's own."""
    choices: list[Choice | ManyChoice] = [
        *_period(state, period),
        _window(state, trends),
        *_comparison(store, state, trends),
    ]
    splits = list(dict.fromkeys(name for each in trends for name in each.indicator.splits))
    if splits:
        named = [(name, name.replace("_", " ")) for name in splits]
        choices.append(
            Choice("split", "Split by", [("", "nothing"), *named], state.view.split or "")
        )
    choices += [*_unit(store, state, trends), *more]
    if state.compare == CHOSEN:
        choices.append(_councils(store, state))
    return filter_row(choices)


def _unit(store: Store, state: ViewState, trends: Sequence[Trend]) -> list[Choice]:
    """The units that would change a chart of the page; no control where none would."""
    slugs = [each.indicator.slug for each in trends]
    held = get_held_in(store, slugs, None).values()
    units = [{each.unit for each in of_one if each.ok} for of_one in held]
    offered = {unit for of_one in units if len(of_one) > 1 for unit in of_one}
    if state.view.unit:
        offered.add(state.view.unit)
    usual = trends[0].unit if len(trends) == 1 else None
    named = [(unit, name) for unit, name in UNIT_NAMES.items() if unit in offered - {usual}]
    unasked = UNIT_NAMES[usual] if usual else AS_USUAL
    asked = state.view.unit or ""
    return [Choice("unit", "Shown as", [("", unasked), *named], asked)] if named else []


def _period(state: ViewState, period: Period) -> list[Choice]:
    """From and to: every month that there is, the usual ones valued ''."""
    months = _months(period)
    last = period.latest.replace(day=1)
    starts = [("" if month == period.start else f"{month:%Y-%m}", month) for month in months]
    ends = [("" if month == last else f"{month:%Y-%m}", month) for month in reversed(months)]
    view = state.view
    return [
        Choice("from", "Period", _named(starts), f"{view.start:%Y-%m}" if view.start else ""),
        Choice("to", "to", _named(ends), f"{view.end:%Y-%m}" if view.end else "", joined=True),
    ]


def _named(months: Sequence[tuple[str, date]]) -> list[tuple[str, str]]:
    return [(value, long_month(month)) for value, month in months]


def _months(period: Period) -> list[date]:
    first, latest = period.earliest, period.latest
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
        named = [("", AS_USUAL)] + [(each, WINDOW_NAMES[each]) for each in windows]
    return Choice("window", "Window", named, state.view.window or "")


def _councils(store: Store, state: ViewState) -> ManyChoice:
    """The chosen councils, each to be left out again, and the others to add."""
    councils = dict(get_councils(store))
    chosen = []
    for code in state.councils:
        others = [each for each in state.councils if each != code]
        view = replace(state.view, comparator=",".join(others) or "neighbours")
        chosen.append((councils.get(code, code), page_query(view) or "?"))
    options = [(code, name) for code, name in councils.items() if code not in state.councils]
    if not chosen:
        label = "No council is chosen yet, so statistical neighbours are shown"
        return ManyChoice("add", label, "Choose a council", options)
    return ManyChoice("add", "Councils", "Add a council", options, chosen)


def _comparison(store: Store, state: ViewState, trends: Sequence[Trend]) -> list[Choice]:
    """Whom with and by what; nothing where nothing on the page is compared."""
    compared = any(row.neighbour_median is not None for each in trends for row in each.rows)
    if not (compared or state.compare or state.view.statistic):
        return []
    models = get_models(store)
    with_whom = [
        *_neighbours(models),
        ("region", "Councils of the region"),
        ("england", "All English councils"),
        (CHOSEN, "Chosen councils"),
    ]
    compare = "" if state.compare == model_value(models.usual) else state.compare
    usual = store.settings.neighbours.statistic
    other = "mean" if usual == "median" else "median"
    return [
        Choice("compare", "Compared with", with_whom, compare),
        Choice("statistic", "by", [("", usual), (other, other)], state.view.statistic or "", True),
    ]


def _neighbours(models: Models) -> list[tuple[str, str]]:
    """A choice for each model: '10 statistical neighbours (2021)', the usual one first."""
    if models.usual is None:
        return [("", "Statistical neighbours")]
    return [
        (
            "" if model == models.usual else model_value(model),
            f"{counted(len(models.members[model]), 'statistical neighbour')} ({model})",
        )
        for model in sorted(models.members, key=lambda model: model != models.usual)
    ]
