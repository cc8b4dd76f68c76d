"""Which months are still being recorded, and how pages say so."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from components.chart import subtitle
from components.figures_table import figures_table
from components.split_figure import split_figure
from components.trend_figure import trend_figure
from data.database import connect
from data.home import Home
from queries.catalogue import catalogue
from queries.observations.tables_read import tables_read
from queries.recording import SETTLING, Recording, get_recording, with_recording
from queries.store import current_store
from queries.trends.trend import get_trend
from queries.trends.view import View
from tests.case_files import csv_rows
from tests.made_trends import made_trend, split_trend
from tests.post_lists import refreshed
from tests.test_pages_words import text_of

OCTOBER = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("reaches", "moving"),
    [
        (OCTOBER, True),
        (OCTOBER + SETTLING - (OCTOBER - date(2026, 10, 30)), True),
        (OCTOBER + SETTLING, False),
    ],
)
def test_a_month_settles_a_fortnight_after_its_end(reaches: date, moving: bool) -> None:
    trend = made_trend([90.0] * 67)
    assert trend.rows[-1].period_end == OCTOBER
    marked = with_recording(trend, Recording(reaches))
    assert [row.period_end for row in marked.rows if row.recording] == [OCTOBER] * moving
    assert marked.latest.recording is moving
    assert ("Oct 2026 is still being recorded" in " ".join(marked.notes)) is moving


def test_what_a_workbook_reports_and_what_an_export_states_is_whole() -> None:
    reported = made_trend(rows=tuple(replace(r, source="reported") for r in made_trend().rows))
    assert with_recording(reported, Recording(OCTOBER)) == reported
    stated = Recording(OCTOBER, frozenset({made_trend().indicator.slug}))
    assert with_recording(made_trend(), stated) == made_trend()
    assert with_recording(made_trend(), None) == made_trend()


def test_a_month_still_being_recorded_is_hollow_and_says_so() -> None:
    whole, moving = made_trend(), with_recording(made_trend(), Recording(OCTOBER))
    settled, hollow = (trend_figure(trend) for trend in (whole, moving))
    dots = [figure["data"][-2]["marker"]["color"] for figure in (settled, hollow)]
    assert dots == ["#12436D", "#fff"]
    assert hollow["data"][-2]["text"][0].endswith("still being recorded")
    assert subtitle(moving, hollow).count("(still being recorded)") == 1
    assert "still being recorded" not in subtitle(whole, settled)
    assert "Still being recorded" in text_of(figures_table(moving))
    assert "Still being recorded" not in text_of(figures_table(whole))


def test_a_small_charts_last_dot_is_hollow_too() -> None:
    split = split_trend(6)
    last = split.rows[-1].period_end
    figure = split_figure(with_recording(split, Recording(last)), 288)
    assert figure["data"][0]["marker"]["color"][-1] == "#fff"
    assert split_figure(split, 288)["data"][0]["marker"]["color"][-1] != "#fff"


def test_the_sample_reaches_the_end_of_its_last_month(sample_home: Home) -> None:
    store = current_store(sample_home)
    recording = get_recording(store)
    latest = date.fromisoformat(f"{store.latest_month}-01")
    assert (recording.reaches.year, recording.reaches.month) == (latest.year, latest.month)
    assert recording.older == ()  # all of one extract
    trend = with_recording(get_trend(store, "protection_plans_started", View()), recording)
    assert [row.recording for row in trend.rows[-2:]] == [False, True]


def test_without_case_tables_nothing_is_said(cornwall_home: Home) -> None:
    assert get_recording(current_store(cornwall_home)) is None


def days(first: date, last: date, apart: int = 1) -> list[str]:
    return [f"{first + timedelta(n)}" for n in range(0, (last - first).days + 1, apart)]


def test_figures_of_an_older_extract_reach_only_as_far_as_it(tmp_path: Path) -> None:
    """Contacts and referrals to 20 October, assessments exported in August; section 47 enquiries,
    one in forty days, are as new as the contacts though none is of their last weeks."""
    home, start = Home(tmp_path), date(2024, 9, 1)
    fresh, older = date(2025, 10, 20), date(2025, 8, 29)
    home.exports.mkdir(parents=True)
    csv_rows(
        home.exports / "contacts.csv",
        [
            {"cont_contact_id": f"T{day}", "cont_person_id": "A", "cont_contact_date": day}
            for day in days(start, fresh)
        ],
    )
    csv_rows(
        home.exports / "episodes.csv",
        [
            {"cine_referral_id": f"R{day}", "cine_person_id": "A", "cine_referral_date": day}
            for day in days(start, fresh, 2)
        ],
    )
    csv_rows(
        home.exports / "assessments.csv",
        [
            {"cina_assessment_id": f"A{day}", "cina_person_id": "A"}
            | {"cina_assessment_start_date": day, "cina_assessment_auth_date": day}
            for day in days(start, older)
        ],
    )
    csv_rows(
        home.exports / "enquiries.csv",
        [
            {"s47e_s47_enquiry_id": f"S{day}", "s47e_person_id": "A", "s47e_s47_start_date": day}
            for day in days(start, fresh, 40)
        ],
    )
    store = refreshed(home)
    recording = get_recording(store)
    assert recording.reaches == fresh
    assert recording.of("contacts").reaches == fresh
    assert recording.of("section_47_started").reaches == fresh
    assert recording.of("assessments_completed").reaches == older
    assert recording.of("children_in_need").reaches == older
    trend = with_recording(get_trend(store, "assessments_completed", View()), recording)
    marked = [f"{row.period_end:%Y-%m}" for row in trend.rows if row.recording]
    assert marked == ["2025-08", "2025-09"]
    assert "the cases reach 29 August 2025" in " ".join(trend.notes)
    assert not [row for row in _rows(store, "contacts", recording) if row.recording]


def _rows(store, slug: str, recording: Recording) -> tuple:
    return with_recording(get_trend(store, slug, View()), recording).rows


@pytest.mark.parametrize("slug", [s for s, each in catalogue().items() if each.computed])
def test_the_tables_that_a_query_names_are_those_that_the_database_finds(slug: str) -> None:
    sql = catalogue()[slug].sql_file.read_text(encoding="utf-8")
    (parsed,) = connect().execute("SELECT json_serialize_sql(?::VARCHAR)", [sql]).fetchone()
    named = set(re.findall(r'"table_name":"(\w+)"', parsed))
    assert named, "the database could not parse it"
    assert {name for name in named if name.startswith("ssd_")} <= tables_read(sql)
    for name in named:
        assert tables_read(f"SELECT * FROM {name}") <= tables_read(sql)


def test_shared_tables_lead_to_the_exports_behind_them() -> None:
    assert tables_read("SELECT * FROM assessment") == {"ssd_cin_assessments", "ssd_cin_episodes"}
    assert tables_read("-- FROM ssd_contacts\nSELECT 1 FROM post_listed_by_nobody") == set()
