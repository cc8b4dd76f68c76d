"""Many indicators in one view, each as near to it as its figures allow."""

from collections.abc import Sequence
from dataclasses import replace

from queries.store import Store
from queries.trends.comparable import get_comparable_trends
from queries.trends.view import Trend, View


def get_fitting_trends(store: Store, slugs: Sequence[str], view: View) -> list[Trend]:
    """The trends, from their first row on: what is drawn is cut to the view's start later.

    A stock is its rate per 10,000 where that is known, so that its band can be drawn.
    An indicator without figures in the split, unit or window asked for is shown as it stands
    unasked, rather than left out of the page. Raises BadView.
    """
    whole = replace(view, start=None)
    trends = get_comparable_trends(store, slugs, whole)
    if not (view.split or view.unit or view.window):
        return trends
    empty = [trend.indicator.slug for trend in trends if not trend.rows]
    unasked = replace(whole, split=None, unit=None, window=None)
    filled = {trend.indicator.slug: trend for trend in get_comparable_trends(store, empty, unasked)}
    return [filled.get(trend.indicator.slug, trend) for trend in trends]
