"""Labels pick one indicator each, headlines are few, and published measures exist."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.database import connect
from data.readers.performance_workbook.shorthand import plain_label
from queries.catalogue import THEMES, Indicator, catalogue

SHARED = Path(__file__).parents[1].parent / "shared"
CORNWALL = SHARED / "plans" / "cornwall_performance_template_2015-12.xlsx"
WEST_SUSSEX = SHARED / "plans" / "west_sussex_plan_2018-22.xlsx"
LAIT = SHARED / "published" / "lait" / "bds_long_0.parquet"

# What councils call these things, in words that are not the catalogue's own.
OTHER_WORDINGS = {
    "Number of referrals received in the month": "referrals",
    "Referrals (per 10,000)": "referrals",
    "Re-referrals %": "re_referrals",
    "% of referrals which are repeat referrals": "re_referrals",
    "Referrals within 12 months of a previous referral": "re_referrals",
    "Referrals NFA %": "referrals_no_further_action",
    "Number of initial contacts": "contacts",
    "% of contacts progressing to a referral": "contacts_to_referral",
    "Single assessments completed within 45 working days %": "assessments_in_45_days",
    "Single assessments completed": "assessments_completed",
    "Number of S47 enquiries started": "section_47_started",
    "Section 47 enquiries per 10,000": "section_47_started",
    "% of section 47 enquiries leading to an initial conference": "section_47_to_conference",
    "ICPCs within 15 working days of the section 47": "initial_conferences_in_15_days",
    "Number of children in need": "children_in_need",
    "Single assessments completed within 10 working days %": "assessments_in_10_days",
    "% assessments completed in 30 working days": "assessments_in_30_days",
    "Single assessments open over 45 working days": "assessments_open_overdue",
    "Assessments open and overdue": "assessments_open_overdue",
    "CIN visits in timescale %": "child_in_need_visits_in_time",
    "CP visits within 10 working days": "protection_visits_in_time",
    "Children on a child protection plan seen in the last 10 working days": (
        "protection_visits_in_time"
    ),
    "Number of children reported missing": "children_missing",
    "Missing children": "children_missing",
    "Children missing from care %": "children_missing_from_care",
    "Return home interviews offered": "return_interviews_offered",
    "Return home interviews completed within 72 hours": "return_interviews_in_72_hours",
    "Number of initial conferences": "initial_conferences",
    "% of ICPCs resulting in a child protection plan": "initial_conferences_to_plan",
    "Review child protection conferences held": "review_conferences",
    "ICPCs held within 15 working days": "initial_conferences_in_15_days",
    "Number of children subject to a CP plan": "protection_plans",
    "Children on child protection plans (rate per 10,000)": "protection_plans",
    "New child protection plans": "protection_plans_started",
    "Child protection plans open 2 years or more": "plans_open_2_years",
    "CP plans ended that lasted 2+ years": "plans_ended_after_2_years",
    "Repeat child protection plans %": "repeat_plans",
    "Number of CLA": "children_in_care",
    "Looked after children per 10,000": "children_in_care",
    "Children entering care": "care_started",
    "Children leaving care": "care_ended",
    "Adolescents (11+) entering care": "adolescents_entering_care",
    "Young people aged 11 or over starting to be looked after": "adolescents_entering_care",
    "% of fostered children in in-house placements": "fostered_in_house",
    "CLA visits in timescale %": "care_visits_in_time",
    "Children in care seen within 6 weeks": "care_visits_in_time",
    "Care leavers in touch %": "care_leavers_in_touch",
    "Care leavers not in touch": "care_leavers_not_in_touch",
    "Up to date pathway plans %": "pathway_plans_current",
    "CLA reviews on time": "care_reviews_in_timescale",
    "Care leavers who are NEET": "care_leavers_neet",
    "Care leavers in EET %": "care_leavers_in_eet",
    "Establishment FTE": "establishment",
    "Staff in post (FTE)": "staff_in_post",
    "Vacancy rate, front line social workers": "vacancy_rate",
    "Agency workers %": "agency_rate",
    "Agency cover of vacancies": "agency_cover_of_vacancies",
    "Average caseload per social worker": "caseload",
    "Sickness absence %": "sickness_absence",
    "Net budget (£)": "budget",
    "Net spend to date (£)": "spend_to_date",
    "Forecast outturn (£)": "forecast_outturn",
    "Forecast variance against budget": "forecast_variance",
    "Forecast overspend": "forecast_variance",
    "Savings delivered to date": "savings_delivered",
    "Spend on agency staff": "agency_spend",
    "Placement spend per week": "placement_spend",
    "Average weekly cost of a placement": "placement_unit_cost",
    "Average weekly cost of a residential placement": "residential_unit_cost",
    "Average weekly cost of a foster placement": "fostering_unit_cost",
    "Weekly cost per child in care": "cost_per_child_in_care",
}


def _matching(label: str) -> list[str]:
    """Slugs whose labels are found in ``label``, its shorthand written out."""
    text = plain_label(label)
    return [
        each.slug
        for each in catalogue().values()
        if any(re.search(pattern, text, re.IGNORECASE) for pattern in each.labels)
    ]


def _labels(path: Path, column: int, sheets: slice) -> list[tuple[str, ...]]:
    """Rows of the first sheets that have a figure or a target beside their label."""
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the checkout in ../shared")
    book = load_workbook(path, read_only=True, data_only=True)
    rows = [
        row
        for name in book.sheetnames[sheets]
        for row in book[name].iter_rows(values_only=True)
        if row[column] and any(row[column + 1 :]) and not _heads_columns(row[column])
    ]
    book.close()
    return rows


def _heads_columns(label: str) -> bool:
    return str(label).startswith(("Source:", "Corporate plan objectives", "Key performance obj"))


def test_each_row_of_the_cornwall_template_is_one_indicator() -> None:
    rows = _labels(CORNWALL, 0, slice(0, 2))
    assert len(rows) == 36
    assert {row[0]: _matching(row[0]) for row in rows if len(_matching(row[0])) != 1} == {}


def test_national_codes_in_the_cornwall_template_are_their_indicators() -> None:
    found = {
        code: _matching(row[0])[0]
        for row in _labels(CORNWALL, 0, slice(0, 2))
        for code in re.findall(r"\((LI\d+|NI\d+b?|LSCBL\d+|CSFSD\d+b)\)", row[0])
    }
    assert len(found) == 17
    wrong = {code: slug for code, slug in found.items() if code not in catalogue()[slug].codes}
    assert wrong == {}


def test_each_objective_of_the_west_sussex_plan_is_one_indicator() -> None:
    rows = _labels(WEST_SUSSEX, 1, slice(0, 2))
    assert len(rows) == 25
    for reference, objective, *_ in rows:
        slugs = _matching(objective)
        assert len(slugs) == 1, (objective, slugs)
        assert reference in catalogue()[slugs[0]].plan_references, (reference, slugs)


@pytest.mark.parametrize(("label", "slug"), OTHER_WORDINGS.items())
def test_other_wordings_are_one_indicator(label: str, slug: str) -> None:
    assert _matching(label) == [slug]


@pytest.mark.parametrize("indicator", catalogue().values(), ids=lambda each: each.slug)
def test_an_indicators_own_names_are_no_other_indicators(indicator: Indicator) -> None:
    assert _matching(indicator.title) == [indicator.slug]
    assert set(_matching(indicator.short)) <= {indicator.slug}


@pytest.mark.parametrize("of_label", ["title", "order"])
def test_no_two_indicators_of_a_theme_share(of_label: str) -> None:
    seen = [(each.theme, getattr(each, of_label)) for each in catalogue().values()]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("key", ["codes", "plan_references"])
def test_a_code_or_plan_reference_means_one_indicator(key: str) -> None:
    stated = [code for each in catalogue().values() for code in getattr(each, key)]
    assert len(stated) == len(set(stated))


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_has_four_or_five_headlines_with_data(theme: str) -> None:
    headlines = [each for each in catalogue().values() if each.theme == theme and each.headline]
    assert 4 <= len(headlines) <= 5
    without = [each.slug for each in headlines if not (each.published or each.computed)]
    assert without in ([], ["forecast_variance"])


def test_every_lait_measure_has_a_figure_of_some_council() -> None:
    if not LAIT.exists():
        pytest.skip("The LAIT store is not beside the checkout in ../shared")
    with connect() as connection:
        rows = connection.execute(
            """
            SELECT DISTINCT "Short Desc" FROM read_parquet(?)
            WHERE try_cast("Values" AS DOUBLE) IS NOT NULL AND "LA Number" BETWEEN 200 AND 960
            """,
            [str(LAIT)],
        ).fetchall()
    known = {f"lait/{name}" for (name,) in rows}
    named = {
        measure
        for each in catalogue().values()
        for entry in each.published
        for measure in (entry.measure, *entry.numerator, *entry.denominator)
        if measure and measure.startswith("lait/")
    }
    assert len(named) > 60
    assert named - known == set()
