"""Dates that may be other dates than they seem: month first, two figures, styles, serials."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.ingest import load_files, new_context
from data.settings import Settings
from data.vocabulary import Vocabulary
from tests.hostile_books import HEADINGS, message, plan_rows, rules, said_of, text

FIRST = date(2024, 1, 1)


def dated(folder: Path, count: int, start: Callable[[int], str]) -> dict:
    (report,) = said_of(text(folder / "plans.csv", [HEADINGS, *plan_rows("P", count, start)]))
    return report


def month_first(n: int) -> str:
    """Dates over twenty months, none after the twelfth of a month, written month first."""
    at = random.Random(n)
    return f"{at.randrange(12) + 1:02}/{at.randrange(12) + 1:02}/{2024 + n % 2}"


def test_days_that_never_pass_twelve_may_be_months(tmp_path: Path) -> None:
    report = dated(tmp_path, 200, month_first)
    assert report["rows_loaded"] == 200
    said = message(report, "may_be_month_first")
    assert said.startswith("cppl_cp_plan_start_date: in all 200 dates the first number is 12 or")


@pytest.mark.parametrize(
    ("count", "start"),
    [
        (300, lambda n: (FIRST + timedelta(n)).strftime("%d/%m/%Y")),  # days run to 31
        (60, lambda n: f"01/{n % 12 + 1:02}/{2020 + n // 12}"),  # first days of months
        (60, lambda n: f"{n % 12 + 1:02}/07/2025"),  # an extract of twelve days
        (20, month_first),  # too few to tell
        (200, lambda n: f"2024-{n % 12 + 1:02}-{n % 9 + 1:02}"),  # ISO leaves no doubt
    ],
)
def test_other_dates_are_not_doubted(tmp_path: Path, count: int, start) -> None:
    assert not rules(dated(tmp_path, count, start)) & {"may_be_month_first", "month_first"}


def test_a_year_far_off_is_not_taken_for_a_date_month_first(tmp_path: Path) -> None:
    report = dated(tmp_path, 3, lambda n: ("01/03/2205", "01/03/2025", "02/03/2025")[n])
    assert rules(report) & {"bad_date", "month_first"} == {"bad_date"}


def test_years_in_two_figures_are_read_and_said(tmp_path: Path) -> None:
    written = ("01/03/25", "1-Mar-68", "01/03/69", "01.03.99")
    path = text(tmp_path / "a.csv", [HEADINGS, *plan_rows("P", 4, written.__getitem__)])
    (report,) = said_of(path)
    assert "4 dates have years in two figures" in message(report, "two_figure_years")
    context = new_context(Settings(), Vocabulary(()))
    load_files([path], tmp_path, context)
    found = context.connection.execute(
        "SELECT year(cppl_cp_plan_start_date) FROM ssd_cp_plans ORDER BY cppl_cp_plan_id"
    ).fetchall()
    assert [year for (year,) in found] == [2025, 2068, 1969, 1999]


def test_every_style_of_one_day_is_the_same_day(tmp_path: Path) -> None:
    styles = ("2025-03-01", "01/03/2025", "1 Mar 2025", "01-Mar-25", "1 March 2025", "01.03.2025")
    serials = ("45717", "45717.5", "2025-03-01 09:30:00", "01/03/2025 09:30")
    written = (*styles, *serials)
    path = text(tmp_path / "a.csv", [HEADINGS, *plan_rows("P", len(written), written.__getitem__)])
    (report,) = said_of(path)
    assert report["rows_loaded"] == len(written)
    context = new_context(Settings(), Vocabulary(()))
    load_files([path], tmp_path, context)
    found = context.connection.execute(
        "SELECT DISTINCT cppl_cp_plan_start_date FROM ssd_cp_plans"
    ).fetchall()
    assert found == [(date(2025, 3, 1),)]


def test_days_still_to_come_are_said(tmp_path: Path) -> None:
    report = dated(tmp_path, 2, lambda n: f"01/03/{date.today().year + 1 + n}")
    assert "still to come in 2 rows" in message(report, "future_date")
