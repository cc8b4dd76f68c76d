"""Typed figures against their own arithmetic, on small rows whose answers are plain."""

from datetime import date

import pytest

from data.checks.arithmetic import (
    TypedFigure,
    percentage_warnings,
    rate_warnings,
    total_warning,
)
from tests.workbook_fixtures import end, loaded_grid


def typed(value: float, numerator=None, denominator=None, **others) -> TypedFigure:
    return TypedFigure(
        **{
            "cell": "E5",
            "row": "5 Plans",
            "period_end": date(2025, 7, 31),
            "kind": "month",
            "value": value,
            "numerator": numerator,
            "denominator": denominator,
        }
        | others
    )


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "places", "wrong"),
    [
        (50.0, 1, 2, 0, False),
        (33.0, 1, 3, 0, False),
        (33.3, 1, 3, 1, False),
        (33.4, 1, 3, 1, True),
        (33.33, 1, 3, 2, False),
        (33.3, 1, 3, 2, True),
        (66.7, 2, 3, 1, False),
        (66.6, 2, 3, 1, True),
        (12.5, 1, 8, 1, False),
        (12.0, 1, 8, 0, False),
        (13.0, 1, 8, 0, False),
        (14.0, 1, 8, 0, True),
        (0.0, 0, 7, 0, False),
        (100.0, 7, 7, 0, False),
        (110.0, 11, 10, 0, True),
        (5.0, 1, 0, 0, True),
    ],
)
def test_a_percentage_and_its_fraction(value, numerator, denominator, places, wrong) -> None:
    found = percentage_warnings([typed(value, numerator, denominator, places=places)])
    assert [w.rule for w in found] == ["arithmetic_percentage"] * wrong


def test_a_percentage_without_its_fraction_is_not_judged() -> None:
    assert percentage_warnings([typed(5.0), typed(5.0, numerator=3)]) == []


def months_of(rates: list[tuple[int, float]], row="5 Plans", **others) -> list[TypedFigure]:
    return [
        typed(
            rate,
            count,
            cell=f"{'EFGHIJ'[at]}5",
            row=row,
            period_end=end(2025, 7 + at),
            places=2,
            **others,
        )
        for at, (count, rate) in enumerate(rates)
    ]


def test_the_month_that_implies_another_population_is_the_one_named() -> None:
    figures = months_of([(405, 40.5), (411, 41.1), (401, 36.0), (415, 41.5)])
    (warning,) = rate_warnings(figures)
    assert (warning.rule, warning.cell) == ("arithmetic_rate", "G5")
    assert warning.message.startswith("September 2025: 401 at 36.00 per 10,000 implies")
    assert "111,389" in warning.message
    assert "the other months of this row imply 100,000" in warning.message


def test_a_population_estimated_anew_is_no_error() -> None:
    assert rate_warnings(months_of([(400, 40.0), (400, 40.0), (400, 39.6), (400, 39.6)])) == []


def test_a_rate_rounded_to_a_whole_number_is_no_error() -> None:
    figures = [
        typed(rate, count, cell=f"{column}5", period_end=end(2025, month), places=0)
        for column, month, count, rate in (("E", 7, 46, 5), ("F", 8, 54, 5), ("G", 9, 50, 5))
    ]
    assert rate_warnings(figures) == []


def test_two_rows_of_one_month_that_imply_two_populations() -> None:
    plans = typed(38.5, 400, cell="B19", places=1)
    care = typed(60.0, 600, cell="B30", row="30 Care", places=1)
    (warning,) = rate_warnings([plans, care])
    assert warning.cell == "B19"
    assert "(B30)" in warning.message and "(B19)" in warning.message
    assert rate_warnings([typed(40.0, 400, places=1), care]) == []


def test_half_the_months_against_the_other_half_names_none() -> None:
    assert rate_warnings(months_of([(400, 40.0), (400, 40.0), (400, 36.0), (400, 36.0)])) == []


def test_parts_and_their_total() -> None:
    parts = [typed(65.0), typed(83.0), typed(291.0)]
    warning = total_warning(typed(434.0, cell="E5"), parts, "E8")
    assert warning is not None
    assert (warning.rule, warning.cell) == ("arithmetic_total", "E8")
    assert "65 + 83 + 291 = 439, but E5 says 434" in warning.message
    assert total_warning(typed(439.0), parts, "E8") is None


@pytest.mark.parametrize(
    ("cells", "warned"),
    [
        ((0.331, 0.5, 0.125), ["B3"]),
        ((0.333, 0.5, 0.125), []),
        ((0.3333333333, 0.5, 0.125), []),
        (("33%", "50%", "12.5%"), []),
        (("34%", "50%", "12.4%"), ["B3", "D3"]),
    ],
)
def test_digits_typed_decide_how_near_is_near_enough(tmp_path, cells, warned) -> None:
    grid = [
        ["Report to September 2025"],
        ["Indicator", "July", "August", "September"],
        ["% repeat referrals - rolling year", *cells],
        [None, "1/3", "1/2", "1/8"],
    ]
    assert loaded_grid(tmp_path, grid).warned("arithmetic_percentage") == warned
