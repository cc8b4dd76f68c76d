"""Which month a sheet of money is of: as titles, sheet names, headings and file names say it."""

from datetime import date

import pytest

from data.readers.finance_period import NoPeriod, period_of_cell, sheet_month

DECEMBER = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("titles", "headings", "sheet", "file", "month"),
    [
        (["Budget monitor, period 9, December 2025"], [], "P9 Dec", "bm_2025-26.xlsx", DECEMBER),
        (["Period 9, 2025/26"], [], "Sheet1", "b.xlsx", DECEMBER),
        (["as at 31 December 2025"], ["Budget 2025/26"], None, "b.csv", DECEMBER),
        (["2025-12-31"], [], None, "b.csv", DECEMBER),
        ([], [], "P9", "budget_monitor_2025-26.xlsx", DECEMBER),
        ([], ["Original Budget 2025/26"], "Dec", "b.xlsx", DECEMBER),
        ([], [], "Dec 25", "b.xlsx", DECEMBER),
        ([], [], "Sheet1", "monitor_2025-12.csv", DECEMBER),
        ([], [], "P1 Apr", "b_2025-26.xlsx", date(2025, 4, 30)),
        ([], [], "P12", "b_2025-26.xlsx", date(2026, 3, 31)),
        ([], [], "P13", "b_2025-26.xlsx", date(2026, 3, 31)),
        (["Closedown 2025/26"], [], "Sheet1", "b.xlsx", date(2026, 3, 31)),
        ([], ["Variance (Aug)", "Budget 2017/18", "Variance (Sep)"], "T", "b", date(2017, 9, 30)),
        (["Cabinet, 14 February 2026", "Position to 31/12/2025"], [], "S", "b.xlsx", DECEMBER),
        (["Month 9 report, February 2026, 2025/26"], [], "S", "b.xlsx", DECEMBER),
    ],
)
def test_the_month(
    titles: list[str], headings: list[str], sheet: str | None, file: str, month: date
) -> None:
    assert sheet_month(titles, headings, sheet, file) == month


@pytest.mark.parametrize(
    ("titles", "headings", "sheet", "file", "said"),
    [
        ([], [], "Sheet1", "b.xlsx", "no month is named"),
        (["Period 9"], [], "Sheet1", "b.xlsx", "no financial year"),
        (["Period 8, 2025/26"], [], "P9", "b.xlsx", "November 2025 and the sheet's name December"),
        (["period 10, December 2025"], ["2025/26"], "S", "b", "December 2025 and January 2026"),
        (["December 2024"], ["Budget 2025/26"], "S", "b", "not in 2025/26"),
    ],
)
def test_a_month_that_is_not_told(
    titles: list[str], headings: list[str], sheet: str, file: str, said: str
) -> None:
    with pytest.raises(NoPeriod, match=said):
        sheet_month(titles, headings, sheet, file)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2025-12-31", DECEMBER),
        ("31/12/2025", DECEMBER),
        ("Dec-25", DECEMBER),
        ("P9", DECEMBER),
        ("9", DECEMBER),
        ("P9 2025/26", DECEMBER),
        ("202509", None),  # September, or period 9
        ("soon", None),
    ],
)
def test_a_cell_of_periods(text: str, month: date | None) -> None:
    assert period_of_cell(text, date(2026, 3, 31)) == month


def test_a_period_without_its_year_is_not_told() -> None:
    assert period_of_cell("P9", None) is None
