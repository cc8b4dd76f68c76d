"""The generic step for what an extract describes at each month's end: posts, budgets, costs."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from data.database import Connection
from queries.cases import Cases, get_cases
from queries.catalogue import Indicator
from queries.observations.case_tables import CaseQueryError
from queries.observations.cases import case_observations
from tests.made_cases import AREA, AS_AT, empty_council, made_indicator

SEEN = "SELECT thing AS person_id, seen AS snapshot, part AS team"
WEIGHED = f"{SEEN}, amount, base FROM things"


@pytest.fixture
def council() -> Connection:
    connection = empty_council()
    connection.execute(
        "CREATE TABLE things (thing VARCHAR, seen DATE, part VARCHAR, amount DOUBLE, base DOUBLE)"
    )
    return connection


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Indicator]:
    monkeypatch.setattr("queries.catalogue.FOLDER", tmp_path)
    return partial(made_indicator, tmp_path)


def _seen(council: Connection, *rows: tuple) -> None:
    """Rows of (thing, month as 2025-04, part, amount, base), seen at the end of their months."""
    council.executemany(
        "INSERT INTO things SELECT ?, last_day((? || '-01')::DATE), ?, ?, ?", list(rows)
    )


def _figures(
    council: Connection, indicator: Indicator, window: str, member: str = "", unit: str = ""
) -> dict:
    """month end → (value, numerator, denominator)"""
    case_observations(council, {"made": indicator}, AREA, AS_AT)
    rows = council.execute(
        "SELECT period_end, value, numerator, denominator FROM observation "
        'WHERE "window" = ? AND unit = ? AND member = ?',
        [window, unit or indicator.unit, member],
    ).fetchall()
    return {row[0]: row[1:] for row in rows}


def _agree(cases: Cases, figure: tuple) -> bool:
    return (cases.numerator, cases.denominator) == figure[1:]


def test_a_rate_is_what_the_rows_add_over_what_they_weigh(council: Connection, made) -> None:
    indicator = made(WEIGHED, windows="e", units="percent", splits="team")
    _seen(council, ("A", "2025-04", "East", 0.5, 2.0), ("B", "2025-04", "West", 1.0, 1.0))
    april = date(2025, 4, 30)
    assert _figures(council, indicator, "e") == {april: (50.0, 1.5, 3.0)}
    assert _figures(council, indicator, "e", "East")[april] == (25.0, 0.5, 2.0)
    assert _agree(get_cases(council, indicator, april, "e"), (50.0, 1.5, 3.0))


def test_a_month_without_a_snapshot_is_unknown_and_an_absent_member_is_zero(
    council: Connection, made
) -> None:
    indicator = made(f"{SEEN} FROM things", windows="e", splits="team")
    _seen(council, ("A", "2025-04", "East", 1, 1), ("B", "2025-06", "West", 1, 1))
    april, june = date(2025, 4, 30), date(2025, 6, 30)
    assert set(_figures(council, indicator, "e")) == {april, june}
    west = _figures(council, indicator, "e", "West")
    assert (west[april][0], west[june][0]) == (0, 1)


def _year(first: int = 1) -> list[str]:
    return [f"2025-{month:02}" for month in range(first, 13)]


def test_a_rolling_year_may_stand_on_its_last_month(council: Connection, made) -> None:
    indicator = made(WEIGHED, windows="r", units="percent", flags="denominator_at_end")
    for number, month in enumerate(_year()):
        _seen(council, (f"left {month}", month, "East", 1.0, 0.0))
        _seen(council, ("stays", month, "East", 0.0, 20.0 + number))
    december = date(2025, 12, 31)
    figures = _figures(council, indicator, "r")
    assert figures == {december: (pytest.approx(100 * 12 / 31), 12, 31)}
    cases = get_cases(council, indicator, december, "r")
    assert _agree(cases, figures[december])
    assert len(cases.rows) == 13  # those who left in the year, and who was there at its end


def test_a_rolling_year_adds_both_parts_otherwise(council: Connection, made) -> None:
    indicator = made(WEIGHED, windows="r", units="percent")
    _seen(council, *(("A", month, "East", 1.0, 4.0) for month in _year()))
    december = date(2025, 12, 31)
    figures = _figures(council, indicator, "r")
    assert figures == {december: (25.0, 12.0, 48.0)}
    assert _agree(get_cases(council, indicator, december, "r"), figures[december])


def test_no_rolling_year_spans_a_month_that_is_unknown(council: Connection, made) -> None:
    indicator = made(WEIGHED, windows="r", units="percent")
    months = ["2024-12", *(month for month in _year() if month != "2025-07")]
    _seen(council, *(("A", month, "East", 1.0, 4.0) for month in months))
    assert len(months) == 12
    assert _figures(council, indicator, "r") == {}


def test_a_year_to_date_stands_or_adds_up(council: Connection, made) -> None:
    rows = [("A", month, "East", 10.0, 1.0) for month in ("2025-04", "2025-05", "2025-07")]
    _seen(council, *rows)
    stands = made(WEIGHED, windows="y", units="pounds")
    assert [each[0] for each in _figures(council, stands, "y").values()] == [10, 10, 10]
    council.execute("DELETE FROM observation")
    adds = made(WEIGHED, windows="y", units="pounds", flags="accumulates")
    # June is not known, so July's sum is not either.
    figures = _figures(council, adds, "y")
    assert {day.month: each[0] for day, each in figures.items()} == {4: 10, 5: 20}
    assert _agree(get_cases(council, adds, date(2025, 5, 31), "y"), (20, 20, 2))


def test_rows_for_one_window_serve_it_alone_and_are_not_added(council: Connection, made) -> None:
    sql = f"{SEEN}, amount, CASE WHEN base = 1 THEN 'y' ELSE 'm' END AS \"window\" FROM things"
    indicator = made(sql, windows="y m", units="pounds", flags="accumulates")
    _seen(council, ("A", "2025-04", "East", 10.0, 1.0), ("A", "2025-05", "East", 25.0, 1.0))
    _seen(council, ("A", "2025-05", "East", 15.0, 0.0))
    may = date(2025, 5, 31)
    assert {day.month: each[0] for day, each in _figures(council, indicator, "y").items()} == {
        4: 10,
        5: 25,
    }
    council.execute("DELETE FROM observation")
    assert _figures(council, indicator, "m") == {may: (15, 15, None)}
    assert get_cases(council, indicator, may, "y").numerator == 25
    assert get_cases(council, indicator, may, "m").numerator == 15


def test_an_average_is_shared_over_its_denominator(council: Connection, made) -> None:
    indicator = made(WEIGHED, windows="e", units="pounds", flags="average")
    _seen(council, ("A", "2025-04", "East", 900.0, 1.0), ("B", "2025-04", "East", 300.0, 2.0))
    assert _figures(council, indicator, "e") == {date(2025, 4, 30): (400, 1200, 3)}


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (f"{SEEN} FROM things".replace("seen AS", "(seen - 1)::DATE AS"), "last day of a month"),
        (f"{SEEN}, NULL::DOUBLE AS amount FROM things", "amount is blank in 1"),
        (f"{SEEN}, 1.0 AS amount, NULL::DOUBLE AS base FROM things", "base is blank in 1"),
    ],
)
def test_a_query_for_snapshots_is_refused_with_what_to_mend(
    council: Connection, made, sql: str, said: str
) -> None:
    indicator = made(sql, windows="e", units="pounds")
    _seen(council, ("A", "2025-04", "East", 1.0, 1.0))
    with pytest.raises(CaseQueryError, match=said):
        case_observations(council, {"made": indicator}, AREA, AS_AT)
