"""Annex A's lists: recognised by their columns, accounted for, and added up over extracts."""

from pathlib import Path

import pytest

from data.context import LoadContext
from data.contracts import create_case_tables
from data.database import connect
from data.ingest import load_files
from data.readers import annex_a
from data.readers.annex_a.lists import annex_lists, words
from data.sources import open_file
from tests.annex_lists import CONTACT, ENQUIRY, NEED, REFERRAL, annex_context, load
from tests.case_files import all_words, stored


@pytest.fixture
def context() -> LoadContext:
    return annex_context()


def test_every_list_of_the_real_files_is_known_and_each_row_accounted_for(shared: Path) -> None:
    seen = []
    for path in sorted((shared / "formats" / "annex_a").glob("*.xlsx")):
        context = annex_context()
        for source in open_file(path, path.name):
            found = annex_a.recognise(source, context)
            number = (source.sheet or "").removeprefix("List").strip(" _")
            expected = f"annex_a_list_{number}"
            assert (found.table if found else None) == (
                expected if expected in annex_lists() else None
            ), (path.name, source.sheet)
            if found:
                report = annex_a.load(source, found, context)
                assert report.rows_read == report.rows_loaded + report.rows_rejected
                seen.append(report)
    assert len(seen) == 7 * 10  # seven workbooks, of each Lists 1 to 10
    assert sum(report.rows_loaded for report in seen) > 100


def test_one_row_fills_what_it_tells_and_no_more(tmp_path: Path, context: LoadContext) -> None:
    (report,) = load(tmp_path, context, ("annex_a_list_3_2025-10-31.csv", [REFERRAL]))
    assert (report.table, report.rows_loaded) == ("annex_a_list_3", 1)
    assert stored(context, "pers_person_id, pers_sex, pers_ethnicity, pers_dob::VARCHAR",
                  "ssd_person") == [("770001", "F", "WBRI", "2014-05-01")]  # fmt: skip
    columns = "cine_person_id, cine_referral_date::VARCHAR, cine_referral_source_code, "
    columns += "cine_referral_nfa, cine_referral_team, cine_referral_worker_id"
    assert stored(context, columns, "ssd_cin_episodes") == [
        ("770001", "2025-09-12", "2A", "N", "Locality 2", None)
    ]


def test_a_referral_that_list_6_does_not_hold_is_open_at_no_month_end(
    tmp_path: Path, context: LoadContext
) -> None:
    recent = REFERRAL | {"Date of Referral": "09/11/2025"}
    load(tmp_path, context, ("annex_a_2025-11-15.csv", [REFERRAL, recent]))
    columns = "cine_referral_date::VARCHAR, cine_close_date::VARCHAR"
    assert stored(context, columns, "ssd_cin_episodes") == [
        ("2025-09-12", "2025-10-31"),
        ("2025-11-09", "2025-11-09"),
    ]


def test_an_enquiry_left_open_from_before_the_six_months_is_not_counted(
    tmp_path: Path, context: LoadContext
) -> None:
    day = "Strategy discussion initiating Section 47 Enquiry Start Date"
    rows = [ENQUIRY | {"Child ID": str(child)} for child in range(30)]
    rows.append(ENQUIRY | {"Child ID": "31", day: "2024-09-15"})
    (report,) = load(tmp_path, context, ("s_2025-10-31.csv", rows))
    assert (report.rows_loaded, report.rows_rejected) == (30, 1)
    assert [each.rule for each in report.rejects] == ["before_window"]
    assert len(stored(context, "s47e_s47_enquiry_id", "ssd_s47_enquiry")) == 30


def test_no_name_and_no_whole_birth_date_is_kept(tmp_path: Path, context: LoadContext) -> None:
    load(tmp_path, context, ("annex_a_2025-10-31.csv", [REFERRAL]))
    tables = context.connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'ssd_%'"
    ).fetchall()
    kept = str([context.connection.execute(f"FROM {name}").fetchall() for (name,) in tables])
    assert "770001" in kept
    assert "Quaintance" not in kept
    assert "2014, 5, 17" not in kept


