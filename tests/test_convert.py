"""Text into types: each rule of data/convert.py, and an independent reading of dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.convert import PLACEHOLDERS, cleaned, conversion, is_placeholder
from data.database import connect

CONNECTION = connect()


def converted(kind: str, text: str | None) -> tuple[object, bool]:
    """(value, bad) of one cell, through the same SQL that a whole table goes through."""
    made = conversion(kind, "t")
    return CONNECTION.execute(
        f"SELECT {made.value}, {made.bad} FROM (SELECT {cleaned('given')} AS t "
        "FROM (SELECT CAST(? AS VARCHAR) AS given))",
        [text],
    ).fetchone()


@pytest.mark.parametrize(
    "text",
    [
        "31/03/2025",
        " 31/03/2025 ",
        "31/3/2025",
        "31/03/25",
        "31/03/2025 00:00",
        "31/03/2025 23:59:59",
        "31/03/2025 11:59:59 PM",
        "2025-03-31",
        "2025-03-31 09:05:00",
        "2025-03-31 00:00:00.000",
        "2025-03-31T00:00:00Z",
        "2025-03-31T00:00:00+01:00",
        "2025/03/31",
        "31-03-2025",
        "31.03.2025",
        "45747",
        "45747.0",
        "45747.75",
        "31-Mar-2025",
        "31-MAR-25",
        "31 March 2025",
    ],
)
def test_the_ways_of_writing_one_date(text):
    assert converted("date", text) == (date(2025, 3, 31), False)


@pytest.mark.parametrize(
    "text",
    [
        *("31/31/2025", "03/31/2025", "30/02/2025", "2025-13-01", "2025-02-30", "31/03/0025"),
        *(
            "31/03/2205",
            "9999-12-31",
            "457470",
            "20250331",
            "2025",
            "1/2",
            "31/03/2025 tea",
            "soon",
        ),
    ],
)
def test_what_is_no_date_is_bad_and_never_month_first(text):
    assert converted("date", text) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "  ", "01/01/1900", "1900-01-01", "1900-01-01 00:00:00", "01/01/1900 00:00"),
        *("00/01/1900", "1/1/1900", "0", *PLACEHOLDERS),
    ],
)
def test_what_stands_for_no_date_is_blank(text):
    assert converted("date", text) == (None, False)


@pytest.mark.parametrize("kind", ["text", "id", "number", "integer", "flag", "month"])
@pytest.mark.parametrize("text", [*PLACEHOLDERS, "N/A", "NULL", "None", "\u00a0", "Not Recorded"])
def test_placeholders_are_blank_in_every_type(kind, text):
    assert converted(kind, text) == (None, False)
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["none such", "0", "nan's", "n/a?", "--"])
def test_what_only_looks_like_a_placeholder_is_kept(text):
    assert converted("text", text) == (text, False)
    assert not is_placeholder(text)


def test_a_date_of_birth_is_kept_to_its_month():
    assert converted("month", "17/09/2011") == (date(2011, 9, 1), False)
    assert converted("month", "17/19/2011") == (None, True)


def read_by_hand(text: str) -> date | None:
    """dd/mm/yyyy the slow way."""
    day, month, year = (int(part) for part in text.split("/"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


@settings(max_examples=60, deadline=None)
@given(day=st.integers(1, 31), month=st.integers(1, 12), year=st.integers(1901, 2099))
def test_day_first_dates_as_read_by_hand(day, month, year):
    text = f"{day:02}/{month:02}/{year}"
    by_hand = read_by_hand(text)
    assert converted("date", text) == (by_hand, by_hand is None)


@settings(max_examples=40, deadline=None)
@given(day=st.dates(date(1928, 1, 1), date(2099, 12, 31)))
def test_excel_serials_as_counted_by_hand(day):
    serial = (day - date(1900, 1, 1)) / timedelta(days=1) + 2
    assert converted("date", f"{serial:.0f}") == (day, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("123", "123"),
        ("123.0", "123"),
        ("00123", "00123"),
        (" 1 2\u00a03 ", "123"),
        ("AB 12", "AB12"),
        ("12.5", "12.5"),
        ("a.0", "a.0"),
        ("1e5", "1e5"),
    ],
)
def test_ids(text, value):
    assert converted("id", text) == (value, False)


def test_an_id_that_excel_rounded_is_bad():
    assert converted("id", "1.23457E+12") == (None, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Y", "Y"),
        ("yes", "Y"),
        ("1", "Y"),
        ("TRUE", "Y"),
        ("a) Yes", "Y"),
        ("n", "N"),
        ("No", "N"),
        ("0", "N"),
        ("false", "N"),
        ("b) No", "N"),
        ("c) Unknown", None),
        ("U", None),
    ],
)
def test_flags(text, value):
    assert converted("flag", text) == (value, False)


def test_what_is_no_flag_is_bad():
    assert converted("flag", "perhaps") == (None, True)
    assert converted("flag", "2") == (None, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("0.0", 0), ("-1", -1), ("1,234", 1234), ("0.5", 0.5), (".5", 0.5), ("1e-3", 0.001)],
)
def test_numbers(text, value):
    assert converted("number", text) == (value, False)


@pytest.mark.parametrize("text", ["12,34", "1.2.3", "a", "1 2", "£5", "5%", "inf"])
def test_what_is_no_number_is_bad(text):
    assert converted("number", text) == (None, True)


def test_whole_numbers():
    assert converted("integer", "17") == (17, False)
    assert converted("integer", "17.0") == (17, False)
    assert converted("integer", "17.5") == (None, True)
    assert converted("integer", "99999999999") == (None, True)
