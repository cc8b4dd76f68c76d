"""Annex A's extracts add up: what is told anew, withdrawn, left out, or told by better records."""

from pathlib import Path

import pytest

from data.context import LoadContext
from tests.annex_lists import CONTACT, NEED, REFERRAL, annex_context, load
from tests.case_files import stored


@pytest.fixture
def context() -> LoadContext:
    return annex_context()


def test_a_later_extract_adds_and_tells_anew(tmp_path: Path, context: LoadContext) -> None:
    later = CONTACT | {"Date of Contact": "02/11/2025"}
    load(
        tmp_path,
        context,
        ("c_2025-10-31.csv", [CONTACT]),
        ("c_2025-11-30.csv", [CONTACT, later]),
    )
    assert stored(context, "cont_contact_date::VARCHAR", "ssd_contacts") == [
        ("2025-09-12",),
        ("2025-11-02",),
    ]


def test_a_row_that_a_later_extract_should_hold_is_withdrawn(
    tmp_path: Path, context: LoadContext
) -> None:
    first = CONTACT | {"Date of Contact": "03/06/2025"}
    corrected = CONTACT | {"Date of Contact": "13/09/2025"}
    reports = load(
        tmp_path,
        context,
        ("c_2025-10-31.csv", [first, CONTACT]),
        ("c_2025-11-30.csv", [first, corrected]),
    )
    assert [report.rows_withdrawn for report in reports] == [0, 1]
    assert stored(context, "cont_contact_date::VARCHAR", "ssd_contacts") == [
        ("2025-06-03",),
        ("2025-09-13",),
    ]


def test_a_row_of_before_the_later_extract_stays(tmp_path: Path, context: LoadContext) -> None:
    old = CONTACT | {"Date of Contact": "03/05/2025"}
    reports = load(
        tmp_path,
        context,
        ("c_2025-10-31.csv", [old, CONTACT]),
        ("c_2025-12-31.csv", [CONTACT]),
    )
    assert [report.rows_withdrawn for report in reports] == [0, 0]
    assert len(stored(context, "cont_contact_id", "ssd_contacts")) == 2


def test_of_a_gap_between_extracts_only_the_later_side_is_kept(
    tmp_path: Path, context: LoadContext
) -> None:
    later = CONTACT | {"Date of Contact": "02/11/2026"}
    reports = load(
        tmp_path, context, ("c_2025-10-31.csv", [CONTACT]), ("c_2026-11-15.csv", [later])
    )
    assert reports[1].rows_withdrawn == 1
    assert "gap_between_extracts" in {each.rule for each in reports[1].warnings}
    assert stored(context, "cont_contact_date::VARCHAR", "ssd_contacts") == [("2026-11-02",)]


def test_an_older_extract_after_a_newer_one_is_refused(
    tmp_path: Path, context: LoadContext
) -> None:
    older = CONTACT | {"Date of Contact": "02/05/2025"}
    reports = load(
        tmp_path, context, ("c_2025-10-31.csv", [CONTACT]), ("c_2025-06-30.csv", [older])
    )
    assert [each.rule for each in reports[1].rejects] == ["older_extract"]
    assert len(stored(context, "cont_contact_id", "ssd_contacts")) == 1


def test_a_plan_that_a_newer_one_replaced_is_not_open_for_ever(
    tmp_path: Path, context: LoadContext
) -> None:
    plan = {
        "Child Unique ID": "1",
        "Child Protection Plan Start Date": "2025-05-01",
        "Latest Category of Abuse": "a) Neglect",
        "Child Protection Plan End Date": "",
    }
    other = plan | {"Child Unique ID": "2"}
    newer = plan | {"Child Protection Plan Start Date": "2025-11-10"}
    load(tmp_path, context, ("p_2025-10-31.csv", [plan, other]), ("p_2025-11-30.csv", [newer]))
    assert stored(
        context, "cppl_person_id, cppl_cp_plan_start_date::VARCHAR, cppl_cp_plan_end_date::VARCHAR",
        "ssd_cp_plans",
    ) == [("1", "2025-05-01", "2025-11-10"), ("1", "2025-11-10", None)]  # fmt: skip


def test_a_referral_that_leaves_the_list_of_need_is_closed_and_stays(
    tmp_path: Path, context: LoadContext
) -> None:
    """Closed after an assessment that found no need, it is not on List 6 any more."""
    other = NEED | {"ChildUniqueID": "770002"}
    load(
        tmp_path,
        context,
        ("referrals_2025-10-31.csv", [REFERRAL, REFERRAL | {"Child Unique ID": "770002"}]),
        ("need_2025-10-31.csv", [NEED, other]),
        ("need_2025-11-30.csv", [other]),
    )
    assert stored(context, "cine_person_id, cine_close_date::VARCHAR", "ssd_cin_episodes") == [
        ("770001", "2025-11-30"),
        ("770002", None),
    ]
