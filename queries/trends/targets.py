"""Targets: the one in force at a period's end, and whether a figure meets it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.database import Connection
from data.settings import Targets as Tolerance
from queries.catalogue import Indicator
from queries.trends.bands import Bands, Covering
from queries.trends.periods import financial_year, long_month_name, month_index, year_end
from queries.trends.view import TrendRow
from queries.trends.wording import value_text

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": ""}
_NOISE = 9
_ASKS = ("kind", "op", "value", "upper", "quartile", "by_year", "extra")
# A target still stands long after its year, but one this much older is no news: its own year
# and the two after it, in months.
_CURRENT_MONTHS = 36

# Bands of the councils that quartile targets may be set by: neighbours, england.
PeerBands = Mapping[str, Bands]


@dataclass(frozen=True)
class Target:
    """One target as the table ``target`` has it; ``source`` names its file, sheet and cell.

    A target with a figure and a ``quartile`` has two parts: the figure is judged, the place is
    told beside it. ``extra`` is what it adds in brackets; ``owner`` and ``title`` are the file's.
    """

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
    extra: float | None = None
    owner: str | None = None
    title: str | None = None

    @property
    def due(self) -> date | None:
        """The last day of the financial year that it is to be reached by, where it names one."""
        return date(self.by_year, 3, 31) if self.by_year else None

    def same(self, other: "Target") -> bool:
        """Whether both ask for the same, whatever their years and wherever they are written."""
        return all(getattr(self, name) == getattr(other, name) for name in _ASKS)

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
    """What a target comes to at one point, in the unit of the trend.

    ``basis``: the councils whose quartile it is, where it is one.
    """

    target: Target
    op: str
    value: float
    upper: float | None = None
    basis: Covering | None = None

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

    def nearest(self, value: float) -> float:
        """The end of a range that is nearer to ``value``; otherwise the target itself."""
        return self.upper if self.upper is not None and value > self.upper else self.value

    def due(self, period_end: date) -> date | None:
        """The day that it is to be reached by, where that is still ahead of ``period_end``."""
        due = self.target.due
        return due if due and period_end < due else None

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
        given = sorted(targets, key=lambda each: each.start)
        # A year without a target ("tbc", "baseline being set") replaces none that was set before.
        self._targets = [each for each in given if each.kind != "none"]
        self._words = [each for each in given if each.kind == "none"]
        self._starts = [each.start for each in self._targets]
        self._better = indicator.better
        self._fewest = fewest

    def __iter__(self):
        return iter(self._targets)

    def peers(self) -> set[str]:
        """Whose figures quartiles are taken of: neighbours, england, both or none."""
        return {each.peers for each in self._targets if each.quartile}

    def in_force(self, day: date) -> Target | None:
        """The latest that began by ``day``."""
        found = bisect_right(self._starts, day)
        return self._targets[found - 1] if found else None

    def after(self, target: Target) -> Target | None:
        """The one that takes its place."""
        found = bisect_right(self._starts, target.start)
        return self._targets[found] if found < len(self._targets) else None

    def words_since(self, target: Target | None, day: date) -> Target | None:
        """The last text without a figure that stands at ``day`` for a year after ``target``'s."""
        start = target.start if target else date.min
        found = [each for each in self._words if start < each.start <= day]
        return found[-1] if found else None

    def rivals(self, target: Target) -> tuple[Target, ...]:
        """Other targets for the same year that ask for something else."""
        return tuple(
            each for each in self._targets if each.start == target.start and not each.same(target)
        )

    def begun(self, target: Target) -> date:
        """The first day of the years running, up to ``target``'s, that aim for the same year."""
        start = target.start
        for earlier in reversed([each for each in self._targets if each.start < target.start]):
            if earlier.by_year != target.by_year:
                break
            start = earlier.start
        return start

    def at(self, period_end: date, bands: PeerBands) -> Aim | None:
        """What the target in force comes to; None without one, or where no quartile is known."""
        target = self.in_force(period_end)
        return self.aim(target, period_end, bands) if target else None

    def aim(self, target: Target, period_end: date, bands: PeerBands) -> Aim | None:
        """What ``target`` comes to at ``period_end``."""
        if target.kind != "quartile":
            return _typed_aim(target, self._better)
        return self.place(target, period_end, bands)

    def place(self, target: Target, period_end: date, bands: PeerBands) -> Aim | None:
        """The figure of the quartile or half that ``target`` names, beside its own or alone.

        None where too few councils published, or where nothing says which way is better: neither
        the indicator nor the target's own sign.
        """
        covering = bands.get(target.peers, Bands()).at(period_end)
        better = _way(target, self._better)
        if not target.quartile or better is None or covering is None:
            return None
        if covering.band.count < self._fewest:
            return None
        return _quartile_aim(target, better, covering)


def get_targets(
    cursor: Connection, wanted: Sequence[tuple[Indicator, str]], fewest: int
) -> dict[str, Targets]:
    """Targets by slug, each in the unit of its trend."""
    rows = cursor.execute(
        """
        SELECT slug, unit, valid_from, kind, op, value, upper, quartile, among, by_year, text,
               concat_ws(', ', file, sheet, cell), extra, owner, title
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
    allowed = tolerance.near_share * abs(aim.nearest(value))
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


def _way(target: Target, better: str) -> str | None:
    """Which way is better: as the indicator has it, or else as the target's own sign has it."""
    if better != "neither":
        return better
    return {"<=": "lower", "<": "lower", ">=": "higher", ">": "higher"}.get(target.op or "")


def _quartile_aim(target: Target, better: str, covering: Covering) -> Aim:
    """The figure that the better quarter, or half, of the councils reached that year."""
    lower, median, upper = covering.band.quartiles or (0.0, 0.0, 0.0)
    outer = upper if better == "higher" else lower
    value = median if target.quartile == "half" else outer
    return Aim(target, ">=" if better == "higher" else "<=", value, basis=covering)


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
