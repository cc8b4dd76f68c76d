"""Published figures as observations: which entry and release is shown, and what is computed."""

from datetime import date

import pytest

from data.database import Connection, connect
from data.tables import OBSERVATION, TABLES, create_table
from queries.catalogue import Indicator, Published
from queries.observations.published import published_observations

MARCH = date(2025, 3, 31)


@pytest.fixture
def connection() -> Connection:
    opened = connect()
    create_table(opened, "observation", OBSERVATION)
    for name in ("published_figure", "population"):
        create_table(opened, name, TABLES[name])
    return opened


def publish(
    connection: Connection,
    measure: str,
    value: float | None,
    status: str = "ok",
    release: str = "Children in need 2025",
    text: str | None = None,
    period_end: date = MARCH,
) -> None:
    connection.execute(
        "INSERT INTO published_figure VALUES (?, '908', ?, '2025', ?, ?, ?, ?, ?, 'a.csv')",
        [measure, period_end, value, status, text or str(value), release, int(release[-4:])],
    )


def populate(connection: Connection, year: int, children: float, release_year: int = 2024) -> None:
    connection.execute(
        "INSERT INTO population VALUES ('908', ?, ?, 'ONS', ?, 'p.csv')",
        [year, children, release_year],
    )


def observed(connection: Connection, *entries: Published) -> dict | None:
    """The one observation that the entries of one indicator give."""
    indicator = Indicator.model_construct(slug="plans", published=entries)
    published_observations(connection, {"plans": indicator})
    rows = connection.execute("SELECT * FROM observation").fetchall()
    assert len(rows) <= 1
    return dict(zip(OBSERVATION, rows[0], strict=True)) if rows else None


def percent(measure: str | None = None, **parts) -> Published:
    return Published(unit="percent", window="a", measure=measure, **parts)


def rate(measure: str, **parts) -> Published:
    return Published(unit="per_10000", window="e", measure=measure, **parts)


def test_the_first_entry_with_a_value_is_shown(connection: Connection) -> None:
    publish(connection, "b/x", 20)
    publish(connection, "c/x", 30)
    found = observed(connection, percent("a/x"), percent("b/x"), percent("c/x"))
    assert (found["value"], found["status"], found["source"]) == (20, "ok", "published")


def test_a_later_entry_fills_what_an_earlier_one_suppresses(connection: Connection) -> None:
    publish(connection, "a/x", None, "suppressed", text="c")
    publish(connection, "b/x", 20, release="Tool 2026")
    found = observed(connection, percent("a/x"), percent("b/x"))
    assert (found["value"], found["release"]) == (20, "Tool 2026")


def test_without_any_value_the_first_entry_s_status_stands(connection: Connection) -> None:
    publish(connection, "a/x", None, "suppressed", text="c")
    publish(connection, "b/x", None, "not_available", text="-")
    found = observed(connection, percent("a/x"), percent("b/x"))
    assert (found["value"], found["status"]) == (None, "suppressed")


def test_nothing_published_is_no_observation(connection: Connection) -> None:
    assert observed(connection, percent("a/x")) is None


def test_the_newest_release_speaks_and_the_other_is_told(connection: Connection) -> None:
    publish(connection, "a/x", 38.5, release="Children in need 2015")
    publish(connection, "a/x", 39.0, release="Children in need 2025")
    found = observed(connection, percent("a/x"))
    assert (found["value"], found["release"]) == (39.0, "Children in need 2025")
    assert found["note"] == (
        "Releases differ: 39.0 in Children in need 2025, 38.5 in Children in need 2015."
    )


def test_a_newer_release_may_withdraw_a_figure(connection: Connection) -> None:
    publish(connection, "a/x", 38.5, release="Children in need 2024")
    publish(connection, "a/x", None, "not_available", release="Children in need 2025", text="u")
    found = observed(connection, percent("a/x"))
    assert (found["value"], found["status"]) == (None, "not_available")
    assert found["note"] == 'Published as "u": too unreliable to give.'


@pytest.mark.parametrize(("value", "told"), [(42.3, False), (42.5, False), (42.6, True)])
def test_rounding_alone_is_no_difference(connection: Connection, value: float, told: bool) -> None:
    publish(connection, "a/x", value)
    publish(connection, "b/x", 42, release="Tool 2026")
    found = observed(connection, percent("a/x"), percent("b/x"))
    assert (found["note"] is not None) is told


@pytest.mark.parametrize(("area", "told"), [("908", True), ("E12000009", False)])
def test_rounded_counts_of_regions_make_no_difference(
    connection: Connection, area: str, told: bool
) -> None:
    """4310 of 5180 is 83.2%, and DfE's own 83.1% is made of the counts before rounding to tens."""
    publish(connection, "c/n", 4310)
    publish(connection, "c/d", 5180)
    publish(connection, "a/x", 83.1, release="Tool 2026")
    connection.execute("UPDATE published_figure SET area = ?", [area])
    entries = (percent("a/x"), percent(numerator=("c/n",), denominator=("c/d",)))
    assert (observed(connection, *entries)["note"] is not None) is told


