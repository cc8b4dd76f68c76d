"""Financial years over each other."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from components.large_chart import Lines, large_chart
from components.years_figure import has_years, laid, years_figure, years_key, years_words
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
    figure = years_figure(trend, 440, laid(trend))
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
    figure = years_figure(with_gap, 440, laid(with_gap))
    assert any(line["y"][1] is None for line in figure["data"] if len(line["y"]) > 1)


def test_years_alone_or_a_split_have_nothing_to_lay_over(sample_home: Home, trend: Trend) -> None:
    store = current_store(sample_home)
    assert has_years(trend)
    assert not has_years(get_trend(store, SLUG, View(split="team")))
    assert not has_years(get_trend(store, SLUG, View(source="published")))
    one = [row for row in trend.rows if date(2025, 4, 1) <= row.period_end <= date(2026, 3, 31)]
    assert not has_years(replace(trend, rows=tuple(one)))
    assert large_chart(get_trend(store, SLUG, View(split="team")), lines=Lines(years=True))


def test_one_member_of_a_split_has_years_to_lay_over(sample_home: Home) -> None:
    store = current_store(sample_home)
    view = View(split="team", window="m")
    member = get_trend(store, SLUG, view).members[0]
    one = get_trend(store, SLUG, replace(view, member=member))
    assert has_years(one)
    line = years_figure(one, 440, laid(one))["data"][-1]
    assert line["customdata"][0].split("|")[1:] == ["team", member]


def test_any_year_is_laid_over_any_other(trend: Trend) -> None:
    over = laid(trend, 2024, 2021)
    assert list(over.years) == ["2024/25", "2021/22"]
    figure = years_figure(trend, 440, over)
    go.Figure(figure)
    found = {row.period_end: row.value for row in trend.rows if row.source == "cases"}
    assert figure["data"][-1]["y"][8] == found[date(2024, 12, 31)]
    assert figure["data"][0]["y"][8] == found[date(2021, 12, 31)]
    assert figure["data"][-1]["line"]["width"] > figure["data"][0]["line"]["width"]
    assert [words.split(":")[0] for words, _ in years_key(trend, over)] == ["2024/25", "2021/22"]
    assert list(laid(trend, 1950).years) == list(laid(trend).years)


def test_the_months_of_two_years_are_told_apart(trend: Trend) -> None:
    over = laid(trend, 2024, 2023)
    now, then = over.years.values()
    higher = sum(a.value > b.value for a, b in zip(now, then, strict=True))
    assert f"Of 12 months, beside the same of 2023/24: {higher} higher" in years_words(trend, over)
    assert "twelve months" not in years_words(trend, over)
    assert "‘By month’" in years_words(replace(trend, window="r"), over)


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
