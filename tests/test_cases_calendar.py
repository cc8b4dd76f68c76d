"""Working days, ages, names of codes and complete months, pinned."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.contracts import code_sets, create_case_tables
from data.database import Connection, connect
from queries.observations.calendar import (
    bank_holidays,
    create_calendar,
    create_month_ends,
    extract_reaches,
)
from tests.slow_terms import age, age_group, working_days


@pytest.fixture(scope="module")
def calendar() -> Connection:
    connection = connect()
    create_calendar(connection, today=date(2026, 11, 22))
    return connection


def _answer(connection: Connection, expression: str) -> object:
    return connection.execute(f"SELECT {expression}").fetchone()[0]


@pytest.mark.parametrize(
    ("start", "end", "elapsed", "why"),
    [
        ("2025-03-03", "2025-03-03", 0, "the start is day 0"),
        ("2025-03-03", "2025-03-04", 1, "Monday to Tuesday"),
        ("2025-03-07", "2025-03-10", 1, "Friday to Monday"),
        ("2025-03-08", "2025-03-10", 1, "a Saturday's day 1 is Monday"),
        ("2025-03-08", "2025-03-09", 0, "within a weekend"),
        ("2025-03-03", "2025-03-24", 15, "fifteen working days are three weeks"),
        ("2024-12-24", "2025-01-02", 4, "Christmas Day, Boxing Day and New Year's Day"),
        ("2021-12-24", "2021-12-29", 1, "Christmas at a weekend, kept on Monday and Tuesday"),
        ("2025-04-17", "2025-04-22", 1, "Good Friday and Easter Monday"),
        ("2022-09-16", "2022-09-20", 1, "the State Funeral of Queen Elizabeth II"),
        ("2023-05-05", "2023-05-09", 1, "the Coronation of Charles III"),
        ("2020-05-07", "2020-05-11", 1, "the May holiday moved to Friday 8 May 2020"),
        ("2025-03-04", "2025-03-03", -1, "the end first"),
        ("2025-03-10", "2025-03-07", -1, "Monday back to Friday"),
    ],
)
def test_working_days_between(
    calendar: Connection, start: str, end: str, elapsed: int, why: str
) -> None:
    between = f"working_days_between(DATE '{start}', DATE '{end}')"
    assert _answer(calendar, between) == elapsed, why


def test_working_days_with_a_blank_are_blank(calendar: Connection) -> None:
    assert _answer(calendar, "working_days_between(NULL, DATE '2025-03-03')") is None
    assert _answer(calendar, "working_days_between(DATE '2025-03-03', NULL)") is None


def test_working_days_read_columns_of_any_name(calendar: Connection) -> None:
    """A column called day or elapsed must not be taken for the calendar's own."""
    counted = calendar.execute(
        "SELECT working_days_between(day, elapsed) "
        "FROM (SELECT DATE '2025-03-03' AS day, DATE '2025-03-10' AS elapsed)"
    ).fetchone()
    assert counted == (5,)


@given(
    start=st.dates(date(1996, 1, 1), date(2028, 6, 1)),
    length=st.integers(min_value=0, max_value=200),
)
@settings(max_examples=150, deadline=None)
def test_working_days_are_those_counted_one_by_one(
    calendar: Connection, start: date, length: int
) -> None:
    end = start + timedelta(days=length)
    between = f"working_days_between(DATE '{start}', DATE '{end}')"
    assert _answer(calendar, between) == working_days(start, end)


@given(
    start=st.dates(date(1996, 1, 1), date(2028, 6, 1)),
    days=st.integers(min_value=1, max_value=60),
)
@settings(max_examples=100, deadline=None)
def test_the_day_a_standard_runs_out_is_found_by_counting(
    calendar: Connection, start: date, days: int
) -> None:
    due = start
    while working_days(start, due) < days:
        due += timedelta(days=1)
    assert _answer(calendar, f"working_day_after(DATE '{start}', {days})") == due


def test_a_standard_from_a_blank_day_is_blank(calendar: Connection) -> None:
    assert _answer(calendar, "working_day_after(NULL::DATE, 10)") is None


def test_the_calendar_reaches_two_years_past_today(calendar: Connection) -> None:
    reach = calendar.execute("SELECT min(day), max(day) FROM working_day").fetchone()
    assert reach == (date(1990, 1, 1), date(2028, 12, 31))


def test_scottish_holidays_are_no_holidays() -> None:
    assert date(2025, 1, 2) not in bank_holidays(date(2025, 1, 1), date(2025, 12, 31))
    assert len(bank_holidays(date(2025, 1, 1), date(2025, 12, 31))) == 8


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("2010-06-01", "2025-05-31", 14),
        ("2010-06-01", "2025-06-14", 14),
        ("2010-06-01", "2025-06-15", 15),
        ("2024-02-01", "2025-01-31", 0),
        ("2024-02-01", "2025-02-28", 1),
        ("2024-02-29", "2025-02-28", 1),
        ("2025-06-01", "2025-05-31", -1),
        ("2025-06-01", "2025-06-01", 0),
    ],
)
def test_age_in_completed_years_the_birthday_taken_for_the_15th(
    calendar: Connection, born: str, day: str, years: int
) -> None:
    assert _answer(calendar, f"age_on(DATE '{born}', DATE '{day}')") == years


