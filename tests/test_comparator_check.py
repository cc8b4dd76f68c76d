"""Typed comparators against published figures: agreement, difference, and whose they are."""

from pathlib import Path

import pytest

from components.typed_comparators import typed_comparators
from data.checks.comparators import Known, Published, TypedComparator, comparator_warnings_of
from data.home import Home
from data.reports import Warn
from queries.catalogue import read_catalogue
from queries.comparator_check import comparator_warnings, get_comparator_remarks
from queries.store import current_store
from tests.published_files import everything_observed
from tests.test_pages_words import text_of
from tests.workbook_fixtures import loaded_cornwall_template

RE_REFERRALS = {"england": [Published(24.2, "CIN 2025"), Published(24.0, "CIN 2015")]}
REPEAT_PLANS = {
    "council": [Published(18.87, "CIN 2015")],
    "england": [Published(16.6, "CIN 2015")],
    "neighbours": [Published(18.3, "median of 10, 2025 model")],
}
COUNCIL = TypedComparator("council", 18.9, 1, "18.9%")
ENGLAND = TypedComparator("england", 16.6, 1, "16.6%")
NEIGHBOURS = TypedComparator("neighbours", 18.3, 1, "18.3%")


def warned(known: Known, *typed: TypedComparator) -> list[Warn]:
    return comparator_warnings_of("A measure", "2014/15", "D10", typed, known)


def test_figures_that_agree_to_the_digits_typed_are_not_warned_of() -> None:
    whole = TypedComparator("england", 17, 0, "17%")
    assert warned(Known(REPEAT_PLANS), COUNCIL, whole, NEIGHBOURS) == []


def test_a_figure_of_an_older_release_is_no_mistake() -> None:
    assert warned(Known(RE_REFERRALS), TypedComparator("england", 24.0, 1, "24.0%")) == []


def test_nothing_published_is_nothing_said() -> None:
    assert warned(Known(RE_REFERRALS), COUNCIL) == []


@pytest.mark.parametrize("words", ["for ‘Repeat plans’", "for 2013/14", "as a number"])
def test_what_is_typed_is_named_where_it_is_published(words: str) -> None:
    (warning,) = warned(Known(RE_REFERRALS, [(words, REPEAT_PLANS)]), COUNCIL, ENGLAND)
    assert (warning.rule, warning.cell) == ("comparator", "D10")
    assert warning.message == (
        "A measure, 2014/15: 16.6% is typed for England, and 24.2 is published (CIN 2025); 18.9% "
        f"is typed for the council, and none is published. What is typed is published {words}: "
        "check the row, the year and the unit."
    )


def test_figures_that_changed_places_are_told() -> None:
    council, england = (
        TypedComparator("council", 16.6, 1, "16.6%"),
        TypedComparator("england", 18.9, 1, "18.9%"),
    )
    (warning,) = warned(Known(REPEAT_PLANS), council, england)
    assert "published the other way round, England’s for the council" in warning.message


def test_one_that_differs_there_too_is_no_match() -> None:
    wrong = TypedComparator("council", 50.0, 1, "50.0%")
    (warning,) = warned(Known(RE_REFERRALS, [("for 2013/14", REPEAT_PLANS)]), wrong, ENGLAND)
    assert "What is typed is published" not in warning.message


def test_what_matches_most_figures_is_named_first() -> None:
    only_england = {"england": [Published(16.6, "x")]}
    known = Known(RE_REFERRALS, [("for 2012/13", only_england), ("for 2013/14", REPEAT_PLANS)])
    (warning,) = warned(known, COUNCIL, ENGLAND)
    assert "published for 2013/14 or for 2012/13" in warning.message


def test_neighbours_by_a_model_that_is_not_loaded_are_not_called_wrong() -> None:
    typed = TypedComparator("neighbours", 19.0, 1, "19.0%")
    (warning,) = warned(Known(REPEAT_PLANS), typed)
    assert warning.rule == "comparator_neighbours"
    assert warning.message == (
        "A measure, 2014/15: 19.0% is typed for statistical neighbours. Their published figures "
        "give 18.3 (median of 10, 2025 model). The model in use in 2014/15 is not loaded, so it "
        "cannot be told whether what is typed was right."
    )
    (known,) = warned(Known(REPEAT_PLANS, model_of_the_time=True), typed)
    assert "is not loaded" not in known.message


@pytest.fixture(scope="module")
def cornwall_cells(shared: Path) -> dict[tuple[str, str, str], str]:
    """What is said of the template beside every published file: message by sheet, cell, rule.

    The typed comparators stand in a temporary table, which hides the shared warehouse's own.
    """
    observed = everything_observed(shared / "published").connection.cursor()
    typed = loaded_cornwall_template().connection.execute("FROM typed_comparator").fetchall()
    observed.execute("CREATE TEMP TABLE typed_comparator AS FROM main.typed_comparator LIMIT 0")
    observed.executemany(f"INSERT INTO typed_comparator VALUES ({', '.join('?' * 9)})", typed)
    found = comparator_warnings(observed, read_catalogue(), "908")
    observed.execute("DROP TABLE temp.typed_comparator")
    return {
        (sheet, warning.cell, warning.rule): warning.message
        for (_, sheet), warnings in found.items()
        for warning in warnings
    }


