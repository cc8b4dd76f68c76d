"""The generic step from cases to figures: windows, units, members, and what it refuses."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.contracts import create_case_tables
from data.database import Connection, connect
from data.tables import OBSERVATION, TABLES, create_table
from queries.cases import NoCases, get_cases
from queries.catalogue import Indicator, catalogue, read_catalogue
from queries.observations.case_tables import CaseQueryError, case_table_name
from queries.observations.cases import case_observations

AREA = "999"
AS_AT = date(2025, 12, 31)
_EVENTS = "SELECT cont_person_id AS person_id, cont_contact_date AS event_date"
_FROM = " FROM ssd_contacts"


@pytest.fixture
def council() -> Connection:
    connection = connect()
    create_case_tables(connection)
    for name, columns in TABLES.items():
        create_table(connection, name, columns)
    create_table(connection, "observation", OBSERVATION)
    return connection


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Indicator]:
    """Make an indicator from a query and a few changed lines of its definition."""
    monkeypatch.setattr("queries.catalogue.FOLDER", tmp_path)

    def indicator(
        sql: str, windows: str = "m", units: str = "count", splits: str = ""
    ) -> Indicator:
        folder = tmp_path / "children_in_need"
        folder.mkdir(exist_ok=True)
        listed = {name: text.split() for name, text in
                  {"windows": windows, "units": units, "splits": splits}.items()}  # fmt: skip
        (folder / "made.toml").write_text(
            'title = "Made"\nshort = "Made"\n'
            'definition = "An indicator made for this test alone."\n'
            'why = "To see what the generic step does with it."\n'
            'numerator = "numerator"\ndenominator = "denominator"\n'
            'better = "neither"\norder = 1\ndisclosure = "children"\n'
            + "".join(f"{name} = {words}\n" for name, words in listed.items())
            + '[[example]]\ntitle = "None"\ngiven = {}\nmonth = "2025-01"\n'
            f'window = "{listed["windows"][0]}"\nexpect = {{ value = 1 }}\n'
        )
        (folder / "made.sql").write_text(sql)
        return read_catalogue(tmp_path)["made"]

    return indicator


def _contacts(connection: Connection, *days: str, person: str = "A", source: str = "6") -> None:
    connection.executemany(
        "INSERT INTO ssd_contacts (cont_contact_id, cont_person_id, cont_contact_date, "
        "cont_contact_source_code) VALUES (uuid()::VARCHAR, ?, ?, ?)",
        [(person, day, source) for day in days],
    )


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
    indicator = made(_EVENTS + _FROM)
    _contacts(council, "2025-09-01", "2025-09-30", "2025-12-01")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    assert _figures(council, indicator, "m") == {
        date(2025, 9, 30): (2, 2, None, "ok"),
        date(2025, 10, 31): (0, 0, None, "ok"),
        date(2025, 11, 30): (0, 0, None, "ok"),
        date(2025, 12, 31): (1, 1, None, "ok"),
    }


def test_a_rolling_year_begins_when_it_is_full(council: Connection, made) -> None:
    indicator = made(_EVENTS + _FROM, windows="r")
    _contacts(council, "2024-11-05", "2025-10-31", "2025-11-01", "2025-12-31")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    figures = _figures(council, indicator, "r")
    assert figures == {
        date(2025, 10, 31): (2, 2, None, "ok"),
        date(2025, 11, 30): (2, 2, None, "ok"),
        date(2025, 12, 31): (3, 3, None, "ok"),
    }


def test_a_year_to_date_begins_with_the_first_april(council: Connection, made) -> None:
    indicator = made(_EVENTS + _FROM, windows="y")
    _contacts(council, "2025-02-05", "2025-03-31", "2025-04-01", "2025-06-30")
    case_observations(council, {"made": indicator}, AREA, date(2025, 6, 30))
    assert _figures(council, indicator, "y") == {
        date(2025, 4, 30): (1, 1, None, "ok"),
        date(2025, 5, 31): (1, 1, None, "ok"),
        date(2025, 6, 30): (2, 2, None, "ok"),
    }


def test_a_year_to_date_starts_again_in_april(council: Connection, made) -> None:
    indicator = made(_EVENTS + _FROM, windows="y")
    _contacts(council, "2024-04-05", "2025-03-31", "2025-04-30")
    case_observations(council, {"made": indicator}, AREA, date(2025, 4, 30))
    figures = _figures(council, indicator, "y")
    assert figures[date(2025, 3, 31)][0] == 2
    assert figures[date(2025, 4, 30)][0] == 1


def test_a_percentage_of_nothing_is_no_value(council: Connection, made) -> None:
    indicator = made(
        _EVENTS + ", cont_contact_source_code = '6' AS is_numerator" + _FROM, units="percent count"
    )
    _contacts(council, "2025-10-01", "2025-12-01")
    _contacts(council, "2025-10-01", "2025-10-02", source="7")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    assert _figures(council, indicator, "m") == {
        date(2025, 10, 31): (pytest.approx(100 / 3), 1, 3, "ok"),
        date(2025, 11, 30): (None, 0, 0, "not_applicable"),
        date(2025, 12, 31): (100, 1, 1, "ok"),
    }
    counts = _figures(council, indicator, "m", unit="count")
    assert counts[date(2025, 10, 31)] == (1, 1, None, "ok")


def test_members_are_zero_where_they_have_no_case(council: Connection, made) -> None:
    sql = _EVENTS + ", source_name(cont_contact_source_code) AS source_of_referral" + _FROM
    indicator = made(sql, splits="source_of_referral")
    _contacts(council, "2025-11-01", source="6")
    _contacts(council, "2025-12-01", source="")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    for member, expected in (("Police", [1, 0]), ("Not recorded", [0, 1])):
        figures = _figures(council, indicator, "m", split="source_of_referral", member=member)
        assert [figures[day][0] for day in sorted(figures)] == expected


def test_open_things_count_at_the_end_of_their_months(council: Connection, made) -> None:
    indicator = made(
        "SELECT cont_person_id AS person_id, cont_contact_date AS start_date, "
        "(cont_contact_date + INTERVAL 61 DAYS)::DATE AS end_date" + _FROM,
        windows="e",
    )
    # Open from 1 October to 1 December: over at the end of December, open at October's and
    # November's. And from 31 October to 31 December: no longer open as December ends.
    _contacts(council, "2025-10-01", "2025-10-31")
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
    indicator = made(_EVENTS + amount + _FROM, units="days pounds")
    _contacts(council, "2025-12-01", source="6")
    _contacts(council, "2025-12-02", source="7")
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
    indicator = made(_EVENTS + _FROM, units="per_10000")
    _contacts(council, "2025-03-10", "2025-03-11", "2025-04-10", "2025-04-11")
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
    sql = _EVENTS + ", 'x' AS team" + _FROM
    indicator = made(sql, units="count per_10000", splits="team")
    _contacts(council, "2025-12-10")
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    assert _figures(council, indicator, "m", unit="per_10000", split="team", member="x") == {}


def test_figures_say_whose_they_are_and_where_from(council: Connection, made) -> None:
    _contacts(council, "2025-12-10")
    case_observations(council, {"made": made(_EVENTS + _FROM)}, AREA, AS_AT)
    assert council.execute("SELECT DISTINCT slug, area, source FROM observation").fetchall() == [
        ("made", AREA, "cases")
    ]


def test_no_cases_no_figures(council: Connection, made) -> None:
    case_observations(council, {"made": made(_EVENTS + _FROM)}, AREA, AS_AT)
    assert council.execute("SELECT count(*) FROM observation").fetchone() == (0,)


@pytest.mark.parametrize(
    ("sql", "options", "message"),
    [
        ("SELEC nonsense", {}, "made.sql: the query does not run"),
        ("SELECT cont_person_id AS person_id" + _FROM, {}, "none of event_date, as_at"),
        (
            "SELECT cont_contact_date AS event_date" + _FROM,
            {},
            "does not give the column person_id",
        ),
        (_EVENTS + _FROM, {"splits": "team"}, "the column team; add it, or take the split out of"),
        (_EVENTS + _FROM, {"units": "percent"}, "a percentage needs the column is_numerator"),
        (_EVENTS + _FROM, {"windows": "e"}, "can be counted in the windows m, r, y"),
        (
            _EVENTS + ", 1 AS is_numerator" + _FROM,
            {},
            "is_numerator is INTEGER and must be BOOLEAN",
        ),
        (
            _EVENTS + ", 1 AS team" + _FROM,
            {"splits": "team"},
            "team is INTEGER and must be VARCHAR",
        ),
        (
            "SELECT cont_person_id AS person_id, cont_contact_date::TIMESTAMP AS event_date"
            + _FROM,
            {},
            "event_date is TIMESTAMP and must be DATE",
        ),
        (
            "SELECT NULL::VARCHAR AS person_id, cont_contact_date AS event_date" + _FROM,
            {},
            "made.sql: person_id is blank in 1 of its rows",
        ),
        (
            "SELECT cont_person_id AS person_id, NULL::DATE AS event_date" + _FROM,
            {},
            "made.sql: event_date is blank in 1 of its rows",
        ),
    ],
)
def test_a_faulty_query_is_named_with_what_to_mend(
    council: Connection, made, sql: str, options: dict, message: str
) -> None:
    _contacts(council, "2025-12-10")
    with pytest.raises(CaseQueryError) as fault:
        case_observations(council, {"made": made(sql, **options)}, AREA, AS_AT)
    assert message in str(fault.value)


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
    indicator = made(_EVENTS + _FROM)
    _contacts(council, "2025-09-15", *[f"2025-10-{day:02}" for day in range(1, 13)])
    case_observations(council, {"made": indicator}, AREA, date(2025, 10, 31))
    assert list(_figures(council, indicator, "m")) == [date(2025, 10, 31)]


def test_cases_are_refused_where_there_are_none(council: Connection) -> None:
    indicators = catalogue()
    _contacts(council, "2025-12-10")
    case_observations(council, indicators, AREA, AS_AT)
    with pytest.raises(NoCases, match="is not computed from cases"):
        get_cases(council, indicators["turnover"], AS_AT, "r")
    with pytest.raises(NoCases, match="is not split by team"):
        get_cases(council, indicators["contacts"], AS_AT, "m", "team", "x")
    with pytest.raises(NoCases, match="has no cases for the window e"):
        get_cases(council, indicators["contacts"], AS_AT, "e")


def test_cases_keep_their_own_columns(council: Connection) -> None:
    contacts = catalogue()["contacts"]
    _contacts(council, "2025-12-10")
    case_observations(council, {"contacts": contacts}, AREA, AS_AT)
    assert case_table_name("contacts") == "cases_contacts"
    cases = get_cases(council, contacts, AS_AT, "m", "source_of_referral", "Police")
    assert cases.columns[:2] == ("person_id", "event_date")
    assert cases.rows[0]["event_date"] == date(2025, 12, 10)
