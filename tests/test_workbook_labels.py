"""Labels in the field's shorthand pick one indicator each; others' nearest titles are offered."""

import re

import pytest

from data.readers.performance_workbook.matching import matched_term
from data.readers.performance_workbook.shorthand import plain_label
from queries.catalogue import catalogue, vocabulary

# As councils' monthly reports and the regional returns type it.
SHORTHAND = {
    "Number of contacts to MASH": "contacts",
    "Referrals to CSC": "referrals",
    "% re-refs in 12m": "re_referrals",
    "C&F assessments completed within 45 working days (%)": "assessments_in_45_days",
    "% C&F assessments in 45 WD": "assessments_in_45_days",
    "S47s started": "section_47_started",
    "ICPCs in timescale (15 days)": "initial_conferences_in_15_days",
    "Children subject of CP plans": "protection_plans",
    "CP plans 2nd/subsequent (ever)": "repeat_plans",
    "CPP lasting 2+ yrs at month end": "plans_open_2_years",
    "CLA total": "children_in_care",
    "Children in care rate per 10,000": "children_in_care",
    "CLA rate per 10k": "children_in_care",
    "CLA 3+ placements in 12m": "placements_3_or_more",
    "Health assessments up to date": "health_assessment_in_year",
    "Care Leavers EET (19-21)": "care_leavers_in_eet",
    "SW vacancy rate": "vacancy_rate",
    "Agency SW %": "agency_rate",
    "Avg caseload per SW": "caseload",
    "Initial contacts": "contacts",
    "Referrals": "referrals",
    "Repeat referrals": "re_referrals",
    "Assessments completed": "assessments_completed",
    "Assessments within 45 days": "assessments_in_45_days",
    "CIN": "children_in_need",
    "S47s": "section_47_started",
    "ICPCs": "initial_conferences",
    "ICPCs within 15 days": "initial_conferences_in_15_days",
    "CP": "protection_plans",
    "New CPPs": "protection_plans_started",
    "CPPs ceasing": "protection_plans_ended",
    "Repeat CPPs (ever)": "repeat_plans",
    "CLA": "children_in_care",
    "New CLA": "care_started",
    "CLA ceasing": "care_ended",
    "SW establishment": "establishment",
    "SW vacancies": "vacancy_rate",
    "SW absence": "sickness_absence",
    "SW agency rate": "agency_rate",
    "No. of contacts received": "contacts",
    "% of contacts with an outcome of referral": "contacts_to_referral",
    "% contacts converting to referral": "contacts_to_referral",
    "Contact to referral conversion rate": "contacts_to_referral",
    "Number of Referrals": "referrals",
    "No. referrals (YTD)": "referrals",
    "Rate of referrals per 10k": "referrals",
    "Referrals - rate/10,000": "referrals",
    "Referrals per 10,000 pop'n": "referrals",
    "CSC referrals": "referrals",
    "New referrals": "referrals",
    "% of referrals going onto assessment": "referrals_to_assessment",
    "% refs leading to C&F": "referrals_to_assessment",
    "% re-referrals in last 12 months - in current month": "re_referrals",
    "Re-refs %": "re_referrals",
    "% of referrals that are re-referrals (12mths)": "re_referrals",
    "Re-referral rate": "re_referrals",
    "% referrals NFA": "referrals_no_further_action",
    "Referrals resulting in NFA": "referrals_no_further_action",
    "No. of single assessments completed": "assessments_completed",
    "C&F assessments completed": "assessments_completed",
    "C&F assmts authorised in month": "assessments_completed",
    "Assessments in 45 WDs": "assessments_in_45_days",
    "% CFAs completed in timescale (45 days)": "assessments_in_45_days",
    "Single Assessments - % in 45 working days": "assessments_in_45_days",
    "% assessments completed in timescale": "assessments_in_45_days",
    "Timeliness of C&F assessments (45d)": "assessments_in_45_days",
    "S.47 enquiries": "section_47_started",
    "No. of S47 Investigations": "section_47_started",
    "Section 47s per 10k": "section_47_started",
    "S47 rate per 10,000": "section_47_started",
    "% S47s progressing to ICPC": "section_47_to_conference",
    "S47 to ICPC conversion": "section_47_to_conference",
    "CIN (open cases)": "children_in_need",
    "CIN rate per 10,000": "children_in_need",
    "Rate of CiN per 10k": "children_in_need",
    "Total CIN": "children_in_need",
    "No. of open CIN": "children_in_need",
    "ICPCs held": "initial_conferences",
    "No. of children at ICPC": "initial_conferences",
    "% ICPCs in 15 WD of S47": "initial_conferences_in_15_days",
    "ICPCs within timescale": "initial_conferences_in_15_days",
    "% ICPC held within 15 wds of strategy discussion": "initial_conferences_in_15_days",
    "RCPCs held": "review_conferences",
    "% RCPCs in timescale": "reviews_in_timescale",
    "CP reviews in time": "reviews_in_timescale",
    "% CP cases reviewed within timescales": "reviews_in_timescale",
    "Number of CPPs": "protection_plans",
    "CP rate per 10k": "protection_plans",
    "No. of children on a CPP": "protection_plans",
    "Children with a CP plan - rate per 10,000": "protection_plans",
    "CP plans (all)": "protection_plans",
    "CPP per 10k": "protection_plans",
    "Children subject to a CPP per 10,000 population": "protection_plans",
    "No. of new CP plans": "protection_plans_started",
    "CPPs started in month": "protection_plans_started",
    "CP plans starting": "protection_plans_started",
    "CPP starts": "protection_plans_started",
    "CPPs ended": "protection_plans_ended",
    "CPP ends": "protection_plans_ended",
    "No. of CP plans ceased in month": "protection_plans_ended",
    "% CPPs ended lasting 2+ yrs": "plans_ended_after_2_years",
    "% of CPPs ceased that lasted 2 yrs or more": "plans_ended_after_2_years",
    "CP plans lasting 2 years or more which ceased": "plans_ended_after_2_years",
    "% of open CPPs over 2 yrs": "plans_open_2_years",
    "Children on CPP for 2+ years": "plans_open_2_years",
    "CPP 24m+": "plans_open_2_years",
    "% CPP for 2nd or subsequent time": "repeat_plans",
    "Second or subsequent CPP (ever)": "repeat_plans",
    "% repeat CPPs": "repeat_plans",
    "Repeat CP plans": "repeat_plans",
    "No. of LAC": "children_in_care",
    "LAC per 10k": "children_in_care",
    "Number of children in care (CIC)": "children_in_care",
    "Children Looked After": "children_in_care",
    "Looked After Children (LAC) - rate per 10k": "children_in_care",
    "Rate of CLA per 10,000": "children_in_care",
    "CiC at month end": "children_in_care",
    "No. of CLA starting": "care_started",
    "Admissions to care": "care_started",
    "CLA starts in month": "care_started",
    "New LAC": "care_started",
    "LAC starters": "care_started",
    "CLA leavers": "care_ended",
    "No. ceasing to be CLA": "care_ended",
    "Discharges from care": "care_ended",
    "CLA ended in month": "care_ended",
    "% LAC with 3+ placements in the last 12 mths": "placements_3_or_more",
    "LAC with three or more placement moves": "placements_3_or_more",
    "% CLA with 3 or more placements": "placements_3_or_more",
    "CLA placement stability - 3+ moves in 12m": "placements_3_or_more",
    "Long-term placement stability (2+ yrs)": "placement_stability_2_years",
    "% LAC in same placement 2+ yrs": "placement_stability_2_years",
    "% long term CLA in placement for 2+ years": "placement_stability_2_years",
    "% LAC reviews in timescale": "care_reviews_in_timescale",
    "LAC reviews on time": "care_reviews_in_timescale",
    "CLA statutory reviews in time %": "care_reviews_in_timescale",
    "CLA placed OOA": "placed_out_of_area",
    "% CLA placed 20+ miles from home": "placed_out_of_area",
    "LAC in resi care": "in_residential_accommodation",
    "% CLA in residential placements": "in_residential_accommodation",
    "LAC missing from care": "children_missing_from_care",
    "CLA health assessments": "health_assessment_in_year",
    "LAC with up to date dental check": "dental_check_in_year",
    "CLA dental checks in last 12m": "dental_check_in_year",
    "Care leavers NEET": "care_leavers_neet",
    "Care leavers in suitable accom": "care_leavers_suitable_accommodation",
    "% CLs in suitable accommodation": "care_leavers_suitable_accommodation",
    "FTE SWs in post": "staff_in_post",
    "SW turnover": "turnover",
    "SW turnover (R12M)": "turnover",
    "% SW vacancies": "vacancy_rate",
    "Vacancy rate (SW)": "vacancy_rate",
    "% agency SWs": "agency_rate",
    "Agency rate (FTE)": "agency_rate",
    "Average caseload (SW)": "caseload",
    "Ave caseload per FTE SW": "caseload",
    "SW sickness (days)": "sickness_absence",
    "No. of ASYEs": "newly_qualified_share",
    "NQSWs in post": "newly_qualified_share",
    "Newly qualified social workers (ASYE) in post at month end (%)": "newly_qualified_share",
    "CSC establishment FTE": "establishment",
    "No. of unallocated cases": "unallocated_children",
    "Net budget (£k)": "budget",
    "Forecast outturn £m": "forecast_outturn",
    "Agency spend £k": "agency_spend",
    "Variance £000": "forecast_variance",
    "Savings delivered YTD (£k)": "savings_delivered",
    "Spend to date (£k)": "spend_to_date",
    "Avg weekly placement cost": "placement_unit_cost",
    "Avg weekly cost - resi": "residential_unit_cost",
    "% adoption or SGO of all leaving care": "left_care_to_adoption_or_guardianship",
    "A1 - days entering care to placed with adopters": "days_entry_to_adoptive_family",
    "Care leavers in touch %": "care_leavers_in_touch",
}

