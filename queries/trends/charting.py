"""Control charts of a trend's own figures: where one may be drawn, and its marks by figure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from data.settings import ControlCharts
from queries.trends.choice import Choice
from queries.trends.control_chart import ControlChart, Limits, Mark, control_chart, meaning
from queries.trends.own_figures import Figure
from queries.trends.periods import month_index
from queries.trends.view import Signal, TrendRow

# Points of the other windows share cases with their neighbours, so the rules would cry wolf.
_REFUSED = {
    "r": "Rolling twelve months share cases from one month to the next, so the rules of a control "
    "chart do not hold: look at the single months.",
    "y": "Year-to-date figures share cases from one month to the next, so the rules of a control "
    "chart do not hold: look at the single months.",
    "a": "A year's figures are too few and too far apart for a control chart.",
}

# A month end counts mostly the children or posts of the month before. Limits made from the steps
# between such points are too narrow: Wheeler puts the bound at a correlation of 0.7 between
# neighbouring points (docs/decisions/006).
STEADIEST = 0.7
_TOO_STEADY = (
    "Each month's end counts mostly what the month before it counted, so the rules of a control "
    "chart do not hold: look at those that start and end in the month."
)

_Key = tuple[str, date, str]


@dataclass(frozen=True)
class Segment:
    """The points from one rebase to the next: ``first`` to ``last`` by their place in the series.

    ``judged``: they are enough for limits and rules.
    """

    first: int
    last: int
    limits: Limits
    judged: bool


@dataclass(frozen=True)
class Charted:
    """One series as a control chart: its points, their chart, and its segments.

    A point of a segment that is not judged has no mark.
    """

    points: Sequence[Figure]
    chart: ControlChart
    segments: tuple[Segment, ...]

    def mark(self, at: int) -> Mark | None:
        """The mark of the point at a place; None where its segment is too short to judge."""
        judged = next(each.judged for each in self.segments if each.first <= at <= each.last)
        return self.chart.marks[at] if judged else None

    def months_run(self, at: int) -> bool:
        """Whether the points that the mark at a place looks back on are of consecutive months."""
        back = max(self.chart.marks[at].run, 3)
        points = self.points[max(at + 1 - back, 0) : at + 1]
        apart = month_index(points[-1].period_end) - month_index(points[0].period_end)
        return apart == len(points) - 1


@dataclass
class Charts:
    """By member. ``why_none`` says in a sentence why there is no chart at all; ``behind`` is then
    the chart of the single months behind a window whose points share cases, where there is one.
    """

    by_member: dict[str, Charted] = field(default_factory=dict)
    marks: dict[_Key, Mark] = field(default_factory=dict)
    why_none: str | None = None
    behind: Charted | None = None

    def mark(self, figure: Figure | TrendRow) -> Mark | None:
        """The mark of a figure or row; None where it is on no control chart."""
        return self.marks.get((figure.member, figure.period_end, figure.source))

    def months_run(self, row: TrendRow) -> bool:
        """Whether the points that this row's mark looks back on are of consecutive months."""
        charted = self.by_member.get(row.member)
        if charted is None or self.mark(row) is None:
            return True
        places = [at for at, each in enumerate(charted.points) if each.period_end <= row.period_end]
        return charted.months_run(places[-1])


def charts(
    figures: Iterable[Figure],
    choice: Choice,
    settings: ControlCharts,
    rebased: Sequence[date] = (),
    behind: Sequence[Figure] = (),
) -> Charts:
    """The charts of each member's monthly or month-end figures, years' figures left out.

    ``rebased``: first days of the months from which limits start anew. ``behind``: the single
    months of a window whose points share cases.
    """
    if choice.indicator.no_control_chart:
        return Charts(why_none=choice.indicator.no_control_chart)
    if choice.window in _REFUSED:
        points = own_points(behind, "m")
        few = len(points) < settings.fewest_points
        charted = None if few else _charted(points, choice, settings, rebased)
        return Charts(why_none=_REFUSED[choice.window], behind=charted)
    members: dict[str, list[Figure]] = defaultdict(list)
    for each in own_points(figures, choice.window):
        members[each.member].append(each)
    return _of_members(members, choice, settings, rebased)


def _of_members(
    members: dict[str, list[Figure]],
    choice: Choice,
    settings: ControlCharts,
    rebased: Sequence[date],
) -> Charts:
    found, steady = Charts(), False
    for member, points in members.items():
        if choice.window == "e" and _steady(points, rebased):
            steady = True
        elif len(points) >= settings.fewest_points:
            found.by_member[member] = charted = _charted(points, choice, settings, rebased)
            for at, each in enumerate(points):
                if (mark := charted.mark(at)) is not None:
                    found.marks[each.member, each.period_end, each.source] = mark
    if not found.by_member:
        found.why_none = _TOO_STEADY if steady else _too_few(members, settings.fewest_points)
    return found


def own_points(figures: Iterable[Figure], window: str) -> list[Figure]:
    """The council's own figures that may be points of a chart: known, and of one window."""
    return [each for each in figures if each.ok and each.source != "published"
            and each.window == window]  # fmt: skip


def lag_correlation(values: Sequence[float], starts: Sequence[int] = ()) -> float:
    """How much each point follows the one before it, -1 to 1; 0 for under three or all alike.

    ``starts``: places at which a new segment begins; each is taken round its own mean, since a
    step between two of them is no habit of the series.
    """
    around = []
    for segment in _segments(values, starts):
        centre = sum(segment) / len(segment)
        around += [each - centre for each in segment]
    spread = sum(each * each for each in around)
    if len(values) < 3 or not spread:
        return 0.0
    return sum(a * b for a, b in pairwise(around)) / spread


def signals(
    marked: Iterable[tuple[Figure | TrendRow, Mark | None]], better: str
) -> tuple[Signal, ...]:
    """The marks on points, each given with its point."""
    return tuple(
        Signal(each.period_end, mark.rule, mark.side, meaning(mark, better), each.member)
        for each, mark in marked
        if mark and mark.rule != "none"
    )


def _charted(
    points: Sequence[Figure], choice: Choice, settings: ControlCharts, rebased: Sequence[date]
) -> Charted:
    starts = _starts(points, rebased)
    values = [each.value or 0.0 for each in points]
    chart = control_chart(values, choice.indicator.better, settings, starts)
    edges = list(pairwise([0, *starts, len(points)]))
    segments = tuple(
        Segment(first, end - 1, limits, end - first >= settings.fewest_points)
        for (first, end), limits in zip(edges, chart.limits, strict=True)
    )
    return Charted(points, chart, segments)


def _starts(points: Sequence[Figure], rebased: Sequence[date]) -> list[int]:
    """The places of the first points on or after each rebase; one before the series is none."""
    found = set()
    for day in rebased:
        later = [at for at, each in enumerate(points) if each.period_end >= day]
        if later and later[0]:
            found.add(later[0])
    return sorted(found)


def _steady(points: Sequence[Figure], rebased: Sequence[date]) -> bool:
    values = [each.value or 0.0 for each in points]
    return lag_correlation(values, _starts(points, rebased)) > STEADIEST


def _segments(values: Sequence[float], starts: Sequence[int]) -> list[Sequence[float]]:
    return [values[a:b] for a, b in pairwise([0, *starts, len(values)]) if b > a]


def _too_few(members: dict[str, list[Figure]], fewest: int) -> str:
    most = max((len(points) for points in members.values()), default=0)
    if most == 0:
        return "There are no monthly figures of the council's own to draw a control chart of."
    return f"A control chart needs {fewest} months; there are {most}."
