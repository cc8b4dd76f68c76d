"""The forecast of an indicator's line: from which figures, in which words, and when not."""

import random
from dataclasses import dataclass, field, replace
from datetime import date

from queries.forecasts.own_history import get_history, settled_rows
from queries.forecasts.trend_forecast import get_forecast
from queries.forecasts.view import Forecast
from queries.remembered import Remembered
from queries.trends.trend import get_trend
from queries.trends.view import Trend, View
from tests.made_trends import made_rows, made_trend, month_ends, split_trend, yearly_trend
from tests.trend_store import INDICATORS, HandBuilt
from tests.trend_store import month_ends as ends_from


@dataclass
class Served(HandBuilt):
    """A hand-built generation that also says when it was made, and that remembers."""

    manifest: dict = field(default_factory=lambda: {"made_at": "2026-01-01T00:00:00"})
    kept: Remembered = field(default_factory=Remembered)

    @property
    def remembered(self) -> Remembered:
        return self.kept


def rising(count: int) -> list[float]:
    chance = random.Random(3)
    return [40 + 0.5 * at + chance.gauss(0, 1) for at in range(count)]


def asked(store: Served, slug: str = "reviews", **view: object) -> Trend:
    return get_trend(store, slug, View(**view), INDICATORS)


def forecast_of(store: Served, slug: str = "reviews", **view: object) -> Forecast:
    return get_forecast(store, asked(store, slug, **view))


def with_months(values: list[float], first: str = "2019-01", **more: object) -> Served:
    store = Served()
    store.months("reviews", first, values, **more)
    return store


def rolling_store(above: list[float], below: list[float]) -> Served:
    """Single months of reviews and the rolling years that they make."""
    store = Served()
    ends = ends_from("2019-01", len(above))
    for at, end in enumerate(ends):
        parts = {"numerator": above[at], "denominator": below[at]}
        store.observe("reviews_year", end, 100 * above[at] / below[at], **parts)
        if at >= 11:
            n, d = sum(above[at - 11 : at + 1]), sum(below[at - 11 : at + 1])
            more = {"numerator": n, "denominator": d, "window": "r"}
            store.observe("reviews_year", end, 100 * n / d, **more)
    return store


def test_a_forecast_goes_on_from_the_last_month_for_a_year() -> None:
    found = forecast_of(with_months(rising(72), numerator=100, denominator=200))
    assert found.why_none is None
    assert [each.period_end for each in found.coming] == month_ends(date(2025, 1, 1), 12)
    assert found.last_end == date(2024, 12, 31)
    assert found.coming[-1].value > found.last_value


def test_only_the_months_after_the_last_gap_are_gone_on_from() -> None:
    values = [*rising(30), None, *rising(40)]
    store = with_months(values)
    run = settled_rows(asked(store))
    assert [row.value for row in run] == values[31:]
    assert forecast_of(store).why_none == (
        "No forecast: it takes 60 months in a row to make one and to try it on what came, and "
        "there are 40."
    )


def test_months_still_being_recorded_are_left_out() -> None:
    trend = made_trend([80.0] * 5)
    moving = replace(trend, rows=(*trend.rows[:-1], replace(trend.rows[-1], recording=True)))
    assert settled_rows(moving) == list(trend.rows[:-1])


def test_years_stand_only_where_there_are_no_months() -> None:
    run = settled_rows(yearly_trend())
    assert [row.period_end.year for row in run] == [2021, 2022, 2023, 2024, 2025]
    mixed = made_trend(rows=(*yearly_trend().rows, *made_rows([1.0, 2.0])))
    assert [row.value for row in settled_rows(mixed)] == [1.0, 2.0]


def test_ten_published_years_are_too_few() -> None:
    store = Served()
    for year in range(2015, 2025):
        store.publish("turnover", date(year, 3, 31), {"908": 10.0 + year % 3})
    said = forecast_of(store, "turnover").why_none
    assert said.endswith(
        "it takes 20 years in a row to make one and to try it on what came, and there are 10."
    )


