"""Months that are published for every council: the one true monthly comparison."""

from datetime import date

from queries.catalogue import Indicator, Published
from queries.trends.trend import get_trend
from queries.trends.view import View
from tests.trend_store import INDICATORS, NEIGHBOURS, OWN, HandBuilt, month_ends

REFERRALS = INDICATORS["referrals"].model_copy(
    update={
        "published": tuple(
            Published(unit=unit, window=window, measure="shape/name")
            for unit in ("count", "per_10000")
            for window in ("a", "m")
        )
    }
)


def store_with_months(first: str = "2021-01", count: int = 15) -> HandBuilt:
    """Months of ten neighbours to March 2022, the nth month's values from n to n + 9."""
    store = HandBuilt()
    for n, month in enumerate(month_ends(first, count)):
        values = {area: float(n + place) for place, area in enumerate(NEIGHBOURS)}
        store.publish("referrals", month, values, unit="per_10000", window="m")
    return store


def shown(store: HandBuilt, indicator: Indicator = REFERRALS, **view):
    return get_trend(store, "referrals", View(**view), {"referrals": indicator})


def test_each_month_has_the_band_of_the_same_month() -> None:
    store = store_with_months()
    store.months("referrals", "2021-01", [30.0] * 15, unit="per_10000", window="m")
    rows = shown(store, unit="per_10000", window="m").rows
    assert [row.neighbour_median for row in rows] == [n + 4.5 for n in range(15)]
    assert rows[-1].published_period == "Mar 2022"
    assert not any(row.carried_forward for row in rows)


def test_the_last_month_is_not_carried_forward_and_the_chart_says_what_to_look_at() -> None:
    store = store_with_months()
    store.months("referrals", "2022-01", [30.0] * 6, unit="per_10000", window="m")
    found = shown(store, unit="per_10000", window="m")
    assert [row.neighbour_count for row in found.rows] == [10, 10, 10, None, None, None]
    assert found.why_no_band == (
        "No figures of neighbours are published for this month: look at rolling twelve months."
    )


def test_a_month_missing_in_between_has_no_band() -> None:
    store = store_with_months(count=3)
    for n, month in enumerate(month_ends("2021-05", 3)):
        values = {area: float(n) for area in NEIGHBOURS}
        store.publish("referrals", month, values, unit="per_10000", window="m")
    store.months("referrals", "2021-01", [30.0] * 7, unit="per_10000", window="m")
    counts = [row.neighbour_count for row in shown(store, unit="per_10000", window="m").rows]
    assert counts == [10, 10, 10, None, 10, 10, 10]


def test_counts_of_a_month_are_not_compared() -> None:
    store = HandBuilt()
    for month in month_ends("2021-01", 12):
        values = dict.fromkeys((OWN, *NEIGHBOURS), 100.0)
        store.publish("referrals", month, values, unit="count", window="m")
    store.months("referrals", "2021-01", [30.0] * 12, unit="count", window="m")
    assert all(row.neighbour_count is None for row in shown(store, unit="count").rows)


def test_rolling_years_take_years_and_never_a_month() -> None:
    store = store_with_months()
    year = {area: 500.0 for area in NEIGHBOURS}
    store.publish("referrals", date(2022, 3, 31), year, unit="per_10000", window="a")
    store.months("referrals", "2022-01", [480.0] * 3, unit="per_10000", window="r")
    rows = shown(store, unit="per_10000", window="r").rows
    assert [row.neighbour_median for row in rows] == [500.0] * 3


def test_a_council_with_published_figures_alone_is_shown_by_year_unless_months_are_asked() -> None:
    store = store_with_months()
    for window, ends in (("a", [date(2022, 3, 31)]), ("m", month_ends("2021-04", 12))):
        for end in ends:
            store.publish("referrals", end, {OWN: 40.0}, unit="per_10000", window=window)
    by_default = shown(store, unit="per_10000")
    assert (by_default.window, len(by_default.rows)) == ("a", 1)
    months = shown(store, unit="per_10000", window="m")
    assert (months.window, len(months.rows)) == ("m", 12)
    assert not months.rows[-1].yearly
    assert by_default.rows[-1].yearly
