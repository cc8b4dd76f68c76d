"""The post list's reader: known by its columns, given its month, nothing personal kept."""

from datetime import date

import pytest

from data.context import LoadContext
from data.ingest import load_file
from data.readers import post_list
from data.readers.post_list_month import named_day
from data.readers.post_list_words import meaning
from data.sources import open_file
from tests.post_lists import (
    POST,
    context,
    csv_file,
    kept,
    loaded,
    loaded_sheets,
    post,
    rules,
    vacant,
    workbook,
)


@pytest.fixture
def within() -> LoadContext:
    return context()


def test_the_headings_of_a_post_list_are_kept_and_typed(tmp_path, within):
    report = loaded(csv_file(tmp_path / "posts.csv", [post(1), vacant(2)]), within)
    assert (report.rows_loaded, report.warnings, report.rejects) == (2, [], [])
    columns = "as_at, post_number, role, social_work, staff_ref, swe_registered, contracted_fte, "
    assert kept(within.connection, columns + "employment_type, start_date, kind") == [
        (
            date(2025, 12, 31), "P1", "Social worker", "Y", "E1001", "Y", 1.0, "permanent",
            date(2020, 3, 2), "posts",
        ),
        (date(2025, 12, 31), "P2", "Social worker", "Y", None, "N", 0.0, "vacant", None, "posts"),
    ]  # fmt: skip


def test_another_systems_headings_below_a_title_are_known(tmp_path, within):
    headings = [
        "Position ID", "Position Title", "Line of Service", "Org Unit", "FTE Budget",
        "Employee Number", "Social Work England Number", "FTE", "Contract Type", "Hire Date",
        "Leaving Date", "Reason for Leaving", "NQSW", "Caseload", "Days Sick",
    ]  # fmt: skip
    cells = [
        "90001", "Advanced Practitioner", "Children in care", "Team A", 1, "700123.0", "SW1234",
        0.8, "Perm - part time", "45000", None, None, "No", 12, 1.5,
    ]  # fmt: skip
    rows = [["Establishment list at 5 December 2025"], [], headings, cells]
    report = loaded(workbook(tmp_path / "hr.xlsx", {"Sheet1": rows}), within)
    assert report.rows_loaded == 1
    assert kept(
        within.connection, "as_at, extract_date, role, service, team, staff_ref, contracted_fte",
        "employment_type, start_date, asye, allocated_cases, sick_days",
    ) == [
        (
            date(2025, 12, 31), date(2025, 12, 5), "Senior practitioner", "Children in care",
            "Team A", "700123", 0.8, "permanent", date(2023, 3, 15), "N", 12, 1.5,
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    "headings",
    [
        ["Team", "FTE", "Head count", "Budget"],
        ["", "2015/16 FTE'S", "Savings Plan FTE's", "2016/17 FTE's"],
        ["Indicator", "Team", "Apr-25", "May-25", "Jun-25"],
        ["Child ID", "Placement ID", "Start Date", "End Date", "Provider", "Total weekly cost"],
        ["Service line", "Budget holder", "Original budget", "Forecast outturn", "Commentary"],
    ],
)
def test_other_tables_are_not_taken_for_post_lists(tmp_path, within, headings):
    (source,) = open_file(csv_file(tmp_path / "other.csv", [], headings), "other.csv")
    assert post_list.recognise(source, within) is None


def test_names_births_and_pay_are_never_kept(tmp_path, within):
    row = post() | {
        "Surname": "Plumtree", "Date of Birth": "02/02/1980", "NI Number": "QQ123456C",
        "Ethnicity": "WBRI", "Salary": "41234", "Post Holder": "Ada Plumtree",
    }  # fmt: skip
    report = loaded(csv_file(tmp_path / "posts.csv", [row], row), within)
    (warning,) = [each for each in report.warnings if each.rule == "personal_column"]
    assert "Surname" in warning.message and "Salary" in warning.message
    held = str(within.connection.execute("SELECT * FROM post_month").fetchall())
    for secret in ("Plumtree", "1980", "QQ123456C", "WBRI", "41234", "SW104001"):
        assert secret not in held
    assert not {"extra_column"} & rules(report)


def test_no_staff_reference_stands_in_a_message(tmp_path, within):
    rows = [
        post(1, Contracted_FTE="37"), post(2, Sick_Days_In_Month="E1002"),
        post(3, Start_Date="E1003"), post(4), post(4), post(5, As_At="E1005"),
        post(6, Staff_Ref="1.23457E+08"), post(7, Employment_Type="E1007"),
    ]  # fmt: skip
    report = loaded(csv_file(tmp_path / "posts.csv", rows), within)
    said = " ".join(each.message for each in (*report.warnings, *report.rejects))
    assert not any(f"E100{number}" in said for number in range(1, 9))
    assert "1.23457" not in said
    assert rules(report) >= {"not_fte", "bad_number", "bad_date", "duplicate_row", "bad_id"}


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("posts_2025-12", date(2025, 12, 31)),
        ("Post list Dec 2025", date(2025, 12, 31)),
        ("202512", date(2025, 12, 31)),
        ("posts 20251205 v2", date(2025, 12, 5)),
        ("2024_Jan", date(2024, 1, 31)),
        ("posts 31.12.2025", date(2025, 12, 31)),
        ("Sept'25", date(2025, 9, 30)),
        ("Establishment at 5th December 2025", date(2025, 12, 5)),
        ("posts 2025-26", None),
        ("2019-20", None),
        ("1920", None),
        ("mayor 2025", None),
        ("2025-02-30", None),
        ("posts", None),
    ],
)
def test_the_month_in_a_name(name, day):
    assert named_day(name) == day


