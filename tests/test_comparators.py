"""Whom a council is compared with: a model of neighbours, a region, England, chosen councils."""

from datetime import date

import pytest

from data.settings import Settings
from queries.trends.comparators import get_models
from queries.trends.trend import get_trend
from queries.trends.view import BadView, View
from tests.trend_store import (
    INDICATORS,
    NEIGHBOURS,
    OWN,
    REGION,
    HandBuilt,
    neighbour_values,
)

MARCH_2024, MARCH_2025 = date(2024, 3, 31), date(2025, 3, 31)


def trend(store: HandBuilt, slug: str = "turnover", **view):
    return get_trend(store, slug, View(**view), INDICATORS)


def test_another_model_is_used_and_said_where_the_one_in_settings_is_not_there():
    store = HandBuilt(settings=Settings.model_validate({"neighbours": {"model": "2030"}}))
    store.neighbours("2021", NEIGHBOURS[:5])
    found = trend(store)
    assert found.comparator.model == "2025"
    assert found.notes == (
        "The 2030 model names no neighbours for Cornwall: the 2025 model is used.",
    )


def test_the_model_in_settings_is_used_though_a_newer_is_there():
    store = HandBuilt(settings=Settings.model_validate({"neighbours": {"model": "2021"}}))
    store.neighbours("2021", [*NEIGHBOURS[:5], OWN])
    found = trend(store)
    codes = [member.code for member in found.comparator.members]
    assert (found.comparator.model, found.notes) == ("2021", ())
    assert codes == [f"E07000{each}" for each in NEIGHBOURS[:5]]


def test_another_model_is_chosen_at_will_and_is_no_news():
    store = HandBuilt()
    store.neighbours("2021", NEIGHBOURS[:5])
    store.publish("turnover", MARCH_2024, neighbour_values(*range(1, 11)) | {OWN: 6})
    found = trend(store, model="2021")
    assert (found.comparator.model, len(found.comparator.members)) == ("2021", 5)
    assert (found.rows[-1].neighbour_max, found.notes) == (5, ())
    assert get_models(store).usual == "2025"
    assert list(get_models(store).members) == ["2025", "2021"]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (
            {"model": "1999"},
            "There is no neighbour model '1999' for Cornwall. There is: 2025, 2021.",
        ),
        ({"model": "2021", "comparator": "region"}, "A model is of statistical neighbours"),
    ],
)
def test_a_model_that_is_none_is_refused(view: dict[str, str], said: str):
    store = HandBuilt()
    store.neighbours("2021", NEIGHBOURS[:5])
    with pytest.raises(BadView, match=said):
        trend(store, **view)


def test_a_council_without_neighbours_is_told_so():
    store = HandBuilt()
    store.connection.execute("DELETE FROM neighbour")
    store.publish("turnover", MARCH_2024, {OWN: 6.0})
    assert trend(store).why_no_band == "No file names statistical neighbours for Cornwall."


def test_region_is_the_other_councils_of_the_own_region():
    store = HandBuilt()
    values = neighbour_values(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) | {OWN: 100.0, REGION: 44.0}
    store.publish("turnover", MARCH_2024, values)
    found = trend(store, comparator="region")
    row = found.rows[-1]
    assert found.comparator.kind == "region"
    assert [each.code for each in found.comparator.members] == [
        f"E07000{each}" for each in NEIGHBOURS if int(each) % 2
    ]
    assert (row.neighbour_count, row.neighbour_max, row.region) == (5, 9, 44.0)


def test_england_is_all_other_councils_that_stand():
    store = HandBuilt()
    store.areas(("899", "E10000099", "Countyshire", "council", REGION))
    store.connection.execute("UPDATE area SET closed = DATE '2019-03-31' WHERE area = '801'")
    store.publish("turnover", MARCH_2024, neighbour_values(*range(1, 11)) | {"899": 50, OWN: 6})
    found = trend(store, comparator="england")
    assert len(found.comparator.members) == 10
    assert (found.rows[-1].neighbour_count, found.rows[-1].neighbour_max) == (10, 50)


def test_half_of_london_falls_back_to_london():
    store = HandBuilt()
    store.council = store.council.__class__(OWN, "Camden", "council", "E09000007", "E13000001")
    store.publish("turnover", MARCH_2024, {OWN: 6.0, "E12000007": 20.0})
    assert trend(store).rows[-1].region == 20.0
    store.publish("turnover", MARCH_2024, {"E13000001": 21.0})
    assert trend(store).rows[-1].region == 21.0


def test_councils_are_chosen_by_ons_code_or_dfe_number():
    store = HandBuilt()
    store.publish("turnover", MARCH_2024, neighbour_values(*range(1, 11)) | {OWN: 6})
    found = trend(store, comparator="e07000801, 803 ,805,807,809,E06000052")
    assert found.comparator.kind == "chosen"
    assert [each.name for each in found.comparator.members] == [
        f"Council {each}" for each in (801, 803, 805, 807, 809)
    ]
    assert found.rows[-1].neighbour_count == 5


@pytest.mark.parametrize(
    ("comparator", "said"),
    [
        ("E99999999", "No council has the code E99999999"),
        ("801,nonsense", "No council has the code NONSENSE"),
        ("E06000052", "Name at least one council other than Cornwall"),
        ("", "Name at least one council other than Cornwall"),
    ],
)
def test_a_comparator_that_is_none_is_refused(comparator: str, said: str):
    with pytest.raises(BadView, match=said):
        trend(HandBuilt(), comparator=comparator)
