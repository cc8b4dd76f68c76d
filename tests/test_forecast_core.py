"""Forecasts of plain values: what they follow, what they withhold, and how wide they are."""

import random
from itertools import accumulate, pairwise

import pytest

from bench.forecasts import until
from queries.forecasts.back_test import MONTHLY, YEARLY, BackTest, Plan, back_test
from queries.forecasts.carried_on import carried_on
from queries.forecasts.forecast import GAIN, Outlook, outlook, reaches
from queries.forecasts.history import History, Months

SHORT = Plan(horizon=4, known=24, fewest=6, most=8)


def noise(seed: int, count: int = 78, spread: float = 5.0) -> list[float]:
    chance = random.Random(seed)
    return [chance.gauss(100, spread) for _ in range(count)]


def walk(seed: int, count: int = 78) -> list[float]:
    return [100 + each for each in accumulate(noise(seed, count, 1.0), lambda a, b: a + b - 100)]


def rising(seed: int, count: int = 78) -> list[float]:
    return [each + 0.5 * at for at, each in enumerate(noise(seed, count, 2.0))]


def rolling(months: list[float], low: float | None = 0.0) -> History:
    """Rolling years of counts, with the months that they are added up from."""
    values = tuple(sum(months[at : at + 12]) for at in range(len(months) - 11))
    behind = Months(tuple(months), None, (1.0,) * len(values), 1.0)
    return History(values, low=low, months=behind)


def test_a_series_that_never_moved_goes_on_as_it_is_and_is_withheld() -> None:
    assert carried_on([7.0] * 30, 5) == [7.0] * 5
    found = outlook(History((7.0,) * 70))
    assert (found.why_none, found.ahead) == ("same", ())


def test_a_trend_is_followed_but_dies_away() -> None:
    rise = carried_on([float(at) for at in range(40)], 12)
    assert 47 < rise[-1] <= 51
    steps = [after - before for before, after in pairwise(rise)]
    assert all(0 < after <= before + 1e-9 for before, after in pairwise(steps))


def test_a_trend_amid_noise_is_shown_and_the_interval_holds_what_came() -> None:
    values = rising(3, 90)
    found = outlook(History(tuple(values[:78])))
    assert found.why_none is None
    assert found.ahead[-1].value > values[77]
    held = [
        each.low <= came <= each.high for each, came in zip(found.ahead, values[78:], strict=True)
    ]
    assert sum(held) >= 8


@pytest.mark.parametrize("made", [noise, walk])
def test_what_cannot_be_forecast_is_withheld(made) -> None:
    found = [outlook(History(tuple(made(seed)))) for seed in range(10, 13)]
    assert all(each.why_none and not each.ahead for each in found)


def test_noise_beats_the_last_month_but_not_the_average() -> None:
    found = outlook(History(tuple(noise(1))))
    assert found.why_none == "average"
    assert found.test is not None
    assert found.test.against_same < 1 - GAIN < found.test.against_average
    assert found.average == pytest.approx(sum(noise(1)[-12:]) / 12)


@pytest.mark.parametrize(("count", "step"), [(MONTHLY.needed - 1, 1), (YEARLY.needed - 1, 12)])
def test_too_few_values_are_not_tried(count: int, step: int) -> None:
    few = History(tuple(rising(1, count)), step)
    assert outlook(few) == Outlook((), MONTHLY if step == 1 else YEARLY, "too_few")
    assert outlook(History(tuple(rising(1, count + 1)), step)).test is not None


def test_the_plans_need_five_years_of_months_or_twenty_years() -> None:
    assert (MONTHLY.needed, YEARLY.needed) == (60, 20)
    assert len(MONTHLY.origins(60)) == MONTHLY.fewest
    assert len(MONTHLY.origins(200)) == MONTHLY.most
    assert MONTHLY.origins(60)[0] == MONTHLY.known
    assert MONTHLY.origins(200)[-1] == 200 - MONTHLY.horizon


def test_the_back_test_recomputed_the_slow_way() -> None:
    values = rising(5, 50)
    found = back_test(History(tuple(values)), SHORT)
    origins = [known for known in range(24, 47) if known > 46 - 8]
    assert len(found.errors) == len(origins)
    ours, same, average = [], [], []
    for known in origins:
        said = carried_on(values[:known], 4)
        for ahead in range(4):
            came = values[known + ahead]
            ours.append(abs(said[ahead] - came))
            same.append(abs(values[known - 1] - came))
            average.append(abs(sum(values[known - 12 : known]) / 12 - came))
    mean = sum(ours) / len(ours)
    assert found.against_same == pytest.approx(mean / (sum(same) / len(same)))
    assert found.against_average == pytest.approx(mean / (sum(average) / len(average)))


