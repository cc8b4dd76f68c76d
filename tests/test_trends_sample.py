"""The sample's planted stories are told, and every verdict reads as one."""

import re
from datetime import date
from statistics import mean

import pytest

from data.home import Home
from data.sample.span import Span
from data.sample.stories import planted_stories
from queries.catalogue import catalogue
from queries.store import Store, current_store
from queries.trends.comparable import get_comparable_trends
from queries.trends.overview import get_overview
from queries.trends.trend import get_trend
from queries.trends.view import View


@pytest.fixture(scope="module")
def sample(sample_home: Home) -> Store:
    return current_store(sample_home)


@pytest.fixture(scope="module")
def stories(sample: Store):
    year, month = map(int, sample.latest_month.split("-"))
    last = get_trend(sample, "contacts", View()).latest.period_end
    assert (last.year, last.month) == (year, month)
    return planted_stories(Span(last, 78))


def test_turnover_and_the_overspend_need_attention(sample: Store, stories) -> None:
    found = {each.slug: each for each in get_overview(sample).attention}
    assert {stories.turnover_step.indicator, stories.placements_overspend.indicator} <= set(found)
    overspend = found["forecast_variance"]
    assert overspend.reasons == ("target", "worsening")
    assert re.match(
        r"Forecast variance: £[\d.,]+[km]? over budget, above the £0 target", overspend.sentence
    )


def test_the_summer_of_late_conferences_stands_out(sample: Store, stories) -> None:
    story = stories.conference_dip
    rows = get_trend(sample, story.indicator, View(window="m")).rows[-36:]
    summer = [each for each in rows if story.first <= each.period_end <= story.last]
    usual = [each.value for each in rows if each not in summer and each.value is not None]
    assert "not_met" in {each.target_status for each in summer}
    assert mean(each.value for each in summer) < mean(usual) - 10


def test_more_adolescents_entering_care_are_marked(sample: Store, stories) -> None:
    story = stories.adolescents_rise
    marked = [
        each
        for member in ("11 to 15", "16 and 17")
        for each in get_trend(
            sample, story.indicator, View(window="m", split="age", member=member)
        ).signals
        if each.period_end >= story.first and each.direction == "high"
    ]
    assert marked


@pytest.mark.parametrize("home", ["sample_home", "cornwall_home"])
def test_every_verdict_is_made_of_short_sentences(home: str, request) -> None:
    store = current_store(request.getfixturevalue(home))
    told = 0
    for trend in get_comparable_trends(store, list(catalogue()), View()):
        if trend.latest is None or trend.split:
            continue
        said = trend.verdict.removeprefix(trend.indicator.short)
        for each in said.removesuffix(".").split(". "):
            assert each.count(", ") <= 1, trend.verdict
            assert each[0].isupper() or each[0] in ": " or each[0].isdigit(), trend.verdict
        if trend.latest.target_status == "near":
            assert "missed" not in said
            assert " for " not in said.split(". ")[0]
        told += 1
    assert told > 50


def test_figures_of_long_ago_name_their_month_or_give_way(cornwall_home: Home) -> None:
    store = current_store(cornwall_home)
    trends = get_comparable_trends(store, list(catalogue()), View())
    old = [each for each in trends if each.latest and each.latest.period_end < date(2016, 1, 1)]
    assert {"contacts", "review_conferences"} <= {each.indicator.slug for each in old}
    for each in old:
        assert re.search(r" in (December 2015|20\d\d/\d\d|\w+ 2015)", each.verdict), each.verdict
    started = next(each for each in trends if each.indicator.slug == "protection_plans_started")
    assert started.latest.period_end.year >= 2025
    assert started.latest.source == "published"