def test_list_6_tells_whether_the_referral_is_open(tmp_path: Path, context: LoadContext) -> None:
    load(tmp_path, context, ("a_2025-10-31.csv", [REFERRAL]), ("b_2025-10-31.csv", [NEED]))
    assert stored(
        context, "cine_close_date, cine_cin_primary_need_code, cine_referral_source_code",
        "ssd_cin_episodes",
    ) == [(None, "N1", "2A")]  # fmt: skip
    assert stored(context, "disa_disability_code", "ssd_disability") == [("DDA",)]


def test_list_6_alone_adds_no_referral(tmp_path: Path, context: LoadContext) -> None:
    load(tmp_path, context, ("b_2025-10-31.csv", [NEED]))
    assert stored(context, "cine_referral_id", "ssd_cin_episodes") == []


def test_an_enquiry_and_its_conference(tmp_path: Path, context: LoadContext) -> None:
    earlier = ENQUIRY | {
        "Strategy discussion initiating Section 47 Enquiry Start Date": "2025-08-01"
    }
    load(tmp_path, context, ("s_2025-10-31.csv", [earlier, ENQUIRY]))
    assert len(stored(context, "s47e_s47_enquiry_id", "ssd_s47_enquiry")) == 2
    held = stored(
        context,
        "icpc_icpc_date::VARCHAR, icpc_icpc_outcome_cp_flag, s47e_s47_start_date::VARCHAR",
        "ssd_initial_cp_conference JOIN ssd_s47_enquiry "
        "ON icpc_s47_enquiry_id = s47e_s47_enquiry_id",
    )
    assert held == [("2025-10-03", "Y", "2025-09-15")]


def test_keys_are_the_same_in_every_run_and_tell_no_child(
    tmp_path: Path, context: LoadContext
) -> None:
    load(tmp_path, context, ("c_2025-10-31.csv", [CONTACT]))
    other = annex_context()
    load(tmp_path, other, ("again_2026-01-31.csv", [CONTACT]))
    ((key,),) = stored(context, "cont_contact_id", "ssd_contacts")
    assert stored(other, "cont_contact_id", "ssd_contacts") == [(key,)]
    assert key.startswith("annexa-contact-")
    assert "770001" not in key


def test_bad_rows_are_rejected_and_no_child_is_told(tmp_path: Path, context: LoadContext) -> None:
    rows = [
        CONTACT,
        CONTACT,
        CONTACT | {"Child Unique ID": "990031", "Date of Contact": "31/31/2025"},
        CONTACT | {"Child Unique ID": "990032", "Date of Contact": "n/a"},
        CONTACT | {"Child Unique ID": ""},
        CONTACT | {"Child Unique ID": "990033", "Contact Source": "Aunt Petunia"},
        dict.fromkeys(CONTACT, "") | {"Child Unique ID": "Applied filters: Team is all"},
    ]
    (report,) = load(tmp_path, context, ("c_2025-10-31.csv", rows))
    assert (report.rows_read, report.rows_loaded) == (7, 2)
    assert {each.rule for each in report.rejects} == {
        "duplicate_row", "bad_date", "missing_value", "footer_row",
    }  # fmt: skip
    said = all_words(report)
    for hidden in ("770001", "99003", "17/05/2014", "Petunia"):
        assert hidden not in said


def test_headings_alone_are_no_fault(tmp_path: Path, context: LoadContext) -> None:
    path = tmp_path / "list.csv"
    path.write_text(",".join(CONTACT) + "\n", encoding="utf-8")
    (file,) = load_files([path], tmp_path, context)
    assert [each.rule for each in file.reports[0].warnings] == ["no_rows"]


def test_every_column_that_a_fill_names_stands_in_its_contract() -> None:
    with connect() as connection:
        create_case_tables(connection)
        for each in annex_lists().values():
            for fill in each.fills:
                names = {row[0] for row in connection.execute(f"DESCRIBE {fill.table}").fetchall()}
                days = words(fill.day) - {"coalesce"}
                assert {fill.key, *days, *fill.values, *fill.at_first} <= names
                assert set(fill.row) <= {*each.fields, *each.derived, "as_at"}
