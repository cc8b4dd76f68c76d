"""Which months are still being recorded, and how pages say so."""

from dataclasses import replace
from datetime import date

import pytest

from components.chart import subtitle
from components.figures_table import figures_table
from components.split_figure import split_figure
from components.trend_figure import trend_figure
from data.home import Home
from queries.recording import SETTLING, Recording, get_recording, with_recording
from queries.store import current_store
from queries.trends.trend import get_trend
from queries.trends.view import View
from tests.made_trends import made_trend, split_trend
from tests.test_pages_words import text_of

OCTOBER = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("reaches", "moving"),
    [
        (OCTOBER, True),
        (OCTOBER + SETTLING - (OCTOBER - date(2026, 10, 30)), True),
        (OCTOBER + SETTLING, False),
    ],
)
def test_a_month_settles_a_fortnight_after_its_end(reaches: date, moving: bool) -> None:
    trend = made_trend([90.0] * 67)
    assert trend.rows[-1].period_end == OCTOBER
    marked = with_recording(trend, Recording(reaches))
    assert [row.period_end for row in marked.rows if row.recording] == [OCTOBER] * moving
    assert marked.latest.recording is moving
    assert ("Oct 2026 is still being recorded" in " ".join(marked.notes)) is moving


def test_what_a_workbook_reports_and_what_an_export_states_is_whole() -> None:
    reported = made_trend(rows=tuple(replace(r, source="reported") for r in made_trend().rows))
    assert with_recording(reported, Recording(OCTOBER)) == reported
    stated = Recording(OCTOBER, frozenset({made_trend().indicator.slug}))
    assert with_recording(made_trend(), stated) == made_trend()
    assert with_recording(made_trend(), None) == made_trend()


def test_a_month_still_being_recorded_is_hollow_and_says_so() -> None:
    whole, moving = made_trend(), with_recording(made_trend(), Recording(OCTOBER))
    settled, hollow = (trend_figure(trend) for trend in (whole, moving))
    dots = [figure["data"][-2]["marker"]["color"] for figure in (settled, hollow)]
    assert dots == ["#12436D", "#fff"]
    assert hollow["data"][-2]["text"][0].endswith("still being recorded")
    assert subtitle(moving, hollow).count("(still being recorded)") == 1
    assert "still being recorded" not in subtitle(whole, settled)
    assert "Still being recorded" in text_of(figures_table(moving))
    assert "Still being recorded" not in text_of(figures_table(whole))


def test_a_small_charts_last_dot_is_hollow_too() -> None:
    split = split_trend(6)
    last = split.rows[-1].period_end
    figure = split_figure(with_recording(split, Recording(last)), 288)
    assert figure["data"][0]["marker"]["color"][-1] == "#fff"
    assert split_figure(split, 288)["data"][0]["marker"]["color"][-1] != "#fff"


def test_the_sample_reaches_the_end_of_its_last_month(sample_home: Home) -> None:
    store = current_store(sample_home)
    recording = get_recording(store)
    latest = date.fromisoformat(f"{store.latest_month}-01")
    assert (recording.reaches.year, recording.reaches.month) == (latest.year, latest.month)
    trend = with_recording(get_trend(store, "protection_plans_started", View()), recording)
    assert [row.recording for row in trend.rows[-2:]] == [False, True]


def test_without_case_tables_nothing_is_said(cornwall_home: Home) -> None:
    assert get_recording(current_store(cornwall_home)) is None
