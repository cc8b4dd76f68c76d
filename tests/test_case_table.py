"""Case tables: recognised, converted, rejected with reasons; every row accounted for."""

from datetime import date, timedelta

import openpyxl
import pytest

from data import reports
from data.contracts import case_tables
from data.readers import case_rows, case_table
from data.sources import open_file
from tests.case_files import (
    PLAN,
    all_words,
    case_context,
    csv_rows,
    loaded,
    loaded_source,
    plans,
    stored,
)
from tests.source_files import text_file

DATES = "cppl_cp_plan_id, cppl_cp_plan_start_date, cppl_cp_plan_end_date"


@pytest.fixture
def context():
    return case_context()


def test_a_row_arrives_typed(tmp_path, context):
    report = plans(tmp_path, context, {"cppl_cp_plan_id": " 1 2.0", "cppl_person_id": "007"})
    assert report.table == "ssd_cp_plans"
    assert (report.rows_read, report.rows_loaded, report.rejects) == (1, 1, [])
    assert stored(context, "*") == [
        ("12", None, None, "007", date(2025, 3, 31), None, None, "NEG", None, None)
    ]


def test_dates_in_four_ways_and_serials(tmp_path, context):
    ways = ["31/03/2025", "31/03/25", "2025-03-31", "2025-03-31 00:00:00", "45747", "45747.5"]
    rows = [
        {"cppl_cp_plan_id": str(n), "cppl_cp_plan_start_date": way} for n, way in enumerate(ways)
    ]
    assert plans(tmp_path, context, *rows).rows_loaded == len(ways)
    assert set(stored(context, "cppl_cp_plan_start_date")) == {(date(2025, 3, 31),)}


def test_a_needed_value_that_is_missing_or_unread_rejects_the_row(tmp_path, context):
    report = plans(
        tmp_path,
        context,
        {},
        {"cppl_cp_plan_id": "P2", "cppl_cp_plan_start_date": "31/31/2025"},
        {"cppl_cp_plan_id": "P3", "cppl_person_id": "NULL"},
        {"cppl_cp_plan_id": "P4", "cppl_person_id": "1.23457E+12", "cppl_cp_plan_start_date": ""},
    )
    assert (report.rows_loaded, report.rows_rejected) == (1, 3)
    assert [(each.row, each.column, each.rule) for each in report.rejects] == [
        (3, "cppl_cp_plan_start_date", "bad_date"),
        (4, "cppl_person_id", "missing_value"),
        (5, "cppl_cp_plan_start_date", "missing_value"),
        (5, "cppl_person_id", "bad_id"),
    ]
    assert "is '31/31/2025': it is not a date." in report.rejects[0].message
    assert "day first" in report.rejects[0].message


def test_another_value_that_is_unread_is_blank_with_a_warning(tmp_path, context):
    report = plans(
        tmp_path,
        context,
        {"cppl_cp_plan_end_date": "31/31/2025"},
        {"cppl_cp_plan_id": "P2", "cppl_cp_plan_end_date": "1900-01-01"},
        {"cppl_cp_plan_id": "P3", "cppl_cp_plan_end_date": "never"},
    )
    assert report.rows_loaded == 3
    assert stored(context, "cppl_cp_plan_end_date") == [(None,), (None,), (None,)]
    (warning,) = [each for each in report.warnings if each.rule == "bad_date"]
    assert warning.cell == "D2"
    assert "in 2 rows (2, 4), and counts as blank" in warning.message


def test_no_message_repeats_an_id_a_name_or_a_date_of_birth(tmp_path, context):
    rows = [
        {"pers_person_id": "9434765919.0", "pers_dob": "31/31/2012", "pers_sex": "M"},
        {"pers_person_id": "9434765919", "pers_dob": "17/09/2012", "pers_sex": "Mary Ann"},
        {"pers_person_id": "9434765919", "pers_dob": "17/09/2012", "pers_sex": "F"},
        {"pers_person_id": "", "pers_dob": "Mary Ann", "pers_sex": "F"},
        {"pers_person_id": "9.43477E+09", "pers_dob": "18/19/2012", "pers_sex": "F"},
    ]
    report = loaded(csv_rows(tmp_path / "a.csv", rows), context)
    assert (report.rows_loaded, report.rows_rejected) == (1, 4)
    words = all_words(report)
    assert len(report.rejects) >= 4
    for private in ("9434765919", "9.43477", "31/31/2012", "17/09", "18/19", "Mary"):
        assert private not in words


def test_a_date_of_birth_is_stored_as_its_month(tmp_path, context):
    rows = [{"pers_person_id": "1", "pers_dob": "17/09/2012"}]
    loaded(csv_rows(tmp_path / "a.csv", rows), context)
    assert stored(context, "pers_dob", "ssd_person") == [(date(2012, 9, 1),)]


