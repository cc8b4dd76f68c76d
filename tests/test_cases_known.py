"""A month of which some case says that it is not known has no figure, as a whole or by a split."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data.database import Connection
from queries.cases import get_parts
from queries.catalogue import Indicator
from queries.observations.cases import case_observations
from tests.made_cases import AREA, AS_AT, FROM, add_contacts, empty_council, made_indicator

KNOWN = "cont_contact_source_code <> '10'"
BY_SOURCE = "cont_person_id <> 'B' AS knows_source, cont_contact_source_code AS source"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the catalogue stands for one test."""
    monkeypatch.setattr("queries.catalogue.FOLDER", tmp_path)
    return tmp_path


@pytest.fixture
def council() -> Iterator[Connection]:
    connection = empty_council()
    yield connection
    connection.close()


def _events(root: Path, windows: str, units: str = "count") -> Indicator:
    day = "cont_person_id AS person_id, cont_contact_date AS event_date"
    return made_indicator(
        root, f"SELECT {day}, {KNOWN} AS is_known, {BY_SOURCE}{FROM}", windows, units, "source"
    )


def _months(connection: Connection, window: str, split: str = "") -> dict[str, float]:
    rows = connection.execute(
        "SELECT strftime(period_end, '%Y-%m'), sum(numerator) FROM observation "
        'WHERE "window" = ? AND split = ? GROUP BY 1 ORDER BY 1',
        [window, split],
    ).fetchall()
    return dict(rows)


def test_a_month_that_is_not_known_is_no_zero(council: Connection, root: Path) -> None:
    add_contacts(council, "2025-08-09", "2025-10-20", "2025-12-01")
    add_contacts(council, "2025-10-03", person="C", source="10")
    case_observations(council, {"made": _events(root, "m")}, AREA, as_at=AS_AT)
    assert _months(council, "m") == {"2025-08": 1, "2025-09": 0, "2025-11": 0, "2025-12": 1}


def test_no_year_holds_a_month_that_is_not_known(council: Connection, root: Path) -> None:
    days = [f"{year}-{month:02}-05" for year in (2024, 2025) for month in range(1, 13)]
    add_contacts(council, *days)
    add_contacts(council, "2024-03-03", person="C", source="10")
    case_observations(council, {"made": _events(root, "r")}, AREA, as_at=AS_AT)
    assert list(_months(council, "r")) == [f"2025-{month:02}" for month in range(3, 13)]


def test_the_line_begins_with_the_first_month_that_is_known(
    council: Connection, root: Path
) -> None:
    add_contacts(council, "2025-01-28", "2025-02-05", source="10")
    add_contacts(council, *[f"2025-03-{day}" for day in range(20, 31)])
    case_observations(council, {"made": _events(root, "m")}, AREA, as_at=AS_AT)
    assert min(_months(council, "m")) == "2025-03"


def test_a_month_may_be_known_and_one_split_of_it_not(council: Connection, root: Path) -> None:
    add_contacts(council, "2025-10-20", "2025-11-20", "2025-12-20")
    add_contacts(council, "2025-11-21", person="B", source="1A")
    indicator = _events(root, "m")
    case_observations(council, {"made": indicator}, AREA, as_at=AS_AT)
    assert _months(council, "m") == {"2025-10": 1, "2025-11": 2, "2025-12": 1}
    assert _months(council, "m", "source") == {"2025-10": 1, "2025-12": 1}
    members = council.execute("SELECT DISTINCT member FROM observation WHERE split = 'source'")
    assert members.fetchall() == [("6",)]
    november = get_parts(council, indicator, date(2025, 11, 30), "m")
    december = get_parts(council, indicator, date(2025, 12, 31), "m")
    assert november == {"": {"": (2, 2)}}
    assert december == {"": {"": (1, 1)}, "source": {"6": (1, 1)}}


def test_a_case_that_is_not_known_may_lack_its_amount(council: Connection, root: Path) -> None:
    add_contacts(council, "2025-10-20")
    add_contacts(council, "2025-11-21", source="10")
    sql = (
        "SELECT cont_person_id AS person_id, cont_contact_date AS event_date, "
        f"{KNOWN} AS is_known, CASE WHEN {KNOWN} THEN 4.0 END AS amount{FROM}"
    )
    case_observations(council, {"made": made_indicator(root, sql)}, AREA, as_at=AS_AT)
    assert _months(council, "m") == {"2025-10": 4, "2025-12": 0}