def test_a_list_without_its_month_takes_that_of_its_name_and_says_so(tmp_path, within):
    row = {name: text for name, text in POST.items() if name != "As At"}
    report = loaded(csv_file(tmp_path / "posts_Dec 2025.csv", [row], row), within)
    (warning,) = [each for each in report.warnings if each.rule == "assumed_month"]
    assert "December 2025, from the file's name" in warning.message
    assert kept(within.connection, "as_at") == [(date(2025, 12, 31),)]


def test_a_sheets_own_name_goes_before_the_files(tmp_path, within):
    rows = [list(POST)[1:], list(POST.values())[1:]]
    path = workbook(tmp_path / "posts_2025-12.xlsx", {"Oct 2025": rows, "Nov 2025": rows})
    loaded_sheets(path, within)
    assert kept(within.connection, "as_at") == [(date(2025, 10, 31),), (date(2025, 11, 30),)]


def test_a_list_that_nothing_dates_is_refused_with_what_to_do(tmp_path, within):
    row = {name: text for name, text in POST.items() if name != "As At"}
    report = loaded(csv_file(tmp_path / "posts.csv", [row, row], row), within)
    assert (report.rows_loaded, report.rows_rejected) == (0, 2)
    assert "posts_2025-12.csv" in report.rejects[0].message
    blank = loaded(csv_file(tmp_path / "blank.csv", [post(1, As_At="")]), within)
    assert blank.rejects[0].rule == "unknown_month"


def test_the_latest_day_of_a_month_stands_for_it(tmp_path, within):
    rows = [post(1, As_At="05/12/2025"), post(2, As_At="19/12/2025"), post(3, As_At="19/12/2025")]
    report = loaded(csv_file(tmp_path / "a.csv", rows), within)
    assert [each.rule for each in report.rejects] == ["earlier_extract"]
    late = loaded(csv_file(tmp_path / "b.csv", [post(4, As_At="12/12/2025")]), within)
    assert late.rows_rejected == 1
    assert kept(within.connection, "post_number, as_at") == [
        ("P2", date(2025, 12, 31)), ("P3", date(2025, 12, 31)),
    ]  # fmt: skip


def test_a_later_file_restates_its_months_alone_and_says_so(tmp_path, within):
    months = [post(1), post(2), post(1, As_At="30/11/2025")]
    loaded(csv_file(tmp_path / "a.csv", months), within)
    report = loaded(csv_file(tmp_path / "b.csv", [post(3)]), within)
    (warning,) = [each for each in report.warnings if each.rule == "replaced_months"]
    assert warning.message.startswith("December 2025 is restated: 2 rows of a.csv")
    assert kept(within.connection, "post_number, as_at") == [
        ("P1", date(2025, 11, 30)), ("P3", date(2025, 12, 31)),
    ]  # fmt: skip


