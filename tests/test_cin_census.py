"""The children in need census into the case tables: one set, and several years stitched."""

from itertools import permutations

import pytest

from tests.census_sets import (
    all_tables,
    assessed,
    child,
    enquiry,
    group,
    load,
    need,
    need_plan,
    plan,
    read,
    said,
    stored,
    yearly,
)
from tests.census_xml import census, identifiers, write_xml

REFERRALS = "cine_person_id, cine_referral_date, cine_close_date, cine_close_reason"
PLANS = "cppl_person_id, cppl_cp_plan_start_date, cppl_cp_plan_end_date, cppl_previous_plans"
ASSESSMENTS = "cina_person_id, cina_assessment_start_date, cina_assessment_auth_date"

WHOLE = yearly(
    2025,
    [
        *child("A1"),
        group(
            "ChildCharacteristics",
            ("Disabilities", [("Disability", "HAND"), ("Disability", "AUT")]),
            Ethnicity="MWBC",
        ),
        need(
            "2024-05-06",
            assessed("2024-05-07", "2024-06-11", "2B", "1A"),
            need_plan("2024-06-12", "2024-07-01"),
            enquiry("2024-06-20", "2024-07-04", "2024-07-11"),
            plan("2024-07-04", "2024-09-30", "2025-03-10", before="1"),
        ),
    ],
    child("A2", need("2024-08-01", nfa="1")),
    child("A3", need("2023-02-01", closed="2024-04-30"), need("2024-09-01")),
)


def test_a_set_fills_every_table(tmp_path):
    context, reports = read(tmp_path, WHOLE)
    assert said(reports, "withdrawn_rows") == []
    assert stored(context, REFERRALS, "ssd_cin_episodes") == [
        ("A1", "2024-05-06", None, None),
        ("A2", "2024-08-01", None, None),
        ("A3", "2023-02-01", "2024-04-30", "RC7"),
        ("A3", "2024-09-01", None, None),
    ]
    assert stored(context, "cine_referral_nfa, count(*)", "ssd_cin_episodes GROUP BY 1") == [
        ("N", 3),
        ("Y", 1),
    ]
    assert stored(context, ASSESSMENTS, "ssd_cin_assessments") == [
        ("A1", "2024-05-07", "2024-06-11")
    ]
    assert stored(context, "cinf_assessment_factors_json", "ssd_assessment_factors") == [
        ('["1A","2B"]',)
    ]
    assert stored(context, "cinp_cin_plan_start_date, cinp_cin_plan_end_date", "ssd_cin_plans") == [
        ("2024-06-12", "2024-07-01")
    ]
    assert stored(context, "s47e_person_id, s47e_s47_start_date", "ssd_s47_enquiry") == [
        ("A1", "2024-06-20")
    ]
    assert stored(context, PLANS, "ssd_cp_plans") == [("A1", "2024-07-04", None, 1)]
    assert stored(context, "cppr_cp_review_date, cppr_cp_review_due", "ssd_cp_reviews") == [
        ("2024-09-30", None),
        ("2025-03-10", None),
    ]
    assert stored(context, "disa_person_id, disa_disability_code", "ssd_disability") == [
        ("A1", "AUT"),
        ("A1", "HAND"),
    ]


def test_what_is_inside_a_case_names_it(tmp_path):
    context, _ = read(tmp_path, WHOLE)
    (referral,) = stored(
        context, "cine_referral_id", "ssd_cin_episodes WHERE cine_person_id = 'A1'"
    )
    for column, table in (
        ("cina_referral_id", "ssd_cin_assessments"),
        ("cinp_referral_id", "ssd_cin_plans"),
        ("s47e_referral_id", "ssd_s47_enquiry"),
        ("icpc_referral_id", "ssd_initial_cp_conference"),
        ("cppl_referral_id", "ssd_cp_plans"),
    ):
        assert stored(context, column, table) == [referral]
    assert stored(context, "cppr_cp_plan_id", "ssd_cp_reviews") == 2 * stored(
        context, "cppl_cp_plan_id", "ssd_cp_plans"
    )
    assert stored(context, "cinf_assessment_id", "ssd_assessment_factors") == stored(
        context, "cina_assessment_id", "ssd_cin_assessments"
    )