def test_names_and_numbers_of_persons_are_never_stored(tmp_path, context):
    rows = [
        {
            "pers_person_id": "1",
            "pers_dob": "",
            "pers_forename": "Mary",
            "pers_common_child_id": "9434765919",
        }
    ]
    report = loaded(csv_rows(tmp_path / "a.csv", rows), context)
    (warning,) = [each for each in report.warnings if each.rule == "personal_column"]
    assert "pers_forename, pers_common_child_id" in warning.message
    everything = str(stored(context, "*", "ssd_person"))
    assert "Mary" not in everything
    assert "9434765919" not in everything
    tables = context.connection.execute("SHOW ALL TABLES").fetchall()
    assert {each[2] for each in tables} == set(case_tables())


def test_codes_are_found_and_others_kept_and_counted(tmp_path, context):
    category = "cppl_cp_plan_initial_category"
    texts = ["NEG", "a) Neglect", "physical abuse", "EMO - Emotional abuse", "n/a"]
    rows = [{"cppl_cp_plan_id": str(n), category: text} for n, text in enumerate(texts)]
    rows += [{"cppl_cp_plan_id": f"x{n}", category: "FGM"} for n in range(5)]
    rows += [{"cppl_cp_plan_id": "y", category: "see Annie"}]
    report = plans(tmp_path, context, *rows)
    found = [value for _, value in stored(context, f"cppl_cp_plan_id, {category}")]
    assert found == ["NEG", "NEG", "PHY", "EMO", None, *["FGM"] * 5, "see Annie"]
    (warning,) = [each for each in report.warnings if each.rule == "unmapped_code"]
    assert "in 6 rows (7, 12 …): 'FGM' (5). Kept" in warning.message
    assert "Annie" not in warning.message


def test_a_code_that_ends_with_a_year(tmp_path, context):
    rows = [
        {
            "clap_cla_placement_id": str(n),
            "clap_cla_id": "1",
            "clap_person_id": "1",
            "clap_cla_placement_start_date": start,
            "clap_cla_placement_end_date": "",
            "clap_cla_placement_type": "H5",
        }
        for n, start in enumerate(["31/03/2024", "01/04/2024"])
    ]
    report = loaded(csv_rows(tmp_path / "a.csv", rows), context)
    (warning,) = [each for each in report.warnings if each.rule == "code_out_of_year"]
    assert "in 1 row (3)" in warning.message
    assert warning.cell == "F3"


def test_the_same_row_twice_and_the_same_key_twice(tmp_path, context):
    ended = {"cppl_cp_plan_end_date": "2025-09-30"}
    report = plans(
        tmp_path, context, {}, {"cppl_cp_plan_id": "P2"}, {}, {"cppl_cp_plan_id": "P2", **ended}
    )
    assert [(each.row, each.rule) for each in report.rejects] == [
        (2, "duplicate_row"),
        (3, "duplicate_key"),
    ]
    assert "Row 5" in report.rejects[1].message
    assert stored(context, DATES) == [
        ("P1", date(2025, 3, 31), None),
        ("P2", date(2025, 3, 31), date(2025, 9, 30)),
    ]


def test_of_three_rows_with_a_key_each_is_told_against_the_last(tmp_path, context):
    ended = {"cppl_cp_plan_end_date": "2025-09-30"}
    report = plans(tmp_path, context, {}, ended, {})
    assert [(each.row, each.rule) for each in report.rejects] == [
        (2, "duplicate_row"),
        (3, "duplicate_key"),
    ]


def test_a_later_file_replaces_the_row_with_its_key(tmp_path, context):
    plans(tmp_path, context, {}, {"cppl_cp_plan_id": "P2"})
    report = plans(tmp_path, context, {"cppl_cp_plan_end_date": "2025-09-30"})
    assert stored(context, DATES) == [
        ("P1", date(2025, 3, 31), date(2025, 9, 30)),
        ("P2", date(2025, 3, 31), None),
    ]
    (warning,) = [each for each in report.warnings if each.rule == "replaced_rows"]
    assert warning.message.startswith("1 row replaces one of earlier files")


def test_footers_of_reporting_tools_are_told_from_records(tmp_path, context):
    headings = ",".join(PLAN)
    content = (
        f"{headings}\nP1,C1,31/03/2025,,NEG\nNone,,,,\nTotal,,,,\n\n"
        '"Applied filters: Team is A, Year is 2025",,,,\n'
    )
    report = loaded_source(text_file(tmp_path, content), context)
    assert [(each.row, each.rule) for each in report.rejects] == [
        (3, "footer_row"),
        (4, "footer_row"),
        (6, "footer_row"),
    ]


