"""The slow recomputations of what is recorded beside care itself, and from when each is known."""

from collections.abc import Callable, Iterable
from datetime import date

from tests.slow_after_care import (
    adopted_within_12_months_of_decision,
    care_leavers_in_eet,
    care_leavers_in_touch,
    care_leavers_neet,
    care_leavers_not_in_touch,
    care_leavers_suitable_accommodation,
    days_entry_to_adoptive_family,
    days_placement_order_to_match,
    pathway_plans_current,
)
from tests.slow_care import (
    adolescents_entering_care,
    fostered_in_house,
    in_foster_or_adoptive_placement_10_to_15,
    interim_care_orders,
    left_care_to_adoption_or_guardianship,
)
from tests.slow_care_work import (
    care_reviews_in_timescale,
    care_visits_in_time,
    dental_check_in_year,
    dental_known_from,
    health_assessment_in_year,
    health_known_from,
    reviews_known_from,
    views_given_to_review,
    visits_known_from,
)
from tests.slow_council import Council, Row
from tests.slow_stability import carers_known_from, placement_stability_2_years

CASES: dict[str, Callable[[Council], Iterable[Row]]] = {
    each.__name__: each
    for each in (
        adolescents_entering_care, fostered_in_house, in_foster_or_adoptive_placement_10_to_15,
        interim_care_orders, placement_stability_2_years, care_reviews_in_timescale,
        views_given_to_review, care_visits_in_time, health_assessment_in_year,
        dental_check_in_year, care_leavers_in_touch, care_leavers_not_in_touch,
        care_leavers_in_eet, care_leavers_neet, care_leavers_suitable_accommodation,
        pathway_plans_current, adopted_within_12_months_of_decision,
        days_entry_to_adoptive_family, days_placement_order_to_match,
        left_care_to_adoption_or_guardianship,
    )
}  # fmt: skip
# The first day on which all that an indicator looks back on is known.
KNOWN_FROM: dict[str, Callable[[Council], date | None]] = {
    "placement_stability_2_years": carers_known_from,
    "care_reviews_in_timescale": reviews_known_from,
    "care_visits_in_time": visits_known_from,
    "health_assessment_in_year": health_known_from,
    "dental_check_in_year": dental_known_from,
}
