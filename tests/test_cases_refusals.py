"""What the step from cases to figures refuses, where its lines begin, and the cases behind them."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from data.database import Connection
from queries.cases import NoCases, get_cases
from queries.catalogue import Indicator, catalogue
from queries.observations.case_tables import CaseQueryError, case_table_name
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


@pytest.mark.parametrize(
    ("sql", "options", "message"),
    [
        ("SELEC nonsense", {}, "made.sql: the query does not run"),
        (
            EVENTS + ", cont_contact_source_code::INTEGER AS code" + FROM,
            {},
            "made.sql: the query fails on some row",
        ),
        ("SELECT cont_person_id AS person_id" + FROM, {}, "none of event_date, as_at"),
        (
            "SELECT cont_contact_date AS event_date" + FROM,
            {},
            "does not give the column person_id",
        ),
        (EVENTS + FROM, {"splits": "team"}, "the column team; add it, or take the split out of"),
        (EVENTS + FROM, {"units": "percent"}, "a percentage needs the column is_numerator"),
        (EVENTS + FROM, {"windows": "e"}, "can be counted in the windows m, r, y"),
        (
            EVENTS + ", 1 AS is_numerator" + FROM,
            {},
            "is_numerator is INTEGER and must be BOOLEAN",
        ),
        (
            EVENTS + ", 1 AS team" + FROM,
            {"splits": "team"},
            "team is INTEGER and must be VARCHAR",
        ),
        (
            "SELECT cont_person_id AS person_id, cont_contact_date::TIMESTAMP AS event_date" + FROM,
            {},
            "event_date is TIMESTAMP and must be DATE",
        ),
        (
            "SELECT NULL::VARCHAR AS person_id, cont_contact_date AS event_date" + FROM,
            {},
            "made.sql: person_id is blank in 1 of its rows",
        ),
        (
            "SELECT cont_person_id AS person_id, NULL::DATE AS event_date" + FROM,
            {},
            "made.sql: event_date is blank in 1 of its rows",
        ),
    ],
)
def test_a_faulty_query_is_named_with_what_to_mend(
    council: Connection, made, sql: str, options: dict, message: str
) -> None:
    add_contacts(council, "2025-12-10", source="W104233")
    with pytest.raises(CaseQueryError) as fault:
        case_observations(council, {"made": made(sql, **options)}, AREA, AS_AT)
    assert message in str(fault.value)
    assert "W104233" not in str(fault.value)


def _spells(connection: Connection, rows: list[tuple[str, str, str | None]]) -> None:
    connection.executemany(
        "INSERT INTO ssd_cp_plans (cppl_cp_plan_id, cppl_person_id, cppl_cp_plan_start_date, "
        "cppl_cp_plan_end_date) VALUES (uuid()::VARCHAR, ?, ?, ?)",
        rows,
    )


def _first_and_value(connection: Connection, slug: str) -> tuple[date, float]:
    return connection.execute(
        "SELECT period_end, value FROM observation WHERE slug = ? AND split = '' "
        "AND unit = 'count' AND \"window\" IN ('m', 'e') ORDER BY 1 LIMIT 1",
        [slug],
    ).fetchone()


def test_what_was_open_when_the_extract_began_draws_no_false_climb(council: Connection) -> None:
    """Twelve plans from years before the first ending: their line starts with that ending."""
    indicators = catalogue()
    started = [(f"P{number}", f"20{13 + number % 6}-01-15", None) for number in range(12)]
    _spells(council, [*started, ("Q", "2024-05-20", "2025-03-04"), ("R", "2025-03-10", None)])
    case_observations(council, indicators, AREA, AS_AT)
    assert _first_and_value(council, "protection_plans") == (date(2025, 3, 31), 13)
    assert _first_and_value(council, "protection_plans_started") == (date(2025, 3, 31), 1)
    assert _first_and_value(council, "protection_plans_ended") == (date(2025, 3, 31), 1)
    # What looks back two years waits as long, which is past the extract's end.
    row = council.execute("SELECT count(*) FROM observation WHERE slug = 'repeat_plans'").fetchone()
    assert row == (0,)


def test_a_new_record_with_few_cases_is_drawn_from_its_first(council: Connection) -> None:
    _spells(council, [("A", "2025-01-15", None), ("B", "2025-02-20", "2025-03-04")])
    case_observations(council, catalogue(), AREA, AS_AT)
    assert _first_and_value(council, "protection_plans") == (date(2025, 1, 31), 1)
    assert _first_and_value(council, "repeat_plans") == (date(2025, 1, 31), 0)


def test_a_month_that_the_extract_begins_in_the_middle_of_is_not_drawn(
    council: Connection, made
) -> None:
    indicator = made(EVENTS + FROM)
    add_contacts(council, "2025-09-15", *[f"2025-10-{day:02}" for day in range(1, 13)])
    case_observations(council, {"made": indicator}, AREA, date(2025, 10, 31))
    assert _first_and_value(council, "made") == (date(2025, 10, 31), 12)


def test_cases_are_refused_where_there_are_none(council: Connection) -> None:
    indicators = catalogue()
    add_contacts(council, "2025-12-10")
    case_observations(council, indicators, AREA, AS_AT)
    with pytest.raises(NoCases, match="is not computed from cases"):
        get_cases(council, indicators["reoffending"], AS_AT, "r")
    with pytest.raises(NoCases, match="is not split by team"):
        get_cases(council, indicators["contacts"], AS_AT, "m", "team", "x")
    with pytest.raises(NoCases, match="has no cases for the window e"):
        get_cases(council, indicators["contacts"], AS_AT, "e")


def test_cases_keep_their_own_columns(council: Connection) -> None:
    contacts = catalogue()["contacts"]
    add_contacts(council, "2025-12-10")
    case_observations(council, {"contacts": contacts}, AREA, AS_AT)
    assert case_table_name("contacts") == "cases_contacts"
    cases = get_cases(council, contacts, AS_AT, "m", "source_of_referral", "Police")
    assert cases.columns[:2] == ("person_id", "event_date")
    assert cases.rows[0]["event_date"] == date(2025, 12, 10)
