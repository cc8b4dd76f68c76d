"""Rows of a CSV file with more values than headings: a comma inside a number moves what follows."""

from pathlib import Path

import pytest

from data.reports import TableReport
from tests.finance_books import book, context, loaded

RULE = "more_values_than_headings"
PLANS = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date"
CHILDREN = "As At,Child ID,Placement ID,Service Type,Placement start date,Total weekly cost"
KINDS = "Placement type,Number of placements,Weekly cost"
SAVINGS = "As At,Reference,Title,Service,Target (£),Delivered to date (£)"
MONITOR = "Service line,Original budget,Current budget,Actual to date,Forecast outturn"


def told(path: Path, *lines: str) -> tuple[TableReport, list[str]]:
    """The one report of a CSV of these lines, and what it says of longer rows."""
    path.write_text("\n".join(lines), encoding="utf-8")
    ((report,), _) = loaded(path, context())
    return report, [each.message for each in report.warnings if each.rule == RULE]


@pytest.mark.parametrize(
    ("above", "headings", "plain", "split"),
    [
        ((), PLANS, "P{n},C{n},2025-01-0{n},", "P{n},C{n},2025-01-0{n},,2"),
        ((), CHILDREN, "31/12/2025,C{n},X{n},IFA,,900", "31/12/2025,C{n},X{n},IFA,,1,000"),
        (("Placements, December 2025",), KINDS, "Fostering {n},4,900", "Fostering {n},4,1,000"),
        ((), SAVINGS, "31/12/2025,S{n},Carers,Care,900,1", "31/12/2025,S{n},Carers,Care,9,000,1"),
        (
            ("Budget monitor, period 9, December 2025, £, overspend positive",),
            MONITOR,
            "Line {n},900,900,700,950",
            "Line {n},900,900,700,1,000",
        ),
    ],
)
def test_longer_rows_are_counted_and_the_first_named(
    tmp_path: Path, above: tuple[str, ...], headings: str, plain: str, split: str
) -> None:
    rows = [(split if n in (2, 4) else plain).format(n=n) for n in range(1, 6)]
    report, (said,) = told(tmp_path / "december 2025.csv", *above, headings, *rows)
    first = len(above) + 1
    assert said.startswith(f"2 rows ({first + 2}, {first + 4}) have more values than there are")
    assert "such as 1,000" in said
    assert "column_" not in str(report.warnings)
    sound = [plain.format(n=n) + "," for n in range(1, 6)]  # a comma at the end is no value
    assert told(tmp_path / "sound december 2025.csv", *above, headings, *sound)[1] == []


def test_more_than_three_are_counted_and_three_named(tmp_path: Path) -> None:
    rows = [f"P{n},C{n},2025-01-0{n},,2" for n in range(1, 6)]
    _, (said,) = told(tmp_path / "plans.csv", PLANS, *rows)
    assert said.startswith("5 rows (2, 3, 4 …) have")


def test_a_sheets_column_without_a_heading_is_no_such_row(tmp_path: Path) -> None:
    rows = [PLANS.split(","), *([f"P{n}", f"C{n}", "2025-01-01", None, "note"] for n in (1, 2))]
    ((report,), _) = loaded(book(tmp_path / "a.xlsx", {"Sheet1": rows}), context())
    assert {each.rule for each in report.warnings} >= {"extra_column"}
    assert RULE not in {each.rule for each in report.warnings}