@pytest.mark.parametrize("text", ["k", "low"])
def test_what_rounds_to_zero_is_told_and_is_not_zero(connection: Connection, text: str) -> None:
    publish(connection, "a/x", None, "not_available", text=text)
    found = observed(connection, percent("a/x"))
    assert found["value"] is None
    assert "rounds to zero but is not zero" in found["note"]


def test_a_true_zero_is_zero(connection: Connection) -> None:
    publish(connection, "a/x", 0)
    found = observed(connection, percent("a/x"))
    assert (found["value"], found["status"], found["note"]) == (0, "ok", None)


def test_a_percentage_is_made_of_summed_parts(connection: Connection) -> None:
    for name, value in (("a", 10), ("b", 20), ("all", 40)):
        publish(connection, f"c/{name}", value)
    found = observed(connection, percent(numerator=("c/a", "c/b"), denominator=("c/all",)))
    assert (found["value"], found["numerator"], found["denominator"]) == (75, 30, 40)


def test_a_count_may_be_the_sum_of_its_parts(connection: Connection) -> None:
    publish(connection, "c/under_1", 10)
    publish(connection, "c/1_to_4", 20)
    entry = Published(unit="count", window="e", numerator=("c/under_1", "c/1_to_4"))
    found = observed(connection, entry)
    assert (found["value"], found["numerator"], found["status"]) == (30, 30, "ok")


def test_a_sum_with_a_part_suppressed_is_suppressed(connection: Connection) -> None:
    publish(connection, "c/under_1", None, "suppressed", text="c")
    publish(connection, "c/1_to_4", 20)
    entry = Published(unit="count", window="e", numerator=("c/under_1", "c/1_to_4"))
    found = observed(connection, entry)
    assert (found["value"], found["status"]) == (None, "suppressed")


def test_only_counts_and_pounds_are_summed() -> None:
    with pytest.raises(ValueError, match="numerator and denominator"):
        Published(unit="percent", window="a", numerator=("c/a",))


@pytest.mark.parametrize(
    ("month", "middle"), [(date(2024, 4, 30), 2024), (date(2025, 3, 31), 2024)]
)
def test_a_month_s_rate_is_of_the_children_of_its_financial_year(
    connection: Connection, month: date, middle: int
) -> None:
    for year in (2022, 2023, 2024, 2025):
        populate(connection, year, 100_000 + year)
    publish(connection, "c6/month", 300, period_end=month)
    entry = Published(unit="per_10000", window="m", measure="c6/month", per_population=True)
    found = observed(connection, entry)
    assert (found["window"], found["denominator"]) == ("m", 100_000 + middle)


@pytest.mark.parametrize(
    ("exact", "told"), [(11_885_293_931, False), (11_885_296_000, True), (11_884_290_000, True)]
)
def test_millions_differ_from_pounds_only_beyond_their_own_rounding(
    connection: Connection, exact: float, told: bool
) -> None:
    """11885.29 million may be anything from 11,885,285,000 to 11,885,295,000 pounds."""
    publish(connection, "lait/spend", exact, release="LAIT 2026", text=str(exact))
    publish(connection, "s251/spend", 11_885_290_000, release="LA 2022", text="11885.29")
    entries = [
        Published(unit="pounds", window="a", measure=name) for name in ("lait/spend", "s251/spend")
    ]
    found = observed(connection, *entries)
    assert found["value"] == exact
    assert bool(found["note"]) == told


@pytest.mark.parametrize("status", ["suppressed", "not_available", "not_applicable"])
def test_one_part_unknown_stops_the_percentage(connection: Connection, status: str) -> None:
    publish(connection, "c/a", 10)
    publish(connection, "c/b", None, status, text="c")
    publish(connection, "c/all", 40)
    found = observed(connection, percent(numerator=("c/a", "c/b"), denominator=("c/all",)))
    assert (found["value"], found["numerator"], found["status"]) == (None, None, status)


def test_a_part_that_is_not_there_stops_the_percentage(connection: Connection) -> None:
    publish(connection, "c/a", 10)
    publish(connection, "c/all", 40)
    found = observed(connection, percent(numerator=("c/a", "c/b"), denominator=("c/all",)))
    assert (found["value"], found["status"]) == (None, "not_available")


def test_parts_of_two_releases_are_never_mixed(connection: Connection) -> None:
    publish(connection, "c/a", 10, release="Children in need 2022")
    publish(connection, "c/all", 20, release="Children in need 2022")
    publish(connection, "c/all", 40, release="Children in need 2025")
    found = observed(connection, percent(numerator=("c/a",), denominator=("c/all",)))
    assert (found["value"], found["status"]) == (None, "not_available")


