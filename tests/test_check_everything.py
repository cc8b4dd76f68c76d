"""``check`` over every published file and sample export: each named for what it is, or why not."""

import re
from pathlib import Path

import pytest

from data.home import Home
from queries.refresh import check

DESCRIBED = {"MANIFEST.csv", "README.md"}
"""Files about the files, which no kind of table is."""

SSDA903 = {
    "episodes": "episodes",
    "header": "header",
    "missing": "missing",
    "oc2": "oc2",
    "oc3": "oc3",
    "ad1": "ad1",
    "reviews": "reviews",
    "uasc": "uasc",
    "DoLo": "dolo",
    "sw_episodes": "social_worker",
    "placed_for_adoption": "placed_for_adoption",
    "previous_permanence": "previous_permanence",
    "previous_permenance": "previous_permanence",
    "liia_SSDA903_2020_episodes": "episodes",
    "liia_SSDA903_episodes_for_testing_fixes_INPUT": "episodes",
    "pipeline_SSDA903_2020_episodes": "episodes",
    "pipeline_SSDA903_2020_header": "header",
    "Episodes_Mock": "episodes",
    "Header_Mock": "header",
}
"""Of each file or sheet of shared/formats/ssda903, without its year, the table that it is."""

TABLES = {
    "data_objects_specification": "the Standard Safeguarding Dataset's specification",
    "ssd_change_log": "the Standard Safeguarding Dataset's log of changes",
}


@pytest.fixture(scope="module")
def reports(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    """What the command prints as JSON, for all the files at once."""
    folders = (shared / "published", shared / "formats")
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    said = check(files, Home(tmp_path_factory.mktemp("empty_home")))
    named = {report["file"] for report in said["files"]}
    assert named == {path.name for path in files}
    return said["files"]


def test_every_row_is_accounted_for(reports: list[dict]) -> None:
    off = [
        (each["file"], each["sheet"])
        for each in reports
        if each["rows_read"] != each["rows_loaded"] + each["rows_rejected"]
    ]
    assert off == []


def test_every_kind_is_known_but_the_notes_about_the_files(reports: list[dict]) -> None:
    unknown = {
        each["file"]
        for each in reports
        if each["table"] is None and not any(w["rule"] == "same_file" for w in each["warnings"])
    }
    assert unknown == DESCRIBED


def test_what_did_not_load_is_told_in_one_line(reports: list[dict]) -> None:
    for each in reports:
        said = [*each["rejects"], *each["warnings"]]
        assert each["rows_loaded"] or said, each["file"]
        assert not any(fault["rule"] == "waymark_fault" for fault in said), each["file"]
        for fault in said:
            assert "\n" not in fault["message"], each["file"]
            assert "Traceback" not in fault["message"], each["file"]
            assert fault["message"].endswith("."), (each["file"], fault["message"])


def test_nothing_published_goes_unread_but_what_holds_no_figures(reports: list[dict]) -> None:
    unread = {
        each["file"]
        for each in reports
        if each["table"] in ("published_figure", "population", "neighbour", "area")
        and not each["rows_loaded"]
    }
    assert unread == {"lait_data_dictionary.csv"}


def test_each_list_of_annex_a_is_named_by_its_number(reports: list[dict]) -> None:
    lists = [
        (re.fullmatch(r"List[_ ](\d+)", each["sheet"] or ""), each)
        for each in reports
        if each["file"].endswith(".xlsx")
    ]
    named = [(found[1], each) for found, each in lists if found]
    assert len(named) == 77  # seven workbooks of eleven lists
    for number, each in named:
        if int(number) <= 10:
            assert each["table"] == f"annex_a_list_{number}"
        else:
            assert each["table"] == "annex_a_adopters"
            assert "list 11 (" in each["rejects"][0]["message"]


def test_each_table_of_an_ssda903_is_known_for_what_it_is(
    reports: list[dict], shared: Path
) -> None:
    files = {path.name for path in (shared / "formats" / "ssda903").rglob("*.*")}
    seen = set()
    for each in (report for report in reports if report["file"] in files):
        stem = each["sheet"] or re.sub(r"^20\d\d-|_errors$", "", Path(each["file"]).stem)
        assert each["table"] == f"ssda903_{SSDA903[stem]}", (each["file"], each["sheet"])
        assert each["rows_loaded"], (each["file"], each["sheet"])
        seen.add(stem)
    assert seen == set(SSDA903)


def test_each_table_of_a_census_is_read_as_what_it_is(reports: list[dict]) -> None:
    read = {each["file"]: each for each in reports if each["file"].startswith("Fake")}
    assert {name: each["table"] for name, each in read.items()} == {
        "FakeCINdetails.csv": "cin_census_cin_details",
        "FakeCINplanDates.csv": "cin_census_cin_plan_dates",
        "FakeChildCharacteristics.csv": "cin_census_child_characteristics",
        "FakeChildIdentifiers.csv": "cin_census_child_identifiers",
        "FakeChildProtectionPlans.csv": "cin_census_child_protection_plans",
        "FakeHeader.csv": "cin_census_header",
        "FakeReviews.csv": "cin_census_reviews",
        "FakeSection47.csv": "cin_census_section_47",
    }
    assert read["FakeCINdetails.csv"]["rows_loaded"] == 402
    assert not any(each["rows_rejected"] for each in read.values())


def test_each_table_of_a_return_is_named(reports: list[dict]) -> None:
    seen = set()
    for each in reports:
        stem = each["sheet"] or re.sub(r"^20\d\d-|_errors$", "", Path(each["file"]).stem)
        if stem in TABLES and each["rejects"]:
            assert TABLES[stem] in each["rejects"][0]["message"], (each["file"], each["sheet"])
            seen.add(stem)
    assert seen == set(TABLES)
