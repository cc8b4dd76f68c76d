"""Targets: the one in force at a period's end, and whether a figure meets it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.database import Connection
from data.settings import Targets as Tolerance
from queries.catalogue import Indicator
from queries.trends.bands import Band, Bands
from queries.trends.periods import financial_year, long_month_name, month_index, year_end
from queries.trends.view import TargetStep, TrendRow
from queries.trends.wording import value_text

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": ""}
_NOISE = 9
# A target still stands long after its year, but one this much older is no news: its own year
# and the two after it, in months.
_CURRENT_MONTHS = 36

# Bands of the councils that quartile targets may be set by: neighbours, england.
PeerBands = Mapping[str, Bands]


@dataclass(frozen=True)
class Target:
    """One target as the table ``target`` has it; ``source`` names its file and cell."""

    start: date
    kind: str
    op: str
    value: float | None
    upper: float | None
    quartile: str | None
    among: str | None
    by_year: int | None
    text: str
    source: str

    @property
    def set_for(self) -> str:
        """The financial year that it was set for."""
        return financial_year(self.start)

    @property
    def share(self) -> str:
        """Of a quartile target: top quartile, or top half."""
        return "top half" if self.quartile == "half" else "top quartile"

    @property
    def peers(self) -> str:
        """Whose figures a quartile target is set by: neighbours or england."""
        return "england" if self.among == "all councils" else "neighbours"


@dataclass(frozen=True)
class Aim:
    """What a target comes to at one point, in the unit of the trend."""

    target: Target
    op: str
    value: float
    upper: float | None = None

    def distance(self, value: float) -> float:
        """How far ``value`` is short of the target; 0 where it is met."""
        exact = round(value - self.value, _NOISE)
        if self.op == "between":
            return max(-exact, round(value - (self.upper or self.value), _NOISE), 0.0)
        if self.op == "=":
            return abs(exact)
        return max(exact if self.op in ("<=", "<") else -exact, 0.0)

    def met(self, value: float) -> bool:
        """Whether ``value`` meets it, float noise apart."""
        if self.op in (">", "<") and round(value - self.value, _NOISE) == 0:
            return False
        return self.distance(value) == 0

    def stale(self, period_end: date) -> bool:
        """Whether it was set for a year more than two years before ``period_end``."""
        return stale(self.target.start, self.target.by_year, period_end)

    def label(self, indicator: Indicator, unit: str) -> str:
        """≥95%, 3 to 3.75, or the quartile with its value."""
        places = indicator.places(unit)
        said = exact_text(self.value, unit, places)
        if self.op == "between":
            return f"{said} to {exact_text(self.upper or self.value, unit, places)}"
        if self.target.kind == "quartile":
            return f"{self.target.share}, {said}"
        return _SIGNS[self.op] + said


class Targets:
    """One indicator's targets in one unit, oldest first."""

    def __init__(self, targets: Iterable[Target], indicator: Indicator, fewest: int = 5) -> None:
        # A year without a target ("tbc", "baseline being set") replaces none that was set before.
        self._targets = sorted(
            (each for each in targets if each.kind != "none"), key=lambda each: each.start
        )
        self._starts = [each.start for each in self._targets]
        self._better = indicator.better
        self._fewest = fewest

    def __iter__(self):
        return iter(self._targets)

    def peers(self) -> set[str]:
        """Whose figures quartile targets are set by: neighbours, england, both or none."""
        return {each.peers for each in self._targets if each.kind == "quartile"}

    def at(self, period_end: date, bands: PeerBands) -> Aim | None:
        """The target in force: the latest that began by ``period_end``."""
        found = bisect_right(self._starts, period_end)
        return self._aim(self._targets[found - 1], period_end, bands) if found else None

    def steps(
        self, indicator: Indicator, unit: str, bands: PeerBands, until: date
    ) -> tuple[TargetStep, ...]:
        """Each target's stretch of time; one by quartile steps with each published year."""
        steps: list[TargetStep] = []
        for index, target in enumerate(self._targets):
            end = self._starts[index + 1] if index + 1 < len(self._starts) else None
            if end == target.start:
                continue
            for start, stop in _stretches(target, end, bands, until):
                aim = self._aim(target, start, bands)
                if aim:
                    steps.append(_step(aim, start, stop, indicator, unit))
        return tuple(steps)

    def _aim(self, target: Target, period_end: date, bands: PeerBands) -> Aim | None:
        if target.kind != "quartile":
            return _typed_aim(target, self._better)
        covering = bands.get(target.peers, Bands()).at(period_end)
        if self._better == "neither" or covering is None or covering.band.count < self._fewest:
            return None
        return _quartile_aim(target, self._better, covering.band)