def test_sheets_of_one_workbook_add_up(tmp_path, within):
    one, two = list(post(1).values()), list(post(2).values())
    path = workbook(tmp_path / "a.xlsx", {"North": [list(POST), one], "South": [list(POST), two]})
    assert [each.rows_loaded for each in loaded_sheets(path, within)] == [1, 1]
    assert len(kept(within.connection, "post_number")) == 2


def test_an_agencys_own_list_adds_to_hrs_and_restates_its_own(tmp_path, within):
    agency = {
        "As At": "31/12/2025", "Covering Post Number": "P2", "Job Title": "Social Worker",
        "Team": "North", "Agency Worker": "Bo Diddley", "Booking Ref": "B7", "Start Date": "",
        "Day Rate": "£412.50",
    }  # fmt: skip
    loaded(csv_file(tmp_path / "hr.csv", [post(1), vacant(2)]), within)
    report = loaded(csv_file(tmp_path / "agency.csv", [agency], agency), within)
    assert "replaced_months" not in rules(report)
    assert "assumed_fte" in rules(report)
    columns = "kind, post_number, employment_type, contracted_fte, agency_day_rate"
    assert kept(within.connection, columns) == [
        ("agency", "P2", "agency", 1.0, 412.5),
        ("posts", "P1", "permanent", 1.0, None),
        ("posts", "P2", "vacant", 0.0, None),
    ]
    again = agency | {"Booking Ref": "B8"}
    report = loaded(csv_file(tmp_path / "agency_2.csv", [again, agency], agency), within)
    assert "replaced_months" in rules(report)
    assert len(kept(within.connection, "kind")) == 4


def test_vacant_in_place_of_a_holder_is_a_vacancy(tmp_path, within):
    row = vacant(1, Staff_Ref="VACANT", Employment_Type="")
    loaded(csv_file(tmp_path / "a.csv", [row]), within)
    assert kept(within.connection, "staff_ref, employment_type") == [(None, "vacant")]


def test_rows_that_cannot_be_used_are_rejected_with_what_to_do(tmp_path, within):
    rows = [
        post(1, Contracted_FTE="-0.5"), post(2, Contracted_FTE="37"),
        post(3, Established_FTE="37"), post(4, Established_FTE="-1"),
        post(5, Contracted_FTE="full"), post(6, As_At="31/02/2025"),
        post(7, As_At="31/12/2098"), post(8, As_At=""),
        {"As At": "31/12/2025", "Team": "North", "Established FTE": "12"},
        {"As At": "Total", "Established FTE": "12", "Contracted FTE": "11"},
        post(10),
    ]  # fmt: skip
    report = loaded(csv_file(tmp_path / "a.csv", rows), within)
    assert report.rows_loaded == 1
    assert [(each.row, each.rule) for each in report.rejects] == [
        (2, "negative_fte"), (3, "not_fte"), (4, "not_fte"), (5, "negative_fte"),
        (6, "bad_number"), (7, "bad_date"), (8, "future_month"), (9, "missing_value"),
        (10, "no_post"), (11, "footer_row"),
    ]  # fmt: skip
    assert all(each.message for each in report.rejects)


def test_a_person_on_posts_that_come_to_more_than_full_time_is_remarked(tmp_path, within):
    held = [post(1), post(1, Post_Number="P2"), post(1, Post_Number="P3")]
    half = {"Contracted_FTE": "0.5", "Allocated_Cases": "8"}
    sound = [
        post(5), post(5, Post_Number="P6", **half),  # 1.5 in all
        post(7, Absence_Type="Sickness"), post(7, Absence_Type="Training"),  # one post
        post(8), post(8, Post_Number="P9", End_Date="12/12/2025"),  # moved within the month
        post(10), post(10, As_At="30/11/2025"),  # two months
    ]  # fmt: skip
    report = loaded(csv_file(tmp_path / "a.csv", [*held, *sound]), within)
    (warning,) = [each for each in report.warnings if each.rule == "person_over_full_time"]
    assert warning.message.startswith(
        "1 person has more than 1.5 full-time equivalents in one month, over several posts: "
        "3 rows (2, 3, 4)."
    )
    assert warning.cell == "I2"
    assert not any(f"E100{number}" in warning.message for number in range(10))
    alone = loaded(csv_file(tmp_path / "b.csv", sound), context())
    assert "person_over_full_time" not in rules(alone)


