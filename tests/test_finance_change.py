"""Number, price and mix: the three add up to the change, and each says what it should."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.placement_panel import change_sentence, placement_panel
from data.database import connect
from data.tables import OBSERVATION, create_table
from queries.trends.placement_change import (
    PlacementChange,
    Placements,
    get_change_since_march,
    get_placement_change,
    placement_change,
)

MARCH, OCTOBER = date(2026, 3, 31), date(2026, 10, 31)
KINDS = ("In-house fostering", "External residential", "Secure", "Supported accommodation")
Month = dict[str, Placements]

months = st.dictionaries(
    st.sampled_from(KINDS),
    st.builds(
        lambda number, price: Placements(number, number * price),
        st.integers(0, 400),
        st.integers(0, 12_000),
    ),
    max_size=4,
)


def changed(first: Month, second: Month) -> PlacementChange:
    found = placement_change(MARCH, OCTOBER, first, second)
    assert found is not None
    return found


@given(months, months)
def test_the_three_add_up_to_the_change(first: Month, second: Month) -> None:
    found = placement_change(MARCH, OCTOBER, first, second)
    counted = [sum(each.number for each in month.values()) for month in (first, second)]
    assert (found is None) == (0 in counted)
    if found is not None:
        cost = sum(each.cost for each in second.values()) - sum(
            each.cost for each in first.values()
        )
        assert found.change == pytest.approx(cost)
        assert found.number + found.price + found.mix == pytest.approx(cost, abs=1e-4)
        assert found.mix == pytest.approx(sum(each.mix for each in found.kinds), abs=1e-4)


@given(months, months)
def test_the_way_back_is_the_opposite(first: Month, second: Month) -> None:
    there, back = placement_change(MARCH, OCTOBER, first, second), placement_change(
        OCTOBER, MARCH, second, first
    )  # fmt: skip
    if there is not None and back is not None:
        for part in ("number", "price", "mix"):
            assert getattr(there, part) == pytest.approx(-getattr(back, part), abs=1e-4)


def test_more_placements_alone_are_all_number() -> None:
    first = {KINDS[0]: Placements(100, 54_000), KINDS[1]: Placements(10, 56_000)}
    second = {KINDS[0]: Placements(110, 59_400), KINDS[1]: Placements(11, 61_600)}
    found = changed(first, second)
    assert (found.number, found.price, found.mix) == pytest.approx((11_000, 0, 0))


def test_dearer_placements_alone_are_all_price() -> None:
    first = {KINDS[0]: Placements(100, 54_000), KINDS[1]: Placements(10, 56_000)}
    second = {KINDS[0]: Placements(100, 55_000), KINDS[1]: Placements(10, 60_000)}
    found = changed(first, second)
    assert (found.number, found.price, found.mix) == pytest.approx((0, 5_000, 0))


def test_a_move_to_a_dearer_kind_alone_is_all_mix() -> None:
    first = {KINDS[0]: Placements(100, 54_000), KINDS[1]: Placements(10, 56_000)}
    second = {KINDS[0]: Placements(98, 52_920), KINDS[1]: Placements(12, 67_200)}
    found = changed(first, second)
    assert (found.number, found.price, found.mix) == pytest.approx((0, 0, 10_120))


def test_a_kind_that_is_new_is_mix_not_price() -> None:
    found = changed({KINDS[0]: Placements(9, 4_860)}, {
        KINDS[0]: Placements(9, 4_860), KINDS[2]: Placements(1, 9_000),
    })  # fmt: skip
    assert found.price == 0
    assert found.kinds[0].kind == "Secure"
    assert found.number + found.mix == pytest.approx(9_000)


def test_figures_of_two_months_are_read_from_the_observations() -> None:
    connection = connect()
    create_table(connection, "observation", OBSERVATION)
    for month, number, cost in ((MARCH, 100, 54_000), (OCTOBER, 110, 66_000)):
        connection.execute(
            "INSERT INTO observation BY NAME SELECT 'placement_unit_cost' AS slug, "
            "'pounds' AS unit, 'e' AS \"window\", 'placement_type' AS split, 'Secure' AS member, "
            "'900' AS area, 'cases' AS source, ? AS period_end, ? AS numerator, ? AS denominator, "
            "'ok' AS status",
            [month, cost, number],
        )
    found = get_change_since_march(connection, "900")
    assert found is not None
    assert (found.before, found.after, found.change) == (MARCH, OCTOBER, 12_000)
    assert get_placement_change(connection, "900", date(2026, 4, 30), OCTOBER) is None
    assert get_change_since_march(connection, "901") is None


def test_the_panel_says_what_moved_it() -> None:
    first = {KINDS[0]: Placements(100, 54_000), KINDS[1]: Placements(10, 56_000)}
    second = {KINDS[0]: Placements(98, 52_920), KINDS[1]: Placements(12, 67_200)}
    assert change_sentence(changed(first, second)) == (
        "Placements cost £120k a week in October 2026, £10,120 more than in March 2026: £526k "
        "over 52 weeks. The largest part is mix: a mix with more of the dearer kinds (+£10,120 a "
        "week)."
    )
    assert placement_panel(None) is None
    assert "the same as in March" in change_sentence(changed(first, first))
