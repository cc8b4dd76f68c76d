"""What it takes to reach a target: each answer tried, and one case fewer tried too."""

import random
from calendar import monthrange
from datetime import date

import pytest

from queries.trends.reaching import Gap, OneMonth, Reach, Stock, ToDate, reaching
from queries.trends.rolling_reach import Rolling, RollingSum
from queries.trends.trend import get_trend
from queries.trends.view import View
from tests.trend_store import INDICATORS, OWN, HandBuilt, month_ends

OCTOBER = date(2026, 10, 31)
MARCH_2027 = date(2027, 3, 31)
OPS = (">=", ">", "<=", "<", "between")


def met(op: str, value: float, low: float, high: float) -> bool:
    """The plain meaning of a sign, float noise apart."""
    value = round(value, 9)
    return {
        ">=": value >= low,
        ">": value > low,
        "<=": value <= low,
        "<": value < low,
        "between": low <= value <= high,
    }[op]


def with_target(store: HandBuilt, slug: str, op: str, low: float, high: float, **more) -> None:
    kind = "range" if op == "between" else "value"
    upper = high if op == "between" else None
    store.target(slug, 2026, kind=kind, op=op, value=low, upper=upper, **more)


def rolling_store(months: list[tuple[int, int]]) -> HandBuilt:
    """Single months to October 2026, and the rolling year that the last twelve make."""
    store = HandBuilt()
    for day, (numerator, denominator) in zip(month_ends("2025-11", 12), months, strict=True):
        store.observe(
            "reviews_year", day, 100 * numerator / denominator if denominator else None,
            numerator=float(numerator), denominator=float(denominator),
        )  # fmt: skip
    n, d = (sum(column) for column in zip(*months, strict=True))
    store.observe(
        "reviews_year", OCTOBER, 100 * n / d, window="r", numerator=float(n), denominator=float(d)
    )
    return store


def reach(store: HandBuilt, slug: str, indicators=INDICATORS, **view) -> Reach | None:
    return reaching(get_trend(store, slug, View(**view), indicators))


def rolled_on(months: list[tuple[int, int]], coming: int, cases: int, counting: int) -> float:
    """The rolling year after ``coming`` months that have ``cases``, ``counting`` of them."""
    kept = [*months[coming:], (counting, cases)]
    return 100 * sum(n for n, _ in kept) / sum(d for _, d in kept)


@pytest.mark.parametrize("op", OPS)
@pytest.mark.parametrize("seed", range(6))
def test_the_least_that_must_count_is_enough_and_one_fewer_is_not(op: str, seed: int) -> None:
    chance = random.Random(seed)
    months = [(chance.randint(6, size), size) for size in chance.choices(range(10, 40), k=12)]
    year = 100 * sum(n for n, _ in months) / sum(d for _, d in months)
    low = round(year + chance.uniform(-6, 6), 1)
    high = low + chance.choice((0.5, 3.0))
    store = rolling_store(months)
    with_target(store, "reviews_year", op, low, high)
    found = reach(store, "reviews_year")
    way = found.way
    assert isinstance(way, Rolling)
    assert (found.months, found.due, found.met) == (5, MARCH_2027, met(op, year, low, high))
    assert way.cases == int(sum(d for _, d in months) / 12 * 5 + 0.5)
    good = [
        counting
        for counting in range(way.cases + 1)
        if met(op, rolled_on(months, 5, way.cases, counting), low, high)
    ]
    if good:
        assert (way.least, way.most, way.possible) == (good[0], good[-1], None)
    else:
        assert (way.least, way.most) == (None, None)
        ends = [rolled_on(months, 5, way.cases, each) for each in (0, way.cases)]
        assert way.best in (pytest.approx(ends[0]), pytest.approx(ends[1]))
        assert not met(op, way.best, low, high)
        assert way.possible == first_possible(months, op, low, high)


def first_possible(months: list[tuple[int, int]], op: str, low: float, high: float) -> date | None:
    usual = sum(d for _, d in months) / 12
    for coming in range(6, 13):
        cases = int(usual * coming + 0.5)
        values = [rolled_on(months, coming, cases, each) for each in range(cases + 1)]
        if any(met(op, value, low, high) for value in values):
            month = 10 + coming - 12
            return date(2027, month, monthrange(2027, month)[1])
    return None