def test_an_unknown_birth_gives_no_age(calendar: Connection) -> None:
    assert _answer(calendar, "age_on(NULL, DATE '2025-01-01')") is None
    assert _answer(calendar, "age_band(NULL)") == "Not recorded"


@pytest.mark.parametrize("years", range(-2, 25))
def test_age_bands(calendar: Connection, years: int) -> None:
    assert _answer(calendar, f"age_band({years})") == age_group(years)
    assert _answer(calendar, f"age_band_care({years})") == age_group(years, in_care=True)


@given(born=st.dates(date(2000, 1, 1), date(2026, 1, 1)), day=st.dates(date(2000, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_ages_are_those_counted_by_birthdays(calendar: Connection, born: date, day: date) -> None:
    assert _answer(calendar, f"age_on(DATE '{born}', DATE '{day}')") == age(born, day)


@pytest.mark.parametrize(
    ("macro", "codes"),
    [
        ("sex_name", "sex"),
        ("ethnic_group", "ethnicity"),
        ("category_name", "abuse_category"),
        ("placement_name", "placement_type"),
        ("provider_name", "placement_provider"),
        ("need_name", "primary_need"),
        ("source_name", "source"),
    ],
)
def test_every_code_of_a_contract_has_a_name(calendar: Connection, macro: str, codes: str) -> None:
    named = {
        each.code: _answer(calendar, f"{macro}('{each.code}')") for each in code_sets()[codes].codes
    }
    assert "Not recognised" not in named.values(), named
    assert _answer(calendar, f"{macro}(NULL)") == "Not recorded"
    assert _answer(calendar, f"{macro}(' ')") == "Not recorded"
    assert _answer(calendar, f"{macro}('QQ')") == "Not recognised"


def test_every_legal_status_but_short_breaks_has_a_name(calendar: Connection) -> None:
    named = {
        each.code: _answer(calendar, f"legal_status_name('{each.code}')")
        for each in code_sets()["legal_status"].codes
    }
    assert {code for code, name in named.items() if name == "Not recognised"} == {"V3", "V4"}


@pytest.fixture
def contacts_on() -> Connection:
    connection = connect()
    create_case_tables(connection)
    create_calendar(connection, today=date(2026, 11, 22))
    return connection


def _contact(connection: Connection, day: str) -> None:
    connection.execute(
        "INSERT INTO ssd_contacts (cont_contact_id, cont_person_id, cont_contact_date) "
        "VALUES ('1', 'A', ?)",
        [day],
    )


@pytest.mark.parametrize(
    ("latest", "last_whole_month"),
    [
        ("2025-10-31", "2025-10-31"),
        ("2025-11-27", "2025-10-31"),
        ("2025-11-28", "2025-11-30"),  # a Friday: only the weekend is left of the month
        ("2025-12-30", "2025-11-30"),
        ("2025-12-31", "2025-12-31"),
        ("2026-04-02", "2026-03-31"),
    ],
)
def test_the_last_month_is_the_last_whole_one(
    contacts_on: Connection, latest: str, last_whole_month: str
) -> None:
    _contact(contacts_on, "2025-09-15")
    _contact(contacts_on, latest)
    create_month_ends(contacts_on)
    months = contacts_on.execute("SELECT min(month_end), max(month_end) FROM month_end").fetchone()
    assert months == (date(2025, 9, 30), date.fromisoformat(last_whole_month))


def test_a_date_in_the_future_does_not_stretch_the_extract(contacts_on: Connection) -> None:
    _contact(contacts_on, "2025-10-14")
    _contact(contacts_on, "2062-01-01")
    assert extract_reaches(contacts_on, today=date(2025, 11, 20)) == date(2025, 10, 14)


def test_a_planned_conference_does_not_stretch_the_extract(contacts_on: Connection) -> None:
    _contact(contacts_on, "2025-10-14")
    contacts_on.execute(
        "INSERT INTO ssd_initial_cp_conference (icpc_icpc_id, icpc_person_id, icpc_icpc_date) "
        "VALUES ('1', 'A', DATE '2025-12-31')"
    )
    assert extract_reaches(contacts_on, today=date(2026, 1, 20)) == date(2025, 10, 14)


def test_the_extracts_own_day_is_believed(contacts_on: Connection) -> None:
    _contact(contacts_on, "2025-10-14")
    create_month_ends(contacts_on, as_at=date(2025, 12, 31))
    assert contacts_on.execute("SELECT count(*) FROM month_end").fetchone() == (3,)


def test_no_event_no_month(contacts_on: Connection) -> None:
    create_month_ends(contacts_on)
    assert extract_reaches(contacts_on) is None
    assert contacts_on.execute("SELECT count(*) FROM month_end").fetchone() == (0,)
