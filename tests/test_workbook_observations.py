"""Reported figures into observations: one of each, the later workbook's, from its month."""

from datetime import date

from queries.observations.reported import reported_observations
from tests.workbook_fixtures import Grid, context, end, load_file, write_workbook

YEAR = [["Indicator", "2024/25 outturn", "February", "March", "April"]]


def observations(tmp_path, files: dict[str, Grid]) -> list[dict]:
    """The observations of the files, loaded in the order given."""
    parts = context()
    for name, grid in files.items():
        load_file(write_workbook(tmp_path / name, {"Sheet": grid}), parts)
    reported_observations(parts.connection, "908")
    cursor = parts.connection.execute("SELECT * FROM observation")
    names = [each[0] for each in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def values(found: list[dict], slug: str, unit: str = "count") -> list[tuple]:
    rows = [each for each in found if each["slug"] == slug and each["unit"] == unit]
    return sorted((each["period_end"], each["value"]) for each in rows)


def test_an_observation_is_the_own_councils_reported_and_ok(tmp_path) -> None:
    grid = [["To April 2025"], ["Indicator", "March", "April"], ["Contacts", 10, 0]]
    found = observations(tmp_path, {"a.xlsx": grid})
    assert {(each["area"], each["source"], each["status"]) for each in found} == {
        ("908", "reported", "ok")
    }
    assert values(found, "contacts") == [(end(2025, 3), 10), (end(2025, 4), 0)]
    assert [each["release"] for each in found] == ["a.xlsx, Sheet B3", "a.xlsx, Sheet C3"]
    assert [each["note"] for each in found] == [None, None]


def test_the_workbook_that_runs_to_the_later_month_is_shown_and_the_other_noted(tmp_path) -> None:
    older = [["To April 2025"], ["Indicator", "March", "April"], ["Contacts", 10, 20]]
    newer = [["To May 2025"], ["Indicator", "April", "May"], ["Contacts", 21, 30]]
    for order in ({"a.xlsx": newer, "b.xlsx": older}, {"b.xlsx": older, "a.xlsx": newer}):
        found = observations(tmp_path, order)
        assert values(found, "contacts") == [
            (end(2025, 3), 10),
            (end(2025, 4), 21),
            (end(2025, 5), 30),
        ]
        notes = {each["period_end"]: each["note"] for each in found}
        assert notes == {
            end(2025, 3): None,
            end(2025, 4): "Also reported as 20 (b.xlsx, Sheet C3).",
            end(2025, 5): None,
        }


def test_the_later_name_is_shown_where_workbooks_run_to_the_same_month(tmp_path) -> None:
    first = [["To April 2025"], ["Indicator", "March", "April"], ["Contacts", 10, 20]]
    second = [["To April 2025"], ["Indicator", "March", "April"], ["Contacts", 10, 25]]
    found = observations(tmp_path, {"v2.xlsx": second, "v1.xlsx": first})
    assert values(found, "contacts")[1] == (end(2025, 4), 25)


def test_the_same_workbook_twice_is_one_of_each_without_a_note(tmp_path) -> None:
    grid = [["To April 2025"], ["Indicator", "March", "April"], ["Contacts", 10, 20]]
    found = observations(tmp_path, {"a.xlsx": grid, "copy of a.xlsx": grid})
    assert len(found) == 2
    assert {each["note"] for each in found} == {None}


def test_a_month_goes_before_a_year_end_column(tmp_path) -> None:
    grid = [
        ["To April 2025"],
        *YEAR,
        ["Children in care as at month end", 400, 405, 410, 415],
        ["Care started in the month", 300, 20, 21, 22],
    ]
    found = observations(tmp_path, {"a.xlsx": grid})
    march = {
        (each["slug"], each["window"]): (each["value"], each["note"])
        for each in found
        if each["period_end"] == date(2025, 3, 31)
    }
    assert march == {
        ("children_in_care", "e"): (410, "Also reported as 400 (a.xlsx, Sheet B3)."),
        ("care_started", "m"): (21, None),
        ("care_started", "r"): (300, None),
    }


def test_a_zero_denominator_is_not_applicable(tmp_path) -> None:
    grid = [
        ["To April 2025"],
        ["Indicator", "March", "April"],
        ["% repeat referrals - rolling year", "0/0", "0/5"],
    ]
    found = observations(tmp_path, {"a.xlsx": grid})
    assert [(each["value"], each["status"]) for each in found] == [
        (None, "not_applicable"),
        (0, "ok"),
    ]


def test_a_fraction_is_worked_out_only_where_one_whole_number_fits(tmp_path) -> None:
    """213 of 565 is 37.70%; 50 of 100, or of 99 to 101, is 50%: which is not known."""
    grid = [
        ["To April 2025"],
        ["Indicator", "January", "February", "March", "April"],
        ["Number of contacts leading to a referral in the month", 330, 213, 50, 0],
        ["% of contacts leading to a referral in the month", 0.4418, 0.377, "50%", 0],
    ]
    found = observations(tmp_path, {"a.xlsx": grid})
    fractions = [
        (each["numerator"], each["denominator"])
        for each in sorted(found, key=lambda each: each["period_end"])
        if each["unit"] == "percent"
    ]
    assert fractions == [(330, 747), (213, 565), (50, None), (0, None)]


def test_a_monthly_count_is_no_numerator_of_a_rolling_year(tmp_path) -> None:
    grid = [
        ["To April 2025"],
        ["Indicator", "March", "April"],
        ["Number of contacts leading to a referral in the month", 330, 213],
        ["% of contacts leading to a referral - rolling year", 0.4418, 0.377],
    ]
    found = observations(tmp_path, {"a.xlsx": grid})
    rolling = [each for each in found if each["window"] == "r"]
    assert [each["numerator"] for each in rolling] == [None, None]