def test_a_target_out_of_reach_says_how_near_and_when_it_could_be() -> None:
    store = rolling_store([(15, 20)] * 12)
    store.target("reviews_year", 2026, value=95.0)
    way = reach(store, "reviews_year").way
    assert (way.cases, way.least, way.kept) == (100, None, (105.0, 140.0))
    assert way.best == pytest.approx(100 * 205 / 240)
    # After nine months 225 of 240 at most, 93.8%; after ten 230, 95.8%.
    assert way.possible == date(2027, 8, 31)


def test_a_path_longer_than_a_year_leaves_no_old_month() -> None:
    store = rolling_store([(15, 20)] * 12)
    store.target("reviews_year", 2026, value=95.0, by_year=2029)
    found = reach(store, "reviews_year")
    assert (found.due, found.months) == (date(2029, 3, 31), 29)
    assert (found.way.cases, found.way.least, found.way.kept) == (240, 228, (0.0, 0.0))


def test_a_year_whose_months_are_not_known_or_add_up_to_another_has_its_gap_alone() -> None:
    for spoilt in (
        "DELETE FROM observation",
        "UPDATE observation SET numerator = 16",
        "UPDATE observation SET numerator = NULL",
    ):
        store = rolling_store([(15, 20)] * 12)
        store.target("reviews_year", 2026, value=80.0)
        assert isinstance(reach(store, "reviews_year").way, Rolling)
        store.connection.execute(f"{spoilt} WHERE period_end = '2026-04-30'")
        assert reach(store, "reviews_year").way == Gap(-5.0, 12, 240.0, (0, 0))


@pytest.mark.parametrize("op", OPS)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("unit", ["count", "per_10000"])
def test_a_number_of_twelve_months(op: str, seed: int, unit: str) -> None:
    chance = random.Random(seed)
    months = [chance.randint(0, 9) for _ in range(12)]
    children = 31_234.0
    scale = 1 if unit == "count" else 10_000 / children
    low = round((sum(months) + chance.randint(-9, 9)) * scale, 1)
    high = low + 2 * scale
    store = HandBuilt()
    of = {} if unit == "count" else {"denominator": children}
    for day, number in zip(month_ends("2025-11", 12), months, strict=True):
        store.observe("referrals", day, number * scale, unit=unit, numerator=float(number), **of)
    total = float(sum(months))
    store.observe("referrals", OCTOBER, total * scale, unit=unit, window="r", numerator=total, **of)
    with_target(store, "referrals", op, low, high, unit=unit)
    way = reach(store, "referrals", unit=unit, window="r").way
    assert isinstance(way, RollingSum)
    kept = sum(months[5:])
    good = [more for more in range(400) if met(op, (kept + more) * scale, low, high)]
    most = None if op in (">", ">=") else (good[-1] if good else None)
    if good:
        assert (way.least, way.most) == (good[0], most)
    else:
        assert way.least > way.most
    assert way.usual == pytest.approx(sum(months) * 5 / 12)


@pytest.mark.parametrize("op", OPS)
@pytest.mark.parametrize("seed", range(4))
def test_a_single_month_in_cases_of_a_usual_month(op: str, seed: int) -> None:
    chance = random.Random(seed)
    sizes = [chance.randint(5, 40) for _ in range(14)]
    store = HandBuilt()
    for day, size in zip(month_ends("2025-09", 14), sizes, strict=True):
        counting = chance.randint(0, size)
        value = 100 * counting / size
        store.observe("reviews", day, value, numerator=float(counting), denominator=float(size))
    low, high = (50.0, 60.0) if op == "between" else (chance.choice((20.0, 80.0, 90.0)), 0.0)
    with_target(store, "reviews", op, low, high)
    way = reach(store, "reviews", window="m").way
    usual = sum(sizes[-12:]) / 12
    good = [
        change
        for change in range(-50, 51)
        if met(op, value + 100 * change / usual, low, high)
        and -1 < value + 100 * change / usual < 100 + 100 / usual
    ]
    if not good:
        assert isinstance(way, Gap)
        return
    assert isinstance(way, OneMonth)
    assert way.cases == pytest.approx(usual)
    assert way.change == min(good, key=abs)


