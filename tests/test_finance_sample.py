"""The sample council's finance files: read whole, and agreeing with what its workbook reports."""

from datetime import date
from typing import Any

import pytest

from data.home import Home
from data.readers.performance_workbook.periods import month_end
from queries.store import Store, current_store
from queries.trends.placement_change import get_placement_change

# How far the workbook rounds: £'000 with one decimal, percentages with two, whole pounds.
ROUNDED = {
    ("budget", "pounds", "y"): 50.01,
    ("spend_to_date", "pounds", "y"): 50.01,
    ("forecast_outturn", "pounds", "y"): 50.01,
    ("forecast_variance", "pounds", "y"): 50.01,
    ("forecast_variance", "percent", "y"): 0.0051,
    ("savings_delivered", "pounds", "y"): 50.01,
    ("savings_delivered", "percent", "y"): 0.0051,
    ("placement_spend", "pounds", "e"): 0.51,
    ("placement_unit_cost", "pounds", "e"): 0.51,
}
TABLES = ("budget_month", "placement_cost", "saving")


@pytest.fixture
def store(sample_home: Home) -> Store:
    return current_store(sample_home)


def finance_files(store: Store) -> list[dict[str, Any]]:
    return [each for each in store.manifest["files"] if each["table"] in TABLES]


def test_every_row_is_read_without_a_remark(store: Store) -> None:
    files = finance_files(store)
    assert {each["table"] for each in files} == set(TABLES)
    for each in files:
        assert each["rows_read"] == each["rows_loaded"] > 0, each["file"]
        assert not each["warnings"], (each["file"], each["sheet"], each["warnings"][0])


@pytest.mark.parametrize("figure", ROUNDED, ids=" ".join)
def test_computed_figures_are_those_reported(store: Store, figure: tuple[str, str, str]) -> None:
    slug, unit, window = figure
    rows = store.cursor().execute(
        "SELECT period_end, any_value(value) FILTER (WHERE source = 'cases'), "
        "any_value(value) FILTER (WHERE source = 'reported') FROM observation "
        'WHERE slug = ? AND unit = ? AND "window" = ? AND split = \'\' AND area = ? '
        "AND source IN ('cases', 'reported') GROUP BY period_end HAVING count(*) > 1",
        [slug, unit, window, store.council.id],
    ).fetchall()  # fmt: skip
    assert len(rows) > 60
    for month, computed, reported in rows:
        assert computed == pytest.approx(reported, abs=ROUNDED[figure]), month


def test_services_add_up_to_the_whole(store: Store) -> None:
    for slug in ("budget", "spend_to_date", "forecast_outturn", "forecast_variance"):
        for split in ("service", "service_line"):
            different = store.cursor().execute(
                'SELECT count(*) FROM (SELECT "window", period_end, '
                "abs(sum(numerator) FILTER (WHERE split = ?) - sum(numerator) FILTER "
                "(WHERE split = '')) AS apart FROM observation "
                "WHERE slug = ? AND unit = 'pounds' AND source = 'cases' GROUP BY ALL) "
                "WHERE apart > 0.01 OR apart IS NULL",
                [split, slug],
            ).fetchone()  # fmt: skip
            assert different == (0,), (slug, split)


def test_months_alone_add_up_to_the_year(store: Store) -> None:
    years = store.cursor().execute(
        'SELECT year(period_end - INTERVAL 3 MONTH), sum(value) FILTER (WHERE "window" = \'m\'), '
        'max_by(value, period_end) FILTER (WHERE "window" = \'y\') FROM observation '
        "WHERE slug = 'spend_to_date' AND source = 'cases' AND split = '' GROUP BY 1 "
        'HAVING count(*) FILTER (WHERE "window" = \'m\' AND month(period_end) = 4) = 1'
    ).fetchall()  # fmt: skip
    assert len(years) >= 5
    for year, months, whole in years:
        assert months == pytest.approx(whole, abs=0.01), year


def test_the_planted_residential_placements_show_in_the_change(store: Store) -> None:
    """Four adolescents moved to dear homes in the last four months: price and mix, not number."""
    (held,) = store.cursor().execute(
        "SELECT max(period_end) FROM observation WHERE slug = 'placement_unit_cost'"
    ).fetchone()  # fmt: skip
    found = get_placement_change(store.cursor(), store.council.id, _months_before(held, 4), held)
    assert found is not None
    residential = next(each for each in found.kinds if each.kind == "External residential")
    assert residential.price + residential.mix > 0
    assert found.price + found.mix > found.number


def _months_before(day: date, months: int) -> date:
    turn = day.year * 12 + day.month - 1 - months
    return month_end(turn // 12, turn % 12 + 1)
