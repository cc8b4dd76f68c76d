"""One cell at a time: every written form of a figure, and nothing that fails on any text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.readers.performance_workbook.cells import NoFigure, TypedCell, typed_cell
from data.readers.performance_workbook.comparators import typed_comparators
from data.target_text import Target, TargetError, parse_target

# What people type, shuffled together.
PIECES = st.lists(
    st.sampled_from(
        [
            "95",
            "23",
            "24",
            "0",
            "1,234",
            "38.60",
            ".5",
            "%",
            "/",
            "(",
            ")",
            " ",
            "\n",
            "£",
            "m",
            "k",
            "≥",
            "<",
            "=",
            "-",
            "+",
            "to",
            "or less",
            "between",
            "and",
            "by 2022",
            "top quartile of",
            "days",
            "SN",
            "England",
            "tbc",
            "n/a",
            "“",
            "e9",
            "2018/19",
            "…",
        ]
    ),
    max_size=8,
)
TYPED = st.one_of(PIECES.map("".join), PIECES.map(" ".join), st.text(max_size=20))


def percentage(typed: str, numerator: int, denominator: int) -> dict[str, object]:
    """A percentage typed to one place beside its fraction."""
    return {
        "percent": Decimal(typed),
        "places": 1,
        "numerator": numerator,
        "denominator": denominator,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("430 (38.60)", {"count": Decimal(430), "rate": Decimal("38.60"), "places": 2}),
        ("1,430 (38.6 per 10,000)", {"count": Decimal(1430), "rate": Decimal("38.6"), "places": 1}),
        ("664/3521", {"numerator": 664, "denominator": 3521}),
        ("1,664 / 3,521", {"numerator": 1664, "denominator": 3521}),
        ("95.8% (23/24)", percentage("95.8", 23, 24)),
        ("86.5%\n167/193", percentage("86.5", 167, 193)),
        ("12 (24%)", {"percent": Decimal(24), "count": Decimal(12)}),
        ("65 83 291", {"parts": (65, 83, 291)}),
        ("65\n83\n291", {"parts": (65, 83, 291)}),
        ("65; 83; 291", {"parts": (65, 83, 291)}),
        ("£1.42m", {"bare": Decimal("1420000.00"), "unit": "pounds", "scaled": True, "places": 2}),
        ("-£250", {"bare": Decimal(-250), "unit": "pounds"}),
        ("−3.5", {"bare": Decimal("-3.5"), "places": 1}),
        ("1,234", {"bare": Decimal(1234)}),
        ("12.5 days", {"bare": Decimal("12.5"), "unit": "days", "places": 1}),
        ("7.4 FTE", {"bare": Decimal("7.4"), "unit": "fte", "places": 1}),
        ("\u00a042 ", {"bare": Decimal(42)}),
    ],
)
def test_forms_of_a_figure(text, expected) -> None:
    assert typed_cell(text) == TypedCell(**expected)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("tbc", "to_be_confirmed"),
        ("To be confirmed", "to_be_confirmed"),
        ("n/a", "not_applicable"),
        ("N / A", "not_applicable"),
        ("-", "dash"),
        ("–", "dash"),
        ("..", "not_available"),
        ("no data", "not_available"),
        ("[c]", "suppressed"),
        ("*", "suppressed"),
        ("<5", "suppressed"),
        ("#REF!", "formula_error"),
        ("ask Sam", "not_a_figure"),
        ("12 of the 30 children", "not_a_figure"),
        ("95% (23/24) (new)", "not_a_figure"),
        ("1,23", "not_a_figure"),
        ("", "not_a_figure"),
    ],
)
def test_text_that_is_no_figure(text, rule) -> None:
    cell = typed_cell(text)
    assert isinstance(cell, NoFigure)
    assert cell.rule == rule


@given(TYPED)
def test_any_text_is_a_figure_or_a_reason(text) -> None:
    cell = typed_cell(text)
    assert isinstance(cell, TypedCell | NoFigure)
    if isinstance(cell, TypedCell):
        told = (cell.bare, cell.percent, cell.count, cell.rate, cell.numerator)
        assert any(each is not None for each in told) or len(cell.parts) > 1


@given(TYPED)
def test_any_text_is_comparators_or_none(text) -> None:
    for each in typed_comparators(text):
        assert (each.value is None) == (each.problem is not None)


@given(TYPED, st.sampled_from(["higher", "lower", "neither"]))
def test_any_text_is_a_target_or_a_refusal(text, better) -> None:
    try:
        target = parse_target(text, better, Target("none", "New"))
    except TargetError:
        return
    assert (target.value is not None) == (target.kind in ("value", "range"))
    assert (target.op is not None) == (target.kind in ("value", "range"))
    assert target.kind != "range" or target.value <= target.upper


@given(
    st.integers(0, 5000),
    st.integers(1, 5000),
    st.sampled_from(["{p:.1f}% ({n}/{d})", "{p:.1f}%\n{n}/{d}", "{n}/{d} ({p:.1f}%)"]),
)
def test_what_is_written_is_read_again(n, d, form) -> None:
    percent = 100 * n / d
    cell = typed_cell(form.format(p=percent, n=n, d=d))
    assert cell == TypedCell(
        percent=Decimal(f"{percent:.1f}"), numerator=n, denominator=d, places=1
    )