# Measures that Waymark has not, though their words are near to those that it has.
OTHER_MEASURES = [
    "% SA within 45 wd",
    "% CP plans 2nd or subs",
    "Repeat CPPs (2 years)",
    "% CPP 2nd time within 2 years",
    "CLA (excluding UASC)",
    "% IHAs in 20 WD",
    "RHAs in time",
    "Care leavers",
    "UASC",
    "UASC care leavers",
    "EHE",
    "Assessments started",
    "CIN plans",
    "Referral source",
    "EHC requests",
    "Happy children index",
    "CP plans (2nd time, within 2 yrs)",
    "Second or subsequent CPPs (within 2 years)",
]


@pytest.mark.parametrize(("label", "slug"), SHORTHAND.items())
def test_shorthand_is_one_indicator(label: str, slug: str) -> None:
    text = plain_label(label)
    fits = [
        each.slug
        for each in catalogue().values()
        if any(re.search(pattern, text, re.IGNORECASE) for pattern in each.labels)
    ]
    assert fits == [slug]
    term = matched_term(label, None, vocabulary(catalogue())).term
    assert term is not None and term.slug == slug


@pytest.mark.parametrize("label", OTHER_MEASURES)
def test_another_measure_is_no_indicator(label: str) -> None:
    assert matched_term(label, None, vocabulary(catalogue())).term is None


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("CLA rate per 10k*", "children in care rate per 10,000"),
        ("% C&F assessments in 45 WD", "% child and family assessments in 45 working days"),
        ("CLA 3+ placements in 12m", "children in care 3 or more placements in 12 months"),
        ("Savings of £12m in 12m", "Savings of £12m in 12 months"),
        ("No. and % of re-refs", "No. and % of re-referrals"),
        ("No further action", "No further action"),
        ("Number CLA", "number of children in care"),
        ("Care-experienced scarves, placid CPD", "Care-experienced scarves, placid CPD"),
    ],
)
def test_shorthand_written_out(label: str, plain: str) -> None:
    assert plain_label(label) == plain


@pytest.mark.parametrize(
    ("label", "titles"),
    [
        ("Re-referring within 12 months", ["Re-referrals within 12 months"]),
        ("% SA within 45 wd", ["Assessments completed within 45 working days"]),
        ("Children on a plan for three years or more", ["Children on a plan for two years or"]),
    ],
)
def test_the_nearest_titles_are_offered(label: str, titles: list[str]) -> None:
    problem = matched_term(label, None, vocabulary(catalogue())).problem
    assert "did you mean ‘" in problem
    assert [title for title in titles if title in problem] == titles
    assert "overview page" in problem


def test_a_label_like_no_title_is_offered_none() -> None:
    problem = matched_term("Happy index", None, vocabulary(catalogue())).problem
    assert "did you mean" not in problem
    assert "write a title from the overview page" in problem