def test_flattened_it_gives_the_same(tmp_path):
    from_xml, _ = read(tmp_path / "xml", WHOLE)
    from_csv, reports = read(tmp_path / "csv", WHOLE, flat=True)
    assert all_tables(from_csv) == all_tables(from_xml)
    assert said(reports, "extra_column") == []


def test_every_key_is_the_census_s_and_tells_no_child(tmp_path):
    context, _ = read(tmp_path, WHOLE)
    for name, rows in all_tables(context).items():
        keys = [str(row[1 if name == "ssd_disability" else 0]) for row in rows]
        if name != "ssd_person":
            assert keys and all(key.startswith("cincensus-") and "A1" not in key for key in keys)


def test_who_a_child_is_and_no_number_of_a_pupil(tmp_path):
    unborn = [
        identifiers("A1", ExpectedPersonBirthDate="2025-08-20", Sex="U"),
        need("2025-02-03"),
    ]
    died = [
        identifiers(
            "A2", PersonBirthDate="2016-11-30", GenderCurrent="2", PersonDeathDate="2024-12-24"
        ),
        group("ChildCharacteristics", Ethnicity="BAFR"),
        need("2024-06-01", UPN="X1"),
    ]
    context, _ = read(tmp_path, yearly(2025, unborn, died))
    assert stored(
        context,
        "pers_person_id, pers_sex, pers_ethnicity, pers_dob, pers_expected_dob, pers_death_date",
        "ssd_person",
    ) == [
        ("A1", "U", None, None, "2025-08-01", None),
        ("A2", "F", "BAFR", "2016-11-01", None, "2024-12-24"),
    ]
    assert "H9988776655443" not in str(all_tables(context))


BEFORE = yearly(
    2024,
    child("A1", need("2023-06-01", assessed("2023-06-02", "2023-07-07"), plan("2023-07-10"))),
    child("A2", need("2023-09-01", closed="2023-12-01")),
)
AFTER = yearly(
    2025,
    child(
        "A1",
        need("2023-06-01", plan("2023-07-10", end="2024-09-09"), closed="2024-10-01"),
        need("2024-12-01"),
    ),
    child("A3", need("2024-05-01")),
)


@pytest.mark.parametrize("flat", [False, True])
def test_successive_years_are_one_history_in_any_order(tmp_path, flat):
    wanted = None
    for number, order in enumerate(permutations((BEFORE, AFTER))):
        context, reports = read(tmp_path / str(number), *order, flat=flat)
        assert said(reports, "ended_with_year") == said(reports, "withdrawn_rows") == []
        wanted = wanted or all_tables(context)
        assert all_tables(context) == wanted
        assert stored(context, REFERRALS, "ssd_cin_episodes") == [
            ("A1", "2023-06-01", "2024-10-01", "RC7"),
            ("A1", "2024-12-01", None, None),
            ("A2", "2023-09-01", "2023-12-01", "RC7"),
            ("A3", "2024-05-01", None, None),
        ]
        assert stored(context, PLANS, "ssd_cp_plans") == [("A1", "2023-07-10", "2024-09-09", 0)]
        assert stored(context, ASSESSMENTS, "ssd_cin_assessments") == [
            ("A1", "2023-06-02", "2023-07-07")
        ]