def test_a_month_long_past_is_a_mistyped_year(tmp_path, within):
    rows = [post(1, As_At="31/10/1901"), post(2, As_At="31/12/1989"), post(3, As_At="31/01/1990")]
    report = loaded(csv_file(tmp_path / "a.csv", rows), within)
    assert [(each.row, each.rule, each.column) for each in report.rejects] == [
        (2, "early_month", "As At"), (3, "early_month", "As At"),
    ]  # fmt: skip
    assert report.rejects[0].message == (
        "as_at is in a month before 1990. Write the year in four figures, and the date of the list."
    )


def test_a_number_that_is_no_number_is_told_what_one_looks_like(tmp_path, within):
    rows = [post(1, SWE_No="SW1"), post(2, SWE_No="SW104001"), post(3, SWE_No="Yes")]
    report = loaded(csv_file(tmp_path / "a.csv", rows), within)
    (warning,) = [each for each in report.warnings if each.rule == "unregistered"]
    assert "that can be read, in 1 row (2)." in warning.message
    assert "such as SW123456" in warning.message


def test_what_happens_once_is_said_in_the_singular(tmp_path, within):
    rows = [post(8), post(8, Post_Number="P10")]
    report = loaded(csv_file(tmp_path / "a.csv", rows), within)
    (warning,) = [each for each in report.warnings if each.rule == "repeated_cases"]
    assert warning.message.startswith("1 time someone in two posts has the same number of cases")


def test_rows_with_more_values_than_headings_are_named(tmp_path, within):
    path = csv_file(tmp_path / "a.csv", [post(1), post(2, Agency_Day_Rate="450"), post(3)])
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace(",16,", ",1,600,")
    path.write_text("\n".join(lines), encoding="utf-8")
    report = loaded(path, within)
    (warning,) = [each for each in report.warnings if each.rule == "more_values_than_headings"]
    assert warning.message.startswith("1 row (3) has more values than there are headings.")
    assert "column_" not in str(report.warnings)


def test_values_that_cannot_be_are_blank_with_a_warning(tmp_path, within):
    rows = [
        post(1, Sick_Days_In_Month="64", Allocated_Cases="-3", Team="", Start_Date="31/12/2098"),
        post(2, Sick_Days_In_Month="-2", Allocated_Cases="lots"),
    ]
    report = loaded(csv_file(tmp_path / "a.csv", rows), within)
    assert report.rows_loaded == 2
    assert kept(within.connection, "sick_days, allocated_cases, team") == [
        (None, None, None), (None, None, "Assessment North"),
    ]  # fmt: skip
    assert {"bad_number", "not_started"} <= rules(report)


def test_rows_alike_are_one_but_vacant_posts_may_be_alike(tmp_path, within):
    rows = [post(1), post(1), vacant(2, Established_FTE="0.5"), vacant(2, Established_FTE="0.5")]
    report = loaded(csv_file(tmp_path / "a.csv", rows), within)
    assert [each.rule for each in report.rejects] == ["duplicate_row"]
    assert len(kept(within.connection, "post_number")) == 3


def test_dates_month_first_are_said_to_be(tmp_path, within):
    rows = [post(1, Start_Date="12/31/2020"), post(2, Start_Date="03/04/2021")]
    assert "month_first" in rules(loaded(csv_file(tmp_path / "a.csv", rows), within))


def test_who_drops_off_the_list_without_leaving_is_counted_in_a_warning(tmp_path, within):
    months = [post(1, As_At="30/11/2025"), post(2, As_At="30/11/2025"), post(1)]
    report = loaded(csv_file(tmp_path / "a.csv", months), within)
    (warning,) = [each for each in report.warnings if each.rule == "gone_without_leaving"]
    assert "in the next: 1, in 1 month." in warning.message
    left = post(2, As_At="31/12/2025", End_Date="12/12/2025", Leaving_Reason="Resignation")
    report = loaded(csv_file(tmp_path / "b.csv", [*months, left]), within)
    assert "gone_without_leaving" not in rules(report)


