"""Typed comparators against published figures: agreement, difference, and whose they are."""

import pytest

from data.checks.comparators import Published, TypedComparator, comparator_warning
from data.database import connect
from data.home import Home
from queries.catalogue import catalogue
from queries.comparator_check import comparator_warnings
from queries.store import current_store

TITLES = {"re_referrals": "Re-referrals", "repeat_plans": "Repeat plans"}
PUBLISHED = {
    "re_referrals": {"england": Published(24.0, "Children in need 2015")},
    "repeat_plans": {
        "council": Published(18.87, "Children in need 2015"),
        "england": Published(16.6, "Children in need 2015"),
    },
}


def warned(slug: str, *typed: TypedComparator):
    return comparator_warning(slug, "2014/15", "D10", list(typed), PUBLISHED, TITLES)


def test_figures_that_agree_to_the_digits_typed_are_not_warned_of() -> None:
    council = TypedComparator("council", 18.9, 1, "18.9%")
    assert warned("repeat_plans", council, TypedComparator("england", 17, 0, "17%")) is None


def test_another_indicators_figures_are_named() -> None:
    warning = warned(
        "re_referrals",
        TypedComparator("council", 18.9, 1, "18.9%"),
        TypedComparator("england", 16.6, 1, "16.6%"),
    )
    assert warning is not None
    assert (warning.rule, warning.cell) == ("comparator", "D10")
    assert warning.message == (
        "Re-referrals, 2014/15: 16.6% is typed for England, and 24.0 is published (Children in "
        "need 2015). What is typed is published for ‘Repeat plans’: check that the row is the "
        "right one."
    )


def test_figures_that_are_nobodys_are_only_said_to_differ() -> None:
    warning = warned("repeat_plans", TypedComparator("england", 50.0, 1, "50.0%"))
    assert warning is not None
    assert "What is typed is published for" not in warning.message


def test_nothing_published_is_nothing_said() -> None:
    assert warned("re_referrals", TypedComparator("council", 18.9, 1, "18.9%")) is None


@pytest.fixture(scope="module")
def cornwall_warnings(cornwall_home: Home):
    folder = cornwall_home.warehouse / current_store(cornwall_home).generation
    connection = connect()
    for table in ("typed_comparator", "observation"):
        connection.execute(f"CREATE TABLE {table} AS FROM read_parquet('{folder / table}.parquet')")
    return comparator_warnings(connection, catalogue(), "908")


def test_cornwall_typed_re_referrals_and_repeat_plans_for_each_other(cornwall_warnings) -> None:
    """Published for 2014/15: re-referrals, England 24.0; repeat plans 18.9, England 16.6."""
    name = "cornwall_performance_template_2015-12.xlsx"
    found = {w.cell: w.message for w in cornwall_warnings[name, "CIN & CP"]}
    titles = {slug: indicator.title for slug, indicator in catalogue().items()}
    assert set(found) == {"D10", "D28"}
    assert "16.6% is typed for England, and 24.0 is published" in found["D10"]
    assert f"‘{titles['repeat_plans']}’" in found["D10"]
    assert "24.0% is typed for England, and 16.6 is published" in found["D28"]
    assert f"‘{titles['re_referrals']}’" in found["D28"]
