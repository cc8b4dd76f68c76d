"""The real published files, every one: what loads, what does not, and known figures."""

from pathlib import Path

import pytest

from data.context import LoadContext
from data.reports import TableReport
from tests.published_files import FILES, everything_loaded
from tests.published_tables import figure

ENGLAND = "E92000001"
CORNWALL = "908"


@pytest.fixture(scope="module")
def context(shared: Path) -> LoadContext:
    return everything_loaded(shared / "published")[0]


@pytest.fixture(scope="module")
def reports(shared: Path) -> dict[str, TableReport]:
    return everything_loaded(shared / "published")[1]


def test_every_row_of_every_file_is_accounted_for(reports: dict[str, TableReport]) -> None:
    counted = {name: (each.rows_loaded, each.rows_rejected) for name, each in reports.items()}
    assert counted == FILES


def test_only_what_needs_a_look_is_warned_of(reports: dict[str, TableReport]) -> None:
    warned = {(name, each.rule) for name, report in reports.items() for each in report.warnings}
    assert warned == {("workforce/csww_indicators_2017_to_2025.csv", "combined_councils")}


def test_every_lait_measure_and_area_is_there(context: LoadContext) -> None:
    counted = context.connection.execute(
        "SELECT count(DISTINCT measure), count(DISTINCT area), count(*) FROM published_figure "
        "WHERE measure LIKE 'lait/%'"
    ).fetchone()
    assert counted == (434, 170, 640_900)


def test_no_figure_stands_twice_in_one_release_but_in_joint_files(context: LoadContext) -> None:
    """Files of the same shape and year (the two on care leavers) may repeat a total, equally."""
    differing = context.connection.execute(
        """
        SELECT measure, area, period_end, release FROM published_figure
        GROUP BY ALL HAVING count(DISTINCT (value, status)) > 1
        """
    ).fetchall()
    assert differing == []


def test_a_value_is_known_exactly_where_the_status_is_ok(context: LoadContext) -> None:
    assert context.connection.execute(
        "SELECT count(*) FROM published_figure WHERE (status = 'ok') <> (value IS NOT NULL)"
    ).fetchone() == (0,)


@pytest.mark.parametrize(
    ("name", "cornwall", "england"),
    [
        ("plans_at_31_march_rate", 38.5, 42.9),
        ("plans_repeat_percent", 18.9, 16.6),
        ("plans_ended_after_2_years_percent", 5.4, 3.7),
        ("plans_reviewed_in_time_percent", 95.4, 94.0),
        ("re_referrals_percent", None, 24.0),
    ],
)
def test_2014_15_figures_of_sfr_41(
    context: LoadContext, name: str, cornwall: float | None, england: float
) -> None:
    measure = f"children_in_need_2015/{name}"
    assert _value(context, measure, CORNWALL, "2015-03-31") == cornwall
    assert _value(context, measure, ENGLAND, "2015-03-31") == england


def test_2014_15_rate_of_children_looked_after(context: LoadContext) -> None:
    measure = "looked_after_to_2019/at_31_march_rate"
    assert _value(context, measure, CORNWALL, "2015-03-31") == 42
    assert _value(context, measure, ENGLAND, "2015-03-31") == 60


def test_englands_re_referrals_of_2014_15_were_revised(context: LoadContext) -> None:
    assert figure(context, "referrals/re_referrals_percent", ENGLAND, "2015-03-31") == (
        24.2,
        "ok",
        "Children in need 2025",
    )


def test_cornwalls_missing_re_referrals_are_not_a_number(context: LoadContext) -> None:
    found = figure(context, "children_in_need_2015/re_referrals_percent", CORNWALL, "2015-03-31")
    assert found == (None, "not_available", "Children in need 2015")
    assert figure(context, "referrals/re_referrals", CORNWALL, "2015-03-31")[:2] == (
        None,
        "not_available",
    )


def test_x_of_2015_is_suppression(context: LoadContext) -> None:
    found = figure(context, "children_in_need_2015/plans_at_31_march", "201", "2015-03-31")
    assert found[:2] == (None, "suppressed")


def test_london_is_three_regions(context: LoadContext) -> None:
    rates = {
        area: _value(context, "looked_after_to_2019/at_31_march", area, "2015-03-31")
        for area in ("E12000007", "E13000001", "E13000002")
    }
    assert rates == {"E12000007": 9980, "E13000001": 4210, "E13000002": 5770}


def test_two_releases_of_one_file_stand_side_by_side(context: LoadContext) -> None:
    found = context.connection.execute(
        "SELECT release, value FROM published_figure WHERE measure = "
        "'looked_after/at_31_march/rate' AND area = ? AND period_end = '2022-03-31' "
        "ORDER BY release_year",
        [ENGLAND],
    ).fetchall()
    assert [release for release, _ in found] == [
        "Children looked after 2022",
        "Children looked after 2025",
    ]
    assert found[0][1] == 70


def test_a_joint_figure_is_given_to_each_and_named(context: LoadContext) -> None:
    kingston, richmond = (
        figure(context, "workforce/turnover_percent", area, "2018-09-30") for area in ("314", "318")
    )
    assert kingston == richmond
    assert kingston[2] == (
        "Children's social work workforce 2025, "
        "Kingston upon Thames and Richmond upon Thames together"
    )


def test_population_of_mid_2024_is_england_s(context: LoadContext) -> None:
    assert context.connection.execute(
        "SELECT children FROM population WHERE area = ? AND year = 2024", [ENGLAND]
    ).fetchone() == (12_183_016,)


def test_each_council_of_a_model_has_ten_others(context: LoadContext) -> None:
    counted = context.connection.execute(
        """
        SELECT model, count(*), count(DISTINCT area), min(n), max(n), sum(own) FROM (
            SELECT model, area, count(*) AS n, count(DISTINCT neighbour) AS others,
                count(*) FILTER (neighbour = area) AS own
            FROM neighbour GROUP BY model, area HAVING others = 10
        ) GROUP BY model ORDER BY model
        """
    ).fetchall()
    assert counted == [("2021", 156, 156, 10, 10, 0), ("2025", 158, 158, 10, 10, 0)]


def test_cornwalls_neighbours_in_order(context: LoadContext) -> None:
    found = context.connection.execute(
        "SELECT neighbour, closeness FROM neighbour WHERE area = '885' AND model = '2025' "
        "ORDER BY position"
    ).fetchall()
    assert [number for number, _ in found] == (
        ["933", "916", "838", "937", "893", "938", "878", "830", "881", "815"]
    )
    assert {closeness for _, closeness in found} == {"Very close"}


def _value(context: LoadContext, measure: str, area: str, period_end: str) -> float | None:
    found = figure(context, measure, area, period_end)
    assert found is not None, (measure, area, period_end)
    return found[0]
