"""The generic step from cases to figures: windows, units, members."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from data.database import Connection
from queries.cases import get_cases
from queries.catalogue import Indicator
from queries.observations.cases import case_observations
from tests.made_cases import AREA, AS_AT, EVENTS, FROM, add_contacts, empty_council, made_indicator


@pytest.fixture
def council() -> Connection:
    return empty_council()


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Indicator]:
    """Make an indicator from its query, and windows, units and splits named in words."""
    monkeypatch.setattr("queries.catalogue.FOLDER", tmp_path)
    return partial(made_indicator, tmp_path)


def _figures(connection: Connection, indicator: Indicator, window: str, **wanted: str) -> dict:
    """period end → (value, numerator, denominator, status)"""
    where = {"unit": indicator.unit, "split": "", "member": ""} | wanted
    rows = connection.execute(
        "SELECT period_end, value, numerator, denominator, status FROM observation "
        'WHERE "window" = ? AND unit = ? AND split = ? AND member = ?',
        [window, where["unit"], where["split"], where["member"]],
    ).fetchall()
    return {row[0]: row[1:] for row in rows}


def test_months_without_a_case_are_zero(council: Connection, made) -> None:
    indicator = made(EVENTS + FROM)
    add_contacts(council, "2025-09-01", "2025-09-30", "2025-12-01")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    assert _figures(council, indicator, "m") == {
        date(2025, 9, 30): (2, 2, None, "ok"),
        date(2025, 10, 31): (0, 0, None, "ok"),
        date(2025, 11, 30): (0, 0, None, "ok"),
        date(2025, 12, 31): (1, 1, None, "ok"),
    }


def test_a_rolling_year_begins_when_it_is_full(council: Connection, made) -> None:
    indicator = made(EVENTS + FROM, windows="r")
    add_contacts(council, "2024-11-05", "2025-10-31", "2025-11-01", "2025-12-31")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    figures = _figures(council, indicator, "r")
    assert figures == {
        date(2025, 10, 31): (2, 2, None, "ok"),
        date(2025, 11, 30): (2, 2, None, "ok"),
        date(2025, 12, 31): (3, 3, None, "ok"),
    }


def test_a_year_to_date_begins_with_the_first_april(council: Connection, made) -> None:
    indicator = made(EVENTS + FROM, windows="y")
    add_contacts(council, "2025-02-05", "2025-03-31", "2025-04-01", "2025-06-30")
    case_observations(council, {"made": indicator}, AREA, date(2025, 6, 30))
    assert _figures(council, indicator, "y") == {
        date(2025, 4, 30): (1, 1, None, "ok"),
        date(2025, 5, 31): (1, 1, None, "ok"),
        date(2025, 6, 30): (2, 2, None, "ok"),
    }


def test_a_year_to_date_starts_again_in_april(council: Connection, made) -> None:
    indicator = made(EVENTS + FROM, windows="y")
    add_contacts(council, "2024-04-05", "2025-03-31", "2025-04-30")
    case_observations(council, {"made": indicator}, AREA, date(2025, 4, 30))
    figures = _figures(council, indicator, "y")
    assert figures[date(2025, 3, 31)][0] == 2
    assert figures[date(2025, 4, 30)][0] == 1


def test_a_percentage_of_nothing_is_no_value(council: Connection, made) -> None:
    indicator = made(
        EVENTS + ", cont_contact_source_code = '6' AS is_numerator" + FROM, units="percent count"
    )
    add_contacts(council, "2025-10-01", "2025-12-01")
    add_contacts(council, "2025-10-01", "2025-10-02", source="7")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    assert _figures(council, indicator, "m") == {
        date(2025, 10, 31): (pytest.approx(100 / 3), 1, 3, "ok"),
        date(2025, 11, 30): (None, 0, 0, "not_applicable"),
        date(2025, 12, 31): (100, 1, 1, "ok"),
    }
    counts = _figures(council, indicator, "m", unit="count")
    assert counts[date(2025, 10, 31)] == (1, 1, None, "ok")


def test_members_are_zero_where_they_have_no_case(council: Connection, made) -> None:
    sql = EVENTS + ", source_name(cont_contact_source_code) AS source_of_referral" + FROM
    indicator = made(sql, splits="source_of_referral")
    add_contacts(council, "2025-11-01", source="6")
    add_contacts(council, "2025-12-01", source="")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    for member, expected in (("Police", [1, 0]), ("Not recorded", [0, 1])):
        figures = _figures(council, indicator, "m", split="source_of_referral", member=member)
        assert [figures[day][0] for day in sorted(figures)] == expected


def test_open_things_count_at_the_end_of_their_months(council: Connection, made) -> None:
    indicator = made(
        "SELECT cont_person_id AS person_id, cont_contact_date AS start_date, "
        "(cont_contact_date + INTERVAL 61 DAYS)::DATE AS end_date" + FROM,
        windows="e",
    )
    # Open from 1 October to 1 December: over at the end of December, open at October's and
    # November's. And from 31 October to 31 December: no longer open as December ends.
    add_contacts(council, "2025-10-01", "2025-10-31")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    assert {day: row[0] for day, row in _figures(council, indicator, "e").items()} == {
        date(2025, 10, 31): 2,
        date(2025, 11, 30): 2,
        date(2025, 12, 31): 0,
    }
    cases = get_cases(council, indicator, date(2025, 11, 30), "e")
    assert cases.numerator == cases.denominator == 2


def test_amounts_are_added_and_averaged(council: Connection, made) -> None:
    amount = ", CASE cont_contact_source_code WHEN '6' THEN 10.0 ELSE 20.0 END AS amount"
    indicator = made(EVENTS + amount + FROM, units="days pounds")
    add_contacts(council, "2025-12-01", source="6")
    add_contacts(council, "2025-12-02", source="7")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    december = date(2025, 12, 31)
    assert _figures(council, indicator, "m")[december] == (15, 30, 2, "ok")
    assert _figures(council, indicator, "m", unit="pounds")[december] == (30, 30, None, "ok")


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([2024], {3: (20, "ok", None), 4: (20, "ok", "mid-2024")}),
        ([2024, 2025], {3: (20, "ok", None), 4: (10, "ok", None)}),
        ([2025], {3: (None, "not_available", "No population"), 4: (10, "ok", None)}),
    ],
)
def test_a_rate_is_of_the_population_of_its_financial_year(
    council: Connection, made, years: list[int], expected: dict
) -> None:
    indicator = made(EVENTS + FROM, units="per_10000")
    add_contacts(council, "2025-03-10", "2025-03-11", "2025-04-10", "2025-04-11")
    children = {2024: 1000.0, 2025: 2000.0}
    for year in years:
        council.execute(
            "INSERT INTO population (area, year, children, release_year) VALUES "
            "(?, ?, ?, 2026), (?, ?, 1, 2025), ('908', ?, 5, 2026)",
            [AREA, year, children[year], AREA, year, year],
        )
    case_observations(council, {"made": indicator}, AREA, date(2025, 4, 30))
    for month, (value, status, note) in expected.items():
        row = council.execute(
            "SELECT value, status, note FROM observation WHERE month(period_end) = ?", [month]
        ).fetchone()
        assert row[:2] == (value, status)
        assert (note in row[2]) if note else row[2] is None


def test_a_rate_is_not_split(council: Connection, made) -> None:
    sql = EVENTS + ", 'x' AS team" + FROM
    indicator = made(sql, units="count per_10000", splits="team")
    add_contacts(council, "2025-12-10")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    assert _figures(council, indicator, "m", unit="per_10000", split="team", member="x") == {}


def test_figures_say_whose_they_are_and_where_from(council: Connection, made) -> None:
    add_contacts(council, "2025-12-10")
    case_observations(council, {"made": made(EVENTS + FROM)}, AREA, AS_AT)
    assert council.execute("SELECT DISTINCT slug, area, source FROM observation").fetchall() == [
        ("made", AREA, "cases")
    ]


def test_no_cases_no_figures(council: Connection, made) -> None:
    case_observations(council, {"made": made(EVENTS + FROM)}, AREA, AS_AT)
    assert council.execute("SELECT count(*) FROM observation").fetchone() == (0,)