def test_a_split_and_a_year_to_date_have_none() -> None:
    store = Served()
    assert "of the whole" in get_forecast(store, split_trend(3)).why_none
    of_year = replace(made_trend(), window="y")
    assert "starts anew each April" in get_forecast(store, of_year).why_none
    assert "no figures" in get_forecast(store, made_trend([None] * 3)).why_none


def test_an_old_figure_is_not_gone_on_from() -> None:
    store = with_months(rising(72))
    store.months("referrals", "2025-01", [5.0] * 3, unit="count")
    assert forecast_of(store).coming
    store = with_months(rising(72))
    store.months("referrals", "2025-01", [5.0] * 4, unit="count")
    assert forecast_of(store).why_none == (
        "No forecast: the last figure is of Dec 2024, too old to go on from."
    )


def test_small_numbers_are_not_gone_on_from() -> None:
    few = with_months(rising(72), numerator=3, denominator=12)
    assert "too small to tell, out of about 12 a month" in forecast_of(few).why_none
    store = Served()
    store.months("referrals", "2019-01", [2.0, 3.0, 4.0] * 24, unit="count")
    assert "too small to tell, about 3 a month" in forecast_of(store, "referrals").why_none


def test_noise_is_withheld_in_plain_words() -> None:
    chance = random.Random(1)
    store = with_months([chance.gauss(70, 4) for _ in range(78)])
    said = forecast_of(store).why_none
    assert said.startswith(
        "No forecast: tried at 36 past months, it did little or no better than the average of the "
        "last twelve figures, now "
    )
    still = with_months([70.0] * 72)
    assert forecast_of(still).why_none == (
        "No forecast: tried at 36 past months, it did little or no better than ‘the same as last "
        "month’."
    )


def test_rolling_years_come_with_the_months_that_make_them() -> None:
    chance = random.Random(8)
    below = [float(chance.randint(30, 50)) for _ in range(84)]
    shares = [0.4 + 0.004 * at + chance.gauss(0, 0.05) for at in range(84)]
    above = [float(round(each * share)) for each, share in zip(below, shares, strict=True)]
    store = rolling_store(above, below)
    trend = asked(store, "reviews_year", window="r")
    history = get_history(store, trend, settled_rows(trend))
    assert history.months.numerators == tuple(above)
    assert history.months.denominators == tuple(below)
    assert len(history.values) == 84 - 11
    assert (history.low, history.high) == (0.0, 100.0)
    found = get_forecast(store, trend)
    assert found.rolled
    assert found.outlook.test.against_same < 0.9


def test_months_that_do_not_add_up_to_the_rolling_years_are_left_alone() -> None:
    store = rolling_store([5.0] * 80, [10.0] * 80)
    trend = asked(store, "reviews_year", window="r")
    rows = settled_rows(trend)
    assert get_history(store, trend, rows).months is not None
    odd = [*rows[:-1], replace(rows[-1], value=51.0)]
    assert get_history(store, trend, odd).months is None
    store.connection.execute(
        "DELETE FROM observation WHERE \"window\" = 'm' AND period_end = '2022-03-31'"
    )
    assert get_history(store, trend, rows).months is None


def test_rates_of_rolling_years_stand_over_their_own_population() -> None:
    store = Served()
    for at, end in enumerate(ends_from("2019-01", 40)):
        of = {"unit": "per_10000", "denominator": 5000.0 + 100 * (at // 12)}
        store.observe("referrals", end, 1e4 * 7 / of["denominator"], numerator=7, **of)
        if at >= 11:
            value = 1e4 * 84 / of["denominator"]
            store.observe("referrals", end, value, numerator=84, window="r", **of)
    trend = asked(store, "referrals", unit="per_10000", window="r")
    months = get_history(store, trend, settled_rows(trend)).months
    assert months.denominators is None
    assert months.over[0] == 5000.0
    assert months.over[-1] == 5300.0


def test_what_lies_below_zero_has_no_bound() -> None:
    trend = made_trend([-3.0, 4.0, 120.0])
    history = get_history(Served(), trend, settled_rows(trend))
    assert (history.low, history.high) == (None, None)


def test_a_forecast_is_made_once_a_generation() -> None:
    store = with_months(rising(72))
    assert forecast_of(store) is forecast_of(store)
    assert forecast_of(store, end=date(2024, 11, 30)) is not forecast_of(store)
