"""Sheets too large to be what they look like: told in one line, and not gone through."""

from pathlib import Path

import pytest

from data.readers.performance_workbook import size
from tests.hostile_books import message, said_of, text, workbook

MONTHS = [f"{name}-25" for name in ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")]
ROW = ["Re-referrals within 12 months (rolling year)", *[f"{n}%" for n in range(20, 29)]]


@pytest.mark.parametrize("limit", ["MOST_CELLS", "MOST_ROWS"])
def test_a_sheet_larger_than_any_performance_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(f"data.readers.performance_workbook.size.{limit}", 20)
    monkeypatch.setattr("data.readers.performance_workbook.MOST_ROWS", size.MOST_ROWS)
    rows = [["Indicator", *MONTHS], *[ROW] * 30]
    (report,) = said_of(workbook(tmp_path / "a.xlsx", {"kpi": rows}))
    assert (report["rows_read"], report["rows_loaded"]) == (30, 0)
    assert [each["rule"] for each in report["rejects"]] == ["too_large"]
    assert "30 filled rows and reaches to row 31" in message(report, "too_large")


def test_a_wide_sheet_is_read_whole(tmp_path: Path) -> None:
    years = range(2001, 2026)
    months = [f"{name[:3]} {year}" for year in years for name in MONTHS]
    rows = [["Indicator", *months, "Target 2025/26"], [ROW[0], *["20%"] * 225, "19%"]]
    rows += [["Another measure", *["1"] * 225] for _ in range(200)]
    (report,) = said_of(text(tmp_path / "a.csv", rows))
    assert (report["rows_loaded"], report["rows_rejected"]) == (226, 200 * 225)
