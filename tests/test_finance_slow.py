"""Random budget monitors, and finance's indicators again the slow and obvious way: loops over rows.

A year of a made-up council's lines is written as finance might write it, in any unit, sign and
layout, loaded through the reader, and must come back to the pound.
"""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.settings import Finance
from data.tables import OBSERVATION, create_table
from queries.catalogue import catalogue
from queries.observations.cases import case_observations
from tests.finance_books import book, context, lines_of, loaded

SECTIONS = ("Placements", "Social work", "Early help", "Permanence")
NAMES = ("In-house", "Agency", "Teams", "Allowances", "Legal", "Transport")
UNITS = {"£": 1, "£'000": 1_000, "£m": 1_000_000}
MONTHS = [date(2025, month, day) for month, day in
          ((4, 30), (5, 31), (6, 30), (8, 31), (9, 30))]  # fmt: skip
PERIODS = {4: 1, 5: 2, 6: 3, 8: 5, 9: 6}


@dataclass(frozen=True)
class Line:
    """Whole thousands of pounds, so that every unit can say them exactly."""

    section: str
    name: str
    original: int
    virement: int
    actual: int
    forecast: int

    @property
    def budget(self) -> int:
        return self.original + self.virement

    @property
    def figures(self) -> list[int]:
        variance = self.forecast - self.budget
        return [self.original, self.virement, self.budget, self.actual, self.forecast, variance]


@dataclass(frozen=True)
class Manner:
    """How a council writes its monitor."""

    unit: str
    sign: int
    brackets: bool
    totals: str

    @property
    def declared(self) -> str:
        way = "positive" if self.sign > 0 else "negative"
        return f"{self.unit}. Overspend {way}."


def random_lines(chance: random.Random, turn: int) -> list[Line]:
    found = []
    for section in chance.sample(SECTIONS, chance.randint(1, 4)):
        for name in chance.sample(NAMES, chance.randint(2, 5)):
            budget = chance.randint(-900, 9_000)
            actual = budget * turn // 12 + chance.randint(-50, 50)
            found.append(
                Line(
                    section, f"{section}: {name}", budget, chance.choice([0, 0, 25, -40]),
                    actual, budget + chance.randint(-300, 300),
                )
            )  # fmt: skip
    return found


def written(thousands: int, manner: Manner) -> Any:
    value = thousands * 1_000 / UNITS[manner.unit]
    if not manner.brackets:
        return value
    places = 3 if manner.unit == "£m" else 0
    return f"({-value:,.{places}f})" if value < 0 else f"{value:,.{places}f}"


def row(name: str, figures: list[int], manner: Manner) -> list[Any]:
    *others, variance = figures
    return [name, *(written(each, manner) for each in [*others, manner.sign * variance])]


def sheet_rows(lines: list[Line], manner: Manner) -> list[list[Any]]:
    """The monitor as its owner writes it; totals above or below their lines, or none."""
    rows: list[list[Any]] = [
        [manner.declared],
        ["Service", "Original budget", "Virement", "Latest budget", "Actual to date",
         "Forecast outturn", "Forecast variance"],
    ]  # fmt: skip
    sections = dict.fromkeys(line.section for line in lines)
    for section in sections:
        inside = [line for line in lines if line.section == section]
        summed = [sum(column) for column in zip(*(each.figures for each in inside), strict=True)]
        if manner.totals != "above":
            rows.append([section])
        else:
            rows.append(row(section, summed, manner))
        rows += [row(line.name, line.figures, manner) for line in inside]
        if manner.totals == "below":
            rows.append(row(f"Total {section}", summed, manner))
        rows.append([])
    if manner.totals != "none":
        whole = [sum(column) for column in zip(*(each.figures for each in lines), strict=True)]
        rows.append(row("Grand total", whole, manner))
    return rows


def random_manner(chance: random.Random) -> Manner:
    return Manner(
        chance.choice(list(UNITS)),
        chance.choice([1, -1]),
        chance.random() < 0.5,
        chance.choice(["above", "below", "none"]),
    )


