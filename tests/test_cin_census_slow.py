"""Figures of a made council's censuses, worked out again from its history with plain loops."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from data.home import Home
from queries.refresh import refresh
from tests.census_sets import assessed, child, need, plan, yearly
from tests.census_xml import Node, write_flat, write_xml

YEARS = (2023, 2024, 2025)
ENDS = date(2025, 3, 31)
DAY = timedelta(days=1)


@dataclass
class Stay:
    """A plan, or a case with what is inside it; ``end`` is blank while it runs."""

    start: date
    end: date | None
    nfa: bool = False
    plans: list["Stay"] = field(default_factory=list)
    assessed: date | None = None

    def runs_at(self, day: date) -> bool:
        return self.start <= day and (self.end is None or self.end > day)


History = dict[str, list[Stay]]


def made_history(seed: int) -> History:
    """Cases of some hundred children over six years, one after another."""
    chance = random.Random(seed)
    return {f"C{n}": _cases(chance) for n in range(160)}


def _cases(chance: random.Random) -> list[Stay]:
    found = []
    day = date(2019, 4, 1) + chance.randrange(1_500) * DAY
    while day <= ENDS + 60 * DAY:
        if chance.random() < 0.15:
            found.append(Stay(day, None, nfa=True))
            day += chance.randrange(1, 500) * DAY
            continue
        end = day + chance.randrange(20, 900) * DAY
        case = Stay(day, end, assessed=day + chance.randrange(5, 80) * DAY)
        if chance.random() < 0.5:
            start = day + chance.randrange(1, 15) * DAY
            case.plans.append(Stay(start, min(end, start + chance.randrange(10, 800) * DAY)))
        found.append(case)
        day = end + chance.randrange(1, 700) * DAY
    return found


def census_of(history: History, year: int) -> tuple[int, Node]:
    """What the census of a year has of it: what ran in the year, ends after it not yet known."""
    begins, ends = date(year - 1, 4, 1), date(year, 3, 31)
    children = []
    for name, cases in history.items():
        inside = [
            _written(case, cases, begins, ends)
            for case in cases
            if case.start <= ends and not _was_over(case, begins)
        ]
        if inside:
            children.append(child(name, *inside))
    return yearly(year, *children)


def _was_over(case: Stay, begins: date) -> bool:
    last = case.start if case.nfa else case.end
    return last is not None and last < begins


def _written(case: Stay, cases: list[Stay], begins: date, ends: date) -> Node:
    inside = []
    if case.assessed and case.assessed >= begins:
        inside.append(assessed(str(case.start), _known(case.assessed, ends), "1A"))
    for each in case.plans:
        if each.start <= ends and not _was_over(each, begins):
            before = sum(e.start < each.start for other in cases for e in other.plans)
            inside.append(plan(str(each.start), end=_known(each.end, ends), before=str(before)))
    closed = _known(case.end, ends)
    return need(str(case.start), *inside, closed=closed, nfa="1" if case.nfa else "0")


def _known(day: date | None, ends: date) -> str:
    return str(day) if day and day <= ends else ""


@pytest.fixture(scope="module", params=[1, 2])
def council(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[History, Path]:
    """A made history, and the observations of its three censuses after a refresh."""
    history = made_history(request.param)
    home = Home(tmp_path_factory.mktemp("made_council"))
    home.exports.mkdir(parents=True)
    home.settings_file.write_text('[council]\ncode = "908"\n', encoding="utf-8")
    for year, tree in [census_of(history, year) for year in YEARS]:
        if request.param == 1:
            write_xml(tree, home.exports, year)
        else:
            write_flat(tree, home.exports / f"set {year}", year)
    assert refresh(home).generation is not None
    (file,) = home.warehouse.glob("*/observation.parquet")
    return history, file


def figure(file: Path, slug: str, window: str, unit: str, month: date) -> tuple | None:
    """Numerator and denominator of all children."""
    return duckdb.execute(
        'SELECT numerator, denominator FROM read_parquet(?) WHERE slug = ? AND "window" = ? '
        "AND unit = ? AND period_end = ? AND split = '' AND source = 'cases'",
        [str(file), slug, window, unit, month],
    ).fetchone()


def year_ends() -> list[date]:
    return [date(year, 3, 31) for year in YEARS]


def cases_of(history: History) -> Iterable[tuple[str, Stay]]:
    return [(name, case) for name, cases in history.items() for case in cases]


def in_year(day: date, end: date) -> bool:
    return date(end.year - 1, 3, 31) < day <= end


@pytest.mark.parametrize("end", year_ends())
def test_children_in_need_and_on_plans_at_the_year_s_end(council, end):
    history, file = council
    needing = {name for name, case in cases_of(history) if not case.nfa and case.runs_at(end)}
    planned = {n for n, case in cases_of(history) for p in case.plans if p.runs_at(end)}
    assert len(needing) > 20
    assert len(planned) > 5
    assert figure(file, "children_in_need", "e", "count", end) == (len(needing), None)
    assert figure(file, "protection_plans", "e", "count", end) == (len(planned), None)


@pytest.mark.parametrize("end", year_ends())
def test_referrals_of_the_year(council, end):
    history, file = council
    referrals = [case for _, case in cases_of(history) if in_year(case.start, end)]
    nfa = sum(case.nfa for case in referrals)
    assert figure(file, "referrals", "r", "count", end) == (len(referrals), None)
    assert figure(file, "referrals_no_further_action", "r", "percent", end) == (
        nfa,
        len(referrals),
    )


@pytest.mark.parametrize("end", year_ends())
def test_assessments_and_plans_of_the_year(council, end):
    history, file = council
    started = [p for _, case in cases_of(history) for p in case.plans if in_year(p.start, end)]
    completed = [c for _, c in cases_of(history) if c.assessed and in_year(c.assessed, end)]
    assert figure(file, "protection_plans_started", "r", "count", end) == (len(started), None)
    assert figure(file, "assessments_completed", "r", "count", end) == (len(completed), None)


def test_re_referrals_once_a_year_before_is_told(council):
    history, file = council
    again = total = 0
    for cases in history.values():
        days = sorted(case.start for case in cases)
        for number, day in enumerate(days):
            if in_year(day, ENDS):
                total += 1
                before = days[number - 1] if number else None
                again += before is not None and day <= before.replace(year=before.year + 1)
    assert again > 3
    assert figure(file, "re_referrals", "r", "percent", ENDS) == (again, total)
    assert figure(file, "re_referrals", "r", "percent", date(2023, 3, 31)) is None


@pytest.mark.parametrize("end", year_ends())
def test_repeat_plans_by_the_number_that_the_census_states(council, end):
    history, file = council
    again = total = 0
    for cases in history.values():
        starts = sorted(p.start for case in cases for p in case.plans)
        new = [number for number, day in enumerate(starts) if in_year(day, end)]
        total += len(new)
        again += sum(number > 0 for number in new)
    assert figure(file, "repeat_plans", "r", "percent", end) == (again, total)


def test_no_line_begins_before_the_first_year_or_goes_on_after_the_last(council):
    _, file = council
    first, last = duckdb.execute(
        "SELECT min(period_end), max(period_end) FROM read_parquet(?) WHERE source = 'cases'",
        [str(file)],
    ).fetchone()
    assert (first, last) == (date(YEARS[0] - 1, 4, 30), ENDS)
