"""Annex A's Lists 8 to 10: what one row tells, in each form of the lists, and over extracts."""

from pathlib import Path

import pytest

from data.context import LoadContext
from tests.annex_lists import annex_context, load
from tests.case_files import all_words, stored

CARE = {
    "Child Unique ID": "770001",
    "Gender": "b) Female",
    "Ethnicity": "a) WBRI",
    "Date of Birth": "17/05/2014",
    "Age": "11.4",
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))": "b) No",
    "Does the Child have a Disability": "b) No",
    "Date Started to be Looked After": "12/01/2025",
    "Child’s Category of Need": "N1 - Abuse or Neglect",
    "Is this a second or subsequent period of being a Looked After Child within the last 12 "
    "months (Y/N)": "b) No",
    "Start date of current legal status": "03/02/2025",
    "Child's Legal Status": "C1: ICO",
    "Date of Last Social Work Visit": "20/09/2025",
    "Date of Last Health Assessment": "01/07/2025",
    "Date of Last Dental Check": "01/01/1900",
    "Number of Placements in the Last 12 months": "2",
    "Date Ceased to be Looked After ": "",
    "Reason Ceased to be Looked After": "",
    "Start Date of Most Recent Placement": "05/05/2025",
    "Placement Type": "f) U6: Foster placement - not FFA",
    "Placement Provider": "e) PR4 - Private provision",
    "Placement postcode": "ZZ99 9ZZ",
    "Allocated Worker": "Ellery Quaintance",
}
FROM_DATASET = {
    "ChildUniqueID": "770001",
    "UASC": "Y",
    "HasDisability": "N",
    "LoookedAfterStartDate": "2025-01-12",
    "ChildCategoryOfNeed": "N1",
    "SubsequentLACEpisodeLast12Months": "N",
    "MostRecentLegalStatusStart": "2025-02-03",
    "LegalStatus": "C1",
    "LatestStatutoryReviewDate": "2025-08-01",
    "LastSocialWorkVisitDate": "2025-09-20",
    "LastHealthAssessmentDate": "2025-07-01",
    "LastDentalCheckDate": "",
    "PlacementsLast12Months": "2",
    "CeasedLookedAfterDate": "",
    "ReasonCeasedLookedAfter": "",
    "MostRecentPlacementStartDate": "2025-05-05",
    "PlacementType": "U6",
    "PlacementProvider": "PR4",
}
LEAVER = {
    "Child Unique ID": "770001",
    "Gender": "a) Male",
    "Date of Birth": "2005-04-11",
    "Allocated Team": "Care Leavers",
    "Allocated Worker": "Ellery Quaintance",
    "Eligibility Category": "b) Former relevant child",
    "LA In Touch ": "a) Yes",
    "Type of Accommodation": "U: Independent living",
    "Suitability of Accommodation": "a) Suitable",
    "Activity Status": "G5: Not in education, employment or training - other",
}
ADOPTION = {
    "Child Unique ID": "770001",
    "Family identifier": "4836911",
    "Gender": "a) Male",
    "Date of Birth": "2023-04-11",
    "Date the Child Entered Care": "2023-05-01",
    "Date of Decision that Child Should be Placed for Adoption": "2024-01-10",
    "Date of Placement Order": "2024-02-10",
    "Date of Matching Child and Prospective Adopters": "2024-06-10",
    "Date Placed for Adoption": "2024-07-01",
    "Date of Adoption Order ": "",
    "Date of Decision that Child Should No Longer be Placed for Adoption": "",
    "Reason Why Child No Longer Placed for Adoption": "",
    "Date the child was placed for fostering in FFA or concurrent planning placement": "",
}
PERIODS = (
    "clae_cla_episode_start_date::VARCHAR, clae_cla_episode_ceased_date::VARCHAR",
    "ssd_cla_episodes",
)
PLACEMENTS = (
    "clap_cla_placement_start_date::VARCHAR, clap_cla_placement_end_date::VARCHAR, "
    "clap_cla_placement_type",
    "ssd_cla_placement",
)
HEALTH = ("clah_health_check_date::VARCHAR, clah_health_check_type", "ssd_cla_health")
ASYLUM = ("immi_immigration_status_end_date::VARCHAR", "ssd_immigration_status")


@pytest.fixture
def context() -> LoadContext:
    return annex_context()