@pytest.mark.parametrize("op", OPS)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("unit", ["count", "per_10000"])
def test_a_stock_in_children_and_in_children_a_month(op: str, seed: int, unit: str) -> None:
    chance = random.Random(seed)
    children, number = 31_234.0, float(chance.randint(100, 200))
    scale = 1 if unit == "count" else 10_000 / children
    low = round((number + chance.randint(-15, 15)) * scale, 1)
    high = low + 5 * scale
    of = {} if unit == "count" else {"denominator": children}
    store = HandBuilt()
    store.observe("plans", OCTOBER, number * scale, unit=unit, window="e", numerator=number, **of)
    with_target(store, "plans", op, low, high, unit=unit)
    found = reach(store, "plans", unit=unit)
    way = found.way
    assert isinstance(way, Stock)
    good = [change for change in range(-100, 101) if met(op, (number + change) * scale, low, high)]
    assert way.change == min(good, key=abs)
    assert found.met == (way.change == 0)
    assert abs(way.a_month) * 5 >= abs(way.change) > (abs(way.a_month) - 1) * 5 or way.change == 0
    if found.met:
        fewer, more = way.room
        assert fewer is None if good[0] == -100 else fewer == -good[0]
        assert more is None if good[-1] == 100 else more == good[-1]


def test_a_stock_of_full_time_equivalents_is_told_to_a_tenth() -> None:
    staff = INDICATORS["plans"].model_copy(update={"units": ("fte",), "slug": "staff"})
    store = HandBuilt()
    store.observe("staff", OCTOBER, 83.75, unit="fte", window="e", numerator=83.75)
    store.target("staff", 2026, unit="fte", value=90.0)
    way = reach(store, "staff", {"staff": staff}).way
    assert way.change == pytest.approx(6.3)
    assert way.a_month == pytest.approx(1.3)


@pytest.mark.parametrize(
    ("day", "op", "target", "expected"),
    [
        (OCTOBER, ">=", 40.0, ToDate(18.0, None, 22.0)),
        (OCTOBER, "<=", 40.0, ToDate(0.0, 18.0, 22.0)),
        (OCTOBER, "<=", 20.0, ToDate(0.0, -2.0, 22.0)),
        (OCTOBER, ">=", 20.0, ToDate(0.0, None, 22.0)),
        (date(2026, 3, 31), ">=", 40.0, ToDate(40.0, None, 0.0)),
    ],
)
def test_what_adds_up_says_what_is_left(day, op, target, expected) -> None:
    adding = INDICATORS["plans"].model_copy(
        update={"windows": ("y",), "accumulates": True, "slug": "adding"}
    )
    store = HandBuilt()
    store.observe("adding", day, 22.0, unit="count", window="y", numerator=22.0)
    store.target("adding", 2025, unit="count", op=op, value=target)
    found = reach(store, "adding", {"adding": adding})
    assert found.way == expected
    assert (found.due, found.months) == (MARCH_2027, 5 if day == OCTOBER else 12)


def test_a_share_that_adds_up_says_what_is_left_of_its_whole() -> None:
    saved = INDICATORS["reviews"].model_copy(
        update={"windows": ("y",), "accumulates": True, "slug": "saved"}
    )
    store = HandBuilt()
    store.observe("saved", OCTOBER, 50.0, window="y", numerator=725_000.0, denominator=1_450_000.0)
    store.target("saved", 2026, value=95.0)
    way = reach(store, "saved", {"saved": saved}).way
    assert way == ToDate(652_500.0, None, 725_000.0)


def test_a_published_year_has_its_gap_in_cases_where_its_parts_make_the_figure() -> None:
    store = HandBuilt()
    day = date(2026, 3, 31)
    store.publish("turnover", day, {OWN: 12.5}, numerator=25.0, denominator=200.0)
    store.target("turnover", 2025, op="<=", value=11.0)
    found = reach(store, "turnover")
    assert (found.months, found.due, found.way) == (0, day, Gap(1.5, -3, 200.0, (0, 0)))
    store.connection.execute("UPDATE observation SET value = 13")
    assert reach(store, "turnover").way == Gap(2.0), "a rounded figure: 25 of 200 is not 13%"


def test_without_a_target_or_a_figure_nothing_is_worked_out() -> None:
    store = HandBuilt()
    store.observe("reviews", OCTOBER, 80.0)
    assert reach(store, "reviews") is None
    store.target("reviews", 2027, value=90.0)
    assert reach(store, "reviews") is None, "it has not begun"
    other = HandBuilt()
    other.observe("reviews", OCTOBER, None)
    other.target("reviews", 2026, value=90.0)
    assert reach(other, "reviews") is None
