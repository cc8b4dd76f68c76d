"""A forecast on the page of an indicator: asked for by its address, drawn, said and tabled."""

from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from components.bands import steps
from components.forecast_lines import carried_to
from components.large_chart import Lines, large_chart
from components.palette import COMING, COUNCIL, TARGET
from components.trend_figure import trend_figure, whole_rows
from data.home import Home
from pages.application import create_app
from pages.drawn_lines import drawn_lines, lines_choices
from pages.indicator_page import indicator_page
from pages.opened_state import OpenedState, opened_address, opened_state
from queries.forecasts.view import Coming, Forecast
from queries.forecasts.wording import forecast_words
from queries.trends.view import Trend, View
from tests.made_trends import made_trend, month_ends, split_trend, yearly_trend
from tests.test_pages_words import text_of


def made_forecast(trend: Trend) -> Forecast:
    """A year that climbs from the trend's last figure, four points either way."""
    last = trend.latest
    ends = month_ends(last.period_end + timedelta(days=1), 12)
    values = [last.value + 0.25 * (at + 1) for at in range(12)]
    coming = tuple(
        Coming(end, value, value - 4, value + 4) for end, value in zip(ends, values, strict=True)
    )
    return Forecast(coming, last_end=last.period_end, last_value=last.value)


TREND = made_trend()
FORECAST = made_forecast(TREND)
NONE = Forecast(why_none="No forecast: the last figure is of Dec 2015, too old to go on from.")


def test_the_axis_goes_on_by_a_year_and_the_target_with_it() -> None:
    figure = trend_figure(TREND, 440, FORECAST)
    go.Figure(figure)
    first, last = figure["layout"]["xaxis"]["range"]
    assert last == (FORECAST.coming[-1].period_end + timedelta(days=1)).isoformat()
    assert first == trend_figure(TREND, 440)["layout"]["xaxis"]["range"][0]
    target = next(
        each
        for each in figure["data"]
        if each.get("line", {}).get("color") == TARGET and each["mode"] == "lines"
    )
    assert max(day for day in target["x"] if day) == last


def test_the_line_is_dashed_amid_its_area_and_starts_at_the_last_figure() -> None:
    data = trend_figure(TREND, 440, FORECAST)["data"]
    area = next(each for each in data if each.get("fillcolor") == COMING)
    line = next(
        each for each in data if "dash" in each.get("line", {}) and each["x"][0] == area["x"][0]
    )
    assert line["line"]["color"] == COUNCIL
    assert (line["x"][0], line["y"][0]) == (FORECAST.last_end.isoformat(), FORECAST.last_value)
    assert line["y"][1:] == [each.value for each in FORECAST.coming]
    assert line["text"][-1].endswith("most likely " + "87% to 95%")
    assert "customdata" not in line
    assert area["y"][1:13] == [each.high for each in FORECAST.coming]
    assert area["y"][13:25] == [each.low for each in FORECAST.coming][::-1]


def test_the_scale_holds_the_interval_and_the_labels_name_its_end() -> None:
    layout = trend_figure(TREND, 440, FORECAST)["layout"]
    low, high = layout["yaxis"]["range"]
    assert low <= min(each.low for each in FORECAST.coming)
    assert high >= max(each.high for each in FORECAST.coming)
    words = " ".join(each["text"].replace("<br>", " ") for each in layout["annotations"])
    assert "If nothing changes 91% (87–95)" in words
    assert "Oct 2026 88.3%" in words
    assert "Target 85%" in words
    assert "Wayshire" not in words


@pytest.mark.parametrize("forecast", [None, NONE])
def test_a_chart_without_a_forecast_is_as_it_was(forecast: Forecast | None) -> None:
    assert trend_figure(TREND, 440, forecast) == trend_figure(TREND, 440)


def test_what_is_carried_forward_goes_on_and_what_is_not_does_not() -> None:
    found = steps(whole_rows(TREND), "median")
    end = date(2027, 11, 1)
    assert found[-1].carried
    assert carried_to(found, end)[-1].end == end
    assert carried_to(found, end)[:-1] == found[:-1]
    published = found[:1]
    assert not published[0].carried
    assert carried_to(published, end) == published
    assert carried_to([], end) == []


def test_it_is_said_over_the_chart_in_its_text_alternative_and_in_a_table() -> None:
    shown = large_chart(TREND, lines=Lines(forecast=FORECAST))
    words = forecast_words(FORECAST, TREND)
    assert words in text_of(shown)
    labels = [getattr(each, "aria-label", "") or "" for each in shown._traverse()]
    assert any(label.endswith(words) and TREND.verdict in label for label in labels)
    table = next(
        each
        for each in shown._traverse()
        if "forecast-figures" in str(getattr(each, "className", ""))
    )
    assert len(table.children[2].children) == 12
    assert "Oct 2027" in text_of(table)
    assert "87% to 95%" in text_of(table)


def test_a_withheld_one_says_why_and_has_no_table() -> None:
    shown = large_chart(TREND, lines=Lines(forecast=NONE))
    assert NONE.why_none in text_of(shown)
    assert "in figures" not in text_of(shown)


def offered(trend: Trend, opening: OpenedState, lines: Lines) -> tuple[dict, str]:
    """The options of the control 'Drawn' and what it shows; nothing without the control."""
    found = [each for each in lines_choices(trend, opening, lines) if each.name == "lines"]
    return (dict(found[0].options), found[0].value) if found else ({}, "")


def test_the_control_offers_a_forecast_of_months() -> None:
    opening = opened_state({"lines": "forecast"})
    assert opening.forecast
    lines = drawn_lines(TREND, opening, None, FORECAST)
    options, asked = offered(TREND, opening, lines)
    assert (options["forecast"], asked) == ("with a forecast", "forecast")
    assert offered(TREND, OpenedState(), Lines())[1] == ""


@pytest.mark.parametrize("trend", [yearly_trend(), split_trend(3), made_trend(window="y")])
def test_it_is_not_offered_where_there_can_be_none(trend: Trend) -> None:
    assert "forecast" not in offered(trend, OpenedState(), Lines())[0]


def test_an_address_keeps_it() -> None:
    address = opened_address("reviews_in_timescale", View(), opened_state({"lines": "forecast"}))
    assert address == "/indicator/reviews_in_timescale?lines=forecast"


@pytest.fixture
def sample(sample_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    create_app()
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))
    return sample_home


def test_the_page_of_the_sample_shows_one_when_asked(sample: Home) -> None:
    without = text_of(indicator_page("re_referrals", {}))
    assert "If nothing changes" not in without
    shown = text_of(indicator_page("re_referrals", {"lines": "forecast"}))
    assert "If nothing changes" in shown
    assert "most likely between" in shown
    assert "The forecast in figures, and how far to believe it" in shown


def test_the_period_drawn_moves_no_forecast(sample: Home) -> None:
    said = [
        next(
            text_of(each)
            for each in indicator_page(
                "referrals", {"window": "r", "lines": "forecast", **query}
            )._traverse()
            if getattr(each, "className", "") == "chart-instead"
        )
        for query in ({}, {"from": "2025-04"})
    ]
    assert said[0] == said[1]