@pytest.mark.parametrize("row", [CARE, FROM_DATASET], ids=["Ofsted", "dataset"])
def test_a_child_in_care_fills_what_the_list_tells(
    tmp_path: Path, context: LoadContext, row: dict[str, str]
) -> None:
    (report,) = load(tmp_path, context, ("care_2025-09-30.csv", [row]))
    assert (report.table, report.rows_loaded) == ("annex_a_list_8", 1)
    assert stored(context, *PERIODS) == [("2025-01-12", None)]
    assert stored(context, *PLACEMENTS) == [("2025-05-05", None, "U6")]
    legal = "lega_legal_status, lega_legal_status_start_date::VARCHAR"
    assert stored(context, legal, "ssd_legal_status") == [("C1", "2025-02-03")]
    assert stored(context, *HEALTH) == [("2025-07-01", "Health assessment")]
    assert len(stored(context, *ASYLUM)) == (row is FROM_DATASET)
    listed = "as_at::VARCHAR, care_started::VARCHAR, earlier_period, placements_in_year, "
    listed += "last_dental_check"
    assert stored(context, listed, "care_as_listed") == [("2025-09-30", "2025-01-12", "N", 2, None)]
    for name in ("visit", "review"):  # the latest alone, which tells nothing of others
        assert stored(context, f"cla{name[0]}_cla_{name}_id", f"ssd_cla_{name}s") == []


def test_no_name_postcode_family_or_whole_birth_date_is_kept_or_told(
    tmp_path: Path, context: LoadContext
) -> None:
    bad = {"Date Started to be Looked After": "31/31/2025", "Child Unique ID": "990031"}
    reports = load(
        tmp_path,
        context,
        ("care_2025-09-30.csv", [CARE, CARE | bad]),
        ("leavers_2025-09-30.csv", [LEAVER]),
        ("adoption_2025-09-30.csv", [ADOPTION]),
    )
    tables = context.connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE NOT starts_with(table_name, 'case')"
    ).fetchall()
    kept = str([context.connection.execute(f"FROM {name}").fetchall() for (name,) in tables])
    said = "".join(map(all_words, reports))
    assert "770001" in kept
    for hidden in ("Quaintance", "ZZ99", "2014, 5, 17", "2005, 4, 11", "4836911"):
        assert hidden not in kept
        assert hidden not in said
    for hidden in ("770001", "990031", "17/05/2014"):
        assert hidden not in said


def test_a_move_closes_the_placement_of_before(tmp_path: Path, context: LoadContext) -> None:
    moved = CARE | {"Start Date of Most Recent Placement": "09/10/2025", "Placement Type": "K2"}
    reports = load(tmp_path, context, ("c_2025-09-30.csv", [CARE]), ("c_2025-10-31.csv", [moved]))
    assert stored(context, *PLACEMENTS) == [
        ("2025-05-05", "2025-10-09", "U6"),
        ("2025-10-09", None, "K2"),
    ]
    assert reports[1].rows_withdrawn == 0


def test_a_later_start_that_was_wrong_is_withdrawn(tmp_path: Path, context: LoadContext) -> None:
    wrong = CARE | {"Start Date of Most Recent Placement": "20/09/2025"}
    checked = wrong | {"Date of Last Health Assessment": "20/08/2025"}
    load(tmp_path, context, ("c_2025-09-30.csv", [checked]), ("c_2025-10-31.csv", [CARE]))
    assert stored(context, *PLACEMENTS) == [("2025-05-05", None, "U6")]
    assert stored(context, *HEALTH) == [("2025-07-01", "Health assessment")]


def test_a_period_whose_start_was_corrected_is_no_period_twice(
    tmp_path: Path, context: LoadContext
) -> None:
    corrected = CARE | {"Date Started to be Looked After": "15/01/2025"}
    reports = load(
        tmp_path, context, ("c_2025-09-30.csv", [CARE]), ("c_2025-10-31.csv", [corrected])
    )
    assert stored(context, *PERIODS) == [("2025-01-15", None)]
    assert reports[1].rows_withdrawn == 1


