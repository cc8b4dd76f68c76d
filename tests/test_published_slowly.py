"""Published observations again, the slow and obvious way: one area, period and entry at a time."""

from collections import defaultdict
from pathlib import Path

import pytest

from data.database import Connection
from queries.catalogue import Indicator, Published, read_catalogue
from tests.published_files import everything_observed

AREAS = ("908", "204", "314", "420", "838", "909", "940", "850", "E12000009", "E92000001")
SCALE = {"percent": 100, "per_10000": 10_000}


class Figures:
    """The published figures of one area: by measure and period, the releases newest first."""

    def __init__(self, connection: Connection, area: str) -> None:
        self.releases: dict[tuple, list[dict]] = defaultdict(list)
        for row in connection.execute(
            "SELECT measure, period_end, release, release_year, value, status "
            "FROM published_figure WHERE area = ? "
            "ORDER BY release_year DESC, release, status <> 'ok', file",
            [area],
        ).fetchall():
            named = ("measure", "period", "release", "year", "value", "status")
            figure = dict(zip(named, row, strict=True))
            known = self.releases[figure["measure"], figure["period"]]
            if figure["release"] not in [each["release"] for each in known]:
                known.append(figure)
        self.children = dict(
            connection.execute(
                "SELECT year + 1, max_by(children, release_year) FROM population "
                "WHERE area = ? GROUP BY 1",
                [area],
            ).fetchall()
        )

    def periods(self, each: Published) -> set:
        named = {each.measure, *each.numerator, *each.denominator}
        return {period for measure, period in self.releases if measure in named}

    def total(self, measures: tuple, period, release: str) -> tuple[float | None, str]:
        found = [
            next((row for row in self.releases[measure, period] if row["release"] == release), None)
            for measure in measures
        ]
        statuses = [row["status"] if row else "not_available" for row in found]
        for status in ("suppressed", "not_available", "not_applicable"):
            if status in statuses:
                return None, status
        return sum(row["value"] for row in found), "ok"


def answer(figures: Figures, each: Published, period) -> dict | None:
    """What one entry says of one period: value, status and release."""
    scale = SCALE.get(each.unit, 1)
    if each.measure:
        known = figures.releases[each.measure, period]
        if not known:
            return None
        newest = known[0]
        value, status = newest["value"], newest["status"]
        if each.per_population and status == "ok":
            later = each.window == "m" and period.month > 3
            children = figures.children.get(period.year + later)
            if children is None:
                value, status = None, "not_available"
            else:
                value = scale * value / children
        return {"value": value, "status": status, "release": newest["release"]}
    named = (*each.numerator, *each.denominator)
    releases = {
        row["release"]: row["year"]
        for measure in named
        for row in figures.releases[measure, period]
    }
    if not releases:
        return None
    release = min(releases, key=lambda name: (-releases[name], name))
    above, above_status = figures.total(each.numerator, period, release)
    if not each.denominator:
        return {"value": above, "status": above_status, "release": release}
    below, below_status = figures.total(each.denominator, period, release)
    if above_status != "ok" or below_status != "ok":
        status = above_status if above_status != "ok" else below_status
        return {"value": None, "status": status, "release": release}
    if below == 0:
        return {"value": None, "status": "not_applicable", "release": release}
    return {"value": scale * above / below, "status": "ok", "release": release}


def slow_observations(
    connection: Connection, indicators: dict[str, Indicator]
) -> dict[tuple, dict]:
    found: dict[tuple, dict] = {}
    for area in AREAS:
        figures = Figures(connection, area)
        for indicator in indicators.values():
            for each in indicator.published:
                for period in figures.periods(each):
                    key = (indicator.slug, each.unit, each.window, each.split, each.member)
                    said = answer(figures, each, period)
                    before = found.get((*key, area, period))
                    if said and (
                        before is None or (before["status"] != "ok" and said["status"] == "ok")
                    ):
                        found[*key, area, period] = said
    return found


def test_the_slow_way_gives_the_same(shared: Path) -> None:
    connection = everything_observed(shared / "published").connection
    slow = slow_observations(connection, read_catalogue())
    fast = connection.execute(
        'SELECT slug, unit, "window", split, member, area, period_end, value, status, release '
        "FROM observation WHERE list_contains(?, area)",
        [list(AREAS)],
    ).fetchall()
    assert len(fast) > 5000
    assert {row[:7] for row in fast} == set(slow)
    differing = [(row, slow[row[:7]]) for row in fast if not _same(row[7:], slow[row[:7]])]
    assert differing == []


def _same(fast: tuple, slow: dict) -> bool:
    value, status, release = fast
    if (status, release) != (slow["status"], slow["release"]):
        return False
    if slow["value"] is None:
        return value is None
    return value == pytest.approx(slow["value"], rel=1e-12)