def test_what_words_leave_open_is_said(tmp_path, within):
    rows = [
        post(1, Post_Title="Practice Wizard"), post(2, Employment_Type="Zero hours wizard"),
        post(3, SWE_No=""), post(4, Staff_Ref=""), post(5, Contracted_FTE=""),
        post(6, Post_Number="P9", Established_FTE="1", Contracted_FTE="0.5"),
        post(7, Post_Number="P9", Established_FTE="1", Contracted_FTE="0.5"),
        post(8), post(8, Post_Number="P10"),
    ]  # fmt: skip
    report = loaded(csv_file(tmp_path / "a.csv", rows), within)
    assert rules(report) == {
        "unknown_title", "unknown_employment_type", "unregistered", "blank_staff_ref", "blank_fte",
        "repeated_establishment", "repeated_cases", "person_over_full_time",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "role", "social_work"),
    [
        ("Social Worker", "Social worker", True),
        ("SOCIAL WORKER (Level 2)", "Social worker", True),
        ("Supervising Social Worker", "Social worker", True),
        ("Early Help Social Worker", "Social worker", True),
        ("Senior Social Worker", "Senior practitioner", True),
        ("Advanced Practitioner", "Senior practitioner", True),
        ("ASYE Social Worker", "Newly qualified social worker", True),
        ("Newly Qualified Social Worker", "Newly qualified social worker", True),
        ("Assistant Team Manager", "First line manager", True),
        ("Practice Supervisor", "First line manager", True),
        ("Service Manager", "Middle manager", True),
        ("Head of Safeguarding", "Senior manager", True),
        ("Director of Children’s Services", "Senior manager", True),
        ("Independent Reviewing Officer", "Reviewing officer or conference chair", True),
        ("Head of Business Support", "Business support", False),
        ("Business Support Team Leader", "Business support", False),
        ("Director of Finance", "Business support", False),
        ("Social Work Assistant", "Social work student or assistant", False),
        ("Apprentice Social Worker", "Social work student or assistant", False),
        ("Family Support Worker", "Family support worker", False),
        ("Personal Adviser (Leaving Care)", "Personal adviser", False),
        ("Residential Team Manager", "Residential or early years worker", False),
        ("Practice Wizard", None, None),
    ],
)
def test_roles_by_title(title, role, social_work):
    found = meaning("role", title)
    assert (found.name if found else None) == role
    assert (found.social_work if found else None) == social_work


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("employment_type", "Permanent - Full Time", "permanent"),
        ("employment_type", "Fixed Term Contract", "fixed_term"),
        ("employment_type", "Agency (locum)", "agency"),
        ("employment_type", "VACANCY", "vacant"),
        ("employment_type", "Zero hours", None),
        ("moved_within", "Moved within the council", "Y"),
        ("moved_within", "7 Moved within LA", "Y"),
        ("moved_within", "Internal transfer", "Y"),
        ("moved_within", "Resignation", None),
        ("moved_within", "Moved to another authority", None),
        ("moved_within", "Redundancy (restructure)", None),
        ("not_sickness", "Maternity leave", "Y"),
        ("not_sickness", "MAT", "Y"),
        ("not_sickness", "Long-term", None),
        ("not_sickness", "SIC", None),
        ("not_sickness", "Stress, anxiety", None),
    ],
)
def test_words_of_holding_leaving_and_absence(kind, text, name):
    found = meaning(kind, text)
    assert (found.name if found else None) == name


def test_the_yearly_census_is_named_and_not_read(tmp_path, within):
    census = ["AgencyWorker", "SWENo", "FTE", "PersonBirthDate", "Sex", "OrgRole", "RoleStartDate"]
    census += ["RoleEndDate", "ReasonLeave", "Cases30", "WorkingDaysLost", "Absat30Sept"]
    path = csv_file(tmp_path / "csww_2025.csv", [{"SWENo": "SW123456"}], census)
    (report,) = load_file(path, path.name, within)
    assert (report.table, report.rows_read, report.rows_rejected) == ("workforce_census", 1, 1)
    assert "monthly post list" in report.rejects[0].message
    assert "SW123456" not in report.rejects[0].message
