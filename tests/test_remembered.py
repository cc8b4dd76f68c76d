"""Answers are kept while a generation is served, and no longer."""

import pytest

from data.home import Home
from pages.fitting_trends import get_fitting_trends
from queries.remembered import Remembered
from queries.store import current_store
from queries.trends.view import BadView, View


def test_an_answer_is_made_once() -> None:
    remembered, made = Remembered(), []
    for _ in range(3):
        assert remembered.answer("plans", lambda: made.append(1) or 430) == 430
    assert made == [1]


def test_the_longest_unasked_is_forgotten_first() -> None:
    remembered = Remembered(most=2)
    for asked in ("a", "b", "a", "c"):
        remembered.answer(asked, lambda asked=asked: asked.upper())
    assert len(remembered) == 2
    assert remembered.answer("a", lambda: "made anew") == "A"
    assert remembered.answer("b", lambda: "made anew") == "made anew"


def test_a_fault_is_not_remembered() -> None:
    remembered = Remembered()
    with pytest.raises(ZeroDivisionError):
        remembered.answer("x", lambda: 1 // 0)
    assert remembered.answer("x", lambda: 1) == 1


def test_a_page_asks_once_for_each_view(sample_home: Home) -> None:
    store = current_store(sample_home)
    first = get_fitting_trends(store, ["protection_plans"], View())
    again = get_fitting_trends(store, ["protection_plans"], View())
    other = get_fitting_trends(store, ["protection_plans"], View(unit="count"))
    assert again[0] is first[0]
    assert again is not first, "each page has a list of its own"
    assert other[0].unit == "count" != first[0].unit
    for _ in range(2):
        with pytest.raises(BadView):
            get_fitting_trends(store, ["protection_plans"], View(comparator="nowhere"))