@pytest.mark.parametrize("history", [History(tuple(rising(2, 50))), rolling(rising(2, 60))])
def test_what_is_measured_is_cut_to_what_was_known(history: History) -> None:
    cut = until(history, 40)
    assert len(cut.values) == 40
    assert cut.carried_on(40, 5) == history.carried_on(40, 5)
    assert cut.months is None or len(cut.months.numerators) == 40 + 11


@pytest.mark.parametrize("of_months", [False, True])
def test_no_origin_knows_what_came_after_it(of_months: bool) -> None:
    months = rising(2, 60)
    changed = [*months[:40], *(each * 3 for each in months[40:])]
    if of_months:
        one, other = rolling(months), rolling(changed)
        assert one.carried_on(29, 6) == other.carried_on(29, 6)
    else:
        one, other = History(tuple(months)), History(tuple(changed))
        assert one.carried_on(40, 6) == other.carried_on(40, 6)


def test_the_months_that_leave_a_rolling_year_are_known() -> None:
    months = [10.0] * 48
    months[-12] = 34.0
    found = rolling(months).carried_on(37, 12)
    # The month of 34 is the first to leave; a level amid ten is what comes in its place.
    assert found[0] == pytest.approx(120, abs=1)
    assert found[-1] == pytest.approx(found[0], abs=6)
    assert rolling(months).values[-1] == 144


def test_rolling_percentages_add_up_both_parts() -> None:
    above, below = [8.0] * 36, [10.0] * 36
    months = Months(tuple(above), tuple(below), (), 100.0)
    history = History((80.0,) * 25, high=100.0, months=months)
    assert history.carried_on(25, 3) == pytest.approx([80.0] * 3)


def test_a_population_below_a_rate_stays_as_it_was_known() -> None:
    months = Months((5.0,) * 36, None, (*[1000.0] * 20, *[2000.0] * 5), 10_000.0)
    history = History((600.0,) * 25, months=months)
    assert history.carried_on(20, 2) == pytest.approx([600.0] * 2)
    assert history.carried_on(25, 2) == pytest.approx([300.0] * 2)


@pytest.mark.parametrize(
    ("values", "low", "high"), [(range(30, 90), 0, 100), (range(60, 0, -1), 0, None)]
)
def test_nothing_lies_beyond_the_bounds_of_its_unit(values, low, high) -> None:
    moved = [each + shift for each, shift in zip(values, noise(4, 60, 1.0), strict=True)]
    inside = tuple(min(max(each - 100, 0), 100) for each in moved)
    found = outlook(History(inside, low=low, high=high))
    assert found.ahead
    for each in found.ahead:
        assert low <= each.low <= each.value <= each.high
        assert high is None or each.high <= high


def test_an_interval_reaches_as_far_as_nine_misses_of_ten_and_never_narrows() -> None:
    own = tuple((float(at), 30.0 - at) for at in range(1, 20))
    none = ((0.0, 0.0),) * 19
    assert reaches(BackTest(own, none, none)) == [18.0, 28.0]
    assert reaches(BackTest(((5.0, 1.0),) * 9, none[:9], none[:9])) == [5.0, 5.0]
    assert reaches(BackTest(((1.0,), (2.0,)), ((0.0,),) * 2, ((0.0,),) * 2)) == [2.0]


def test_an_interval_is_no_narrower_than_that_of_the_last_figure() -> None:
    own, same = ((1.0, 2.0),) * 19, tuple((float(at), 1.0) for at in range(1, 20))
    assert reaches(BackTest(own, same, own)) == [18.0, 18.0]


def test_a_gain_in_one_half_alone_is_not_enough() -> None:
    good, bad, even = ((1.0,),) * 4, ((5.0,),) * 4, ((4.0,),) * 8
    test = BackTest(good + bad, even, even)
    assert test.against_same < 1 - GAIN
    assert [each.against_same for each in test.halves()] == [0.25, 1.25]


def test_the_interval_holds_four_coming_figures_of_five_and_not_all() -> None:
    """Over series of three kinds."""
    held = []
    for made in (noise, walk, rising):
        for seed in range(100, 104):
            values = made(seed, 66)
            plan = Plan(horizon=4, known=24, fewest=12, most=14)
            known = History(tuple(values[:62]))
            said = known.carried_on(62, 4)
            reach = reaches(back_test(known, plan))
            held += [abs(a - b) <= far for a, b, far in zip(said, values[62:], reach, strict=True)]
    assert 0.8 <= sum(held) / len(held) < 1
