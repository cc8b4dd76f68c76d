"""Statistical neighbours in both layouts, and the traps of their files."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from data.context import LoadContext
from tests.published_tables import empty_warehouse, load, load_rows

TEN = ["933", "916", "838", "937", "893", "938", "878", "830", "881", "815"]
OTHERS = ["302", "301", "303", "304", "305", "306", "307", "308", "309", "310"]


@pytest.fixture
def context() -> LoadContext:
    return empty_warehouse()


def wide(*councils: tuple[str, str, list[str]], closeness: str = "Close ") -> list[list[str]]:
    """Rows as in the model's own CSV."""
    heading = ["old_la_code", "la_name", "region_ind", "region_name"]
    for n in range(1, 11):
        heading += [f"SN_{n}", f"SN_{n}P"]
    return [heading, *([*_council(each, closeness)] for each in councils)]


def grouped(*councils: tuple[str, str, list[str]], closeness: str = "Very Close") -> list[list]:
    """Rows as in LAIT's workbook: two rows above the headings, "Old SNs:" and blank rows."""
    heading = ["LA num", "LA Name", "LA number", "GOInd", "GOReg"]
    for n in range(1, 11):
        heading += [f"SN{n}", "SNP"]
    rows = [["A", "B", "C", "D", "E"], list(range(1, 6)), heading]
    for number, name, ten in councils:
        row = [number, name, number, 7, "South West"]
        for each in ten:
            row += [each, closeness if each != "-" else "-"]
        rows.append(row)
    return [*rows[:-1], [None], [None, "Old SNs:"], [None], rows[-1]]


def _council(council: tuple[str, str, list[str]], closeness: str) -> list[str]:
    number, name, ten = council
    row = [number, name, "7", "South West"]
    for each in ten:
        row += [each, closeness]
    return row


def workbook(path: Path, rows: list[list]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def neighbours(context: LoadContext, area: str, model: str) -> list[str]:
    found = context.connection.execute(
        "SELECT neighbour FROM neighbour WHERE area = ? AND model = ? ORDER BY position",
        [area, model],
    ).fetchall()
    return [number for (number,) in found]


def test_the_model_s_year_is_in_the_file_s_name(context: LoadContext, tmp_path: Path) -> None:
    load_rows(context, tmp_path, "neighbours_2027.csv", wide(("908", "Cornwall", TEN)))
    assert neighbours(context, "908", "2027") == TEN


def test_a_known_model_is_known_by_its_content(context: LoadContext, tmp_path: Path) -> None:
    load_rows(context, tmp_path, "sn.csv", wide(("885", "Worcestershire", TEN)))
    assert neighbours(context, "885", "2025") == TEN


def test_an_unknown_model_asks_for_its_year(context: LoadContext, tmp_path: Path) -> None:
    report = load_rows(context, tmp_path, "sn.csv", wide(("908", "Cornwall", TEN)))
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (1, 0, 1)
    assert "Put it in the file's name" in report.rejects[0].message


def test_a_name_that_contradicts_the_content_is_warned_of(
    context: LoadContext, tmp_path: Path
) -> None:
    report = load_rows(context, tmp_path, "sn_2021.csv", wide(("885", "Worcestershire", TEN)))
    assert [each.rule for each in report.warnings] == ["model_year_differs"]


def test_headings_are_found_and_blocks_blank_rows_and_dashes_passed_over(
    context: LoadContext, tmp_path: Path
) -> None:
    rows = grouped(
        ("908", "Cornwall", TEN), ("942", "Cumberland", ["-"] * 10), ("909", "Cumbria", OTHERS)
    )
    report = load(context, workbook(tmp_path / "sn_may_2025.xlsx", rows))
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (4, 2, 2)
    assert {(each.rule, each.row) for each in report.rejects} == {
        ("no_neighbours", 5),
        ("heading", 7),
    }
    assert neighbours(context, "908", "2025") == TEN
    assert neighbours(context, "909", "2025") == OTHERS
    assert neighbours(context, "942", "2025") == []


def test_one_model_from_two_files_is_kept_once(context: LoadContext, tmp_path: Path) -> None:
    load_rows(context, tmp_path, "a_2025.csv", wide(("908", "Cornwall", TEN)))
    path = workbook(tmp_path / "b_2025.xlsx", grouped(("908", "Cornwall", TEN)))
    report = load(context, path)
    assert (report.rows_loaded, report.warnings) == (1, [])
    assert neighbours(context, "908", "2025") == TEN


def test_files_that_disagree_are_warned_of_and_the_later_wins(
    context: LoadContext, tmp_path: Path
) -> None:
    load_rows(context, tmp_path, "a_2025.csv", wide(("908", "Cornwall", TEN)))
    swapped = [*TEN[:9], "301"]
    report = load_rows(context, tmp_path, "b_2025.csv", wide(("908", "Cornwall", swapped)))
    (warning,) = report.warnings
    assert warning.rule == "neighbours_differ"
    assert "only there: 815; only here: 301" in warning.message
    assert neighbours(context, "908", "2025") == swapped


def test_closeness_is_written_one_way(context: LoadContext, tmp_path: Path) -> None:
    load_rows(context, tmp_path, "a_2025.csv", wide(("908", "Cornwall", TEN)))
    load_rows(
        context, tmp_path, "b_2021.csv", wide(("908", "Cornwall", TEN), closeness="Very Close")
    )
    found = context.connection.execute(
        "SELECT DISTINCT model, closeness FROM neighbour ORDER BY model"
    ).fetchall()
    assert found == [("2021", "Very close"), ("2025", "Close")]


def test_an_invented_council_becomes_an_area(context: LoadContext, tmp_path: Path) -> None:
    load_rows(context, tmp_path, "n_2025.csv", wide(("990", "Northmere", TEN)))
    added = context.areas.get("990")
    assert added is not None
    assert (added.name, added.region) == ("Northmere", "E12000009")


def test_a_council_is_not_its_own_neighbour_nor_one_twice(
    context: LoadContext, tmp_path: Path
) -> None:
    odd = ["908", *TEN[:7], TEN[0], "n/a"]
    report = load_rows(context, tmp_path, "a_2025.csv", wide(("908", "Cornwall", odd)))
    assert neighbours(context, "908", "2025") == TEN[:7]
    (warning,) = report.warnings
    assert warning.rule == "neighbours_left_out"
    assert "3 of its 10" in warning.message
    assert report.rows_loaded == 1


def test_a_council_s_row_that_stands_twice_is_loaded_once(
    context: LoadContext, tmp_path: Path
) -> None:
    rows = wide(("908", "Cornwall", TEN), ("908", "Cornwall", TEN))
    report = load_rows(context, tmp_path, "a_2025.csv", rows)
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (2, 1, 1)
    assert report.rejects[0].rule == "duplicate_row"
    assert neighbours(context, "908", "2025") == TEN


def test_an_eleventh_neighbour_is_said_to_be_left(context: LoadContext, tmp_path: Path) -> None:
    rows = wide(("908", "Cornwall", TEN))
    rows = [[*rows[0], "SN_11", "SN_11P"], [*rows[1], "302", "Close"]]
    report = load_rows(context, tmp_path, "a_2025.csv", rows)
    assert neighbours(context, "908", "2025") == TEN
    assert [each.rule for each in report.warnings] == ["more_neighbours"]
