"""A council that sends its censuses alone sees the figures that its whole records give."""

from datetime import date, timedelta

import duckdb
import pytest

from data.home import Home
from data.sample.formats import write_format
from data.sample.span import Span, latest_complete_month
from data.sample.write import MONTHS
from queries.refresh import refresh
from tests.conftest import SAMPLE_SEED

THE_SAME = (
    "assessments_completed",
    "assessments_in_10_days",
    "assessments_in_45_days",
    "assessments_open_overdue",
    "assessments_step_across",
    "children_in_need",
    "initial_conferences",
    "initial_conferences_in_15_days",
    "plans_ended_after_2_years",
    "plans_open_2_years",
    "prebirth_assessments_in_12_weeks",
    "protection_plans",
    "protection_plans_ended",
    "protection_plans_started",
    "referrals",
    "referrals_no_further_action",
    "referrals_to_assessment",
    "repeat_plans",
    "review_conferences",
    "section_47_started",
)
# What looks back is known somewhat later than the first census begins, in months.
LATER = {"re_referrals": 12, "reviews_in_timescale": 6}
# Why a case was closed is not known of those closed after the last census.
UNKNOWN_AT_END = ("assessments_step_across",)


@pytest.fixture(scope="module")
def census_home(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample council's censuses alone, as XML, refreshed."""
    home = Home(tmp_path_factory.mktemp("census_home"))
    home.exports.mkdir(parents=True)
    home.settings_file.write_text('[council]\ncode = "908"\n', encoding="utf-8")
    span = Span(latest_complete_month(date.today()), MONTHS)
    assert write_format(sample_home.exports, home.exports, "cin_census", span, SAMPLE_SEED)
    outcome = refresh(home)
    assert outcome.generation is not None
    for report in outcome.as_json()["files"]:
        assert report["rows_read"] == report["rows_loaded"] > 0
        assert not report["rows_withdrawn"]
        assert not report["warnings"]
    return home


@pytest.fixture(scope="module")
def years(census_home: Home) -> tuple[date, date]:
    """The first and the last month that the censuses tell."""
    (file,) = census_home.warehouse.glob("*/return_year.parquet")
    first, last = duckdb.execute(
        "SELECT last_day(min(year_begins)), max(year_ends) FROM read_parquet(?)", [str(file)]
    ).fetchone()
    return first, last


def figures(home: Home, slug: str) -> dict[tuple[date, str], tuple]:
    """Month and unit → numerator and denominator, of all children, a month's or at its end."""
    (file,) = home.warehouse.glob("*/observation.parquet")
    rows = duckdb.execute(
        "SELECT period_end, unit, numerator, denominator FROM read_parquet(?) WHERE slug = ? "
        "AND source = 'cases' AND split = '' AND \"window\" IN ('m', 'e') "
        "AND unit IN ('count', 'percent')",
        [str(file), slug],
    ).fetchall()
    return {(period, unit): tuple(rest) for period, unit, *rest in rows}


@pytest.mark.parametrize("slug", [*THE_SAME, *LATER])
def test_figures_are_those_of_the_whole_records(
    sample_home: Home, census_home: Home, years: tuple[date, date], slug: str
) -> None:
    whole, told = figures(sample_home, slug), figures(census_home, slug)
    first, last = years
    months = (min(period for period, _ in told), max(period for period, _ in told))
    assert months == (_later(first, LATER.get(slug, 0)), last)
    until = _later(last, -1) if slug in UNKNOWN_AT_END else last
    wanted = {key: each for key, each in whole.items() if months[0] <= key[0] <= until}
    assert len(wanted) > 36
    differ = {key: (told.get(key), each) for key, each in wanted.items() if told.get(key) != each}
    assert differ == {}


def _later(month_end: date, months: int) -> date:
    """The end of a month so many months later."""
    count = month_end.year * 12 + month_end.month + months
    return date(count // 12, count % 12 + 1, 1) - timedelta(days=1)