def test_nothing_out_of_nothing_is_no_value(connection: Connection) -> None:
    publish(connection, "c/a", 0)
    publish(connection, "c/all", 0)
    found = observed(connection, percent(numerator=("c/a",), denominator=("c/all",)))
    assert (found["value"], found["status"]) == (None, "not_applicable")


def test_a_count_is_its_own_numerator(connection: Connection) -> None:
    publish(connection, "a/x", 341)
    found = observed(connection, Published(unit="count", window="e", measure="a/x"))
    assert (found["value"], found["numerator"], found["denominator"]) == (341, 341, None)


def test_parts_beside_a_percentage_are_shown_where_they_make_it(connection: Connection) -> None:
    publish(connection, "a/percent", 33.3)
    publish(connection, "a/n", 1)
    publish(connection, "a/d", 3)
    entry = percent("a/percent", numerator=("a/n",), denominator=("a/d",))
    found = observed(connection, entry)
    assert (found["value"], found["numerator"], found["denominator"]) == (33.3, 1, 3)


def test_parts_that_do_not_make_the_percentage_are_left_out(connection: Connection) -> None:
    publish(connection, "a/percent", 35.3)
    publish(connection, "a/n", 1)
    publish(connection, "a/d", 3)
    entry = percent("a/percent", numerator=("a/n",), denominator=("a/d",))
    found = observed(connection, entry)
    assert (found["value"], found["numerator"], found["denominator"]) == (35.3, None, None)


def test_another_entry_lends_the_parts_that_make_the_percentage(connection: Connection) -> None:
    publish(connection, "a/percent", 33.3, release="Tool 2026")
    publish(connection, "a/n", 2)
    publish(connection, "a/d", 7)
    publish(connection, "b/n", 1)
    publish(connection, "b/d", 3)
    found = observed(
        connection,
        percent("a/percent", numerator=("a/n",), denominator=("a/d",)),
        percent(numerator=("b/n",), denominator=("b/d",)),
    )
    assert (found["value"], found["release"]) == (33.3, "Tool 2026")
    assert (found["numerator"], found["denominator"]) == (1, 3)


def test_a_lent_numerator_without_a_denominator_is_not_shown(connection: Connection) -> None:
    publish(connection, "a/percent", 33.3)
    publish(connection, "b/n", 1)
    found = observed(connection, percent("a/percent"), percent("b/x", numerator=("b/n",)))
    assert found["numerator"] is None


def test_an_own_numerator_alone_is_shown(connection: Connection) -> None:
    publish(connection, "a/percent", 33.3)
    publish(connection, "a/n", 1)
    found = observed(connection, percent("a/percent", numerator=("a/n",)))
    assert (found["numerator"], found["denominator"]) == (1, None)


def test_a_rate_divides_by_children_in_the_middle_of_the_year_before(
    connection: Connection,
) -> None:
    publish(connection, "a/x", 341)
    populate(connection, 2024, 100_000)
    populate(connection, 2025, 1)
    found = observed(connection, rate("a/x", per_population=True))
    assert found["value"] == pytest.approx(34.1)
    assert (found["numerator"], found["denominator"]) == (341, 100_000)


def test_the_newest_estimates_of_population_serve(connection: Connection) -> None:
    publish(connection, "a/x", 100)
    populate(connection, 2024, 50_000, release_year=2024)
    populate(connection, 2024, 100_000, release_year=2025)
    assert observed(connection, rate("a/x", per_population=True))["value"] == 10


def test_without_a_population_there_is_no_rate(connection: Connection) -> None:
    publish(connection, "a/x", 341)
    populate(connection, 2023, 100_000)
    found = observed(connection, rate("a/x", per_population=True))
    assert (found["value"], found["status"]) == (None, "not_available")


def test_a_published_rate_has_its_count_and_today_s_population_where_they_make_it(
    connection: Connection,
) -> None:
    publish(connection, "a/rate", 34.1)
    publish(connection, "a/x", 341)
    populate(connection, 2024, 100_000)
    found = observed(connection, rate("a/rate", numerator=("a/x",)))
    assert (found["numerator"], found["denominator"]) == (341, 100_000)


def test_a_rate_of_an_older_population_stands_alone(connection: Connection) -> None:
    publish(connection, "a/rate", 38.5)
    publish(connection, "a/x", 404)
    populate(connection, 2024, 103_600)
    found = observed(connection, rate("a/rate", numerator=("a/x",)))
    assert (found["value"], found["numerator"], found["denominator"]) == (38.5, None, None)


def test_a_part_has_its_split_and_member(connection: Connection) -> None:
    publish(connection, "a/x", 5)
    entry = Published(unit="count", window="e", measure="a/x", split="category", member="Neglect")
    found = observed(connection, entry)
    assert (found["split"], found["member"]) == ("category", "Neglect")


def test_one_release_in_two_files_is_one_figure(connection: Connection) -> None:
    publish(connection, "a/x", 5)
    publish(connection, "a/x", 5)
    assert observed(connection, percent("a/x"))["value"] == 5
