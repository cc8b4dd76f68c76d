"""What a person asked to see of an indicator, and the answer: the same for pages and /data."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from data.rebases import Rebase
from queries.catalogue import Indicator
from queries.trends.bands import Band
from queries.trends.control_chart import Mark

if TYPE_CHECKING:
    from queries.trends.target_now import TargetNow


class BadView(Exception):
    """Something asked for does not exist; the message says what may be asked."""


@dataclass(frozen=True)
class View:
    """One view's state, as the URL carries it. None means the indicator's own default.

    ``comparator``: neighbours, region, england, or councils' codes separated by commas.
    ``model``: which year's model of statistical neighbours; None is the one in settings.
    ``statistic``: median or mean. ``source``: best, all, cases, reported or published.
    ``member`` without ``split`` is refused; ``split`` without ``member`` gives every member.
    """

    window: str | None = None
    unit: str | None = None
    split: str | None = None
    member: str | None = None
    start: date | None = None
    end: date | None = None
    comparator: str = "neighbours"
    model: str | None = None
    statistic: str | None = None
    source: str = "best"


@dataclass(frozen=True)
class TrendRow:
    """One point: a period of one member from one source. Fields as /data/<slug>.json names them.

    Values are in the unit of the trend, percentages 0-100. ``neighbour_*`` are of the published
    period that covers this point, or of the last one, then ``carried_forward`` is True.
    ``target_status``: met, near, not_met, no_target; None where there is no value, or where a
    figure that adds up from April is not yet held to its year's target. ``rank``: 1 is best, or
    highest where no direction is better. ``target_upper`` is the upper end of a range.
    ``target_due``: the last day of the year that the target is to be reached by, until then; from
    then on, and of a target for each year, None. ``path``: what a straight line there has on this
    day, None where there is none to go (queries.trends.paths). ``path_status``: met, on_the_way,
    just_behind, behind.
    ``window`` is the figure's own: 'a' for a year's figure in a monthly trend. ``spc``: none,
    beyond_limits, shift, trend, two_of_three, or None where no control chart is drawn.
    ``verdict`` is on the last row alone. ``recording``: the cases of this period are still coming
    in, so that the figure will move.
    """

    period_end: date
    member: str
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str
    source: str
    target: float | None = None
    target_status: str | None = None
    target_upper: float | None = None
    neighbour_min: float | None = None
    neighbour_q1: float | None = None
    neighbour_median: float | None = None
    neighbour_mean: float | None = None
    neighbour_q3: float | None = None
    neighbour_max: float | None = None
    neighbour_count: int | None = None
    england: float | None = None
    region: float | None = None
    published_period: str | None = None
    carried_forward: bool = False
    rank: int | None = None
    spc: str | None = None
    release: str | None = None
    note: str | None = None
    window: str = ""
    verdict: str | None = None
    recording: bool = False
    target_due: date | None = None
    path: float | None = None
    path_status: str | None = None

    @property
    def yearly(self) -> bool:
        """Whether this is a year's figure or a yearly snapshot, not one month's."""
        return self.window == "a" or (self.source == "published" and self.window != "m")


@dataclass(frozen=True)
class CouncilName:
    code: str
    name: str


@dataclass(frozen=True)
class Comparator:
    """``kind``: statistical_neighbours, region, england or chosen. ``model``: its year, or None.

    ``members`` are (code, name) of the councils compared with, the own council left out.
    """

    kind: str
    model: str | None
    statistic: str
    members: tuple[CouncilName, ...] = ()


@dataclass(frozen=True)
class TargetStep:
    """A target in force from ``start`` until ``end`` (the next one's start, or open)."""

    start: date
    end: date | None
    value: float
    upper: float | None
    op: str
    label: str
    set_for: str
    source: str


@dataclass(frozen=True)
class Signal:
    """A control-chart signal: which rule, whether high or low, and what it means.

    ``meaning``: improving, concerning, or neither where no direction is better.
    """

    period_end: date
    rule: str
    direction: str
    meaning: str
    member: str = ""


@dataclass(frozen=True)
class ControlSegment:
    """The control chart's centre line and limits from one rebase to the next, and the first and
    last points they are of; no limits where the points are too few."""

    start: date
    end: date
    centre: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Control:
    """A single series read as a control chart, or as a run chart where the rules do not hold.

    ``window`` is that of ``points`` (oldest first): that of the trend, or m for the single months
    behind a window whose points share cases, which ``instead`` then says. ``variation``, the
    latest point's: common_cause, or improving, concerning or neither with _high or _low.
    ``assurance``: pass, fail, hit_or_miss or none, against ``target``, the one in force at the
    end. ``mark`` is the latest point's, and ``months_run`` says whether its rule looks back on
    consecutive months. On a run chart ``segments`` is empty or its last has no limits, variation
    and mark are None, and ``why_run`` says why; ``median`` is of all points where there is no
    segment.
    """

    window: str
    points: tuple[TrendRow, ...]
    better: str
    segments: tuple[ControlSegment, ...] = ()
    signals: tuple[Signal, ...] = ()
    mark: Mark | None = None
    months_run: bool = True
    variation: str | None = None
    assurance: str = "none"
    target: float | None = None
    median: float | None = None
    rebases: tuple[Rebase, ...] = ()
    why_run: str | None = None
    instead: str | None = None

    def is_of(self, period_end: date) -> bool:
        """Whether the last point is of this month, so that its mark is news of it."""
        last = self.points[-1].period_end
        return (last.year, last.month) == (period_end.year, period_end.month)

    @property
    def meaning(self) -> str | None:
        """improving, concerning, neither or none; None on a run chart."""
        if self.variation is None:
            return None
        return "none" if self.variation == "common_cause" else self.variation.split("_")[0]


@dataclass(frozen=True)
class Trend:
    """The answer to one View of one indicator.

    ``window`` and ``unit`` are what is shown, which may differ from what was asked where a
    council has published years only (``window`` is then 'a' or 'e').
    ``latest`` is the last row with a figure (the last row where none has), ``year_before`` the
    like row twelve months earlier. ``members`` are those shown of the split, in order, empty for
    the whole. ``control`` reads a single series as a control chart. ``notes`` are sentences
    that a person must be told of the view as a whole.
    ``stale_target``: the target in force at ``latest`` was set more than two years before.
    ``band`` is what other councils published for the period that covers ``latest``.
    ``target_now`` tells all of the target at ``latest``; None of a split's members.
    ``why_no_band`` and ``why_no_control_chart`` say so in a sentence where one is missing.
    """

    indicator: Indicator
    unit: str
    window: str
    split: str
    council: CouncilName
    comparator: Comparator
    generation: str
    rows: tuple[TrendRow, ...]
    targets: tuple[TargetStep, ...] = ()
    signals: tuple[Signal, ...] = ()
    why_no_band: str | None = None
    why_no_control_chart: str | None = None
    verdict: str = ""
    latest: TrendRow | None = None
    year_before: TrendRow | None = None
    members: tuple[str, ...] = field(default=())
    control: Control | None = None
    notes: tuple[str, ...] = ()
    stale_target: bool = False
    band: Band | None = None
    target_now: "TargetNow | None" = None