def test_a_case_open_at_the_year_s_end_and_not_told_again_ended_with_it(tmp_path):
    older = yearly(
        2024,
        child("A1", need("2023-06-01", plan("2023-07-10"), assessed("2024-03-20"))),
        child("A2", need("2023-06-01")),
    )
    newer = yearly(2025, child("A2", need("2023-06-01"), need("2024-09-09")))
    context, reports = read(tmp_path, older, newer)
    assert stored(context, REFERRALS, "ssd_cin_episodes")[0] == (
        "A1",
        "2023-06-01",
        "2024-03-31",
        None,
    )
    assert stored(context, PLANS, "ssd_cp_plans") == [("A1", "2023-07-10", "2024-03-31", 0)]
    assert stored(context, ASSESSMENTS, "ssd_cin_assessments") == []
    assert len(said(reports, "ended_with_year")) == 2
    assert said(reports, "withdrawn_rows") == [
        "1 row open at the end of the year that the next year's set has not, or has corrected: "
        "withdrawn."
    ]


def test_a_referral_whose_date_was_corrected_is_not_told_twice(tmp_path):
    older = yearly(2024, child("A1", need("2023-06-01")), child("A2", need("2023-06-01")))
    newer = yearly(2025, child("A1", need("2023-06-11")), child("A2", need("2023-06-01")))
    context, _ = read(tmp_path, older, newer)
    assert [row[:2] for row in stored(context, REFERRALS, "ssd_cin_episodes")] == [
        ("A1", "2023-06-11"),
        ("A2", "2023-06-01"),
    ]


def test_of_years_with_one_missing_the_later_ones_stand(tmp_path):
    older = yearly(2022, child("A1", need("2021-06-01")))
    context, reports = read(tmp_path, older, BEFORE, AFTER)
    assert "2021-06-01" not in str(stored(context, REFERRALS, "ssd_cin_episodes"))
    (message,) = said(reports, "gap_between_years")
    assert "year ending 31 March 2023" in message


def test_sets_with_other_ids_of_children_are_not_joined(tmp_path):
    def council(letter: str) -> list:
        return [child(f"{letter}{n}", need("2023-06-01")) for n in range(12)]

    context, reports = read(tmp_path, yearly(2024, *council("A")), yearly(2025, *council("B")))
    assert len(stored(context, REFERRALS, "ssd_cin_episodes")) == 12
    (message,) = said(reports, "years_do_not_join")
    assert "Of 12 cases open on 31 March 2024 the next year's set has 0" in message
    assert stored(context, "year_ends", "return_year") == [("2025-03-31",)]


def test_a_table_that_the_newest_set_has_not_is_left_out(tmp_path):
    read(tmp_path / "older", BEFORE, flat=True)
    read(tmp_path / "newer", AFTER, flat=True, left_out=["ChildProtectionPlans"])
    files = [*(tmp_path / "older/2024").iterdir(), *(tmp_path / "newer/2025").iterdir()]
    context, reports = load(tmp_path, files)
    assert stored(context, PLANS, "ssd_cp_plans") == []
    (message,) = said(reports, "not_in_newest")
    assert "year ending 31 March 2025 has not the child protection plans" in message
    assert len(stored(context, REFERRALS, "ssd_cin_episodes")) == 4


def test_what_lies_outside_the_years_is_left_out(tmp_path):
    year = yearly(
        2025,
        child(
            "A1",
            need("2021-01-01", closed="2023-01-01"),
            need("2022-05-01", assessed("2022-05-02", "2022-06-01"), closed="2025-04-20"),
            need("2023-05-01", nfa="1"),
            need("2025-05-01"),
        ),
        child("A2", need("2024-05-01", plan("2024-06-01", "2024-08-28", "2025-06-01"))),
    )
    context, reports = read(tmp_path, year)
    assert stored(context, REFERRALS, "ssd_cin_episodes") == [
        ("A1", "2022-05-01", None, None),
        ("A2", "2024-05-01", None, None),
    ]
    assert stored(context, ASSESSMENTS, "ssd_cin_assessments") == []
    assert stored(context, "cppr_cp_review_date", "ssd_cp_reviews") == [("2024-08-28",)]
    assert [each.split()[0] for each in said(reports, "before_years")] == ["2", "1"]
    assert len(said(reports, "after_year")) == 2
    assert said(reports, "ends_after_year") == [
        "1 row with a closure after the set's year ends on 31 March: taken as without one, as on "
        "that day."
    ]


