"""Financial years over each other."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from components.chart import large_chart
from components.years_figure import has_years, years_figure
from data.home import Home
from pages.indicator_page import indicator_page
from queries.store import current_store
from queries.trends.trend import get_trend
from queries.trends.view import Trend, View

SLUG = "initial_conferences_in_15_days"


@pytest.fixture(scope="module")
def trend(sample_home: Home) -> Trend:
    return get_trend(current_store(sample_home), SLUG, View(window="m"))


def test_each_year_is_a_line_from_april_and_the_latest_lies_on_top(trend: Trend) -> None:
    figure = years_figure(trend, 440)
    go.Figure(figure)  # raises where Plotly does not know a property
    found = {row.period_end: row.value for row in trend.rows if row.source == "cases"}
    last = max(found)
    start = last.year if last.month > 3 else last.year - 1
    assert len(figure["data"]) == 3
    for back, line in enumerate(reversed(figure["data"])):
        drawn = dict(zip(line["x"], line["y"], strict=True))
        for month, value in drawn.items():
            number = (month + 3) % 12 + 1
            year = start - back + (number < 4)
            same = [v for day, v in found.items() if (day.year, day.month) == (year, number)]
            assert [value] == same
    assert len(figure["data"][-1]["x"]) == (last.month - 4) % 12 + 1
    labels = [note["text"] for note in figure["layout"]["annotations"]]
    assert any(f"{start}/{(start + 1) % 100:02d}" in text for text in labels)


def test_a_month_without_a_figure_breaks_its_line(trend: Trend) -> None:
    rows = [row for row in trend.rows if row.source == "cases"]
    gap = next(row for row in reversed(rows) if row.period_end.month == 5)
    with_gap = replace(trend, rows=tuple(row for row in rows if row is not gap))
    figure = years_figure(with_gap, 440)
    assert any(line["y"][1] is None for line in figure["data"] if len(line["y"]) > 1)


def test_years_alone_or_a_split_have_nothing_to_lay_over(sample_home: Home, trend: Trend) -> None:
    store = current_store(sample_home)
    assert has_years(trend)
    assert not has_years(get_trend(store, SLUG, View(split="team")))
    assert not has_years(get_trend(store, SLUG, View(source="published")))
    one = [row for row in trend.rows if date(2025, 4, 1) <= row.period_end <= date(2026, 3, 31)]
    assert not has_years(replace(trend, rows=tuple(one)))
    assert large_chart(get_trend(store, SLUG, View(split="team")), years=True)


def test_the_address_asks_for_it_and_links_keep_it(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYMARK_HOME", str(sample_home.root))
    page = indicator_page(SLUG, {"lines": "years", "window": "m"})
    said = str(page)
    assert "April to March" in said
    links = {each.id: each.href for each in page._traverse() if getattr(each, "href", None)
             and getattr(each, "id", None)}  # fmt: skip
    assert "lines=years" in links["month-earlier"]
    assert "April to March" not in str(indicator_page(SLUG, {"window": "m"}))