def get_targets(
    cursor: Connection, wanted: Sequence[tuple[Indicator, str]], fewest: int
) -> dict[str, Targets]:
    """Targets by slug, each in the unit of its trend."""
    rows = cursor.execute(
        """
        SELECT slug, unit, valid_from, kind, op, value, upper, quartile, among, by_year, text,
               concat_ws(', ', file, sheet, cell)
        FROM target
        WHERE list_contains(?, slug) AND valid_from IS NOT NULL
        ORDER BY slug, valid_from, file, sheet, cell
        """,
        [[indicator.slug for indicator, _ in wanted]],
    ).fetchall()
    found = defaultdict(list)
    for slug, unit, *rest in rows:
        found[slug, unit].append(Target(*rest))
    return {
        indicator.slug: Targets(found[indicator.slug, unit], indicator, fewest)
        for indicator, unit in wanted
    }


def get_aimed_units(cursor: Connection, months: Mapping[str, date]) -> dict[str, set[str]]:
    """By slug, the units that carry a target in force, and not a stale one, in its month."""
    rows = cursor.execute(
        """
        SELECT slug, unit, max(valid_from), max(by_year)
        FROM target
        JOIN (SELECT unnest(?::VARCHAR[]) AS slug, unnest(?::DATE[]) AS month) USING (slug)
        WHERE kind <> 'none' AND valid_from <= month
        GROUP BY ALL
        """,
        [list(months), list(months.values())],
    ).fetchall()
    found = defaultdict(set)
    for slug, unit, start, by_year in rows:
        if not stale(start, by_year, months[slug]):
            found[slug].add(unit)
    return dict(found)


def stale(start: date, by_year: int | None, period_end: date) -> bool:
    """Whether a target was set for a year more than two years before ``period_end``."""
    if by_year:
        start = max(start, date(by_year - 1, 4, 1))
    return month_index(period_end) - month_index(start) >= _CURRENT_MONTHS


def status(value: float | None, aim: Aim | None, unit: str, tolerance: Tolerance) -> str | None:
    """met, near, not_met or no_target; None where there is no value to compare.

    Near is short by no more than the share of the target, and a percentage by no more than the
    points either: two points short of 97% is near, two points over 13% is not.
    """
    if aim is None:
        return "no_target"
    if value is None:
        return None
    if aim.met(value):
        return "met"
    short = aim.distance(value)
    nearest = aim.upper if aim.upper is not None and value > aim.upper else aim.value
    allowed = tolerance.near_share * abs(nearest)
    if unit == "percent":
        allowed = min(allowed, tolerance.near_points)
    return "near" if round(short - allowed, _NOISE) <= 0 else "not_met"


def _typed_aim(target: Target, better: str) -> Aim | None:
    if target.value is None:
        return None
    if target.op == "between" or target.kind == "range":
        ends = sorted((target.value, target.value if target.upper is None else target.upper))
        return Aim(target, "between", *ends)
    op = target.op or "="
    if op == "=" and better != "neither":
        # A bare figure is a least or a most, as its indicator's direction has it.
        op = ">=" if better == "higher" else "<="
    return Aim(target, op, target.value)


def _quartile_aim(target: Target, better: str, band: Band) -> Aim:
    """The figure that the better quarter, or half, of the neighbours reached that year."""
    lower, median, upper = band.quartiles or (0.0, 0.0, 0.0)
    outer = upper if better == "higher" else lower
    return Aim(
        target, ">=" if better == "higher" else "<=", median if target.quartile == "half" else outer
    )


def _stretches(
    target: Target, end: date | None, bands: PeerBands, until: date
) -> list[tuple[date, date | None]]:
    if target.kind != "quartile":
        return [(target.start, end)]
    turns = [_day_after(band.period_end) for band in bands.get(target.peers, Bands())]
    inside = [day for day in turns[:-1] if target.start < day < min(end or until, until)]
    starts = [target.start, *inside]
    return list(zip(starts, [*inside, end], strict=True))


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _step(aim: Aim, start: date, end: date | None, indicator: Indicator, unit: str) -> TargetStep:
    return TargetStep(
        start=start,
        end=end,
        value=aim.value,
        upper=aim.upper,
        op=aim.op,
        label=aim.label(indicator, unit),
        set_for=aim.target.set_for,
        source=aim.target.source,
    )


def target_text(row: TrendRow, indicator: Indicator, unit: str) -> str:
    """A row's target for a page: 95%, 18% to 24%, no target; 95% by March 2027 where the figure
    adds up until then, and ``target_status`` is None."""
    if row.target is None:
        return "no target"
    places = indicator.places(unit)
    text = exact_text(row.target, unit, places)
    if row.target_upper is not None:
        text = f"{text} to {exact_text(row.target_upper, unit, places)}"
    if indicator.judged(row.window, row.period_end):
        return text
    return f"{text} by {long_month_name(year_end(row.period_end))}"


def exact_text(value: float, unit: str, places: int) -> str:
    """A target as it was set: all of its own decimals, none that are zero."""
    own = next((p for p in range(places, 4) if round(value, p) == round(value, 6)), 2)
    return value_text(value, unit, own, exact=True)