CONFERENCES = (
    "icpc_person_id, icpc_icpc_date, icpc_icpc_transfer_in, icpc_icpc_outcome_cp_flag, "
    "icpc_s47_enquiry_id IS NOT NULL"
)


def test_a_conference_is_told_by_its_enquiry_and_its_outcome_by_the_plan(tmp_path):
    year = yearly(
        2025,
        child("A1", need("2024-05-01", enquiry("2024-05-02", "2024-05-20"), plan("2024-05-20"))),
        child("A2", need("2024-05-01", enquiry("2024-05-02", "2024-05-20"))),
        child("A3", need("2024-05-01", plan("2024-05-15"), DateOfInitialCPC="2024-05-15")),
        child("A4", need("2024-05-01", enquiry("2024-05-02"))),
        child(
            "A5",
            need("2024-05-01", enquiry("2024-05-02", "2024-05-20"), DateOfInitialCPC="2024-05-20"),
        ),
    )
    context, _ = read(tmp_path, year)
    assert stored(context, CONFERENCES, "ssd_initial_cp_conference") == [
        ("A1", "2024-05-20", "N", "Y", True),
        ("A2", "2024-05-20", "N", "N", True),
        ("A3", "2024-05-15", "Y", "Y", False),
        ("A5", "2024-05-20", "N", "N", True),
    ]
    assert stored(context, "cppl_icpc_id", "ssd_cp_plans") == stored(
        context, "icpc_icpc_id", "ssd_initial_cp_conference WHERE icpc_cp_plan_id IS NOT NULL"
    )


def test_without_the_plans_no_outcome_is_told(tmp_path):
    year = yearly(2025, child("A1", need("2024-05-01", enquiry("2024-05-02", "2024-05-20"))))
    context, _ = read(tmp_path, year, flat=True, left_out=["ChildProtectionPlans"])
    assert stored(context, CONFERENCES, "ssd_initial_cp_conference") == [
        ("A1", "2024-05-20", "N", None, True)
    ]


def test_a_conference_of_an_enquiry_of_before_the_years_goes_by_its_due_day(tmp_path):
    year = yearly(
        2025,
        child("A1", need("2024-03-01", enquiry("2024-03-25", "2024-04-12", "2024-04-17"))),
        child("A2", need("2024-03-01", enquiry("2024-03-25", "2024-04-12"))),
    )
    context, _ = read(tmp_path, year)
    assert stored(context, "s47e_s47_start_date", "ssd_s47_enquiry") == []
    assert stored(
        context, "icpc_person_id, icpc_icpc_target_date", "ssd_initial_cp_conference"
    ) == [("A1", "2024-04-17")]


def test_a_conference_stays_where_a_later_set_tells_the_case_without_it(tmp_path):
    older = yearly(2024, child("A1", need("2023-06-01", DateOfInitialCPC="2023-06-20")))
    newer = yearly(2025, child("A1", need("2023-06-01")))
    enquiries = yearly(2024, child("A1", need("2023-06-01", enquiry("2023-06-02", "2023-06-20"))))
    again = yearly(2025, child("A1", need("2023-06-01", enquiry("2023-06-02"))))
    for number, sets in enumerate(((older, newer), (enquiries, again))):
        context, _ = read(tmp_path / str(number), *sets)
        assert stored(context, "icpc_icpc_date", "ssd_initial_cp_conference") == [("2023-06-20",)]


def test_two_referrals_of_one_day_are_one_and_the_one_taken_further_stands(tmp_path):
    year = yearly(2025, child("A1", need("2024-05-01"), need("2024-05-01", nfa="true")))
    context, _ = read(tmp_path, year)
    assert stored(context, "cine_referral_nfa", "ssd_cin_episodes") == [("N",)]


