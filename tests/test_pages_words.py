"""Numbers, periods, statuses and sentences read as the style asks."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from components.asked import shown_instead
from components.change import change_on_a_year
from components.chart import as_at, chart, edge_key, facts, subtitle
from components.definition import worked_examples
from components.figures_table import figures_table
from components.latest_panel import latest_panel
from components.numbers import (
    change_words,
    figure_or_reason,
    number,
    parts,
    short_pounds,
    table_number,
    whole,
)
from components.periods import is_yearly, period_name, window_words, year_first, year_start
from components.position import compared_with, position
from components.refresh_report import HOLDS, holds
from components.sparkline import sparkline_svg
from components.split_figure import member_labels
from components.status import status_mark
from components.summary import theme_summary
from components.trend_figure import trend_figure
from queries.catalogue import Example
from queries.trends.overview import SparkPoint
from queries.trends.view import Comparator, CouncilName, View
from tests.made_trends import made_indicator, made_rows, made_trend, split_trend, yearly_trend


def text_of(component) -> str:
    """All text in a Dash component, in order."""
    if component is None:
        return ""
    if isinstance(component, str | int | float):
        return str(component)
    if isinstance(component, list | tuple):
        return " ".join(text_of(each) for each in component)
    return text_of(getattr(component, "children", None))


@pytest.mark.parametrize(
    ("value", "unit", "places", "text"),
    [
        (430, "count", 0, "430"),
        (1234, "count", 0, "1,234"),
        (38.6, "per_10000", 1, "38.6"),
        (93.5, "percent", 1, "93.5%"),
        (16.05, "percent", 1, "16.1%"),
        (0, "count", 0, "0"),
        (1_420_000, "pounds", 0, "£1.42m"),
        (-1.9, "ratio", 1, "−1.9"),
        (412, "days", 0, "412 days"),
        (None, "percent", 1, ""),
    ],
)
def test_numbers(value: float | None, unit: str, places: int, text: str) -> None:
    assert number(value, unit, places) == text


def test_a_published_figure_keeps_no_zero_decimals() -> None:
    assert number(60.0, "per_10000", 1, exact=True) == "60"
    assert number(60.5, "per_10000", 1, exact=True) == "60.5"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "£0"), (950, "£950"), (250_000, "£250k"), (12_500_000, "£12.5m"), (-50_000, "−£50k")],
)
def test_axis_money(value: float, text: str) -> None:
    assert short_pounds(value) == text


def test_blank_suppressed_not_applicable_and_zero_are_four_different_things() -> None:
    row = made_rows([None])[0]
    said = {
        figure_or_reason(replace(row, status=status), "percent", 1)
        for status in ("suppressed", "not_applicable", "not_available", "ok")
    }
    said.add(figure_or_reason(replace(row, value=0.0, status="ok"), "percent", 1))
    assert said == {"suppressed", "not applicable", "not available", "no figure", "0.0%"}


@pytest.mark.parametrize(
    ("change", "unit", "places", "text"),
    [
        (12, "count", 0, "12 more than Oct 2025"),
        (-3, "count", 0, "3 fewer than Oct 2025"),
        (-1.9, "percent", 1, "1.9 points lower than Oct 2025"),
        (1.0, "percent", 1, "1.0 point higher than Oct 2025"),
        (0.01, "percent", 1, "the same as Oct 2025"),
        (0.0, "per_10000", 1, "the same as Oct 2025"),
        (310_000, "pounds", 0, "£310k higher than Oct 2025"),
        (0.4, "ratio", 1, "0.4 higher than Oct 2025"),
    ],
)
def test_changes_in_words(change: float, unit: str, places: int, text: str) -> None:
    assert change_words(change, unit, places, "Oct 2025") == text


def test_parts_are_whole_or_say_their_decimal() -> None:
    assert whole(323.0) == "323"
    assert whole(84.6) == "84.6"
    assert whole(None) == ""


def test_periods_by_name() -> None:
    month, year = made_rows([80.0])[0], yearly_trend().rows[-1]
    assert period_name(month) == "Apr 2021"
    assert period_name(year) == "2024/25"
    assert period_name(replace(year, period_end=date(2024, 9, 30))) == "Sept 2024"
    assert year_first(date(2024, 9, 30)) == date(2023, 10, 1)
    assert year_first(date(2024, 2, 29)) == date(2023, 3, 1)
    assert year_start(date(2026, 3, 31)) == date(2025, 4, 1)
    assert not is_yearly([month, year])
    assert is_yearly([year])
    assert not is_yearly([])


def test_months_that_gave_way_to_published_years_say_when() -> None:
    months = made_rows([80.0, 82.0], first=date(2015, 11, 1))
    year = yearly_trend().rows[-1]
    trend = replace(made_trend(), rows=(*months, year), latest=year, window="m")
    assert window_words(trend, False) == "by month to Dec 2015, then by year to 2024/25"


def test_a_worked_example_reads_as_a_sentence() -> None:
    example = Example(
        title="Two",
        month="2025-03",
        window="m",
        given={},
        expect={"numerator": 1, "denominator": 2, "value": 50},
    )
    indicator = made_indicator().model_copy(update={"example": (example,)})
    assert "In March 2025: 1 of 2, 50%." in text_of(worked_examples(indicator))


def test_status_is_shape_word_and_colour() -> None:
    trend = made_trend([93.5])
    mark = status_mark(trend, trend.latest)
    assert text_of(mark) == "● met (85%)"
    assert mark.className.endswith("status-met")
    missed = replace(trend.latest, target_status="not_met", target=18, target_upper=24.5)
    assert text_of(status_mark(trend, missed)) == "○ not met (18% to 24.5%)"
    assert text_of(status_mark(trend, None)) == "– no target"


def test_position_and_who_is_compared() -> None:
    row = made_rows([80.0])[0]
    assert position(row, "higher") == "9th of 11"
    assert position(row, "neither") == "9th highest of 11"
    assert position(replace(row, rank=None), "higher") == ""
    trend = made_trend()
    assert compared_with(trend.comparator) == "10 statistical neighbours (2025 model), median"
    assert compared_with(trend.comparator, 9).startswith("9 of 10 statistical neighbours")
    one = Comparator("chosen", None, "mean", (CouncilName("908", "Cornwall"),))
    assert compared_with(one) == "1 chosen council, mean"


def test_a_scale_that_does_not_start_at_zero_says_so() -> None:
    zoomed = made_trend([93.0, 94.0], targets=())
    zoomed = replace(zoomed, rows=tuple(replace(r, neighbour_min=None) for r in zoomed.rows))
    assert "scale does not start at zero" in subtitle(zoomed, trend_figure(zoomed))
    low = made_trend([3.0, 30.0])
    assert "scale does not start at zero" not in subtitle(low, trend_figure(low))


def test_facts_of_the_latest_point() -> None:
    trend = made_trend([80.0] * 13 + [93.75])
    assert facts(trend) == (
        "300 of 320 · would have been 9th of 11 in 2022/23 · 13.8 points higher than May 2021"
    )


def test_a_published_figure_has_a_rank_and_the_missing_are_counted() -> None:
    trend = yearly_trend()
    last = replace(trend.latest, neighbour_count=9)
    said = facts(replace(trend, latest=last))
    assert said.startswith("9th of 10 · 9 of 10 neighbours have the figure · ")
    assert facts(split_trend(3)) == ""
    assert as_at(trend.generation) == "3 Nov 2026"


def test_a_chart_has_its_verdict_table_definition_and_ways_onward() -> None:
    links = {"open": "/indicator/x?window=m", "csv": "/data/x.csv", "xlsx": "/a", "json": "/b"}
    shown = text_of(chart(made_trend(), links))
    for wanted in ("No significant change.", "Table", "Definition", "Download", "Open", "CSV"):
        assert wanted in shown
    assert "10 statistical neighbours (2025 model), median" in shown


def test_a_chart_of_an_empty_period_says_so() -> None:
    trend = replace(made_trend([93.75]), rows=())
    shown = text_of(chart(trend, {"open": "/x"}))
    assert "There is no figure in this period. The latest is of Apr 2021." in shown


def test_the_table_has_every_period_latest_first_with_its_parts() -> None:
    shown = text_of(figures_table(made_trend([80.0, None, 93.75])))
    assert shown.index("Jun 2021") < shown.index("May 2021") < shown.index("Apr 2021")
    assert "93.8% 300 320" in shown
    assert "suppressed" in shown
    assert "Neighbours’ median" in shown


def test_the_table_of_a_split_has_a_column_for_each_member() -> None:
    table = figures_table(split_trend(5)).children[0].children
    head = table.children[1].children.children
    assert [cell.children for cell in head] == ["Period", *[f"Part {at}" for at in range(1, 6)]]
    assert len(table.children[2].children) == 30


def test_the_latest_figure_is_taken_apart() -> None:
    shown = text_of(latest_panel(made_trend([80.0] * 13 + [93.75])))
    assert "300 of 320" in shown
    assert "+13.8" in shown
    assert latest_panel(split_trend(3)) is None


def test_a_tile_says_the_change_on_a_year_ago() -> None:
    trend = made_trend([80.0] * 13 + [81.5])
    assert change_on_a_year(trend) == "1.5 points higher than May 2021"


def headline(short: str, status: str | None):
    trend = made_trend([80.0], indicator=made_indicator(short=short))
    return replace(trend, latest=replace(trend.latest, target_status=status))


def test_a_theme_in_a_sentence() -> None:
    met, missed = headline("Plans", "met"), headline("Reviews on time", "not_met")
    none = headline("Children on plans", "no_target")
    assert theme_summary([met, missed]) == (
        "One of two headline measures misses its target: reviews on time."
    )
    assert theme_summary([missed, headline("Repeat plans", "not_met"), none]) == (
        "Both headline measures with a target miss it: reviews on time and repeat plans."
    )
    near = headline("Caseload", "near")
    assert theme_summary([missed, met, near, headline("Turnover", "near"), none]) == (
        "One of four headline measures with a target misses it: reviews on time. "
        "Two are near: caseload and turnover."
    )
    assert theme_summary([met, near]) == (
        "No headline measure misses its target. One is near: caseload."
    )
    assert theme_summary([missed, met, missed]).startswith(
        "Two of three headline measures miss their targets: "
    )
    assert theme_summary([missed, none]) == (
        "The one headline measure with a target misses it: reviews on time."
    )
    assert theme_summary([missed] * 3).startswith("All three headline measures miss their targets")
    assert theme_summary([met]) == "No headline measure misses its target."
    assert theme_summary([none]) == "No headline measure has a target."
    assert theme_summary([]) == ""


def test_a_sparkline_breaks_where_a_value_is_missing() -> None:
    days = [date(2026, month, 28) for month in range(1, 7)]
    values = [1.0, 2.0, None, 2.0, 1.0, 1.5]
    points = [SparkPoint(day, value, 1.0, 2.0) for day, value in zip(days, values, strict=True)]
    svg = sparkline_svg(points, 148, 32)
    assert svg.count("<polyline") == 2
    assert svg.count("<polygon") == 1
    assert svg.count("<circle") == 1
    assert sparkline_svg([], 148, 32).endswith("></svg>")


def test_every_table_that_can_be_read_has_a_name_in_words() -> None:
    tables = [
        each.stem
        for each in (Path(__file__).parents[1] / "data/contracts").glob("*.toml")
        if each.stem != "codes"
    ]
    assert len(tables) > 20
    assert {table: holds(table) for table in tables if table not in HOLDS} == {}
    assert holds("ssd_cin_plans") == "Child in need plans (ssd_cin_plans)"
    assert holds("reported_figure") == "Reported figures"
    assert holds(None) == ""


def test_a_chart_says_what_it_shows_instead_of_what_was_asked() -> None:
    whole, split = replace(made_trend([93.5]), window="m"), split_trend(3)
    assert shown_instead(whole, View()) == ""
    assert shown_instead(whole, View(unit="percent", window="m")) == ""
    assert shown_instead(whole, View(split="age")) == "Not split: it is not held by age."
    said = shown_instead(whole, View(unit="per_10000"))
    assert said == "Shown as a percentage: rates per 10,000 are not held."
    said = shown_instead(whole, View(window="r"))
    assert said == "Shown by month: it is not held as a rolling year."
    both = split.indicator.model_copy(update={"units": ("count", "per_10000")})
    split = replace(split, indicator=both, unit="count", split="age")
    said = shown_instead(split, View(split="age", unit="per_10000"))
    assert said == "Shown as a count: rates per 10,000 are not held by age."


def test_under_a_split_its_members_are_named_and_not_the_council() -> None:
    said = text_of(edge_key(member_labels(split_trend(3), None)))
    assert made_trend().council.name not in said
    assert said.count(": ") == 3
    assert text_of(edge_key(member_labels(split_trend(7), None))) == ""


@pytest.mark.parametrize(
    ("units", "unit", "numerator", "denominator", "said"),
    [
        (("percent",), "percent", 302, 323, "302 of 323"),
        (("pounds", "percent"), "percent", 965_500, 1_450_000, "£966k of £1.45m"),
        (("pounds",), "pounds", 870_460, 575, "£870k ÷ 575"),
        (("ratio",), "ratio", 2_619, 179.7, "2,619 ÷ 179.7"),
        (("count", "per_10000"), "per_10000", 311, 72_000, "311 of 72,000"),
        (("count",), "count", 311, None, ""),
    ],
)
def test_a_share_is_of_something_and_an_average_is_divided(
    units: tuple, unit: str, numerator: float, denominator: float | None, said: str
) -> None:
    row = replace(made_rows([80.0])[0], numerator=numerator, denominator=denominator)
    assert parts(row, made_indicator(units=units, windows=("e",)), unit) == said


def test_a_table_has_pounds_in_full() -> None:
    assert table_number(1_013_000, "pounds", 0) == "£1,013,000"
    assert table_number(-178_400, "pounds", 0) == "−£178,400"
    assert table_number(0, "pounds", 0) == "£0"
    assert table_number(93.5, "percent", 1) == "93.5%"
