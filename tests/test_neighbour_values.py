"""Each council's own published figure: the same that the band is made of, ranked by period."""

from datetime import date

import pytest

from data.home import Home
from queries.catalogue import catalogue
from queries.store import current_store
from queries.trends.among_words import missing_words, rank_history_words, would_have_been
from queries.trends.comparable import get_comparable_trends
from queries.trends.neighbour_values import PeriodRank, get_among
from queries.trends.trend import get_trend
from queries.trends.view import View
from tests.test_bands import slow_quantile, slow_rank
from tests.trend_store import (
    ENGLAND,
    INDICATORS,
    NEIGHBOURS,
    OWN,
    REGION,
    HandBuilt,
    neighbour_values,
)

YEARS = [date(year, 3, 31) for year in range(2021, 2026)]
MARCH_2025 = YEARS[-1]


def among(store: HandBuilt, slug: str = "turnover", **view):
    asked = View(**view)
    return get_among(store, get_trend(store, slug, asked, INDICATORS), asked)


def five_years() -> HandBuilt:
    store = HandBuilt()
    for at, year in enumerate(YEARS):
        store.publish(
            "turnover", year, neighbour_values(*range(10, 20)) | {OWN: 18.5 - 2 * at, ENGLAND: 15}
        )
    return store


def test_councils_stand_in_the_order_of_their_rank_with_their_change() -> None:
    store = five_years()
    found = among(store)
    assert [each.rank for each in found.figures] == list(range(1, 12))
    assert [each.value for each in found.figures] == [10, 10.5, *range(11, 20)]
    assert [each.own for each in found.figures].index(True) == 1
    own = found.own
    assert (own.council.name, own.change) == ("Cornwall", -2)
    assert own.history == tuple(zip(YEARS, [18.5, 16.5, 14.5, 12.5, 10.5], strict=True))
    assert [(each.council.name, each.value) for each in found.references] == [("England", 15)]


def test_the_highest_stands_first_where_neither_direction_is_better() -> None:
    store = HandBuilt()
    store.publish("repeats", MARCH_2025, neighbour_values(*range(10)) | {OWN: 20.0})
    found = among(store, "repeats")
    assert (found.figures[0].own, found.figures[0].rank) == (True, 1)
    assert found.figures[-1].value == 0


def test_equals_share_a_rank() -> None:
    store = HandBuilt()
    store.publish("turnover", MARCH_2025, neighbour_values(1, 2, 2, 2, 5) | {OWN: 2.0})
    assert [each.rank for each in among(store).figures] == [1, 2, 2, 2, 2, 6]


def test_ranks_are_of_published_figures_of_the_same_period() -> None:
    found = among(five_years())
    assert [(each.rank, each.of) for each in found.ranks] == [
        (slow_rank(own, [float(each) for each in range(10, 20)], "lower"), 11)
        for own in (18.5, 16.5, 14.5, 12.5, 10.5)
    ]


def test_todays_figure_only_would_have_had_a_rank() -> None:
    store = five_years()
    store.months("turnover", "2025-04", [30.0] * 3, window="r")
    asked = View()
    trend = get_trend(store, "turnover", asked, INDICATORS)
    assert get_among(store, trend, asked).ranks[-1] == PeriodRank(MARCH_2025, 2, 11)
    said = would_have_been(trend)
    assert said == "Jun 2025’s 30.0% would have been worst of 11 in 2024/25."


def test_a_year_without_the_own_figure_has_no_rank() -> None:
    store = five_years()
    store.connection.execute(
        "UPDATE observation SET value = NULL, status = 'suppressed' WHERE area = ? AND "
        "period_end = ?",
        [OWN, YEARS[2]],
    )
    ranks = among(store).ranks
    assert [each.rank for each in ranks] == [10, 8, None, 4, 2]
    assert ranks[2].of == 11


def test_under_the_fewest_councils_there_is_no_rank_but_each_figure() -> None:
    store = HandBuilt()
    store.publish("turnover", MARCH_2025, neighbour_values(1, 2) | {OWN: 3.0})
    found = among(store, comparator="801,802")
    assert [each.value for each in found.figures] == [1, 2, 3]
    assert (found.ranked, found.ranks) == (False, ())