def test_a_child_who_stands_twice_is_one_person_with_both_cases(tmp_path):
    year = yearly(
        2025,
        child("A1", need("2024-05-01", assessed("2024-05-02"))),
        child("A1", need("2024-09-01", assessed("2024-09-02"))),
    )
    context, reports = read(tmp_path, year)
    assert len(said(reports, "duplicate_row")) == 1
    assert stored(
        context,
        "cine_referral_date, cina_assessment_start_date",
        "ssd_cin_assessments JOIN ssd_cin_episodes ON cine_referral_id = cina_referral_id",
    ) == [("2024-05-01", "2024-05-02"), ("2024-09-01", "2024-09-02")]


def test_what_cannot_be_so_is_counted_and_kept(tmp_path):
    year = yearly(2025, child("A1", need("2024-09-01", closed="2024-05-01")))
    _, reports = read(tmp_path, year)
    (message,) = said(reports, "ends_before_start")
    assert "1 row" in message
    assert "A1" not in message


def test_a_review_of_no_plan_is_left_out(tmp_path):
    lost = child("A1", need("2024-05-01", plan("2024-09-01", "2024-06-01")))
    context, reports = read(tmp_path, yearly(2025, lost))
    assert stored(context, "cppr_cp_review_date", "ssd_cp_reviews") == []
    assert said(reports, "review_without_plan") == ["1 row of no plan that is here left out."]


def test_a_set_of_another_council_is_refused(tmp_path):
    other = write_xml(census(*[child("A1", need("2024-05-01"))], year=2025, lea="909"), tmp_path, 2)
    own = write_xml(yearly(2025, child("A2", need("2024-05-01")))[1], tmp_path, 1)
    context, reports = load(tmp_path, [other, own])
    assert [row[0] for row in stored(context, REFERRALS, "ssd_cin_episodes")] == ["A2"]
    assert stored(context, "pers_person_id", "ssd_person") == [("A2",)]
    assert {report.file for report in reports if said([report], "other_council")} == {
        "census_2.xml"
    }


def test_the_header_tells_the_year_though_later_days_stand_in_the_set(tmp_path):
    late = [child(f"A{n}", need("2024-06-01", closed="2025-05-01")) for n in range(5)]
    for flat in (False, True):
        context, reports = read(tmp_path / str(flat), yearly(2025, *late), flat=flat)
        assert stored(context, "year_ends", "return_year") == [("2025-03-31",)]
        assert said(reports, "assumed_year") == []


def test_without_a_header_its_dates_tell_the_year_and_that_is_said(tmp_path):
    context, reports = read(tmp_path, WHOLE, flat=True, left_out=["Header"])
    assert stored(context, "year_ends", "return_year") == [("2025-03-31",)]
    assert said(reports, "assumed_year")


def test_the_same_year_sent_again_takes_the_earlier_one_s_place(tmp_path):
    first = yearly(2025, child("A1", need("2024-05-01")), child("A2", need("2024-06-01")))
    again = yearly(2025, child("A1", need("2024-05-01", closed="2025-01-10")))
    context, _ = read(tmp_path / "both", first)
    write_xml(first[1], tmp_path, 1)
    write_xml(again[1], tmp_path, 2)
    context, _ = load(tmp_path, [tmp_path / "census_1.xml", tmp_path / "census_2.xml"])
    assert stored(context, REFERRALS, "ssd_cin_episodes") == [
        ("A1", "2024-05-01", "2025-01-10", "RC7")
    ]


def test_without_the_cases_nothing_is_told(tmp_path):
    context, reports = read(tmp_path, WHOLE, flat=True, left_out=["CINdetails"])
    assert stored(context, PLANS, "ssd_cp_plans") == []
    assert said(reports, "no_episodes_of_need")
