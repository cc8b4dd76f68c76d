"""Statistical process control: XmR charts as NHS England's Making Data Count teaches them.

A chart is of individual values. Centre = their mean; limits = centre ± 2.66 × the mean moving
range. Rules, in the order in which a point that breaks several is named:

- beyond_limits: strictly outside the limits;
- shift: n consecutive points strictly on one side of the centre;
- trend: n consecutive points, each higher (or each lower) than the one before;
- two_of_three: at least two of three consecutive points beyond two sigma on the same side; only
  those points are marked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.settings import ControlCharts

RULES = ("beyond_limits", "shift", "trend", "two_of_three")
_LIMIT = 2.66
# With screening, a moving range this many times their mean is left out of the limits.
_SCREEN = 3.267
_DEFAULT = ControlCharts()


@dataclass(frozen=True)
class Limits:
    """Centre line and control limits of one segment; the two-sigma lines lie two thirds out."""

    centre: float
    lower: float
    upper: float

    @property
    def two_sigma_lower(self) -> float:
        return self.centre - (self.centre - self.lower) * 2 / 3

    @property
    def two_sigma_upper(self) -> float:
        return self.centre + (self.upper - self.centre) * 2 / 3


@dataclass(frozen=True)
class Mark:
    """One point's signal. ``rule`` is one of RULES or none; ``side`` is high, low or none.

    ``run``: how many points up to and including this one share the shift or trend (else 0).
    """

    rule: str = "none"
    side: str = "none"
    run: int = 0


@dataclass(frozen=True)
class ControlChart:
    """``marks``, one a value; ``limits``, one a segment; ``variation``, the latest point's icon.

    Variation: common_cause, or improving, concerning or neither with _high or _low.
    """

    marks: tuple[Mark, ...]
    limits: tuple[Limits, ...]
    better: str

    @property
    def variation(self) -> str:
        latest = self.marks[-1] if self.marks else Mark()
        if latest.rule == "none":
            return "common_cause"
        return f"{meaning(latest, self.better)}_{latest.side}"


def control_chart(
    values: Sequence[float],
    better: str,
    settings: ControlCharts = _DEFAULT,
    rebased_at: Iterable[int] = (),
) -> ControlChart:
    """The chart of ``values``, oldest first. ``better``: higher, lower or neither.

    ``rebased_at`` lists the indices at which a person started a new segment; centre, limits
    and runs never reach across one.
    """
    starts = [0, *sorted(rebased_at), len(values)]
    segments = [values[start:end] for start, end in pairwise(starts) if end > start]
    limits = tuple(_limits(segment, settings.screening) for segment in segments)
    marks = [
        mark
        for segment, lines in zip(segments, limits, strict=True)
        for mark in _marks(segment, lines, settings)
    ]
    return ControlChart(tuple(marks), limits, better)


def meaning(mark: Mark, better: str) -> str:
    """What a mark says: improving, concerning, neither (no direction is better) or none."""
    if mark.rule == "none":
        return "none"
    if better == "neither":
        return "neither"
    return "improving" if (mark.side == "high") == (better == "higher") else "concerning"


def assurance(limits: Limits, target: float | None, better: str) -> str:
    """Whether the process, left alone, meets its target: pass, fail, hit_or_miss or none.

    A target equal to a limit is hit_or_miss; none without a target or a direction.
    """
    if target is None or better == "neither":
        return "none"
    if limits.lower <= target <= limits.upper:
        return "hit_or_miss"
    return "pass" if (target < limits.lower) == (better == "higher") else "fail"


def _limits(values: Sequence[float], screening: bool) -> Limits:
    centre = sum(values) / len(values)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    if screening and ranges:
        most = _SCREEN * sum(ranges) / len(ranges)
        # A level series has no range at all, and nothing to leave out.
        ranges = [each for each in ranges if each < most] or ranges
    reach = _LIMIT * sum(ranges) / len(ranges) if ranges else 0.0
    return Limits(centre, centre - reach, centre + reach)


def _marks(values: Sequence[float], limits: Limits, settings: ControlCharts) -> list[Mark]:
    by_rule = [
        _beyond_limits(values, limits),
        _shift(values, limits.centre, settings.shift),
        _trend(values, settings.trend),
        _two_of_three(values, limits),
    ]
    return [next((mark for mark in point if mark), Mark()) for point in zip(*by_rule, strict=True)]


def _beyond_limits(values: Sequence[float], limits: Limits) -> list[Mark | None]:
    sides = [_side(value, limits.lower, limits.upper) for value in values]
    return [Mark("beyond_limits", side) if side else None for side in sides]


def _shift(values: Sequence[float], centre: float, n: int) -> list[Mark | None]:
    return _runs("shift", [_side(value, centre, centre) for value in values], n)


def _trend(values: Sequence[float], n: int) -> list[Mark | None]:
    """A run of n points has n - 1 differences; its first point has none within the run."""
    steps = [_side(after, before, before) for before, after in pairwise(values)]
    marks: list[Mark | None] = [None] * len(values)
    for start, end, side in _stretches(steps):
        if side and end - start + 1 >= n:
            for index in range(start, end + 1):
                # A turning point ends one run and may begin the next: it is marked by the first.
                marks[index] = marks[index] or Mark("trend", side, index - start + 1)
    return marks


def _two_of_three(values: Sequence[float], limits: Limits) -> list[Mark | None]:
    low, high = limits.two_sigma_lower, limits.two_sigma_upper
    sides = [_side(value, low, high) for value in values]
    marks: list[Mark | None] = [None] * len(values)
    for start in range(len(values) - 2):
        three = range(start, start + 3)
        for side in ("high", "low"):
            beyond = [index for index in three if sides[index] == side]
            if len(beyond) >= 2:
                for index in beyond:
                    marks[index] = Mark("two_of_three", side)
    return marks


def _runs(rule: str, sides: Sequence[str | None], n: int) -> list[Mark | None]:
    marks: list[Mark | None] = [None] * len(sides)
    for start, end, side in _stretches(sides):
        if side and end - start >= n:
            marks[start:end] = [Mark(rule, side, run) for run in range(1, end - start + 1)]
    return marks


def _stretches(sides: Sequence[str | None]) -> list[tuple[int, int, str | None]]:
    """(start, end after the last, side) of each stretch of equal sides."""
    edges = [
        0,
        *(i for i in range(1, len(sides)) if sides[i] != sides[i - 1]),
        len(sides),
    ]
    return [(start, end, sides[start]) for start, end in pairwise(edges) if end > start]


def _side(value: float, low: float, high: float) -> str | None:
    if value > high:
        return "high"
    return "low" if value < low else None
