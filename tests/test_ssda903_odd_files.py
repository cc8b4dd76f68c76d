"""What comes into an SSDA903 oddly: codes of other years, odd cells, stacked years, workbooks."""

from pathlib import Path

import openpyxl
import pytest

from data.context import LoadContext
from data.ingest import load_files
from data.readers import ssda903
from data.reports import TableReport
from tests.case_files import all_words, csv_rows, stored
from tests.ssda903_sets import a_set, episode, history, leaver, load, rules, ssda903_context


@pytest.fixture
def context() -> LoadContext:
    return ssda903_context()


@pytest.mark.parametrize(
    ("more", "year", "is_said"),
    [
        ({"PLACE": "H5"}, 2024, False),
        ({"PLACE": "H5"}, 2025, True),
        ({"PLACE": "P2"}, 2025, True),
        ({"PLACE": "K3"}, 2023, True),
        ({"PLACE": "K3"}, 2025, False),
        ({"PLACE": "Z11"}, 2025, True),
        ({"PLACE": "Z14"}, 2026, False),
        ({"REC": "E43"}, 2018, False),
        ({"REC": "E44"}, 2019, True),
        ({"REASON_PLACE_CHANGE": "CUSTOD"}, 2018, True),
        ({"REASON_PLACE_CHANGE": "CUSTOD"}, 2019, False),
    ],
)
def test_codes_are_of_their_years(
    tmp_path: Path, context: LoadContext, more: dict[str, str], year: int, is_said: bool
) -> None:
    ended = {"REC": "E4A"} | more
    row = episode("1", f"01/06/{year - 1}", "S", f"01/07/{year - 1}", **{"rec": ended.pop("REC")})
    reports = load(tmp_path, context, a_set(year, row | ended))
    assert ("code_out_of_year" in rules(reports)) == is_said


@pytest.mark.parametrize(("year", "is_said"), [(2021, False), (2022, True)])
def test_codes_of_tables_without_dates_are_of_their_sets_year(
    tmp_path: Path, context: LoadContext, year: int, is_said: bool
) -> None:
    files = (a_set(year), (f"{year}_oc3.csv", [leaver("1", ACTIV="F3")]))
    assert ("code_out_of_year" in rules(load(tmp_path, context, *files))) == is_said


def test_odd_cells(tmp_path: Path, context: LoadContext) -> None:
    rows = [
        episode("", "01/05/2019"),
        episode("990031", "*DUMMY*"),
        episode("99 00 32", "2019-05-02", "S", "NULL", "NULL", PLACE_PROVIDER=""),
        episode("990033.0", "03/05/19", "S", "n/a", "", PLACE="*DUMMY*"),
        episode("0990034", "43589", "S", "31/06/2019"),
    ]
    rows = [{"LA": "Newham", **each, "NOTE": "x"} for each in rows]
    reports = load(tmp_path, context, ("2020_episodes.csv", rows))
    assert [each.rule for each in reports[0].rejects] == ["missing_value", "bad_date"]
    assert [history(context, child) for child in ("990032", "990033", "0990034")] == [
        [("2019-05-02", "S", None, None)],
        [("2019-05-03", "S", None, None)],
        [("2019-05-04", "S", None, None)],
    ]
    said = rules(reports)
    assert {"bad_date", "two_figure_years", "unmapped_code"} <= set(said)
    assert said["extra_column"].endswith("LA, NOTE.")
    words = " ".join(all_words(each) for each in reports)
    for hidden in ("99003", "0990034", "99 00 32"):
        assert hidden not in words


def test_headings_again_are_no_child(tmp_path: Path, context: LoadContext) -> None:
    again = {name: name for name in leaver("1")}
    reports = load(tmp_path, context, ("2020_oc3.csv", [leaver("1"), again, leaver("2"), again]))
    assert (reports[0].rows_loaded, reports[0].rows_rejected) == (2, 2)
    assert [(each.rule, each.row) for each in reports[0].rejects] == [("heading_row", 3)]
    assert stored(context, "pers_person_id", "ssd_person") == [("1",), ("2",)]


def test_years_stacked_in_one_file(tmp_path: Path, context: LoadContext) -> None:
    rows = [
        episode("2", "01/05/2018", "S", "01/07/2019", "E4A", YEAR="2020"),
        episode("1", "01/05/2018", YEAR="2019"),
        episode("2", "01/05/2018", YEAR="2019"),
    ]
    reports = load(tmp_path, context, ("all_episodes.csv", rows))
    assert history(context, "1") == [("2018-05-01", "S", "2019-04-01", None)]
    assert history(context, "2") == [("2018-05-01", "S", "2019-07-01", "E4A")]
    assert [each.rule for each in reports[0].rejects] == []


def test_a_workbook_with_a_sheet_a_table(tmp_path: Path, context: LoadContext) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    tables = {
        "oc2": [{"CHILD": 1, "SDQ_SCORE": 3, "TEETH_CHECK": 1, "HEALTH_ASSESSMENT": 0}],
        "Episodes": [episode("1", "01/05/2019")],
        "blank": [],
    }
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(["A return of ours"])
        sheet.append(list(rows[0]) if rows else ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"])
        for row in rows:
            sheet.append(list(row.values()))
    path = tmp_path / "cla_2031.xlsx"
    book.save(path)
    (file,) = load_files([path], tmp_path, context)
    assert [each.table for each in file.reports] == [
        "ssda903_oc2", "ssda903_episodes", "ssda903_missing",
    ]  # fmt: skip
    assert stored(context, "year_ends::VARCHAR", "ssda903_outcome") == [("2020-03-31",)]
    assert [each.rule for each in file.reports[2].warnings] == ["no_rows", "assumed_year"]


def test_a_table_by_itself_is_reported(tmp_path: Path, context: LoadContext) -> None:
    reports = load(tmp_path, context, ("oc3.csv", [leaver("1")]))
    assert reports[0].rows_loaded == 1
    assert "unknown_year" in rules(reports)
    assert stored(context, "*", "ssd_care_leavers") == []


def test_a_fault_of_waymarks_own_loads_nothing_and_stops_nothing(
    tmp_path: Path, context: LoadContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(context: LoadContext, reports: list[TableReport]) -> None:
        context.connection.execute("INSERT INTO ssd_person (pers_person_id) VALUES ('x')")
        raise RuntimeError("990031")

    monkeypatch.setattr(ssda903, "finish", fails)
    name, rows = a_set(2020, episode("990031", "01/05/2019"))
    csv_rows(tmp_path / name, rows)
    ((report,),) = [each.reports for each in load_files([tmp_path / name], tmp_path, context)]
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (2, 0, 2)
    assert report.rejects[-1].rule == "waymark_fault"
    assert "990031" not in all_words(report)
    assert stored(context, "*", "ssd_person") == []
