"""Many indicators as a page shows them: each in the unit, and from the source, that tells most.

The unit that carries the target in force goes first, so that an indicator has one status on every
page; then, of a stock, the rate per 10,000, which alone can be laid beside other councils'.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from queries.catalogue import Indicator
from queries.store import Store
from queries.trends.aimed_units import get_aimed_units
from queries.trends.periods import month_index
from queries.trends.trend import get_trends
from queries.trends.view import Trend, View

# Own figures that end longer before the newest published year than this give way to it.
_STALE_MONTHS = 24

_Indicators = Mapping[str, Indicator] | None


def get_comparable_trends(
    store: Store, slugs: Iterable[str], view: View, indicators: _Indicators = None
) -> list[Trend]:
    """Trends as get_trends gives them, but where no unit or split was asked for in the unit of
    the target in force, or of a stock (children on plans) as its rate, if that is known as late.

    Own figures that end two years before the newest published one give way to it, where no
    window or source was asked for either. Raises BadView as get_trends does.
    """
    trends = get_trends(store, slugs, view, indicators)
    if view.unit or view.split:
        return trends
    units = _preferred_units(store, trends)
    trends = [
        found if found and _as_good(found, trend, view) else trend
        for trend, found in _seen_anew(
            store, trends, {slug: (unit, view.window) for slug, unit in units.items()}, view,
            indicators,
        )
    ]  # fmt: skip
    if view.window or view.source != "best":
        return trends
    newer = _newer_published(store, trends, view)
    return [found or trend for trend, found in _seen_anew(store, trends, newer, view, indicators)]


def _preferred_units(store: Store, trends: Sequence[Trend]) -> dict[str, str]:
    """By slug, the unit to show where it is not the one that stands already."""
    months = {each.indicator.slug: each.latest.period_end for each in trends if each.latest}
    aimed = get_aimed_units(store.cursor(), months)
    found = {}
    for trend in trends:
        slug, units = trend.indicator.slug, trend.indicator.units
        carrying = [unit for unit in units if unit in aimed.get(slug, ())]
        if carrying:
            found[slug] = carrying[0]
        elif trend.unit == "count" and trend.window == "e" and "per_10000" in units:
            found[slug] = "per_10000"
    return {
        each.indicator.slug: found[each.indicator.slug]
        for each in trends
        if found.get(each.indicator.slug, each.unit) != each.unit
    }


def _as_good(found: Trend, instead_of: Trend, view: View) -> bool:
    """Whether the figures go on as late, in the window asked for."""
    in_window = not view.window or found.window == instead_of.window
    known = _last_known(found)
    return in_window and bool(known) and known >= _last_known(instead_of)


def _newer_published(
    store: Store, trends: Sequence[Trend], view: View
) -> dict[str, tuple[str, str | None]]:
    """By slug, the unit and window of a published figure long after the last one shown."""
    rows = store.cursor().execute(
        """
        SELECT slug, unit, "window", max(period_end)
        FROM observation
        WHERE area = ? AND source = 'published' AND status = 'ok' AND split = ''
          AND list_contains(?, slug) AND period_end <= ?
        GROUP BY ALL
        """,
        [store.council.id, [each.indicator.slug for each in trends], view.end or date.max],
    )
    published = defaultdict(list)
    for slug, unit, window, last in rows.fetchall():
        published[slug].append((month_index(last), unit, window))
    found = {}
    for trend in trends:
        ways = published.get(trend.indicator.slug, ())
        stale = _last_known(trend) + _STALE_MONTHS
        late = [way for way in ways if way[0] > stale]
        if late and not trend.split:
            _, unit, window = max(late, key=partial(_worth, trend))
            found[trend.indicator.slug] = (unit, window)
    return found


def _worth(trend: Trend, way: tuple[int, str, str]) -> tuple[int, bool, bool, str]:
    """The latest first, then what can be compared with other councils, then the unit shown."""
    last, unit, window = way
    return last, trend.indicator.comparable(unit), unit == trend.unit, window


def _seen_anew(
    store: Store,
    trends: Sequence[Trend],
    wanted: Mapping[str, tuple[str, str | None]],
    view: View,
    indicators: _Indicators,
) -> list[tuple[Trend, Trend | None]]:
    """Each trend with the same in the unit and window ``wanted`` of it, None where none is."""
    ways = defaultdict(list)
    for slug, way in wanted.items():
        ways[way].append(slug)
    found = {}
    for (unit, window), slugs in ways.items():
        asked = replace(view, unit=unit, window=window)
        for trend in get_trends(store, slugs, asked, indicators):
            if trend.unit == unit:
                found[trend.indicator.slug] = trend
    return [(trend, found.get(trend.indicator.slug)) for trend in trends]


def _last_known(trend: Trend) -> int:
    """The month of the last figure; 0 without one."""
    latest = trend.latest
    return month_index(latest.period_end) if latest and latest.value is not None else 0