def test_no_figure_has_four_reasons_that_stay_apart() -> None:
    store = HandBuilt()
    store.publish("turnover", MARCH_2025, neighbour_values(0, 2, 3, 4, 5, None) | {OWN: 3.0})
    store.observe(
        "turnover", MARCH_2025, None, area="807", window="a", source="published",
        status="not_applicable",
    )  # fmt: skip
    store.observe(
        "turnover", MARCH_2025, None, area="808", window="a", source="published",
        status="not_available",
    )  # fmt: skip
    store.connection.execute("UPDATE area SET opened = DATE '2025-04-01' WHERE area = '810'")
    found = among(store)
    assert found.figures[0].value == 0
    assert [(each.council.name, each.status) for each in found.missing] == [
        ("Council 806", "suppressed"),
        ("Council 807", "not_applicable"),
        ("Council 808", "not_available"),
        ("Council 809", "not_published"),
        ("Council 810", "not_published"),
    ]
    assert missing_words(found) == (
        "5 of 10 neighbours: Council 806’s figure is suppressed; Council 807’s figure is not "
        "applicable; Council 808’s figure is not available; Council 809’s figure is not "
        "published; Council 810 was a council from Apr 2025."
    )


def test_nothing_is_said_where_every_neighbour_has_a_figure() -> None:
    assert missing_words(among(five_years())) == ""


def test_a_councils_region_and_another_model_are_followed() -> None:
    store = five_years()
    store.neighbours("2021", NEIGHBOURS[:6])
    store.publish("turnover", MARCH_2025, {REGION: 14.0})
    assert len(among(store, model="2021").figures) == 7
    assert [each.council.name for each in among(store, comparator="region").references] == [
        "South West",
        "England",
    ]


def test_a_split_of_many_has_no_table_and_one_member_has_its_own() -> None:
    store = HandBuilt()
    for member, base in (("0 to 4", 0), ("11+", 50)):
        values = neighbour_values(*range(base, base + 10)) | {OWN: base + 3.0}
        store.publish("turnover", MARCH_2025, values, split="age", member=member)
    assert among(store, split="age") is None
    assert among(store, split="age", member="11+").own.value == 53


def ranks(*pairs: tuple[int, int | None]) -> list[PeriodRank]:
    return [PeriodRank(date(year, 3, 31), rank, 11) for year, rank in pairs]


@pytest.mark.parametrize(
    ("given", "better", "said"),
    [
        (
            ranks((2019, 3), (2020, 8), (2021, 9), (2022, 9), (2023, 8), (2024, 7), (2025, 6)),
            "lower",
            "6th of 11 in 2024/25, from 9th in 2020/21; best 3rd in 2018/19.",
        ),
        (ranks((2024, 6), (2025, 6)), "lower", "6th of 11 in 2024/25, as in 2023/24."),
        (ranks((2025, 1)), "higher", "Best of 11 in 2024/25."),
        (
            ranks((2019, 1), (2021, 9), (2022, 9), (2023, 9), (2024, 9), (2025, 11)),
            "neither",
            "Lowest of 11 in 2024/25, from 9th in 2020/21; highest of all in 2018/19.",
        ),
        (ranks((2023, 4), (2024, 2), (2025, None)), "lower",
         "2nd of 11 in 2023/24, from 4th in 2022/23."),
        (ranks((2025, None)), "lower", ""),
        (
            [PeriodRank(YEARS[-2], 8, 10), PeriodRank(MARCH_2025, 6, 11)],
            "lower",
            "6th of 11 in 2024/25, from 8th of 10 in 2023/24.",
        ),
    ],
)  # fmt: skip
def test_the_rank_through_the_years_in_a_sentence(
    given: list[PeriodRank], better: str, said: str
) -> None:
    assert rank_history_words(given, better) == said


def test_the_sample_tables_are_what_its_bands_are_made_of(sample_home: Home) -> None:
    """Every indicator: least, quartiles, median, mean and most, and the rank of the own council."""
    store, compared = current_store(sample_home), 0
    view = View()
    for trend in get_comparable_trends(store, list(catalogue()), view):
        found = get_among(store, trend, view)
        if found is None or not found.ranked:
            continue
        compared += 1
        members = [each.value for each in found.figures if not each.own]
        latest = trend.latest
        assert latest.neighbour_count == len(members)
        assert (latest.neighbour_min, latest.neighbour_max) == (min(members), max(members))
        for share, value in (
            (0.25, latest.neighbour_q1), (0.5, latest.neighbour_median), (0.75, latest.neighbour_q3)
        ):  # fmt: skip
            assert value == pytest.approx(slow_quantile(members, share))
        assert latest.neighbour_mean == pytest.approx(sum(members) / len(members))
        if latest.source == "published":
            assert latest.rank == found.own.rank == found.ranks[-1].rank
    assert compared > 20
