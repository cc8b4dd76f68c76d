"""Contracts: strict, in step with the standard's specification, and keeping no personal column."""

import csv
import re

import pytest
from pydantic import ValidationError

from data.contracts import CaseTable, case_tables, code_sets, create_case_tables
from data.database import connect

PERSONAL = re.compile(r"name$|surname|upn$|nhs|common_child|postcode|address|nationality|_json$")
CODES_OF_FACTORS = "cinf_assessment_factors_json"
TEAM_NAMES = {"dept_team_name", "dept_team_parent_name"}


def contract(**changes: object) -> dict:
    """A small sound contract, with changes."""
    sound = {
        "name": "ssd_x",
        "grain": "One row an example.",
        "key": ["x_id"],
        "columns": {"x_id": {"type": "id", "needs": "value"}, "x_end": {"type": "date"}},
    }
    return sound | changes


def test_every_table_of_the_recommended_route_has_a_contract():
    assert len([name for name in case_tables() if name.startswith("ssd_")]) == 29
    connection = connect()
    create_case_tables(connection)
    for name, table in case_tables().items():
        described = connection.execute(f"DESCRIBE {name}").fetchall()
        assert {row[0]: row[1] for row in described} == table.columns


def test_every_kept_column_is_one_of_the_standards(shared):
    with (shared / "formats/ssd/data_objects_specification.csv").open(
        encoding="utf-8-sig", newline=""
    ) as lines:
        standard = {(row["object_name"], row["field_name"]) for row in csv.DictReader(lines)}
    ours = {
        (name, column)
        for name, table in case_tables().items()
        for column in table.fields
        if name.startswith("ssd_")
    }
    assert ours <= standard
    not_spoken_of = {
        (name, field)
        for name, field in standard
        if name in case_tables()
        and field not in case_tables()[name].fields
        and field not in (*case_tables()[name].personal, *case_tables()[name].unused)
    }
    assert not_spoken_of == set()


def test_no_contract_keeps_a_name_a_number_or_free_text_of_a_person():
    kept = {column for table in case_tables().values() for column in table.fields}
    assert {each for each in kept if PERSONAL.search(each)} - TEAM_NAMES == {CODES_OF_FACTORS}


def test_dates_of_birth_are_kept_to_the_month():
    person = case_tables()["ssd_person"].fields
    assert person["pers_dob"].type == person["pers_expected_dob"].type == "month"
    assert [
        (name, column)
        for name, table in case_tables().items()
        for column, about in table.fields.items()
        if "dob" in column and about.type != "month"
    ] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"grain": ""},
        {"key": ["other"]},
        {"key": []},
        {"key": ["x_end"]},
        {"personal": ["x_end"]},
        {"columns": {"x_id": {"type": "id", "needs": "value", "size": 3}}},
        {"columns": {"x_id": {"type": "word", "needs": "value"}}},
        {"columns": {"x_id": {"type": "id", "needs": "value", "not_before": "gone"}}},
        {"columns": {"x_id": {"type": "code", "needs": "value"}}},
        {"columns": {"x_id": {"type": "id", "needs": "value", "codes": "sex"}}},
    ],
)
def test_a_faulty_contract_is_refused(changes):
    CaseTable.model_validate(contract())
    with pytest.raises(ValidationError):
        CaseTable.model_validate(contract(**changes))


@pytest.mark.parametrize(
    ("codes", "text", "code"),
    [
        ("abuse_category", "a) Neglect", "NEG"),
        ("abuse_category", "e) Multiple/not recommended", "MUL"),
        ("legal_status", "C1: ICO", "C1"),
        ("legal_status", " c2 ", "C2"),
        ("legal_status", "Interim care order", "C1"),
        ("source", "p1) 5D: LA services", "5D"),
        ("source", "u) 10: Unknown", "10"),
        ("primary_need", "N2 - Child’s disability", "N2"),
        ("primary_need", "Child’s disability", "N2"),
        ("placement_type", "k) P1: Placed with parents", "P1"),
        ("ceased_reason", "e) E4A: Returned home to live with parents - planned", "E4A"),
        ("sex", "a) Male", "M"),
        ("sex", "2", "F"),
        ("ethnicity", "t) NOBT", "NOBT"),
        ("in_touch", "d) Refu", "REFU"),
        ("disability", "NONE", "NONE"),
        ("abuse_category", "Neglectful", None),
        ("abuse_category", "", None),
        ("primary_need", "N10", None),
    ],
)
def test_codes_behind_what_cells_say(codes, text, code):
    assert code_sets()[codes].resolve(text) == code


def test_no_label_stands_for_two_codes():
    for codes in code_sets().values():
        for each in codes.codes:
            assert codes.resolve(each.code) == each.code
            for label in each.labels:
                assert codes.resolve(label) == each.code, (codes.name, label)
