"""The slow recomputations of what is recorded beside care itself, and from when each is known."""

from collections.abc import Callable, Iterable
from datetime import date

from tests.slow_care import (
    adolescents_entering_care,
    fostered_in_house,
    in_foster_or_adoptive_placement_10_to_15,
    interim_care_orders,
)
from tests.slow_council import Council, Row
from tests.slow_stability import carers_known_from, placement_stability_2_years

CASES: dict[str, Callable[[Council], Iterable[Row]]] = {
    each.__name__: each
    for each in (
        adolescents_entering_care, fostered_in_house, in_foster_or_adoptive_placement_10_to_15,
        interim_care_orders, placement_stability_2_years,
    )
}  # fmt: skip
# The first day on which all that an indicator looks back on is known.
KNOWN_FROM: dict[str, Callable[[Council], date | None]] = {
    "placement_stability_2_years": carers_known_from,
}
