"""A view's address: it opens the same view, and nonsense gets a sentence."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.view_period import in_period, usual_period
from pages.view_state import figures_query, page_query, view_state
from queries.span import Span
from queries.trends.view import View
from tests.made_trends import made_trend, yearly_trend


def reopened(view: View) -> View:
    asked = {name: each[0] for name, each in parse_qs(page_query(view).lstrip("?")).items()}
    state = view_state(asked)
    assert state.faults == ()
    return state.view


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(window="r", unit="per_10000", split="legal_status", statistic="mean"),
        View(start=date(2021, 4, 1), end=date(2026, 10, 31)),
        View(start=date(2024, 2, 1), end=date(2024, 2, 29), comparator="region"),
        View(comparator="908,E06000052"),
        View(comparator="england"),
        View(model="2021"),
    ],
)
def test_an_address_opens_the_same_view(view: View) -> None:
    assert reopened(view) == view


def test_nothing_asked_is_no_query() -> None:
    assert page_query(View()) == ""
    assert figures_query(View()) == ""


def test_figures_name_the_comparator_by_its_name() -> None:
    view = View(comparator="601,602", start=date(2021, 4, 1))
    assert page_query(view) == "?from=2021-04&compare=601,602"
    assert figures_query(view) == "?from=2021-04&comparator=601,602"


def test_a_neighbour_model_is_named_with_the_neighbours() -> None:
    assert page_query(View(model="2021")) == "?compare=neighbours:2021"
    assert figures_query(View(model="2021")) == "?comparator=neighbours:2021"
    assert view_state({"compare": "neighbours:2021"}).compare == "neighbours:2021"


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"from": "yesterday"}, "from"),
        ({"to": "2025-13"}, "to"),
        ({"window": "<script>"}, "window"),
        ({"unit": "%"}, "unit"),
        ({"split": "a b; drop"}, "split"),
        ({"compare": "../.."}, "compare"),
        ({"compare": "neighbours:<b>"}, "compare"),
        ({"statistic": "mode"}, "statistic"),
        ({"from": "2026-04", "to": "2025-04"}, "ends before it starts"),
    ],
)
def test_nonsense_is_left_out_and_said(asked: dict, word: str) -> None:
    state = view_state(asked)
    assert state.view == View()
    assert len(state.faults) == 1
    assert word in state.faults[0]
    assert "<" not in state.faults[0]


def test_choosing_councils_shows_neighbours_until_one_is_chosen() -> None:
    state = view_state({"compare": "chosen"})
    assert (state.compare, state.view.comparator) == ("chosen", "neighbours")
    chosen = view_state({"compare": "908,e06000052"})
    assert (chosen.compare, chosen.councils) == ("chosen", ("908", "E06000052"))
    assert view_state({}).compare == ""


@given(
    st.dictionaries(
        st.sampled_from(
            ["from", "to", "window", "unit", "split", "compare", "statistic", "x", "slug"]
        ),
        st.one_of(st.text(max_size=40), st.lists(st.text(max_size=5), max_size=3), st.none()),
    )
)
def test_no_address_is_too_strange(asked: dict) -> None:
    state = view_state(asked)
    assert reopened(state.view) == state.view


def test_the_usual_period_is_five_whole_years_before_this_one() -> None:
    monthly = Span(date(2020, 4, 30), date(2026, 10, 31), date(2026, 10, 31))
    assert usual_period(monthly).start == date(2021, 4, 1)
    assert usual_period(monthly).earliest == date(2020, 4, 1)
    published = Span(date(2013, 3, 31), date(2025, 9, 30), None)
    assert usual_period(published).start == date(2015, 4, 1)
    long_ago = Span(date(2013, 3, 31), date(2025, 3, 31), date(2015, 12, 31))
    assert usual_period(long_ago).start == date(2014, 4, 1)


def test_a_trend_is_cut_to_the_period_and_never_emptied_unasked() -> None:
    period = usual_period(Span(date(2016, 4, 1), date(2026, 10, 31), date(2026, 10, 31)))
    assert in_period(made_trend(), View(start=date(2026, 4, 1)), period).rows[0].period_end == date(
        2026, 4, 30
    )
    years = in_period(yearly_trend(), View(), period)
    assert years.rows[0].period_end == date(2022, 3, 31)
    old = made_trend([80.0] * 12)
    recent = usual_period(Span(date(2016, 4, 1), date(2036, 10, 31), date(2036, 10, 31)))
    assert len(in_period(old, View(), recent).rows) == 12
    assert in_period(old, View(start=date(2030, 4, 1)), recent).rows == ()
