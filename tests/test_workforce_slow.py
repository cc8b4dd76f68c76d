"""Every workforce figure against a recomputation with loops, on random post lists."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from data.contracts import create_case_tables
from data.database import Connection, connect, quote
from data.tables import OBSERVATION, TABLES, create_table
from queries.cases import get_cases
from queries.catalogue import catalogue
from queries.observations.cases import case_observations
from tests.post_lists import month_ends
from tests.slow_post_lists import PostLists
from tests.slow_workforce import SHARES, slow_figures

SLUGS = tuple(SHARES)
INDICATORS = {slug: catalogue()[slug] for slug in SLUGS}
AREA = "999"
MONTHS = month_ends(date(2024, 10, 1), 15)  # the first one's list has no leaving dates


def random_lists(seed: int) -> list[dict]:
    """Fifteen months of lists of few posts and people, so that rows meet in every way."""
    dice = random.Random(seed)
    rows = []
    for month in MONTHS:
        if seed > 1 and dice.random() < 0.05:
            continue
        count = dice.randint(7, 13)
        rows += [random_row(dice, month) for _ in range(count)]
        again = dice.choice(rows[-count:])
        rows.append(again | {"sick_days": 1.5, "absence_type": "Other"})
    return [row | {"source_row": number} for number, row in enumerate(rows, start=2)]


def random_row(dice: random.Random, month: date) -> dict:
    kind = dice.choices(("posts", "agency"), (9, 1))[0]
    held = "agency" if kind == "agency" else dice.choices(
        ("permanent", "fixed_term", "agency", "vacant", None), (8, 1, 1, 2, 1)
    )[0]  # fmt: skip
    near = month - timedelta(days=dice.randint(0, 500))
    return {
        "as_at": month,
        "kind": kind,
        "file": kind,
        "post_number": dice.choice(("P1", "P2", "P3", "P4", "P5", "P6", None)),
        "post_title": dice.choice(("Social Worker", "Wizard", None)),
        "role": dice.choice(("Social worker", "Newly qualified social worker", "Wizard")),
        "social_work": dice.choices(("Y", "N", None), (7, 1, 2))[0],
        "swe_registered": dice.choice(("Y", "N", None)),
        "team": dice.choice(("North", "South", None)),
        "service": dice.choice(("Assessment", "Care", None)),
        "established_fte": dice.choice((1.0, 1.0, 0.5, 0.6, 0.0, None)),
        "contracted_fte": dice.choice((1.0, 0.5, 0.5, 0.6, 0.0, None)),
        "staff_ref": None if held == "vacant" and dice.random() < 0.8 else dice.choice(
            ("A", "B", "C", "D", "E", "F", "G", None)
        ),
        "employment_type": held,
        "start_date": dice.choice((None, near, near, month + timedelta(days=9))),
        "end_date": dice.choices(
            (None, month - timedelta(days=dice.randint(0, 60)), month + timedelta(days=40)),
            (7, 2, 1),
        )[0],
        "moved_within": dice.choices((None, "Y"), (5, 1))[0],
        "asye": dice.choice(("Y", "N", None)),
        "allocated_cases": dice.choice((0, 8, 8, 14, None)),
        "sick_days": dice.choice((0.0, 2.0, 11.0, None)),
        "is_sickness": dice.choice(("Y", "N", None)),
        "leavers_listed": "N" if month == MONTHS[0] else "Y",
    }  # fmt: skip


@pytest.fixture(scope="module", params=(1, 2, 3, 4, 5, 6))
def odd_lists(request: pytest.FixtureRequest) -> Iterator[tuple[Connection, PostLists]]:
    connection = connect()
    create_case_tables(connection)
    for name, columns in TABLES.items():
        create_table(connection, name, columns)
    create_table(connection, "observation", OBSERVATION)
    rows = random_lists(request.param)
    for row in rows:
        columns = ", ".join(map(quote, row))
        marks = ", ".join("?" * len(row))
        connection.execute(
            f"INSERT INTO post_month ({columns}) VALUES ({marks})", list(row.values())
        )
    case_observations(connection, INDICATORS, AREA, as_at=MONTHS[-1])
    yield connection, PostLists(rows)
    connection.close()


@pytest.mark.parametrize("slug", SLUGS)
def test_odd_lists_give_the_slow_figures(
    slug: str, odd_lists: tuple[Connection, PostLists]
) -> None:
    connection, lists = odd_lists
    indicator = INDICATORS[slug]
    slow = slow_figures(slug, lists, indicator.windows)
    rows = connection.execute(
        'SELECT "window", split, member, period_end, numerator, denominator, value '
        "FROM observation WHERE slug = ?",
        [slug],
    ).fetchall()
    fast = {row[:4]: row[4:] for row in rows}
    assert fast.keys() == slow.keys()
    for key, (above, below) in slow.items():
        numerator, denominator, value = fast[key]
        assert numerator == pytest.approx(above, abs=1e-9), key
        if indicator.unit == "fte":
            assert value == pytest.approx(above, abs=1e-9), key
            continue
        assert denominator == pytest.approx(below, abs=1e-9), key
        times = 100 if indicator.unit == "percent" else 1
        wanted = None if abs(below) < 1e-9 else pytest.approx(times * above / below, abs=1e-6)
        assert value == wanted, key


@pytest.mark.parametrize("slug", SLUGS)
def test_every_figure_is_its_cases(slug: str, odd_lists: tuple[Connection, PostLists]) -> None:
    connection, _ = odd_lists
    rows = connection.execute(
        'SELECT "window", split, member, period_end, numerator, denominator '
        "FROM observation WHERE slug = ?",
        [slug],
    ).fetchall()
    for window, split, member, period_end, numerator, denominator in rows:
        cases = get_cases(connection, INDICATORS[slug], period_end, window, split, member)
        assert cases.numerator == pytest.approx(numerator, abs=1e-9)
        if denominator is not None:
            assert cases.denominator == pytest.approx(denominator, abs=1e-9)


def test_lists_without_a_gap_give_a_figure_of_every_window(
    odd_lists: tuple[Connection, PostLists],
) -> None:
    connection, lists = odd_lists
    if lists.months != MONTHS:
        return
    made = connection.execute('SELECT DISTINCT slug, "window" FROM observation').fetchall()
    assert set(made) == {(slug, w) for slug in SLUGS for w in INDICATORS[slug].windows}
