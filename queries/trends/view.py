"""What a person asked to see of an indicator, and the answer: the same for pages and /data."""

from dataclasses import dataclass, field
from datetime import date

from queries.catalogue import Indicator


class BadView(Exception):
    """Something asked for does not exist; the message says what may be asked."""


@dataclass(frozen=True)
class View:
    """One view's state, as the URL carries it. None means the indicator's own default.

    ``comparator``: neighbours, region, england, or councils' codes separated by commas.
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
class ControlLimits:
    """The control chart's centre line and limits, and the first and last points they are of.

    ``assurance``: pass, fail, hit_or_miss or none, against the target in force at the end.
    """

    start: date
    end: date
    centre: float
    lower: float
    upper: float
    assurance: str = "none"


@dataclass(frozen=True)
class Trend:
    """The answer to one View of one indicator.

    ``window`` and ``unit`` are what is shown, which may differ from what was asked where a
    council has published years only (``window`` is then 'a' or 'e').
    ``latest`` is the last row with a figure (the last row where none has), ``year_before`` the
    like row twelve months earlier. ``members`` are those shown of the split, in order, empty for
    the whole. ``limits`` are of the control chart of a single series. ``notes`` are sentences
    that a person must be told of the view as a whole.
    ``stale_target``: the target in force at ``latest`` was set more than two years before.
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
    limits: ControlLimits | None = None
    notes: tuple[str, ...] = ()
    stale_target: bool = False
