"""What is seen together with an indicator: its links, or what the address asks for instead."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from components.together import Strip, Together
from pages.fitting_trends import get_fitting_trends
from pages.opened_state import MOST_TOGETHER, OpenedState, opened_address
from pages.view_links import ENDINGS, chart_links
from pages.view_period import Period, in_period
from queries.catalogue import Indicator, catalogue
from queries.store import Store
from queries.trends.view import Trend, View


def get_together(
    store: Store, indicator: Indicator, view: View, opened: OpenedState, period: Period
) -> Together:
    """The indicator's whole and those beside it, in the view's window where they have it.

    Only what has a figure in the period is drawn.
    """
    slugs = _slugs(indicator, opened)
    asked = View(window=view.window, end=view.end)
    whole = replace(asked, unit=view.unit)
    own = get_fitting_trends(store, [indicator.slug], whole)[0]
    trends = get_fitting_trends(store, slugs, asked) if slugs else []
    here = partial(opened_address, indicator.slug, view, opened)
    shown = [_within(trend, view, period) for trend in trends]
    strips = [
        Strip(
            trend,
            _page(trend, view, opened),
            here(together=_without(slugs, trend.indicator.slug)),
            _files(trend, view),
        )
        for trend in shown
        if _has_figures(trend)
    ]
    first = Strip(_within(own, view, period), files=_files(own, replace(view, split=None)))
    return Together(
        [first, *strips] if _has_figures(first.trend) else [],
        [
            (trend.indicator, here(together=_without(slugs, trend.indicator.slug)))
            for trend in shown
            if not _has_figures(trend)
        ],
        _may_add(indicator, slugs),
        "" if opened.together in (None, indicator.linked) else here(together=None),
        opened.month_end,
    )


def _slugs(indicator: Indicator, opened: OpenedState) -> tuple[str, ...]:
    asked = indicator.linked if opened.together is None else opened.together
    return tuple(slug for slug in asked if slug != indicator.slug)


def _within(trend: Trend, view: View, period: Period) -> Trend:
    """The trend in the view's period, and nothing of it where it ended before."""
    start = view.start or period.start
    shown = in_period(trend, view, period)
    return replace(shown, rows=tuple(row for row in shown.rows if row.period_end >= start))


def _has_figures(trend: Trend) -> bool:
    return any(row.value is not None for row in trend.rows)


def _page(trend: Trend, view: View, opened: OpenedState) -> str:
    """The linked indicator's own page, of the same period, comparison and month."""
    seen = View(
        start=view.start, end=view.end, comparator=view.comparator, statistic=view.statistic
    )
    return opened_address(trend.indicator.slug, seen, OpenedState(opened.month_end))


def _files(trend: Trend, view: View) -> dict[str, str]:
    """What is drawn, as files: the unit and window that it is drawn in."""
    seen = replace(view, split=None, member=None, window=trend.window)
    links = chart_links(trend, seen)
    return {ending: links[ending] for ending in ENDINGS}


def _without(slugs: Sequence[str], slug: str) -> tuple[str, ...]:
    return tuple(each for each in slugs if each != slug)


def _may_add(indicator: Indicator, slugs: Sequence[str]) -> list[tuple[str, str]]:
    """(the slugs with one more, its title) of every indicator that is not shown."""
    if len(slugs) >= MOST_TOGETHER:
        return []
    return [
        (",".join((*slugs, slug)), each.title)
        for slug, each in catalogue().items()
        if slug not in slugs and slug != indicator.slug
    ]
