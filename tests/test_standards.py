"""The council's own standards decide what is in time."""

from datetime import date
from pathlib import Path

import pytest

from data.settings import Standards, load_settings
from queries.catalogue import catalogue
from queries.observations.cases import case_observations
from tests.made_cases import AREA, empty_council

MARCH = date(2025, 3, 31)


def _in_time(slug: str, standards: Standards | None) -> float:
    """Of one child seen 17 days, or eleven working days, before the month's end; and of a contact
    followed by a referral on the eleventh working day."""
    council = empty_council()
    council.execute(
        """
        INSERT INTO ssd_cp_plans BY NAME SELECT 'P' AS cppl_cp_plan_id, 'A' AS cppl_person_id,
            DATE '2024-11-04' AS cppl_cp_plan_start_date;
        INSERT INTO ssd_cin_plans BY NAME SELECT 'N' AS cinp_cin_plan_id, 'B' AS cinp_person_id,
            DATE '2024-11-04' AS cinp_cin_plan_start_date;
        INSERT INTO ssd_cp_visits BY NAME SELECT 'V' AS cppv_cp_visit_id, 'A' AS cppv_person_id,
            DATE '2025-03-14' AS cppv_cp_visit_date;
        INSERT INTO ssd_cin_visits BY NAME SELECT 'W' AS cinv_cin_visit_id, 'B' AS cinv_person_id,
            DATE '2025-03-14' AS cinv_cin_visit_date;
        INSERT INTO ssd_contacts BY NAME SELECT 'C' AS cont_contact_id, 'A' AS cont_person_id,
            DATE '2025-03-03' AS cont_contact_date;
        INSERT INTO ssd_cin_episodes BY NAME SELECT 'R' AS cine_referral_id,
            'A' AS cine_person_id, DATE '2025-03-18' AS cine_referral_date;
        """
    )
    case_observations(council, {slug: catalogue()[slug]}, AREA, MARCH, standards)
    (value,) = council.execute(
        "SELECT value FROM observation WHERE unit = 'percent' AND \"window\" = 'm' "
        "AND split = '' AND period_end = ?",
        [MARCH],
    ).fetchone()
    return value


@pytest.mark.parametrize(
    ("slug", "standards", "value"),
    [
        ("protection_visits_in_time", None, 0),
        ("protection_visits_in_time", Standards(protection_visit_working_days=11), 100),
        ("child_in_need_visits_in_time", None, 100),
        ("child_in_need_visits_in_time", Standards(child_in_need_visit_days=17), 100),
        ("child_in_need_visits_in_time", Standards(child_in_need_visit_days=16), 0),
        ("contacts_to_referral", None, 0),
        ("contacts_to_referral", Standards(contact_to_referral_working_days=11), 100),
    ],
)
def test_a_standard_decides_what_is_in_time(
    slug: str, standards: Standards | None, value: float
) -> None:
    assert _in_time(slug, standards) == value


def test_standards_are_set_in_settings(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[standards]\nprotection_visit_working_days = 15\n", encoding="utf-8")
    assert load_settings(file).standards == Standards(protection_visit_working_days=15)