def test_a_footer_is_no_record_of_a_table_that_needs_its_key_alone(tmp_path, context):
    content = 'pers_person_id,pers_sex,pers_dob\n7,F,\n8,,\n"Applied filters: Team is A",,\n'
    report = loaded_source(text_file(tmp_path, content), context)
    assert [(each.row, each.rule) for each in report.rejects] == [(4, "footer_row")]
    assert stored(context, "pers_person_id", "ssd_person") == [("7",), ("8",)]


def test_a_record_with_its_key_alone_is_no_footer(tmp_path, context):
    content = ",".join(PLAN) + "\nP1,,,,\n"
    report = loaded_source(text_file(tmp_path, content), context)
    assert {each.rule for each in report.rejects} == {"missing_value"}
    assert report.rows_rejected == 1


def test_the_heading_may_stand_below_titles_in_other_case_and_spaces(tmp_path, context):
    content = "Extract of plans\n\nCPPL_CP_PLAN_ID,Cppl Person\u00a0Id, cppl_cp_plan_start_date ,"
    content += "cppl_cp_plan_end_date?\n1,2,1/2/2025,x\n"
    report = loaded_source(text_file(tmp_path, content), context)
    assert report.rows_loaded == 1
    assert stored(context, DATES) == [("1", date(2025, 2, 1), None)]
    assert [each.cell for each in report.warnings if each.rule == "bad_date"] == ["D4"]


def test_a_file_with_columns_missing_says_which(tmp_path, context):
    rows = [{"cppl_cp_plan_id": str(n), "cppl_person_id": "1"} for n in range(3)]
    report = loaded(csv_rows(tmp_path / "a.csv", rows), context)
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (3, 0, 3)
    (reject,) = report.rejects
    assert reject.rule == "missing_column"
    assert "cppl_cp_plan_start_date, cppl_cp_plan_end_date" in reject.message
    assert stored(context, "*") == []


def test_columns_absent_or_not_known_are_named(tmp_path, context):
    report = plans(tmp_path, context, {"local_note": "x"})
    said = {each.rule: each.message for each in report.warnings}
    assert "cppl_cp_plan_latest_category" in said["absent_column"]
    assert "local_note" in said["extra_column"]


def test_a_heading_seen_before_by_another_name(tmp_path, context):
    rows = [
        {
            "cine_referral_id": "1",
            "cine_person_id": "1",
            "cine_referral_date": "1/2/2025",
            "cine_close_date": "",
            "cine_cin_primary_need": "N1 - Abuse or neglect",
        }
    ]
    loaded(csv_rows(tmp_path / "a.csv", rows), context)
    need = stored(context, "cine_cin_primary_need_code", "ssd_cin_episodes")
    assert need == [("N1",)]


def test_headings_alone_load_nothing_and_harm_nothing(tmp_path, context):
    report = loaded_source(text_file(tmp_path, ",".join(PLAN) + "\n"), context)
    assert (report.rows_read, report.rows_loaded, report.rejects) == (0, 0, [])


def test_ends_before_starts_and_dates_to_come_are_counted(tmp_path, context):
    later = (date.today() + timedelta(days=3)).isoformat()
    report = plans(
        tmp_path,
        context,
        {"cppl_cp_plan_end_date": "2025-03-30"},
        {"cppl_cp_plan_id": "P2", "cppl_cp_plan_start_date": later},
    )
    assert report.rows_loaded == 2
    cells = {each.rule: each.cell for each in report.warnings}
    assert cells["ends_before_start"] == "D2"
    assert cells["future_date"] == "C3"


def test_no_more_rejects_are_listed_than_the_most_but_all_are_counted(
    tmp_path, context, monkeypatch
):
    monkeypatch.setattr(case_rows, "MOST_REJECTS_LISTED", 10)
    rows = [{"cppl_cp_plan_id": str(n), "cppl_cp_plan_start_date": "x"} for n in range(25)]
    report = plans(tmp_path, context, *rows)
    assert (report.rows_rejected, len(report.rejects)) == (25, 10)
    (warning,) = [each for each in report.warnings if each.rule == "more_rejects"]
    assert "bad_date in cppl_cp_plan_start_date 25" in warning.message
    assert reports.MOST_REJECTS_LISTED == 1000


