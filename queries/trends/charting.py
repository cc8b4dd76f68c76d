"""Control charts of a trend's own figures: where one may be drawn, and its marks by figure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from data.settings import ControlCharts
from queries.trends.choice import Choice
from queries.trends.control_chart import ControlChart, Mark, assurance, control_chart, meaning
from queries.trends.own_figures import Figure
from queries.trends.periods import month_index
from queries.trends.targets import Aim
from queries.trends.view import ControlLimits, Signal, TrendRow

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


@dataclass
class Charts:
    """By member. ``why_none`` says in a sentence why there is no chart at all."""

    by_member: dict[str, tuple[list[Figure], ControlChart]] = field(default_factory=dict)
    marks: dict[_Key, Mark] = field(default_factory=dict)
    why_none: str | None = None

    def mark(self, figure: Figure | TrendRow) -> Mark | None:
        """The mark of a figure or row; None where it is on no control chart."""
        return self.marks.get((figure.member, figure.period_end, figure.source))

    def months_run(self, row: TrendRow) -> bool:
        """Whether the points that this row's mark looks back on are of consecutive months."""
        mark = self.mark(row)
        if mark is None or row.member not in self.by_member:
            return True
        points = [
            each for each in self.by_member[row.member][0] if each.period_end <= row.period_end
        ][-max(mark.run, 3) :]
        apart = month_index(points[-1].period_end) - month_index(points[0].period_end)
        return apart == len(points) - 1


def charts(figures: Iterable[Figure], choice: Choice, settings: ControlCharts) -> Charts:
    """The charts of each member's monthly or month-end figures, years' figures left out."""
    if choice.window in _REFUSED:
        return Charts(why_none=_REFUSED[choice.window])
    members: dict[str, list[Figure]] = defaultdict(list)
    for each in figures:
        if each.ok and each.source != "published" and each.window == choice.window:
            members[each.member].append(each)
    found = Charts()
    for member, points in members.items():
        values = [each.value or 0.0 for each in points]
        if choice.window == "e" and lag_correlation(values) > STEADIEST:
            found.why_none = _TOO_STEADY
        elif len(points) >= settings.fewest_points:
            chart = control_chart(values, choice.indicator.better, settings)
            found.by_member[member] = (points, chart)
            for each, mark in zip(points, chart.marks, strict=True):
                found.marks[each.member, each.period_end, each.source] = mark
    if found.by_member:
        found.why_none = None
    elif found.why_none is None:
        found.why_none = _too_few(members, settings.fewest_points)
    return found


def lag_correlation(values: Sequence[float]) -> float:
    """How much each point follows the one before it, -1 to 1; 0 for under three or all alike."""
    centre = sum(values) / len(values) if values else 0.0
    around = [each - centre for each in values]
    spread = sum(each * each for each in around)
    if len(values) < 3 or not spread:
        return 0.0
    return sum(a * b for a, b in pairwise(around)) / spread


def signals(charted: Charts, rows: Iterable[TrendRow], better: str) -> tuple[Signal, ...]:
    """The marks on the rows shown."""
    marked = ((row, charted.mark(row)) for row in rows)
    return tuple(
        Signal(row.period_end, mark.rule, mark.side, meaning(mark, better), row.member)
        for row, mark in marked
        if mark and mark.rule != "none"
    )


def control_limits(charted: Charts, aim: Aim | None) -> ControlLimits | None:
    """The limits of a single series; of a split's several members there are none to draw."""
    if len(charted.by_member) != 1:
        return None
    points, chart = next(iter(charted.by_member.values()))
    limits = chart.limits[-1]
    target = aim.value if aim and aim.op != "between" else None
    return ControlLimits(
        points[0].period_end,
        points[-1].period_end,
        limits.centre,
        limits.lower,
        limits.upper,
        assurance(limits, target, chart.better),
    )


def _too_few(members: dict[str, list[Figure]], fewest: int) -> str:
    most = max((len(points) for points in members.values()), default=0)
    if most == 0:
        return "There are no monthly figures of the council's own to draw a control chart of."
    return f"A control chart needs {fewest} months; there are {most}."
