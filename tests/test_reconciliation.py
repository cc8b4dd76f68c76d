"""Reported figures held against those counted from cases."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from data.generations import current_id
from data.home import Home
from pages.application import create_app
from pages.indicator_page import indicator_page
from queries.catalogue import catalogue
from queries.reconciliation import ReconciledMonth, get_reconciled
from queries.refresh import refresh
from queries.store import Store, current_store
from tests.conftest import SAMPLE_SEED

SLUG = "initial_conferences_in_15_days"
COMPUTED = [slug for slug, each in catalogue().items() if each.computed]


def _month(counted: float, reported: float) -> ReconciledMonth:
    nothing = (None, None)
    return ReconciledMonth(
        "percent", "m", "", "", date(2025, 4, 30), counted, nothing, reported, nothing, ""
    )


@pytest.mark.parametrize(
    ("counted", "reported", "agrees"),
    [
        (95.8333333, 95.8, True),
        (95.8333333, 95.83, True),
        (95.8333333, 96.0, True),
        (95.8333333, 95.9, False),
        (95.8333333, 97.0, False),
        (0.1 + 0.2, 0.3, True),
        (430.0, 430.0, True),
        (430.0, 431.0, False),
        (37.5, 38.0, True),
    ],
)
def test_figures_agree_within_the_rounding_of_the_one_typed(
    counted: float, reported: float, agrees: bool
) -> None:
    assert _month(counted, reported).agrees is agrees


@pytest.mark.parametrize("slug", COMPUTED)
def test_every_month_with_both_is_there_and_the_sample_agrees_with_itself(
    sample_home: Home, slug: str
) -> None:
    store = current_store(sample_home)
    found = get_reconciled(store, catalogue()[slug])
    rows = store.cursor().execute(
        'SELECT unit, "window", split, member, period_end, source, value FROM observation '
        "WHERE slug = ? AND area = ? AND value IS NOT NULL AND source <> 'published'",
        [slug, store.council.id],
    )
    by_source: dict[str, dict] = {"cases": {}, "reported": {}}
    for *key, source, value in rows.fetchall():
        by_source[source][tuple(key)] = value
    both = by_source["cases"].keys() & by_source["reported"].keys()
    keyed = {(m.unit, m.window, m.split, m.member, m.period_end): m for m in found.months}
    assert keyed.keys() == both
    assert all(
        (month.counted, month.reported) == (by_source["cases"][key], by_source["reported"][key])
        for key, month in keyed.items()
    )
    assert found.differing == ()


@pytest.fixture(scope="module")
def altered(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample with one figure of its workbook typed wrongly."""
    from data.sample import write_sample

    home = Home(tmp_path_factory.mktemp("altered"))
    write_sample(home.exports, scale=0.05, seed=SAMPLE_SEED, months=16)
    (path,) = home.exports.glob("performance_workbook_*.xlsx")
    _mistype(path)
    refresh(home)
    assert current_id(home.warehouse)
    return current_store(home)


def _mistype(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    row = next(row for sheet in book for row in sheet.iter_rows() if _is_contacts(row))
    cell = [each for each in row if isinstance(each.value, int)][-1]
    cell.value += 7
    book.save(path)


def _is_contacts(row: tuple) -> bool:
    return any(isinstance(each.value, str) and "contacts" in each.value.lower() for each in row)


def test_a_mistyped_figure_is_named_with_its_cell(altered: Store) -> None:
    (month,) = get_reconciled(altered, catalogue()["contacts"]).differing
    assert month.difference == 7
    assert "performance_workbook" in month.where
    assert "cell " in month.where


def test_pages_say_what_differs(altered: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_HOME", str(altered.home.root))
    (month,) = get_reconciled(altered, catalogue()["contacts"]).differing
    page = _written(indicator_page("contacts", {}))
    assert "1 differs." in page
    assert month.where in page
    assert f"month={month.period_end:%Y-%m}" in page
    assert "all agree." in _written(indicator_page("referrals", {}))
    create_app()  # pages can be asked for once there is an application
    from pages import data_quality

    assert "Latest that differs" in _written(data_quality.layout())


def _written(page: object) -> str:
    return json.dumps(page, default=lambda each: each.to_plotly_json())