def test_a_child_who_left_and_came_back_has_two_periods(
    tmp_path: Path, context: LoadContext
) -> None:
    back = CARE | {
        "Date Started to be Looked After": "20/10/2025",
        "Start Date of Most Recent Placement": "25/10/2025",
        "Is this a second or subsequent period of being a Looked After Child within the last 12 "
        "months (Y/N)": "a) Yes",
    }
    load(tmp_path, context, ("c_2025-09-30.csv", [CARE]), ("c_2025-10-31.csv", [back]))
    assert stored(context, *PERIODS) == [("2025-01-12", "2025-10-20"), ("2025-10-20", None)]
    assert stored(context, *PLACEMENTS) == [
        ("2025-05-05", "2025-10-20", "U6"),
        ("2025-10-25", None, "U6"),
    ]


def test_a_child_who_is_no_more_on_the_list_was_no_child_in_care(
    tmp_path: Path, context: LoadContext
) -> None:
    other = CARE | {"Child Unique ID": "770002"}
    reports = load(
        tmp_path, context, ("c_2025-09-30.csv", [CARE, other]), ("c_2025-10-31.csv", [other])
    )
    assert reports[1].rows_withdrawn == 1
    assert stored(context, "clae_person_id", "ssd_cla_episodes") == [("770002",)]
    assert stored(context, "clap_person_id", "ssd_cla_placement") == [("770002",)]


def test_a_child_who_left_stays_when_the_list_no_longer_reaches_back(
    tmp_path: Path, context: LoadContext
) -> None:
    left = CARE | {"Date Ceased to be Looked After ": "02/06/2025"}
    other = CARE | {"Child Unique ID": "770002"}
    reports = load(
        tmp_path, context, ("c_2025-09-30.csv", [left, other]), ("c_2025-12-31.csv", [other])
    )
    assert reports[1].rows_withdrawn == 0
    assert ("2025-01-12", "2025-06-02") in stored(context, *PERIODS)


def test_a_placement_without_its_start_is_known_of_the_day_alone(
    tmp_path: Path, context: LoadContext
) -> None:
    undated = CARE | {"Start Date of Most Recent Placement": ""}
    load(
        tmp_path,
        context,
        ("c_2025-09-30.csv", [undated]),
        ("c_2025-10-31.csv", [undated | {"Placement Type": "K2"}]),
    )
    assert stored(context, *PLACEMENTS) == [
        ("2025-09-30", "2025-10-31", "U6"),
        ("2025-10-31", None, "K2"),
    ]


def test_without_the_starts_of_placements_none_is_made(
    tmp_path: Path, context: LoadContext
) -> None:
    row = {name: value for name, value in CARE.items() if "Placement" not in name}
    row |= {"Placement Type": "K2"}
    load(tmp_path, context, ("c_2025-09-30.csv", [row]))
    assert stored(context, *PLACEMENTS) == []
    told = "placement_started, legal_status_started::VARCHAR, placements_in_year"
    assert stored(context, told, "care_as_listed") == [(None, "2025-02-03", None)]


def test_a_child_ceases_to_be_an_asylum_seeker_twelve_months_before_the_list_says_so(
    tmp_path: Path, context: LoadContext
) -> None:
    row = FROM_DATASET | {"LoookedAfterStartDate": "2023-01-12"}
    load(
        tmp_path,
        context,
        ("c_2025-09-30.csv", [row]),
        ("c_2025-10-31.csv", [row | {"UASC": "N"}]),
    )
    assert stored(context, *ASYLUM) == [("2024-10-31",)]


def test_care_leavers_are_kept_as_each_extract_has_them(
    tmp_path: Path, context: LoadContext
) -> None:
    later = LEAVER | {"LA In Touch ": "f) Rhom", "Type of Accommodation": ""}
    reports = load(tmp_path, context, ("l_2025-09-30.csv", [LEAVER]), ("l_2026-09-30.csv", [later]))
    assert {each.table for each in reports} == {"annex_a_list_9"}
    assert [each.rows_withdrawn for each in reports] == [0, 0]
    told = "clea_as_at::VARCHAR, clea_care_leaver_eligibility, clea_care_leaver_in_touch, "
    told += "clea_care_leaver_accommodation, clea_care_leaver_accom_suitable, "
    told += "clea_care_leaver_activity, clea_pathway_plan_review_date"
    assert stored(context, told, "ssd_care_leavers") == [
        ("2025-09-30", "Former relevant", "YES", "U", "1", "G5", None),
        ("2026-09-30", "Former relevant", "RHOM", None, "1", "G5", None),
    ]


