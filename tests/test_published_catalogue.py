"""The shipped indicators' published entries over the real files."""

from pathlib import Path

import pytest

from data.context import LoadContext
from queries.catalogue import read_catalogue
from tests.published_files import everything_observed

# Cornwall in 2025, and the median, least and most of its ten neighbours (2025 model).
KNOWN = (
    ("children_in_care", "per_10000", "2025-03-31", 60, 63.5, 53, 82),
    ("protection_plans", "per_10000", "2025-03-31", 32.2, 36.6, 26.4, 58.7),
    ("re_referrals", "percent", "2025-03-31", 27.9, 20.05, 16.3, 28.9),
    ("turnover", "percent", "2025-09-30", 11.7, 10.6, 8.0, 15.4),
    ("vacancy_rate", "percent", "2025-09-30", 20.6, 9.5, 1.1, 25.4),
)


@pytest.fixture(scope="module")
def observed(shared: Path) -> LoadContext:
    return everything_observed(shared / "published")


def test_every_measure_named_is_in_the_files(observed: LoadContext) -> None:
    """A name spelt wrongly would leave an indicator empty without a word."""
    named = {
        measure
        for indicator in read_catalogue().values()
        for each in indicator.published
        for measure in (each.measure, *each.numerator, *each.denominator)
        if measure
    }
    known = observed.connection.execute("SELECT DISTINCT measure FROM published_figure").fetchall()
    assert named - {measure for (measure,) in known} == set()


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known[0])
def test_cornwall_against_its_neighbours(observed: LoadContext, known: tuple) -> None:
    slug, unit, period_end, own, median, least, most = known
    found = observed.connection.execute(
        """
        SELECT any_value(own.value), quantile_cont(other.value, 0.5), min(other.value),
            max(other.value), count(other.value)
        FROM observation AS own
        JOIN neighbour ON neighbour.area = own.area AND model = '2025'
        JOIN observation AS other ON other.area = neighbour.neighbour
            AND (other.slug, other.unit, other."window", other.period_end, other.split)
                = (own.slug, own.unit, own."window", own.period_end, own.split)
        WHERE own.area = '908' AND own.slug = ? AND own.unit = ? AND own.period_end = ?
            AND own.split = ''
        """,
        [slug, unit, period_end],
    ).fetchone()
    assert found[:4] == pytest.approx((own, median, least, most), abs=1e-9)
    assert found[4] == 10


@pytest.mark.parametrize(
    ("slug", "unit", "cornwall", "england"),
    [
        ("assessments_in_45_days", "percent", 76.0, 81.5),
        ("plans_ended_after_2_years", "percent", 5.4, 3.7),
        ("reviews_in_timescale", "percent", 95.4, 94.0),
        ("repeat_plans", "percent", 18.9, 16.6),
        ("children_in_care", "per_10000", 42, 60),
    ],
)
def test_figures_of_2014_15(
    observed: LoadContext, slug: str, unit: str, cornwall: float, england: float
) -> None:
    found = observed.connection.execute(
        "SELECT round(value, 1) FROM observation WHERE slug = ? AND unit = ? AND split = '' "
        "AND period_end = '2015-03-31' AND area IN ('908', 'E92000001') ORDER BY area",
        [slug, unit],
    ).fetchall()
    assert [value for (value,) in found] == [cornwall, england]


def test_rates_of_2014_15_name_the_release_and_what_others_gave(observed: LoadContext) -> None:
    value, release, note = observed.connection.execute(
        "SELECT value, release, note FROM observation WHERE slug = 'protection_plans' "
        "AND unit = 'per_10000' AND area = 'E92000001' AND period_end = '2018-03-31'"
    ).fetchone()
    assert release == "Local authority interactive tool (LAIT) 2026"
    assert note == f"Releases differ: {value:.1f} in {release}, 45.3 in Children in need 2022."


def test_rates_by_population_are_lait_s_in_every_council_and_year(observed: LoadContext) -> None:
    """A count over the children of the year before is LAIT's rate, everywhere, to rounding."""
    compared, equal = observed.connection.execute(
        """
        SELECT count(*), count(*) FILTER (abs(10000 * number.value / children - rate.value) < 0.051)
        FROM published_figure AS number
        JOIN published_figure AS rate USING (area, period_end)
        JOIN population
            ON population.area = number.area AND population.year = year(period_end) - 1
        WHERE number.measure = 'lait/CPP_Num' AND rate.measure = 'lait/CPP_rate'
            AND number.status = 'ok' AND rate.status = 'ok'
        """
    ).fetchone()
    assert compared > 1500
    assert equal == compared


def test_parts_shown_make_the_value(observed: LoadContext) -> None:
    """Within the rounding of what is published: whole numbers, or one decimal."""
    off = observed.connection.execute(
        """
        SELECT slug, unit, area, period_end, value, numerator, denominator FROM observation
        WHERE numerator IS NOT NULL AND denominator IS NOT NULL AND abs(value - numerator /
            denominator * CASE unit WHEN 'percent' THEN 100 WHEN 'per_10000' THEN 10000 ELSE 1 END
        ) > CASE WHEN value = round(value) THEN 0.6 ELSE 0.06 END + 1e-9
        """
    ).fetchall()
    assert off == []


def test_one_row_for_each_indicator_unit_window_part_area_and_period(
    observed: LoadContext,
) -> None:
    twice = observed.connection.execute(
        'SELECT slug, unit, "window", split, member, area, period_end FROM observation '
        "GROUP BY ALL HAVING count(*) > 1"
    ).fetchall()
    assert twice == []


def test_a_value_is_known_exactly_where_the_status_is_ok(observed: LoadContext) -> None:
    assert observed.connection.execute(
        "SELECT count(*) FROM observation WHERE (status = 'ok') <> (value IS NOT NULL)"
    ).fetchone() == (0,)


@pytest.mark.parametrize(
    ("council", "first", "last"),
    [
        ("908", 2013, 2025),
        ("204", 2013, 2025),
        ("838", 2020, 2025),
        ("835", 2013, 2019),
        ("909", 2013, 2023),
        ("943", 2024, 2025),
        ("314", 2013, 2025),
        ("933", 2013, 2025),
        ("373", 2013, 2025),
        ("E13000002", 2013, 2025),
    ],
)
def test_councils_of_different_kinds_have_figures_while_they_stand(
    observed: LoadContext, council: str, first: int, last: int
) -> None:
    found = observed.connection.execute(
        "SELECT min(year(period_end)), max(year(period_end)) FROM observation "
        "WHERE slug = 'protection_plans_started' AND unit = 'count' AND area = ? "
        "AND status = 'ok'",
        [council],
    ).fetchone()
    assert found == (first, last)


def test_what_was_too_unreliable_to_give_says_so(observed: LoadContext) -> None:
    """Hampshire, 2023-24."""
    assert observed.connection.execute(
        "SELECT value, status, note FROM observation WHERE slug = 're_referrals' "
        "AND unit = 'percent' AND area = '850' AND period_end = '2024-03-31'"
    ).fetchone() == (None, "not_available", 'Published as "u": too unreliable to give.')
