"""Many indicators as a page shows them: what can be compared goes before what cannot."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from queries.catalogue import Indicator
from queries.store import Store
from queries.trends.periods import month_index
from queries.trends.trend import get_trends
from queries.trends.view import Trend, View


def get_comparable_trends(
    store: Store,
    slugs: Iterable[str],
    view: View,
    indicators: Mapping[str, Indicator] | None = None,
) -> list[Trend]:
    """Trends as get_trends gives them, but a stock (children on plans) as its rate per 10,000
    where no unit or split was asked for and the rate is known as late as the count.

    Only rates can be laid beside other councils'. Raises BadView as get_trends does.
    """
    trends = get_trends(store, slugs, view, indicators)
    if view.unit or view.split:
        return trends
    counts = {trend.indicator.slug: trend for trend in trends if _has_rate(trend)}
    asked = replace(view, unit="per_10000")
    rates = {
        trend.indicator.slug: trend
        for trend in (get_trends(store, counts, asked, indicators) if counts else ())
        if _last_known(trend) and _last_known(trend) >= _last_known(counts[trend.indicator.slug])
    }
    return [rates.get(trend.indicator.slug, trend) for trend in trends]


def _has_rate(trend: Trend) -> bool:
    return trend.unit == "count" and trend.window == "e" and "per_10000" in trend.indicator.units


def _last_known(trend: Trend) -> int:
    """The month of the last figure; 0 without one."""
    latest = trend.latest
    return month_index(latest.period_end) if latest and latest.value is not None else 0
