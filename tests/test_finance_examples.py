"""The tables that docs/inputs.md gives to copy load as they stand there."""

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.finance_books import lines_of, loaded, rules

INPUTS = Path(__file__).parents[1] / "docs" / "inputs.md"


def written(first_heading: str, path: Path) -> Path:
    """The table of the page that begins with a heading, as a CSV file."""
    lines = INPUTS.read_text(encoding="utf-8").splitlines()
    (start,) = [at for at, line in enumerate(lines) if line.startswith(f"| {first_heading} |")]
    with path.open("w", encoding="utf-8", newline="") as file:
        for at in range(start, len(lines)):
            if not lines[at].startswith("|"):
                break
            if at != start + 1:
                csv.writer(file).writerow(cell.strip() for cell in lines[at].strip("|").split("|"))
    return path


def test_the_monitor_to_copy_loads(tmp_path: Path) -> None:
    reports, into = loaded(written("Service line", tmp_path / "budget_monitor_2025-26.csv"))
    assert rules(reports) == []
    assert lines_of(into, "as_at, service_line, budget, actual_to_date, forecast_outturn") == [
        (date(2025, 9, 30), "In-house fostering", 4_200_000, 2_050_000, 4_150_000)
    ]


def test_the_placement_to_copy_loads(tmp_path: Path) -> None:
    reports, into = loaded(written("As At", tmp_path / "placement_costs.csv"))
    assert rules(reports) == []
    assert into.connection.execute(
        "SELECT as_at, child_id, placement_type, weekly_cost FROM placement_cost"
    ).fetchall() == [(date(2025, 9, 30), "10452", "Independent fostering agency", 1050)]


@pytest.mark.parametrize(
    "kind", ["Kind", "Type of placement", "Kind of placement", "Placement type"]
)
@pytest.mark.parametrize("number", ["Number", "Number of placements"])
def test_kinds_are_known_by_plain_headings(tmp_path: Path, kind: str, number: str) -> None:
    path = tmp_path / "placements.csv"
    path.write_text(
        f"As At,{kind},{number},Weekly cost\n30/09/2025,IFA,40,1050\n", encoding="utf-8"
    )
    reports, into = loaded(path)
    assert rules(reports) == []
    assert into.connection.execute(
        "SELECT placement_type, placements, weekly_cost FROM placement_cost"
    ).fetchall() == [("Independent fostering agency", 40, 1050)]
