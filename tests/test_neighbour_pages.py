"""What an indicator's page says of the councils compared with: the panel and the table."""

from datetime import date

import pytest
from dash import html

from components.neighbour_panel import neighbour_panel
from components.neighbours_section import AT_ONCE, neighbours_section
from components.neighbours_table import neighbours_table
from components.rank_line import rank_line, rank_svg
from pages.neighbour_values import among_panel, each_council
from queries.trends.neighbour_values import PeriodRank, get_among
from queries.trends.trend import get_trend
from queries.trends.view import View
from tests.test_pages_words import text_of
from tests.trend_store import ENGLAND, INDICATORS, OWN, HandBuilt, neighbour_values

MARCH_2024, MARCH_2025 = date(2024, 3, 31), date(2025, 3, 31)


def made(slug: str, *values: float | None, own: float | None):
    """The trend of one published year, and what each council published."""
    store, view = HandBuilt(), View()
    store.publish(slug, MARCH_2025, neighbour_values(*values) | {OWN: own, ENGLAND: 4.0})
    trend = get_trend(store, slug, view, INDICATORS)
    return trend, get_among(store, trend, view), store


def rows(table: html.Div) -> list[list[str]]:
    """The words of each row's cells."""
    head, body, foot = table.children.children[1:]
    return [
        [text_of(cell).strip() for cell in row.children]
        for part in (head, body, foot)
        for row in (part.children if isinstance(part.children, list) else [part.children])
    ]


def test_quartiles_stand_between_the_rows_that_they_part() -> None:
    trend, among, _ = made("turnover", 1, 2, 3, 4, 5, own=2.5)
    assert [row[:3] for row in rows(neighbours_table(trend, among))] == [
        ["Rank", "Council", "2024/25"],
        ["1", "Council 801", "1.0%"],
        ["2", "Council 802", "2.0%"],
        ["↑ Best quarter: 2.0% or less"],
        ["3", "Cornwall", "2.5%"],
        ["4", "Council 803", "3.0%"],
        ["Median 3.0%"],
        ["↓ Worst quarter: 4.0% or more"],
        ["5", "Council 804", "4.0%"],
        ["6", "Council 805", "5.0%"],
        *([["", f"Council {n}", "not published"] for n in range(806, 811)]),
        ["", "England", "4.0%"],
    ]


def test_the_highest_comes_first_where_that_is_better_or_neither_is() -> None:
    trend, among, _ = made("repeats", 1, 2, 3, 4, 5, None, own=None)
    said = [row[:3] for row in rows(neighbours_table(trend, among))]
    assert said[1:8] == [
        ["1", "Council 805", "5.0%"],
        ["2", "Council 804", "4.0%"],
        ["↑ Highest quarter: 4.0% or more"],
        ["3", "Council 803", "3.0%"],
        ["Median 3.0%"],
        ["↓ Lowest quarter: 2.0% or less"],
        ["4", "Council 802", "2.0%"],
    ]
    assert ["", "Cornwall", "suppressed"] in said
    assert ["", "Council 806", "suppressed"] in said


def test_too_few_councils_have_no_quartiles() -> None:
    trend, among, _ = made("turnover", 1, 2, 3, own=2.5)
    words = text_of(neighbours_table(trend, among))
    assert "quarter" not in words
    assert "Council 801" in words


def test_the_panel_says_rank_distance_and_who_is_missing() -> None:
    trend, _, store = made("turnover", 1, 2, 3, 4, 5, None, own=2.5)
    words = text_of(among_panel(store, trend, View()))
    assert "Among neighbours" in words
    assert "3rd of 6 in 2024/25." in words
    assert "A figure 0.5 points lower would reach the best quarter of neighbours" in words
    assert "5 of 10 neighbours: Council 806’s figure is suppressed" in words


def test_neither_direction_better_has_no_thresholds() -> None:
    trend, _, store = made("repeats", 1, 2, 3, 4, 5, own=2.5)
    words = text_of(among_panel(store, trend, View()))
    assert "4th highest of 6 in 2024/25." in words
    assert "quarter" not in words


def test_the_own_figure_missing_is_said_with_its_reason() -> None:
    trend, among, store = made("turnover", 1, 2, 3, 4, 5, own=None)
    store.observe("turnover", date(2024, 12, 31), 2.0, window="r")
    trend = get_trend(store, "turnover", View(), INDICATORS)
    words = text_of(neighbour_panel(trend, among, ()) or "")
    assert words == ""
    store.publish("turnover", MARCH_2024, neighbour_values(1, 2, 3, 4, 5) | {OWN: 2.5})
    words = text_of(among_panel(store, get_trend(store, "turnover", View(), INDICATORS), View()))
    assert "Cornwall’s own figure for 2024/25 is suppressed: it has no rank." in words


def test_nothing_published_is_no_panel_and_no_section() -> None:
    store = HandBuilt()
    store.months("turnover", "2025-01", [3.0], window="r")
    trend = get_trend(store, "turnover", View(), INDICATORS)
    assert among_panel(store, trend, View()) is None
    assert each_council(store, trend, View()).section is None


def test_a_long_table_is_fetched_when_it_is_opened() -> None:
    trend, among, store = made("turnover", 1, 2, 3, 4, 5, own=2.5)
    assert "Council 801" in text_of(neighbours_section(trend, among))
    for number in range(AT_ONCE):
        area = f"7{number:02d}"
        store.areas((area, area, f"Other {area}", "council", None))
    view = View(comparator="england")
    trend = get_trend(store, "turnover", view, INDICATORS)
    section = text_of(neighbours_section(trend, get_among(store, trend, view)))
    assert "Council 801" not in section
    assert "Show all 31 councils" in section


@pytest.mark.parametrize(
    ("places", "path"),
    [
        ((1, 6, 11), "M5.0,5.0H101.7L101.7,44.0H198.3L198.3,83.0H295.0"),
        ((11, None, 1, 1), "M5.0,83.0H77.5M150.0,5.0H222.5L222.5,5.0H295.0"),
    ],
)
def test_the_rank_is_drawn_in_steps_and_broken_where_there_is_none(places, path) -> None:
    given = [PeriodRank(date(2021 + at, 3, 31), rank, 11) for at, rank in enumerate(places)]
    assert f'd="{path}"' in rank_svg(given, 11)
    assert rank_line(given, "lower") is not None
    assert rank_line(given[:2], "lower") is None