def test_commas_quotes_and_line_ends_stay_in_their_cells(tmp_path, context):
    rows = [{"dept_team_id": "1", "dept_team_name": 'North, "A"\nteam'}]
    loaded(csv_rows(tmp_path / "a.csv", rows), context)
    assert stored(context, "dept_team_name", "ssd_department") == [('North, "A"\nteam',)]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_encodings_reach_the_table(tmp_path, context, encoding):
    content = "dept_team_id,dept_team_name\n1,Équipe\n".encode(encoding)
    loaded_source(text_file(tmp_path, content), context)
    assert stored(context, "dept_team_name", "ssd_department") == [("Équipe",)]


def test_workbook_parquet_and_csv_give_the_same_table(tmp_path):
    rows = [PLAN | {"cppl_cp_plan_id": str(n)} for n in range(5)]
    book = openpyxl.Workbook()
    book.active.append(list(PLAN))
    for row in rows:
        cells = list(row.values())
        book.active.append([int(cells[0]), cells[1], date(2025, 3, 31), None, cells[4]])
    book.save(tmp_path / "a.xlsx")
    csv_rows(tmp_path / "a.csv", rows)
    maker = case_context()
    maker.connection.execute(
        f"COPY (SELECT CAST(cppl_cp_plan_id AS DOUBLE) AS cppl_cp_plan_id, cppl_person_id, "
        "strptime(cppl_cp_plan_start_date, '%d/%m/%Y') AS cppl_cp_plan_start_date, "
        "CAST(NULL AS TIMESTAMP) AS cppl_cp_plan_end_date, cppl_cp_plan_initial_category "
        f"FROM read_csv('{tmp_path / 'a.csv'}', all_varchar=true)) "
        f"TO '{tmp_path / 'a.parquet'}' (FORMAT PARQUET)"
    )
    tables = []
    for suffix in ("csv", "xlsx", "parquet"):
        context = case_context()
        report = loaded(tmp_path / f"a.{suffix}", context)
        assert (report.rows_loaded, report.rejects) == (5, [])
        tables.append(stored(context, "*"))
    assert tables[0] == tables[1] == tables[2]


def test_every_contract_is_recognised_by_its_own_columns(tmp_path, context):
    read_here = {n: table for n, table in case_tables().items() if table.reader == "case_table"}
    for name, table in read_here.items():
        source = text_file(tmp_path, ",".join(table.columns) + "\n", f"{name}.csv")
        recognition = case_table.recognise(source, context)
        assert (recognition.table, recognition.score) == (name, 1.0)


def test_other_tables_are_not_taken_for_case_tables(shared, context):
    for name in (
        "formats/ssd/data_objects_specification.csv",
        "formats/ssda903/be903_fake/episodes.csv",
        "published/cla_2025/la_cla_placement_stability.csv",
        "plans/cornwall_performance_template_2015-12.xlsx",
    ):
        for source in open_file(shared / name, name):
            assert case_table.recognise(source, context) is None


def test_headings_without_rows_are_said_in_one_line(tmp_path, context):
    report = loaded_source(text_file(tmp_path, ",".join(PLAN) + "\n"), context)
    (warning,) = report.warnings
    assert (warning.rule, "headings but no rows" in warning.message) == ("no_rows", True)


def test_many_columns_not_known_are_counted(tmp_path, context):
    report = plans(tmp_path, context, {f"local_{n}x": "1" for n in range(20)} | {"770090012": "1"})
    (said,) = [each.message for each in report.warnings if each.rule == "extra_column"]
    assert "local_0x" in said
    assert "local_8x" not in said
    assert said.endswith("13 more.")
    assert "770090012" not in said


@pytest.mark.parametrize(
    ("written", "is_month_first"),
    [
        (["12/31/2025", "03/13/2025 00:00", "1/2/2025"], True),
        (["12-31-25"], True),
        (["12/31/2025", "31/31/2025"], False),
        (["12/31/2025", "soon"], False),
        (["infinity"], False),
        (["31/12/2025", "1/2/2025"], False),
    ],
)
@pytest.mark.parametrize("column", ["cppl_cp_plan_start_date", "cppl_cp_plan_end_date"])
def test_dates_that_look_month_first_are_said_to(
    tmp_path, context, written, is_month_first, column
):
    rows = [{"cppl_cp_plan_id": f"P{n}", column: text} for n, text in enumerate(written)]
    report = plans(tmp_path, context, *rows)
    found = [each for each in report.warnings if each.rule == "month_first"]
    assert len(found) == is_month_first
    assert all("look month first (12/31/2025)" in each.message for each in found)


def test_a_files_own_column_called_text_is_not_mistaken_for_a_code(tmp_path, context):
    category = "cppl_cp_plan_initial_category"
    rows = [
        {"cppl_cp_plan_id": str(n), category: "NEG", "text": "" if n else "x"} for n in range(4)
    ]
    plans(tmp_path, context, *rows)
    assert stored(context, category) == [("NEG",)] * 4
