"""A month opened: its parts add up, and its cases are the figure."""

import random
from datetime import date

import pytest

from data.home import Home
from queries.catalogue import catalogue
from queries.drill_down import get_case_list, get_opened_month, split_parts
from queries.drill_down.case_list import MOST_LISTED
from queries.store import Store, current_store
from queries.trends.trend import get_trend
from queries.trends.view import View

COMPUTED = sorted(slug for slug, each in catalogue().items() if each.computed)
MONTHS = 20


@pytest.fixture(scope="module")
def store(sample_home: Home) -> Store:
    return current_store(sample_home)


def _counted(trend) -> list:
    return [row for row in trend.rows if row.source == "cases"]


def _near(one: float, other: float) -> bool:
    return one == pytest.approx(other, abs=1e-6)


@pytest.mark.parametrize("slug", COMPUTED)
def test_parts_and_cases_are_the_figure_in_every_split_and_random_months(
    store: Store, slug: str
) -> None:
    trend = get_trend(store, slug, View())
    rows = _counted(trend)
    chosen = random.Random(slug).sample(rows, min(MONTHS, len(rows)))
    for row in chosen:
        opened = get_opened_month(store, trend, row.period_end)
        assert opened.has_cases
        cases = get_case_list(store, trend, row.period_end)
        assert _near(cases.numerator, row.numerator)
        if row.denominator is not None and trend.unit != "per_10000":
            assert _near(cases.denominator, row.denominator)
        assert len(cases.rows) == min(cases.count, MOST_LISTED)
        for split in opened.splits:
            assert _near(sum(part.numerator for part in split.parts), cases.numerator)
            if opened.against and split.parts[0].contribution is not None:
                moved = sum(part.contribution for part in split.parts)
                sums = trend.unit == "per_10000"
                of = "numerator" if sums else "value"
                assert _near(moved, getattr(row, of) - getattr(opened.against, of))


def test_a_members_own_line_opens_to_its_own_cases(store: Store) -> None:
    trend = get_trend(store, "initial_conferences_in_15_days", View(split="team", window="m"))
    row = [each for each in _counted(trend) if each.denominator][-1]
    opened = get_opened_month(store, trend, row.period_end, row.member)
    cases = get_case_list(store, trend, row.period_end, row.member)
    assert (cases.numerator, cases.count) == (row.numerator, row.denominator)
    assert {each["team"] for each in cases.rows} == {row.member}
    assert "team" not in {each.split for each in opened.splits}


def test_what_the_month_is_set_against(store: Store) -> None:
    trend = get_trend(store, "re_referrals", View())
    rows = _counted(trend)
    last, before, year = rows[-1], rows[-2], rows[-13]
    opened = get_opened_month(store, trend, last.period_end)
    assert (opened.before, opened.year_before) == (before, year)
    assert opened.against == before
    assert get_opened_month(store, trend, last.period_end, on_year=True).against == year
    first = get_opened_month(store, trend, rows[0].period_end)
    assert first.against is None
    assert {part.contribution for each in first.splits for part in each.parts} == {None}


def test_no_such_point_opens_nothing(store: Store) -> None:
    trend = get_trend(store, "re_referrals", View())
    assert get_opened_month(store, trend, date(1999, 1, 31)) is None
    assert get_opened_month(store, trend, trend.rows[-1].period_end, "nobody") is None


def test_a_figure_without_cases_says_so(store: Store) -> None:
    trend = get_trend(store, "re_referrals", View(source="published"))
    opened = get_opened_month(store, trend, trend.rows[-1].period_end)
    assert (opened.has_cases, opened.splits) == (False, ())


def test_rows_to_look_into_come_first_and_say_where_they_count(store: Store) -> None:
    trend = get_trend(store, "initial_conferences_in_15_days", View(window="r"))
    cases = get_case_list(store, trend, _counted(trend)[-1].period_end)
    said = [row["counts_as"] for row in cases.rows]
    assert said == sorted(said, reverse=True)  # a higher figure is better: who is late comes first
    assert said.count("Both") == cases.numerator
    headings = [column.heading for column in cases.columns]
    assert headings[0] == "Case"
    assert "Working days" in headings


def test_contributions_of_a_percentage_hold_rate_and_mix() -> None:
    indicator = replace_splits("team")
    before = {"": {"": (8.0, 10.0)}, "team": {"East": (4.0, 5.0), "West": (4.0, 5.0)}}
    after = {"": {"": (8.0, 16.0)}, "team": {"East": (4.0, 4.0), "West": (4.0, 12.0)}}
    (split,) = split_parts(indicator, "percent", after, before)
    moved = {part.member: part.contribution for part in split.parts}
    # Of 80%: East's four in time of four are 0.8 above what four usually give, of sixteen.
    assert moved == {
        "West": pytest.approx(100 * (4 - 0.8 * 12) / 16),
        "East": pytest.approx(100 * (4 - 0.8 * 4) / 16),
    }
    assert sum(moved.values()) == pytest.approx(50 - 80)
    assert [part.member for part in split.parts] == ["West", "East"]


def test_a_member_that_has_gone_still_moved_the_whole() -> None:
    indicator = replace_splits("team")
    before = {"": {"": (5.0, 5.0)}, "team": {"East": (3.0, 3.0), "West": (2.0, 2.0)}}
    after = {"": {"": (4.0, 4.0)}, "team": {"East": (4.0, 4.0)}}
    (split,) = split_parts(indicator, "count", after, before)
    assert {part.member: part.contribution for part in split.parts} == {"East": 1, "West": -2}
    assert {part.member: part.value for part in split.parts} == {"East": 4, "West": 0}


def test_a_whole_without_a_value_has_no_contributions() -> None:
    indicator = replace_splits("team")
    after = {"": {"": (0.0, 0.0)}, "team": {}}
    before = {"": {"": (1.0, 2.0)}, "team": {"East": (1.0, 2.0)}}
    (split,) = split_parts(indicator, "percent", after, before)
    (part,) = split.parts
    assert (part.value, part.before, part.contribution) == (None, 50.0, None)


def replace_splits(*splits: str):
    return catalogue()["initial_conferences_in_15_days"].model_copy(update={"splits": splits})
