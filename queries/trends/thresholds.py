"""How far a figure is from what the best, the better quarter and the middle of others reached."""

from dataclasses import dataclass
from math import ceil, floor

from queries.trends.bands import Band

_NOISE = 9
_SCALES = {"percent": 100, "per_10000": 10_000}


@dataclass(frozen=True)
class Threshold:
    """``name``: best, top_quarter, median or bottom_quarter, whose edge the other three quarters
    reach. ``met``: whether the figure is as good. ``gap`` is how far it is from it, in the unit,
    never below 0.

    ``cases``, where the figure is made of counts: while not met, the fewest cases that would have
    to be other than they are; once met, the most that could be, without losing it. None in a unit
    that is not counted in cases, or where not all of the cases together would do.
    """

    name: str
    value: float
    met: bool
    gap: float
    cases: int | None = None


def thresholds(
    value: float,
    parts: tuple[float | None, float | None],
    unit: str,
    better: str,
    band: Band,
) -> tuple[Threshold, ...]:
    """The best first. ``parts``: the figure's numerator and denominator. None of an indicator of
    which neither direction is better, or of a band without quartiles."""
    if better not in ("lower", "higher") or band.quartiles is None:
        return ()
    lower, median, upper = band.quartiles
    edges = [band.values[0], lower, median, upper]
    if better == "higher":
        edges = [band.values[-1], upper, median, lower]
    names = ("best", "top_quarter", "median", "bottom_quarter")
    return tuple(
        _threshold(name, edge, value, parts, _SCALES.get(unit), 1 if better == "higher" else -1)
        for name, edge in zip(names, edges, strict=True)
    )


def next_threshold(found: tuple[Threshold, ...]) -> Threshold | None:
    """The nearest quartile's edge that is not reached; None where the best quarter is."""
    return next((each for each in reversed(found) if not each.met and each.name != "best"), None)


def _threshold(
    name: str,
    edge: float,
    value: float,
    parts: tuple[float | None, float | None],
    scale: int | None,
    sign: int,
) -> Threshold:
    short = round(sign * (edge - value), _NOISE)
    met = short <= 0
    numerator, denominator = parts
    cases = None
    if scale and numerator is not None and denominator:
        share = _Share(numerator, denominator, scale, edge, sign)
        cases = share.to_spare() if met else share.needed()
    return Threshold(name, edge, met, abs(short), cases)


@dataclass(frozen=True)
class _Share:
    """``numerator`` of ``denominator``, held to ``edge``; ``sign`` is 1 where more is better."""

    numerator: float
    denominator: float
    scale: int
    edge: float
    sign: int

    def reached(self, cases: int) -> bool:
        """Whether the edge is reached with so many cases better than they are."""
        figure = self.scale * (self.numerator + self.sign * cases) / self.denominator
        return round(self.sign * (figure - self.edge), _NOISE) >= 0

    def needed(self) -> int | None:
        """The fewest cases, at least one: a figure published short of it is short by one."""
        cases = max(1, ceil(self._distance()) - 1)
        while not self.reached(cases):
            cases += 1
        return cases if 0 <= self.numerator + self.sign * cases <= self._most() else None

    def to_spare(self) -> int:
        """The most cases that could be worse; 0 where a rounded figure reaches it and is level."""
        cases = max(0, floor(-self._distance()) - 1)
        while self.reached(-(cases + 1)):
            cases += 1
        return cases

    def _distance(self) -> float:
        return self.sign * (self.edge * self.denominator / self.scale - self.numerator)

    def _most(self) -> float:
        """A share cannot have more than all of its cases; a rate is of a whole population."""
        return self.denominator
