"""What does not add up in Cornwall's real template, each worked out by hand beside what is said."""

import re

import openpyxl
import pytest

from tests.workbook_fixtures import Loaded, cornwall_template, loaded_cornwall_template


@pytest.fixture(scope="module")
def template() -> openpyxl.Workbook:
    return cornwall_template()


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return loaded_cornwall_template()


def test_the_month_whose_plan_rate_implies_another_population_is_named(template, loaded) -> None:
    months = {column: str(template["CIN & CP"][f"{column}19"].value) for column in "EFGHIJ"}
    implied = {}
    for column, typed in months.items():
        count, rate = re.findall(r"[\d.]+", typed)
        implied[column] = float(count) / float(rate) * 10_000
    assert round(implied.pop("E")) == 116_580
    assert 111_388 < min(implied.values()) < max(implied.values()) < 111_413
    warnings = [w for w in loaded.reports[0].warnings if w.rule == "arithmetic_rate"]
    assert [w.cell for w in warnings] == ["E19"]
    assert warnings[0].message == (
        "July 2015: 405 at 34.74 per 10,000 implies a population of 116,580; the other months "
        "of this row imply 111,389 to 111,412. Loaded as typed; correct the count or the rate."
    )


def test_year_end_rates_of_two_sheets_that_imply_two_populations_are_named(loaded) -> None:
    assert round(441 / 42.30 * 10_000) == 104_255
    assert round(404 / 37.77 * 10_000) == 106_963
    warnings = [w for w in loaded.reports[1].warnings if w.rule == "arithmetic_rate"]
    assert [w.cell for w in warnings] == ["B5"]
    for said in ("Year end March 2015", "104,255", "106,963", "CIN & CP B19"):
        assert said in warnings[0].message


def test_parts_that_do_not_add_up_are_named_and_no_others(template, loaded) -> None:
    """Ages and legal statuses against the children in care of row 5, added up by hand."""
    sheet = template["CIC"]
    wrong = [
        f"{column}{row}"
        for row in (8, 9)
        for column in "EFGHIJ"
        if sum(map(int, sheet[f"{column}{row}"].value.split()))
        != int(sheet[f"{column}5"].value.split()[0])
    ]
    assert wrong == ["E8", "F8", "E9", "J9"]
    assert loaded.warned("arithmetic_total") == wrong
    (message,) = [w.message for w in loaded.reports[1].warnings if w.cell == "E8"]
    assert message.startswith("July 2015: 65 + 83 + 291 = 439, but E5 says 434 in all.")


def test_percentages_unlike_their_own_fractions_are_named_and_no_others(template, loaded) -> None:
    """Every percentage with its fraction, rounded by hand to the tenth that was typed."""
    wrong = []
    for sheet in template:
        for row in sheet.iter_rows(min_col=5):
            for cell in row:
                typed = _percentage_and_fraction(sheet, cell)
                if typed and abs(typed[0] - 100 * typed[1] / typed[2]) > 0.05 + 1e-9:
                    wrong.append(cell.coordinate)
    assert wrong == ["E15", "F15", "F16", "F17"]
    assert loaded.warned("arithmetic_percentage") == wrong
    assert round(100 * 2813 / 3699, 3) == 76.048
    assert round(100 * 3239 / 4166, 3) == 77.748
    assert round(100 * 28 / 33, 3) == 84.848
    assert round(100 * 77 / 359, 3) == 21.448


def _percentage_and_fraction(sheet, cell) -> tuple[float, int, int] | None:
    below = sheet.cell(cell.row + 1, cell.column).value
    text = f"{cell.value} {below}" if isinstance(cell.value, float) else str(cell.value)
    found = re.fullmatch(r"([\d.]+)%?\s+\(?(\d+)/(\d+)\)?", text)
    if not found:
        return None
    percent = float(found[1]) * (100 if isinstance(cell.value, float) else 1)
    return percent, int(found[2]), int(found[3])