def test_the_newer_list_of_care_leavers_has_their_plans(
    tmp_path: Path, context: LoadContext
) -> None:
    newer = LEAVER | {
        "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)": "b) No",
        "Allocated Personal Advisor": "Ellery Quaintance",
        "Latest Pathway Plan Review Date": "01/08/2025",
        "Latest Date of Contact": "02/09/2025",
    }
    load(tmp_path, context, ("l_2025-09-30.csv", [newer]))
    told = "clea_pathway_plan_review_date::VARCHAR, clea_care_leaver_latest_contact::VARCHAR"
    assert stored(context, told, "ssd_care_leavers") == [("2025-08-01", "2025-09-02")]
    assert stored(context, *ASYLUM) == []


def test_a_list_of_which_nothing_tells_the_day_is_refused(
    tmp_path: Path, context: LoadContext
) -> None:
    (report,) = load(tmp_path, context, ("leavers.csv", [LEAVER]))
    assert [each.rule for each in report.rejects] == ["no_date"]
    assert stored(context, "clea_table_id", "ssd_care_leavers") == []


def test_a_list_without_its_columns_is_named(tmp_path: Path, context: LoadContext) -> None:
    row = {name: value for name, value in CARE.items() if name != "Child's Legal Status"}
    (report,) = load(tmp_path, context, ("c_2025-09-30.csv", [row]))
    assert "list 8 (children in care)" in report.rejects[0].message
    assert report.rows_rejected == 1


def test_the_way_to_adoption_is_told_anew_until_the_order(
    tmp_path: Path, context: LoadContext
) -> None:
    adopted = ADOPTION | {"Date of Adoption Order ": "2025-10-20"}
    load(tmp_path, context, ("a_2025-09-30.csv", [ADOPTION]), ("a_2025-10-31.csv", [adopted]))
    told = "perm_entered_care_date::VARCHAR, perm_permanence_order_date::VARCHAR, "
    told += "perm_permanence_order_type"
    assert stored(context, told, "ssd_permanence") == [("2023-05-01", "2025-10-20", "Adoption")]


def test_list_10_holds_twelve_months(tmp_path: Path, context: LoadContext) -> None:
    adopted = ADOPTION | {"Date of Adoption Order ": "2025-01-20"}
    reversed_long_ago = ADOPTION | {
        "Child Unique ID": "770002",
        "Date of Decision that Child Should No Longer be Placed for Adoption": "2024-12-01",
        "Reason Why Child No Longer Placed for Adoption": "RD2",
    }
    other = ADOPTION | {"Child Unique ID": "770003"}
    reports = load(
        tmp_path,
        context,
        ("a_2025-11-30.csv", [adopted, reversed_long_ago, other]),
        ("a_2026-02-28.csv", [other]),
        ("a_2026-03-31.csv", [other]),
    )
    assert [each.rows_withdrawn for each in reports] == [0, 0, 0]
    assert len(stored(context, "perm_table_id", "ssd_permanence")) == 3
    (gone,) = load(tmp_path, context, ("a_2026-04-30.csv", [adopted]))
    assert gone.rows_withdrawn == 1
    assert len(stored(context, "perm_table_id", "ssd_permanence")) == 2


def test_the_extracts_that_were_loaded_are_known(tmp_path: Path, context: LoadContext) -> None:
    load(
        tmp_path,
        context,
        ("c_2025-09-30.csv", [CARE]),
        ("c_2025-10-31.csv", [CARE | {"Age": "12"}]),
        ("a_2025-10-31.csv", [ADOPTION]),
    )
    told = "list_number, as_at::VARCHAR, begins::VARCHAR"
    assert stored(context, told, "annex_a_extract") == [
        (8, "2025-09-30", "2025-03-30"),
        (8, "2025-10-31", "2025-04-30"),
        (10, "2025-10-31", "2024-10-31"),
    ]
    load(tmp_path, context, ("c_2026-11-30.csv", [CARE | {"Age": "13"}]))
    assert stored(context, told, "annex_a_extract WHERE list_number = 8") == [
        (8, "2026-11-30", "2026-05-30")
    ]
    assert stored(context, "as_at::VARCHAR", "care_as_listed") == [("2026-11-30",)]