def test_an_indicators_page_has_what_was_said_of_its_own_cells(cornwall_home: Home) -> None:
    store = current_store(cornwall_home)
    remarks = get_comparator_remarks(store, "re_referrals")
    where = "cornwall_performance_template_2015-12.xlsx, sheet CIN & CP, cell D10"
    assert {each.where for each in remarks} == {where}
    assert "for ‘Child protection plans for a second" in text_of(typed_comparators(remarks))
    assert get_comparator_remarks(store, "turnover") == ()
    assert typed_comparators(()) is None


# Every comparator of the template by hand: sheet, cell, who, what is typed; what is published for
# 2014/15 in cin_2015, cin_2022, cin_2025 and cla_2015_2019, None where nothing is; and what the
# report must say, None for nothing. The neighbours' are the median and mean of the published
# figures of the 2025 model's ten, then of the 2021 model's.
CORNWALL = [
    ("CIC", "D5", "council", 42.0, (42,), None),
    ("CIC", "D5", "england", 60.0, (60,), None),
    ("CIC", "D5", "neighbours", 53.5, (54.5, 55.6, 52.0, 56.6), "not loaded"),
    ("CIN & CP", "D10", "council", 18.9, None, "18.9% is typed for the council, and none is"),
    ("CIN & CP", "D10", "england", 16.6, (24.2, 24.0), "for ‘{repeat_plans}’"),
    ("CIN & CP", "D10", "neighbours", 18.4, (24.9, 25.0, 24.9, 26.1),
     "theirs for ‘{repeat_plans}’"),
    ("CIN & CP", "D15", "council", 76.0, (76.0,), None),
    ("CIN & CP", "D15", "england", 81.5, (81.5,), None),
    ("CIN & CP", "D15", "neighbours", 80.6, (71.0, 75.4, 89.2, 80.7), "not loaded"),
    ("CIN & CP", "D19", "council", 38.5, (38.5,), None),
    ("CIN & CP", "D19", "england", 42.9, (42.9,), None),
    ("CIN & CP", "D19", "neighbours", 39.0, (40.1, 41.0, 41.7, 45.1), "not loaded"),
    ("CIN & CP", "D26", "council", 5.4, (5.4,), None),
    ("CIN & CP", "D26", "england", 3.7, (3.7,), None),
    ("CIN & CP", "D26", "neighbours", 3.7, (2.6, 3.6, 2.6, 3.6), "not loaded"),
    ("CIN & CP", "D28", "england", 24.0, (16.6,), "for ‘{re_referrals}’"),
    ("CIN & CP", "D28", "neighbours", 25.3, (18.3, 17.4, 18.4, 18.4), "not loaded"),
    ("CIN & CP", "D30", "council", 95.4, (95.4,), None),
    ("CIN & CP", "D30", "england", 94.0, (94.0,), None),
    ("CIN & CP", "D30", "neighbours", 97.8, (97.8, 96.3, 97.1, 97.0), None),
]  # fmt: skip


def test_the_table_is_every_comparator_that_cornwall_typed() -> None:
    typed = loaded_cornwall_template().connection.execute(
        "SELECT sheet, cell, who, value FROM typed_comparator WHERE value IS NOT NULL"
    )
    assert sorted(typed.fetchall()) == sorted(row[:4] for row in CORNWALL)


@pytest.mark.parametrize(
    ("sheet", "cell", "who", "typed", "published", "said"),
    CORNWALL,
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_each_of_cornwalls_comparators(
    cornwall_cells, sheet: str, cell: str, who: str, typed: float, published, said: str | None
) -> None:
    rule = "comparator_neighbours" if who == "neighbours" else "comparator"
    message = cornwall_cells.get((sheet, cell, rule), "")
    if said is None:
        assert message == ""
        assert any(abs(each - typed) < 0.051 for each in published)
        return
    titles = {slug: each.title for slug, each in read_catalogue().items()}
    assert said.format(**titles) in message
    assert f"{typed:.1f}% is typed" in message
    shown = published if who == "neighbours" else (published or ())[:1]
    assert all(f"{each:.1f} " in message for each in shown)


def test_nothing_else_is_said_of_cornwalls_comparators(cornwall_cells) -> None:
    expected = {
        (sheet, cell, "comparator_neighbours" if who == "neighbours" else "comparator")
        for sheet, cell, who, _, _, said in CORNWALL
        if said
    }
    assert set(cornwall_cells) == expected
