"""The sample's planted stories are told, and every verdict reads as one."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from data.home import Home
from data.sample import write_sample
from data.sample.span import Span
from data.sample.stories import Stories, Story, planted_stories
from queries.catalogue import catalogue
from queries.recording import get_recording, with_recording
from queries.refresh import refresh
from queries.store import Store, current_store
from queries.trends.attention import Attention
from queries.trends.comparable import get_comparable_trends
from queries.trends.overview import get_overview
from queries.trends.trend import get_trend
from queries.trends.view import View


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample as it ships: a smaller council's charts cannot tell the stories from chance."""
    home = Home(tmp_path_factory.mktemp("stories"))
    write_sample(home.exports, scale=1.0)
    assert refresh(home).generation is not None
    return current_store(home)


@pytest.fixture(scope="module")
def stories(sample: Store):
    year, month = map(int, sample.latest_month.split("-"))
    last = get_trend(sample, "contacts", View()).latest.period_end
    assert (last.year, last.month) == (year, month)
    return planted_stories(Span(last, 78))


def attention(store: Store) -> dict[str, Attention]:
    return {each.slug: each for each in get_overview(store).attention}


def conference_dip(store: Store, story: Story) -> bool:
    """Every month of the summer is below its target, and marked on the chart as worsening."""
    found = get_trend(store, story.indicator, View(window="m"))
    summer = [row for row in found.rows if story.first <= row.period_end <= story.last]
    marked = {each.period_end for each in found.signals if each.meaning == "concerning"}
    missed = {row.target_status for row in summer} == {"not_met"}
    return missed and len([row for row in summer if row.period_end in marked]) >= 2


def turnover_step(store: Store, story: Story) -> bool:
    found = attention(store)[story.indicator]
    return {"target", "worsening"} <= set(found.reasons)


def adolescents_rise(store: Store, story: Story) -> bool:
    """Months of the rise are marked as worsening on the chart of adolescents entering care."""
    found = get_trend(store, "adolescents_entering_care", View(window="m"))
    marked = [each for each in found.signals if each.meaning == "concerning"]
    return len([each for each in marked if each.period_end >= story.first]) >= 3


def late_recording(store: Store, story: Story) -> bool:
    """The month is drawn hollow, and said to be still coming in."""
    trend = with_recording(get_trend(store, story.indicator, View()), get_recording(store))
    hollow = [row.period_end for row in trend.rows if row.recording]
    return hollow[-1:] == [story.last] and "still being recorded" in trend.notes[-1]


def placements_overspend(store: Store, story: Story) -> bool:
    found = attention(store)[story.indicator]
    said = r"Forecast variance: £[\d.,]+[km]? over budget, above the £0 target for four months"
    return found.reasons == ("target", "worsening") and bool(re.match(said, found.sentence))


FINDERS = (conference_dip, turnover_step, adolescents_rise, late_recording, placements_overspend)


@pytest.mark.parametrize("finder", FINDERS)
def test_each_planted_story_needs_attention_or_is_marked_on_its_chart(
    sample: Store, stories: Stories, finder: Callable[[Store, Story], bool]
) -> None:
    assert finder(sample, getattr(stories, finder.__name__))


def test_no_planted_story_is_left_unsought(stories: Stories) -> None:
    assert {each.name for each in stories} == {finder.__name__ for finder in FINDERS}


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
