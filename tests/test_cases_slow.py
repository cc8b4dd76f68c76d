"""Every figure of every computed indicator, against a recomputation with loops and no SQL.

Twice: on the sample council as a refresh makes it, and on small random tables full of oddities.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from data.contracts import case_tables, create_case_tables
from data.database import Connection, connect, quote
from data.home import Home
from data.tables import OBSERVATION, TABLES, create_table
from queries.cases import get_cases
from queries.catalogue import Indicator, catalogue
from queries.observations.cases import case_observations
from queries.store import current_store
from tests.random_rows import random_tables
from tests.slow_council import Council
from tests.slow_figures import slow_figures

# Posts and money have their own recomputations: test_workforce_slow, test_finance_slow.
COMPUTED = {
    slug: each
    for slug, each in catalogue().items()
    if each.computed and each.theme not in ("workforce", "finance")
}
AREA = "999"
SEEDS = (1, 2, 3)


def _read_council(connection: Connection) -> Council:
    tables = {}
    for name, contract in case_tables().items():
        held = connection.execute(
            f"SELECT {', '.join(map(quote, contract.columns))} FROM {quote(name)}"
        ).fetchall()
        tables[name] = [dict(zip(contract.columns, row, strict=True)) for row in held]
    months = connection.execute("SELECT month_end FROM month_end ORDER BY 1").fetchall()
    return Council(tables, [month for (month,) in months])


def _population(connection: Connection, area: str) -> dict[int, float]:
    """The newest release's children of each year."""
    rows = connection.execute(
        "SELECT year, children FROM population WHERE area = ? AND children IS NOT NULL "
        "ORDER BY release_year",
        [area],
    ).fetchall()
    return dict(rows)


def _figures(connection: Connection, slug: str) -> dict:
    rows = connection.execute(
        'SELECT unit, "window", split, member, period_end, value, numerator, denominator '
        "FROM observation WHERE slug = ? AND source = 'cases'",
        [slug],
    ).fetchall()
    figures = {row[:5]: row[5:] for row in rows}
    assert len(figures) == len(rows), "two figures of one period"
    return figures


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == pytest.approx(other, abs=1e-9)


def _assert_all_agree(
    connection: Connection, indicator: Indicator, council: Council, population: dict[int, float]
) -> None:
    fast = _figures(connection, indicator.slug)
    slow = slow_figures(indicator, council, population)
    assert fast.keys() == slow.keys()
    assert fast, "no figure at all"
    wrong = {
        key: (fast[key], slow[key])
        for key in fast
        if not all(_same(*pair) for pair in zip(fast[key], slow[key], strict=True))
    }
    assert not wrong


def _assert_cases_count_to_figures(connection: Connection, indicator: Indicator) -> None:
    """Every figure's cases; those of a member are picked out of the whole's, by its split."""
    figures = _figures(connection, indicator.slug)
    whole: dict[tuple[str, date], list[dict]] = {}
    for (unit, window, split, member, period_end), (_, numerator, denominator) in figures.items():
        if unit == "per_10000":
            continue
        if (window, period_end) not in whole:
            cases = get_cases(connection, indicator, period_end, window)
            whole[window, period_end] = list(cases.rows)
        rows = [row for row in whole[window, period_end] if not split or row[split] == member]
        assert sum(row.get("amount", row.get("is_numerator", True)) for row in rows) == numerator
        assert unit not in ("percent", "days") or len(rows) == denominator


def _assert_members_have_their_cases(connection: Connection, indicator: Indicator) -> None:
    """The same by asking for each split and member, in each window's last period."""
    figures = _figures(connection, indicator.slug)
    last = max(key[4] for key in figures)
    for (unit, window, split, member, period_end), (_, numerator, denominator) in figures.items():
        if unit == "per_10000" or period_end != last:
            continue
        cases = get_cases(connection, indicator, period_end, window, split, member)
        assert cases.numerator == numerator
        assert unit not in ("percent", "days") or cases.denominator == denominator


@pytest.fixture(scope="module", params=SEEDS)
def odd_council(request: pytest.FixtureRequest) -> Iterator[tuple[Connection, Council]]:
    connection = connect()
    create_case_tables(connection)
    for name, columns in TABLES.items():
        create_table(connection, name, columns)
    create_table(connection, "observation", OBSERVATION)
    for name, rows in random_tables(request.param).items():
        for row in rows:
            columns = ", ".join(map(quote, row))
            marks = ", ".join("?" * len(row))
            connection.execute(
                f"INSERT INTO {quote(name)} ({columns}) VALUES ({marks})", list(row.values())
            )
    connection.execute(
        "INSERT INTO population BY NAME SELECT '999' AS area, year, release_year, "
        "1000.0 * year + release_year AS children "
        "FROM range(2018, 2021) AS a(year), range(2020, 2022) AS b(release_year)"
    )
    case_observations(connection, COMPUTED, AREA, as_at=date(2022, 3, 31))
    yield connection, _read_council(connection)
    connection.close()


@pytest.mark.parametrize("slug", COMPUTED)
def test_odd_rows_give_the_slow_figures(slug: str, odd_council: tuple[Connection, Council]) -> None:
    connection, council = odd_council
    _assert_all_agree(connection, COMPUTED[slug], council, _population(connection, AREA))


@pytest.mark.parametrize("slug", COMPUTED)
def test_odd_rows_are_all_there_behind_their_figures(
    slug: str, odd_council: tuple[Connection, Council]
) -> None:
    connection, _ = odd_council
    _assert_cases_count_to_figures(connection, COMPUTED[slug])
    _assert_members_have_their_cases(connection, COMPUTED[slug])


@pytest.fixture(scope="module")
def sample_council(sample_home: Home) -> tuple[Connection, Council, str]:
    """The sample's tables as its generation holds them; read only."""
    store = current_store(sample_home)
    connection = store.cursor()
    return connection, _read_council(connection), store.council.id


@pytest.mark.parametrize("slug", COMPUTED)
def test_the_sample_gives_the_slow_figures(
    slug: str, sample_council: tuple[Connection, Council, str]
) -> None:
    connection, council, area = sample_council
    _assert_all_agree(connection, COMPUTED[slug], council, _population(connection, area))


@pytest.mark.parametrize("slug", COMPUTED)
def test_the_samples_cases_are_all_there_behind_their_figures(
    slug: str, sample_council: tuple[Connection, Council, str]
) -> None:
    connection, _, _ = sample_council
    _assert_cases_count_to_figures(connection, COMPUTED[slug])
    _assert_members_have_their_cases(connection, COMPUTED[slug])