@pytest.mark.parametrize("seed", range(24))
def test_a_monitor_comes_back_to_the_pound(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    lines, manner = random_lines(chance, 6), random_manner(chance)
    path = book(tmp_path / "monitor_2025-26.xlsx", {"P6": sheet_rows(lines, manner)})
    (report,), into = loaded(path)
    assert [each.rule for each in (*report.warnings, *report.rejects)] == []
    found = lines_of(
        into, "service, service_line, original_budget, virement, budget, actual_to_date, "
        "forecast_outturn, forecast_variance"
    )  # fmt: skip
    assert found == [
        (line.section, line.name, *(1_000 * each for each in line.figures)) for line in lines
    ]


@pytest.mark.parametrize("seed", range(12))
def test_one_wrong_figure_in_a_total_is_found(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    lines = random_lines(chance, 6)
    manner = Manner(chance.choice(list(UNITS)), 1, chance.random() < 0.5, "below")
    rows = sheet_rows(lines, manner)
    totals = [at for at, each in enumerate(rows) if each and str(each[0]).startswith("Total ")]
    at, column = chance.choice(totals), chance.randint(1, 5)
    rows[at][column] = written(77_777, manner)
    (report,), into = loaded(book(tmp_path / "m_2025-26.xlsx", {"P6": rows}))
    cell = f"{'ABCDEFG'[column]}{at + 1}"
    assert cell in [each.cell for each in report.warnings if each.rule == "total"]
    assert sum(each for (each,) in lines_of(into, "budget")) == 1_000 * sum(
        line.budget for line in lines
    )


def slow_figures(months: dict[date, list[Line]]) -> dict[tuple, tuple[float, float | None]]:
    """(slug, unit, window, section or blank, month) → numerator and denominator, by loops."""
    found: dict[tuple, tuple[float, float | None]] = {}
    sections = {line.section for lines in months.values() for line in lines}
    for month, lines in months.items():
        before = [each for each in months if (each.month, each.year) == (month.month - 1, 2025)]
        for section in ("", *sections):
            mine = [line for line in lines if section in ("", line.section)]
            budget = 1_000 * sum(line.budget for line in mine)
            forecast = 1_000 * sum(line.forecast for line in mine)
            spent = 1_000 * sum(line.actual for line in mine)
            for window in ("y", "m"):
                found["budget", "pounds", window, section, month] = budget, None
                found["forecast_outturn", "pounds", window, section, month] = forecast, None
                found["forecast_variance", "pounds", window, section, month] = (
                    forecast - budget,
                    None,
                )
                found["forecast_variance", "percent", window, section, month] = (
                    forecast - budget,
                    budget,
                )
            found["spend_to_date", "pounds", "y", section, month] = spent, None
            if before:
                then = [line for line in months[before[0]] if section in ("", line.section)]
                spent -= 1_000 * sum(line.actual for line in then)
            if before or month.month == 4:
                found["spend_to_date", "pounds", "m", section, month] = spent, None
    return found


@pytest.mark.parametrize("seed", range(3))
def test_the_indicators_are_sums_of_lines(tmp_path: Path, seed: int) -> None:
    """July is not held: so neither is August alone, and nothing is made up for either."""
    chance = random.Random(seed)
    manner = random_manner(chance)
    months = {day: random_lines(chance, PERIODS[day.month]) for day in MONTHS}
    sheets = {f"P{PERIODS[day.month]}": sheet_rows(each, manner) for day, each in months.items()}
    _, into = loaded(book(tmp_path / "m_2025-26.xlsx", sheets), context(Finance()))
    create_table(into.connection, "observation", OBSERVATION)
    slugs = ("budget", "forecast_outturn", "forecast_variance", "spend_to_date")
    chosen = {slug: catalogue()[slug] for slug in slugs}
    case_observations(into.connection, chosen, "900", as_at=MONTHS[-1])
    made: dict[tuple, tuple] = defaultdict(tuple)
    for *key, numerator, denominator in into.connection.execute(
        'SELECT slug, unit, "window", member, period_end, numerator, denominator '
        "FROM observation WHERE split IN ('', 'service')"
    ).fetchall():
        made[tuple(key)] = (numerator, denominator)
    expected = slow_figures(months)
    assert {key for key, value in made.items() if value[0]} == {
        key for key, value in expected.items() if value[0]
    }
    for key, (numerator, denominator) in expected.items():
        assert made[key] == (numerator, denominator), key
