"""What two kinds of export tell of one month, through a refresh and on the pages."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from data.home import Home
from pages.application import create_app
from pages.indicator_page import indicator_page
from queries.catalogue import catalogue
from queries.reconciliation import get_second_counts
from queries.refresh import refresh
from queries.store import current_store

CONTACTS = catalogue()["contacts"]
ANNEX = "Ofsted’s Annex A"


def _write(path: Path, headings: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([headings, *rows])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Own records to February, an Annex A list to March that lacks one contact of February."""
    made = Home(tmp_path_factory.mktemp("two_kinds"))
    made.exports.mkdir(parents=True)
    made.settings_file.write_text('[council]\ncode = "E06000052"\n', encoding="utf-8")
    own = [f"2025-{month:02}-{day:02}" for month in (1, 2) for day in (3, 14, 28)]
    _write(
        made.exports / "ssd_contacts_2025-03-01.csv",
        ["cont_contact_id", "cont_person_id", "cont_contact_date", "cont_contact_source_code"],
        [[f"K{n}", str(900 + n), day, "6"] for n, day in enumerate(own)],
    )
    listed = [*own[:5], "2025-03-03", "2025-03-31"]
    _write(
        made.exports / "annex_a_2025-03-31.csv",
        ["Child Unique ID", "Date of Contact", "Contact Source"],
        [[str(900 + n), day, "q) 6: Police"] for n, day in enumerate(listed)],
    )
    assert refresh(made).generation is not None
    return made


def test_both_figures_and_their_difference_are_kept(home: Home) -> None:
    (found,) = get_second_counts(current_store(home), CONTACTS)
    assert found.kind == ANNEX
    months = {each.period_end: each for each in found.months if each.window == "m"}
    assert {day: (each.counted, each.reported) for day, each in months.items()} == {
        date(2025, 1, 31): (3, 3),
        date(2025, 2, 28): (3, 2),
    }
    assert [each.period_end for each in found.differing if each.window == "m"] == [
        date(2025, 2, 28)
    ]
    assert months[date(2025, 2, 28)].where == "Standard Safeguarding Dataset"


def test_nothing_counts_twice_and_each_file_keeps_its_accounts(home: Home) -> None:
    rows = (
        current_store(home)
        .cursor()
        .execute(
            "SELECT period_end, numerator FROM observation WHERE slug = 'contacts' "
            "AND split = '' AND unit = 'count' AND \"window\" = 'm' ORDER BY 1"
        )
        .fetchall()
    )
    assert rows == [(date(2025, 1, 31), 3), (date(2025, 2, 28), 3), (date(2025, 3, 31), 2)]
    for report in current_store(home).manifest["files"]:
        assert report["rows_read"] == report["rows_loaded"]
        assert report["rows_withdrawn"] == 0


def test_pages_show_the_difference(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYMARK_HOME", str(home.root))
    page = _written(indicator_page("contacts", {}))
    assert f"Also told by: {ANNEX}" in page
    assert "month=2025-02" in page
    assert f"counted from cases: {ANNEX}" in page  # the latest month, which it alone tells
    create_app()  # pages can be asked for once there is an application
    from pages import data_quality

    quality = _written(data_quality.layout())
    assert "Told by two kinds of export" in quality
    assert "Reported and counted" not in quality


def _written(page: object) -> str:
    return json.dumps(page, default=lambda each: each.to_plotly_json(), ensure_ascii=False)
