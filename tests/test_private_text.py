"""No message, whatever stands in whichever column, shows an ID, a name or a date of birth."""

import csv
import json
import re
from pathlib import Path

import pytest

from data.contracts import case_tables
from data.home import Home
from data.private_text import headings_to_show, quoted, quoted_label, shown, shown_code
from queries.refresh import check

PRIVATE = (
    "7700900123",
    "770090",
    "KID001",
    "Jane Smith",
    "Jane",
    "SMITH",
    "2011-05-23",
    "23/05/2011",
    "23.05.2011 00:00",
    "Jane Smith born 23 May 2011",
    "A123456789012",
)
PIECES = ("7700900123", "770090", "KID001", "Jane", "SMITH", "2011", "A12345")


def test_bad_values_are_shown_as_far_as_they_are_harmless():
    assert shown("31/31/2025", is_private=False, is_date=True) == "'31/31/2025'"
    assert shown("31/31/2025", is_private=False) == "of the shape '99/99/9999'"
    assert shown("31/31/2025", is_private=True, is_date=True) == "of the shape '99/99/9999'"
    assert shown("12.5", is_private=False) == "'12.5'"
    assert shown("123456", is_private=False) == "of the shape '999999'"
    assert shown("Annie Smith 7", is_private=False) == "of the shape 'aaaaa aaaaa 9'"
    assert shown("Zoë" * 30, is_private=False) == f"of the shape '{'a' * 30}…'"


def test_a_code_is_shown_and_what_may_be_a_person_is_not():
    for code in ("X9", "1A", "N12", "NEG", "Neglect", "U1", "ZZ", "FGM", "99"):
        assert shown_code(code) == f"'{code}'"
    for other in ("Jane", "ANN", "SMITH", "7700", "KID001", "2011-5", "x" * 9, "Jane Smith"):
        assert shown_code(other).startswith("of the shape")


@pytest.mark.parametrize(
    "row",
    [
        ["7700900123", "Jane Smith", "2011-05-23", "F"],
        ["Jane", "Smith", "Female"],
        ["Jane Smith", "3/5/2011"],
        ["Child ID", "7700900123"],
        ["Chronology of Jane Smith, by name"],
        ["1", "2", "3"],
        [None, ""],
        [],
    ],
)
def test_a_first_row_that_may_be_a_record_is_not_shown(row):
    assert headings_to_show(row) == []


def test_headings_are_shown():
    row = ["Child ID", None, "Date of birth", "Placement\ntype"]
    assert headings_to_show(row) == ["Child ID", "Date of birth", "Placement type"]


@pytest.mark.parametrize(
    "table", sorted(name for name, each in case_tables().items() if each.reader == "case_table")
)
def test_private_values_in_every_wrong_column_are_in_no_message(tmp_path: Path, table: str):
    """Each value stands in each column of the table in turn, in rows enough to be counted."""
    fields = list(case_tables()[table].fields)
    rows = [
        [PRIVATE[(number + place) % len(PRIVATE)] for place in range(len(fields))]
        for number in range(len(PRIVATE))
    ]
    whole_columns = [[each] * len(fields) for each in PRIVATE for _ in range(6)]
    path = tmp_path / "a.csv"
    with path.open("w", newline="") as lines:
        csv.writer(lines).writerows([fields, *rows, *whole_columns])
    report = check([path], Home(tmp_path / "home"))
    (found,) = report["files"]
    assert found["table"] == table
    assert found["rows_read"] == found["rows_loaded"] + found["rows_rejected"] == 77
    said = json.dumps(report)
    assert [piece for piece in PIECES if piece in said] == []


@pytest.mark.parametrize("headings", [[], ["who", "what"], ["7700900123", "Jane Smith"]])
def test_a_table_that_is_not_known_shows_nothing_private(tmp_path: Path, headings: list[str]):
    path = tmp_path / "a.csv"
    with path.open("w", newline="") as lines:
        csv.writer(lines).writerows([headings, *([each, each] for each in PRIVATE)])
    said = json.dumps(check([path], Home(tmp_path / "home")))
    assert "not_recognised" in said
    assert "does not look like headings" in said
    assert [piece for piece in PIECES if piece in said] == []


@pytest.mark.parametrize(
    "text", ["tbc", "n/a", "-", "37 or less", "1,281 (1,741 Oct 17)", "£0.25m", "≥99%", "22%*"]
)
def test_a_cell_in_place_of_a_figure_is_quoted(text: str) -> None:
    assert quoted(text) == f"‘{text}’"


@pytest.mark.parametrize(
    "text",
    [
        "Jane Smith",
        "Jane Smith born 3/5/2011",
        "7700900123",
        "03/05/2011",
        "J. Smith",
        "seen by Ann",
    ],
)
def test_a_cell_that_may_be_a_childs_details_is_told_by_shape(text: str) -> None:
    said = quoted(text)
    assert "shape" in said
    assert not any(part in said for part in re.findall(r"\w{3,}", text))


def test_a_label_with_a_birthday_or_long_number_is_told_by_shape() -> None:
    assert "Jane" not in quoted_label("Jane Smith dob 03/05/2011")
    assert "77009" not in quoted_label("Child 7700900123")
    assert quoted_label("Plans lasting 2+ years") == "‘Plans lasting 2+ years’"
