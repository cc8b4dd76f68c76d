"""What a verdict may say of one trend's latest figure."""

from dataclasses import dataclass
from datetime import date

from queries.trends.bands import Band
from queries.trends.control_chart import Mark
from queries.trends.targets import Aim


@dataclass(frozen=True)
class Facts:
    """What a verdict may say. ``value`` is of ``period_end``, the last with a figure.

    ``missed_for``: how many points running, this one included, fall short of their target;
    ``same_target``: all of them of the same one. ``mark``: the control chart's on this point,
    None where no chart is drawn. ``band``: None where too few councils published;
    ``carried_forward``: it is of an earlier period. ``months_run``: the control chart's points up
    to this one are of consecutive months, as far as its rule looks back. ``latest_status`` and
    ``latest_period`` tell of later points without a figure. ``dated``: the council has later
    figures than this of other things, so its month is named. ``judged``: False where the figure
    adds up from April and its target is the year's. ``sides``: words for above and below zero.
    ``in_fte``: numerator and denominator are full-time equivalents. ``single_months``: ``mark`` is
    that of the single month behind a figure of a window whose points share cases.
    ``path_status``: of a target by a later year, whether the figure is on the way there
    (queries.trends.paths).
    """

    short: str
    unit: str
    places: int
    better: str
    council: str = "the council"
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    period_end: date | None = None
    yearly: bool = False
    aim: Aim | None = None
    target_status: str | None = None
    missed_for: int = 0
    same_target: bool = True
    band: Band | None = None
    carried_forward: bool = False
    months_run: bool = True
    noun: str = "neighbours"
    england: float | None = None
    published_period: date | None = None
    mark: Mark | None = None
    year_before: float | None = None
    latest_status: str = "ok"
    latest_period: date | None = None
    dated: bool = False
    judged: bool = True
    sides: tuple[str, str] | None = None
    in_fte: bool = False
    single_months: bool = False
    path_status: str | None = None
