"""A council that sends Annex A alone sees the figures that its whole records give."""

from datetime import date

import duckdb
import pytest

from data.home import Home
from queries.refresh import refresh
from tests.annex_extracts import write_extract
from tests.sample_reading import Sample

AS_AT = ("2025-09-30", "2025-12-31", "2026-03-31")
THE_SAME = (
    "assessments_completed",
    "assessments_in_45_days",
    "initial_conferences_in_15_days",
    "plans_ended_after_2_years",
    "plans_open_2_years",
    "protection_plans",
    "protection_plans_ended",
    "protection_plans_started",
    "referrals",
    "referrals_no_further_action",
    "referrals_to_assessment",
    "section_47_started",
)
CARE_AT_EXTRACTS = (
    "dental_check_in_year",
    "fostered_in_house",
    "in_foster_or_adoptive_placement_10_to_15",
    "in_residential_accommodation",
    "interim_care_orders",
    "placements_3_or_more",
)
CARE_FROM_DATES = ("adolescents_entering_care", "care_ended", "care_started", "children_in_care")
NOT_TOLD = (
    "assessments_step_across",
    "care_reviews_in_timescale",
    "care_visits_in_time",
    "placement_stability_2_years",
    "protection_visits_in_time",
    "views_given_to_review",
    "review_conferences",
    "reviews_in_timescale",
)
FIRST_WHOLE_MONTH, LAST_MONTH = date(2025, 4, 30), date(2026, 3, 31)
CONFERENCES_WHOLE = date(2025, 6, 30)


@pytest.fixture(scope="module")
def annex_home(sample_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Three quarterly extracts of the sample council, each of six months, refreshed."""
    home = Home(tmp_path_factory.mktemp("annex_home"))
    home.exports.mkdir(parents=True)
    home.settings_file.write_text('[council]\ncode = "E06000052"\n', encoding="utf-8")
    for day in AS_AT:
        write_extract(Sample(sample_home.exports), home.exports, day)
    outcome = refresh(home)
    assert outcome.generation is not None
    for report in outcome.as_json()["files"]:
        assert report["rows_read"] == report["rows_loaded"] + report["rows_rejected"]
        assert not {"waymark_fault", "not_recognised"} & {
            each["rule"] for each in report["rejects"]
        }
    return home


def figures(home: Home, slug: str) -> dict[tuple[date, str], tuple]:
    """Month and unit → numerator and denominator, of all children, a month's or at its end."""
    (file,) = home.warehouse.glob("*/observation.parquet")
    rows = duckdb.execute(
        "SELECT period_end, unit, numerator, denominator FROM read_parquet(?) WHERE slug = ? "
        "AND source = 'cases' AND split = '' AND \"window\" IN ('m', 'e') "
        "AND unit IN ('count', 'percent')",
        [str(file), slug],
    ).fetchall()
    return {(period, unit): tuple(rest) for period, unit, *rest in rows}


def months(home: Home, slug: str) -> set[date]:
    """The months that have a figure."""
    return {period for period, _ in figures(home, slug)}


@pytest.mark.parametrize("slug", THE_SAME)
def test_figures_are_those_of_the_whole_records(
    sample_home: Home, annex_home: Home, slug: str
) -> None:
    whole, listed = figures(sample_home, slug), figures(annex_home, slug)
    first = CONFERENCES_WHOLE if slug.startswith("initial_") else FIRST_WHOLE_MONTH
    shown = months(annex_home, slug)
    assert (min(shown), max(shown)) == (first, LAST_MONTH)
    assert listed == {place: whole[place] for place in listed}


@pytest.mark.parametrize("slug", (*CARE_AT_EXTRACTS, *CARE_FROM_DATES))
def test_figures_of_care_are_those_of_the_whole_records(
    sample_home: Home, annex_home: Home, slug: str
) -> None:
    whole, listed = figures(sample_home, slug), figures(annex_home, slug)
    assert LAST_MONTH in months(annex_home, slug)
    assert listed == {place: whole[place] for place in listed}
    if slug in CARE_AT_EXTRACTS:
        assert months(annex_home, slug) >= {date.fromisoformat(day) for day in AS_AT}
    else:
        assert min(months(annex_home, slug)) >= date(2025, 3, 31)


def test_contacts_of_one_child_day_and_source_count_once(
    sample_home: Home, annex_home: Home
) -> None:
    contacts = Sample(sample_home.exports).table("contacts")
    told = contacts.drop_duplicates(
        ["cont_person_id", "cont_contact_date", "cont_contact_source_code"]
    )
    day = told["cont_contact_date"]
    for (month, _), (counted, _) in figures(annex_home, "contacts").items():
        assert counted == ((day.dt.year == month.year) & (day.dt.month == month.month)).sum()


@pytest.mark.parametrize("slug", NOT_TOLD)
def test_what_annex_a_cannot_tell_has_no_figure(annex_home: Home, slug: str) -> None:
    assert months(annex_home, slug) == set()


def test_re_referrals_wait_for_twelve_months_of_history(annex_home: Home) -> None:
    assert months(annex_home, "re_referrals") == {LAST_MONTH}


def test_children_in_need_are_told_of_the_last_month_alone(
    sample_home: Home, annex_home: Home
) -> None:
    whole = figures(sample_home, "children_in_need")
    assert figures(annex_home, "children_in_need") == {
        place: told for place, told in whole.items() if place[0] == LAST_MONTH
    }


def test_contacts_that_a_referral_follows_are_those_of_the_whole_records(
    sample_home: Home, annex_home: Home
) -> None:
    whole = figures(sample_home, "contacts_to_referral")
    listed = figures(annex_home, "contacts_to_referral")
    assert months(annex_home, "contacts_to_referral") == months(annex_home, "contacts")
    assert {place: told[0] for place, told in listed.items()} == {
        place: whole[place][0] for place in listed
    }
