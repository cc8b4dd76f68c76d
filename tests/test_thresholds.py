"""How many cases a quartile's edge is away: as many as said do it, and one fewer does not."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.trends.among_words import counted_cases, distance_words, threshold_words
from queries.trends.bands import Band
from queries.trends.thresholds import next_threshold, thresholds
from tests.made_trends import made_indicator, made_trend

MARCH_2025 = date(2025, 3, 31)


def band(*values: float) -> Band:
    """Five councils' figures in order, so that the quartiles are the second, third and fourth."""
    return Band(MARCH_2025, values, (values[1], values[2], values[3]), None, None, None)


def slow_needed(numerator: int, denominator: int, edge: float, better: str) -> int | None:
    """Every number of cases in turn, in whole fractions: the first that reaches the edge."""
    for cases in range(1, denominator + 1):
        changed = numerator + cases if better == "higher" else numerator - cases
        if not 0 <= changed <= denominator:
            return None
        if reaches(changed, denominator, edge, better):
            return cases
    return None


def reaches(numerator: int, denominator: int, edge: float, better: str) -> bool:
    share = Fraction(100 * numerator, denominator)
    limit = Fraction(str(edge))
    return share >= limit if better == "higher" else share <= limit


@given(
    denominator=st.integers(1, 400),
    part=st.integers(0, 400),
    tenths=st.lists(st.integers(0, 1000), min_size=5, max_size=5),
    better=st.sampled_from(["lower", "higher"]),
)
def test_cases_agree_with_counting_them_one_by_one(
    denominator: int, part: int, tenths: list[int], better: str
) -> None:
    numerator = min(part, denominator)
    value = 100 * numerator / denominator
    others = band(*sorted(each / 10 for each in tenths))
    for each in thresholds(value, (numerator, denominator), "percent", better, others):
        assert each.met == reaches(numerator, denominator, each.value, better)
        if not each.met:
            assert each.cases == slow_needed(numerator, denominator, each.value, better)
            continue
        step = -1 if better == "higher" else 1
        assert reaches(numerator + step * each.cases, denominator, each.value, better)
        beyond = numerator + step * (each.cases + 1)
        assert not 0 <= beyond <= denominator or not reaches(
            beyond, denominator, each.value, better
        )


def test_edges_stand_best_first_whichever_way_is_better() -> None:
    others = band(10, 20, 30, 40, 50)
    lower = thresholds(35, (35, 100), "percent", "lower", others)
    assert [(each.name, each.value, each.met, each.cases) for each in lower] == [
        ("best", 10, False, 25),
        ("top_quarter", 20, False, 15),
        ("median", 30, False, 5),
        ("bottom_quarter", 40, True, 5),
    ]
    higher = thresholds(35, (35, 100), "percent", "higher", others)
    assert [(each.name, each.value) for each in higher] == [
        ("best", 50),
        ("top_quarter", 40),
        ("median", 30),
        ("bottom_quarter", 20),
    ]
    assert next_threshold(lower).name == "median"
    assert next_threshold(higher).name == "top_quarter"


def test_a_rate_is_told_through_its_population() -> None:
    (_, top, *_) = thresholds(42.0, (436, 103_808), "per_10000", "lower", band(30, 40, 41, 45, 50))
    assert top.cases == 21
    assert (436 - 21) * 10_000 / 103_808 <= 40 < (436 - 20) * 10_000 / 103_808


def test_a_figure_published_short_of_an_edge_is_short_by_a_case_at_least() -> None:
    """Published as 43 and not 42, though 42.4 of its own cases would be under 42.5."""
    found = thresholds(43.0, (424, 100_000), "per_10000", "lower", band(40, 42.5, 44, 45, 46))
    assert (found[1].met, found[1].cases) == (False, 1)


def test_all_cases_together_may_not_do() -> None:
    (best, *_) = thresholds(50, (1, 2), "percent", "higher", band(10, 20, 30, 40, 100.5))
    assert (best.met, best.cases) == (False, None)


@pytest.mark.parametrize("unit", ["days", "pounds", "ratio"])
def test_an_average_is_told_in_its_unit(unit: str) -> None:
    (_, top, *_) = thresholds(52, (520, 10), unit, "lower", band(30, 40, 41, 45, 50))
    assert (top.gap, top.cases) == (12, None)


def test_nothing_is_next_where_neither_direction_is_better() -> None:
    assert thresholds(35, (35, 100), "percent", "neither", band(1, 2, 3, 4, 5)) == ()


def said(
    value: float,
    better: str,
    counts: str,
    unit: str = "percent",
    parts: tuple[float | None, float | None] = (None, None),
) -> str:
    indicator = made_indicator(better=better, numerator=counts, units=(unit,))
    others = band(10, 20, 30, 40, 50)
    trend = made_trend([value], indicator=indicator, unit=unit, band=others)
    return distance_words(trend, thresholds(value, parts, unit, better, others), "neighbours")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            said(24, "lower", "children moved", parts=(24, 100)),
            "Four fewer children would reach the best quarter of neighbours (2024/25 figures).",
        ),
        (
            said(39, "higher", "reviews held", parts=(39, 100)),
            "One more review would reach the best quarter of neighbours (2024/25 figures).",
        ),
        (
            said(60, "lower", "initial conferences", parts=(60, 100)),
            "20 fewer conferences would leave the worst quarter of neighbours (2024/25 figures).",
        ),
        (
            said(15, "lower", "enquiries made", parts=(15, 100)),
            "In the best quarter of neighbours, with five enquiries to spare (2024/25 figures).",
        ),
        (
            said(20, "lower", "children moved", parts=(20, 100)),
            "In the best quarter of neighbours, with none to spare (2024/25 figures).",
        ),
        (
            said(32.5, "lower", "days waited", unit="days"),
            "A figure 3 days lower would reach the median of neighbours (2024/25 figures).",
        ),
        (
            said(41.02, "higher", "children"),
            "In the best quarter of neighbours, by 1.0 points (2024/25 figures).",
        ),
        (
            said(21.01, "lower", "children"),
            "A figure 1.1 points lower would reach the best quarter of neighbours "
            "(2024/25 figures).",
        ),
        (said(24, "neither", "children", parts=(24, 100)), ""),
    ],
)
def test_the_next_edge_in_a_sentence(words: str, found: str) -> None:
    assert words == found


def test_a_cell_writes_numbers_as_figures() -> None:
    others = band(10, 20, 30, 40, 50)
    trend = made_trend([25], indicator=made_indicator(better="lower"), band=others)
    best, top, median, _ = thresholds(25, (1_000, 4_000), "percent", "lower", others)
    assert threshold_words(trend, best) == "600 fewer children"
    assert threshold_words(trend, top) == "200 fewer children"
    assert threshold_words(trend, median) == "reached, with 200 children to spare"


@pytest.mark.parametrize(
    ("number", "numerator", "words"),
    [
        (1, "children in care", "one more child"),
        (1, "care leavers in touch", "one more care leaver"),
        (2, "full-time equivalent vacancies", "two more full-time equivalents"),
        (1, "enquiries that led to a conference", "one more enquiry"),
        (1, "two-year-olds in a funded place", "one more two-year-old"),
        (3, "young people who reoffended", "three more young people"),
        (1, "initial conferences held", "one more conference"),
    ],
)
def test_cases_are_named_as_their_numerator_names_them(
    number: int, numerator: str, words: str
) -> None:
    assert counted_cases(number, numerator, more=True) == words
