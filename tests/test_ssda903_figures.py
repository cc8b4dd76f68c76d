"""A council that sends its SSDA903 alone sees the figures that its whole records give."""

from datetime import date

import pytest

from data.database import connect
from data.home import Home
from data.sample.formats import write_format
from data.sample.span import Span
from queries.refresh import refresh
from tests.conftest import SAMPLE_SEED

# Indicator → the month of the first year, counted from its April, with which its line begins.
BEGINS = {
    "adolescents_entering_care": 1,
    "care_ended": 1,
    "care_reviews_in_timescale": 9,
    "care_started": 1,
    "children_in_care": 1,
    "children_missing": 1,
    "dental_check_in_year": 12,
    "fostered_in_house": 1,
    "health_assessment_in_year": 12,
    "in_foster_or_adoptive_placement_10_to_15": 1,
    "in_residential_accommodation": 1,
    "interim_care_orders": 1,
    "left_care_to_adoption_or_guardianship": 12,
    "placement_stability_2_years": 30,
    "placements_3_or_more": 12,
    "views_given_to_review": 12,
}
# Adoptions are few: their lines begin with the first of them that can be told.
ADOPTION = (
    "adopted_within_12_months_of_decision",
    "days_entry_to_adoptive_family",
    "days_placement_order_to_match",
)
CARE_LEAVERS = (
    "care_leavers_in_eet",
    "care_leavers_in_touch",
    "care_leavers_neet",
    "care_leavers_not_in_touch",
    "care_leavers_suitable_accommodation",
)
AT_31_MARCH = ("dental_check_in_year", "health_assessment_in_year")
# The SSDA903 tells nothing of them.
NOT_TOLD = ("team", "disability")
Figures = dict[tuple, tuple]


@pytest.fixture(scope="module")
def returned_home(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The SSDA903 of each whole year of the sample council's history, refreshed."""
    home = Home(tmp_path_factory.mktemp("returned_home"))
    home.exports.mkdir(parents=True)
    home.settings_file.write_text('[council]\ncode = "E06000052"\n', encoding="utf-8")
    write_format(
        sample_home.exports, home.exports, "ssda903", Span(*_span(sample_home)), SAMPLE_SEED
    )
    outcome = refresh(home)
    assert outcome.generation is not None
    for report in outcome.as_json()["files"]:
        assert report["rows_read"] == report["rows_loaded"]
    return home


def _span(home: Home) -> tuple[date, int]:
    """The sample's last day and its months."""
    (last,) = _ask(home, "SELECT max(period_end) FROM observation WHERE source = 'cases'")[0]
    return last, 78


def _ask(home: Home, sql: str) -> list[tuple]:
    (file,) = home.warehouse.glob("*/observation.parquet")
    with connect() as connection:
        connection.execute(f"CREATE VIEW observation AS FROM read_parquet('{file}')")
        return connection.execute(sql).fetchall()


def _figures(home: Home) -> Figures:
    """Indicator, unit, window, split, member and month → value, numerator and denominator."""
    rows = _ask(
        home,
        'SELECT slug, unit, "window", split, member, period_end, round(value, 6), numerator, '
        "denominator FROM observation WHERE source = 'cases' AND unit <> 'per_10000'",
    )
    return {tuple(row[:6]): tuple(row[6:]) for row in rows}


def _is_none(figure: tuple) -> bool:
    """Whether nothing was counted: a member that nobody has, or a month without a denominator."""
    return not figure[1] and not figure[2]


def test_every_figure_is_that_of_the_whole_records(sample_home: Home, returned_home: Home) -> None:
    whole, returned = _figures(sample_home), _figures(returned_home)
    told = {key: each for key, each in returned.items() if key[3] not in NOT_TOLD}
    told = {key: each for key, each in told.items() if key[0] not in CARE_LEAVERS}
    told = {key: each for key, each in told.items() if key[0] not in AT_31_MARCH or each[2]}
    differ = {
        key: (each, whole.get(key))
        for key, each in told.items()
        if whole.get(key) != each and not (_is_none(each) and _is_none(whole.get(key, each)))
    }
    assert not differ
    assert {key[0] for key in told} == {*BEGINS, *ADOPTION}
    assert len(told) > 10_000


def test_lines_begin_where_they_are_true(returned_home: Home) -> None:
    begun = dict(
        _ask(
            returned_home,
            "SELECT slug, min(period_end) FROM observation WHERE source = 'cases' AND split = '' "
            "AND value IS NOT NULL GROUP BY slug",
        )
    )
    first = begun["children_in_care"]
    assert (first.month, first.day) == (4, 30)
    months = {
        slug: (begun[slug].year - first.year) * 12 + begun[slug].month - first.month + 1
        for slug in BEGINS
    }
    assert months == BEGINS


def test_lines_end_with_the_last_year(returned_home: Home) -> None:
    ((last,),) = _ask(
        returned_home, "SELECT max(period_end) FROM observation WHERE source = 'cases'"
    )
    assert (last.month, last.day) == (3, 31)


def test_checks_of_health_and_teeth_are_told_at_31_march_alone(returned_home: Home) -> None:
    told = _ask(
        returned_home,
        "SELECT DISTINCT month(period_end) FROM observation WHERE value IS NOT NULL AND source = "
        "'cases' AND slug IN ('dental_check_in_year', 'health_assessment_in_year')",
    )
    assert told == [(3,)]


def test_care_leavers_are_those_of_the_newest_year(returned_home: Home) -> None:
    told = _ask(
        returned_home,
        "SELECT DISTINCT slug, period_end FROM observation WHERE source = 'cases' AND split = '' "
        f"AND slug IN {CARE_LEAVERS} AND denominator > 0",
    )
    ((last,),) = _ask(
        returned_home, "SELECT max(period_end) FROM observation WHERE source = 'cases'"
    )
    assert sorted(told) == [(slug, last) for slug in CARE_LEAVERS]
