"""West Sussex's plan for 2018 to 2022 beside the published figures: its targets by quartile.

What is expected is worked out from the published files alone, with nothing of Waymark's tables: the
ten neighbours from the DfE's own files of either model, their values from LAIT.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from data.home import Home
from data.settings import Settings
from queries.store import Store, current_store
from queries.trends.trend import get_trend
from queries.trends.view import Trend, View
from tests.conftest import refreshed

LAIT = "published/lait/bds_long_0.parquet"
EXPORTS = (
    LAIT,
    "plans/west_sussex_plan_2018-22.xlsx",
    "published/neighbours/New_Statistical_Neighbour_Groupings_April_2021.csv",
    "published/neighbours/la_code_list.xlsx",
    "published/neighbours/sn_april_2021.xlsx",
    "published/neighbours/sn_may_2025.xlsx",
    "published/neighbours/sn_model_2025_wide.csv",
)
# Where each model's own file has the council's number and its ten neighbours'.
MODELS = {
    "2021": ("New_Statistical_Neighbour_Groupings_April_2021.csv", "LA num", "SN{}"),
    "2025": ("sn_model_2025_wide.csv", "old_la_code", "SN_{}"),
}
# LAIT's measure, the unit, the last day of its year, and the quantile that the best councils reach.
# The plan gives a figure and the quartile for 2017/18, and the quartile alone from 2018/19 on.
BY_QUARTILE = {
    "children_in_care": ("LAC", "per_10000", (3, 31), 0.25),
    "plans_open_2_years": ("CPPlans2yrsActive", "percent", (3, 31), 0.25),
    "placements_3_or_more": ("LACStable_2016on", "percent", (3, 31), 0.25),
    "care_leavers_neet": ("CareLeaversNEET", "percent", (3, 31), 0.25),
    "early_education_2": ("%_2yr_olds", "percent", (8, 31), 0.75),
    "early_education_3_4": ("%_3&4yr_olds", "percent", (8, 31), 0.75),
}
# Healthy weight and the reoffending rate are in no published file here; reoffending is published
# by age alone, and a target is of the whole.
NOT_PUBLISHED = {"healthy_weight_10_11", "reoffending", "reoffending_rate"}


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    home = Home(tmp_path_factory.mktemp("west_sussex_home"))
    return current_store(refreshed(home, shared, EXPORTS, "E10000032"))


def by_model(store: Store, model: str) -> Store:
    return replace(store, settings=Settings.model_validate({"neighbours": {"model": model}}))


def expected_quartiles(shared: Path, model: str, slug: str) -> dict[date, float]:
    """By the last day of each year from 2018 on: the quantile of the neighbours that published."""
    name, council, column = MODELS[model]
    neighbours = pd.read_csv(shared / "published/neighbours" / name)
    (row,) = neighbours[neighbours[council] == 938].to_dict("records")
    ten = [int(row[column.format(place)]) for place in range(1, 11)]
    measure, _, (month, day), quantile = BY_QUARTILE[slug]
    found = duckdb.execute(
        f"""
        SELECT "Years"::INT, quantile_cont(try_cast("Values" AS DOUBLE), {quantile})
        FROM read_parquet(?)
        WHERE "Short Desc" = ? AND list_contains(?, "LA Number"::INT)
          AND "Years"::INT >= 2018 AND try_cast("Values" AS DOUBLE) IS NOT NULL
        GROUP BY 1 HAVING count(*) >= 5
        """,
        [str(shared / LAIT), measure, ten],
    ).fetchall()
    return {date(year, month, day): value for year, value in found}


def trend(store: Store, slug: str, end: date | None = None) -> Trend:
    return get_trend(store, slug, View(unit=BY_QUARTILE[slug][1], end=end))


def test_the_plan_has_no_other_target_by_quartile(store: Store) -> None:
    found = store.cursor().execute("SELECT DISTINCT slug FROM target WHERE quartile IS NOT NULL")
    assert {slug for (slug,) in found.fetchall()} == BY_QUARTILE.keys() | NOT_PUBLISHED
    rows = [row for slug in NOT_PUBLISHED for row in get_trend(store, slug, View()).rows]
    assert {row.member for row in rows} == {"10 to 14", "15 to 17"}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("slug", BY_QUARTILE)
def test_each_year_has_the_quartile_of_the_ten_neighbours(
    store: Store, shared: Path, slug: str, model: str
) -> None:
    expected = expected_quartiles(shared, model, slug)
    assert len(expected) >= 6
    found = trend(by_model(store, model), slug)
    assert found.comparator.model == model
    alone = {day: value for day, value in expected.items() if day > date(2018, 3, 31)}
    rows = {row.period_end: row.target for row in found.rows if row.period_end in alone}
    assert rows == {day: pytest.approx(alone[day], abs=1e-9) for day in rows}
    steps = {
        day: [
            step.value
            for step in found.targets
            if step.start <= day and (step.end is None or day < step.end)
        ]
        for day in alone
    }
    assert steps == {day: [pytest.approx(value, abs=1e-9)] for day, value in alone.items()}


@pytest.mark.parametrize("slug", [each for each in BY_QUARTILE if "education" not in each])
def test_the_first_year_has_a_typed_figure_and_the_quartile_beside_it(
    store: Store, shared: Path, slug: str
) -> None:
    day = date(2018, 3, 31)
    now = trend(store, slug, day).target_now
    typed = {
        "children_in_care": 37.0,
        "plans_open_2_years": 1.3,
        "placements_3_or_more": 10.34,
        "care_leavers_neet": 42.0,
    }
    assert (now.period_end, now.aim.value) == (day, typed[slug])
    if slug == "care_leavers_neet":
        assert now.place is None, "the plan types 42% alone for 2017/18"
    else:
        quartile = expected_quartiles(shared, "2025", slug)[day]
        assert now.place.value == pytest.approx(quartile, abs=1e-9)


def test_a_path_to_2022_begins_at_the_figure_of_march_2017(store: Store) -> None:
    found = {row.period_end: row for row in trend(store, "children_in_care").rows}
    assert found[date(2017, 3, 31)].value == 39.0
    first, last = found[date(2018, 3, 31)], found[date(2022, 3, 31)]
    assert (first.target_due, first.path) == (date(2022, 3, 31), pytest.approx(39 - 2 / 5))
    assert (first.path_status, last.path_status) == ("behind", None)
    assert (last.target_status, last.target_due) == ("not_met", None)
