"""The path to a target that is to be reached by a year: "≤365 by 2022", said in 2018.

Until that year ends the target is not due. What a figure is held to in the meantime is a straight
line: from the council's own last figure when the target began, to the target on 31 March of the
year named. docs/decisions/009-a-target-by-a-year-is-a-path.md gives the reasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.settings import Targets as Tolerance
from queries.trends.choice import Choice
from queries.trends.own_figures import Figure
from queries.trends.periods import month_index
from queries.trends.targets import Aim, Targets, status

_NOT_STRICT = {"<": "<=", ">": ">="}


@dataclass(frozen=True)
class Path:
    """Where a path begins and ends. ``value`` is the council's own figure of ``period_end``, the
    last at or before ``begun``, the day before the target's first."""

    begun: date
    due: date
    period_end: date
    value: float

    def aim(self, aim: Aim, day: date) -> Aim:
        """What must be met on ``day`` to be on the way to ``aim``.

        A figure that met the target when it was set has nothing to do but to go on meeting it.
        """
        if aim.met(self.value):
            return aim
        end = aim.nearest(self.value)
        passed = month_index(day) - month_index(self.begun)
        share = passed / (month_index(self.due) - month_index(self.begun))
        now = self.value + (end - self.value) * share
        if aim.op in ("between", "="):
            return _within(aim, now)
        return replace(aim, op=_NOT_STRICT.get(aim.op, aim.op), value=now)


def _within(aim: Aim, now: float) -> Aim:
    """Between where the path is and the far end of the range, or the one figure aimed at."""
    low, high = aim.value, aim.value if aim.upper is None else aim.upper
    return replace(aim, op="between", value=min(low, now), upper=max(high, now))


class Paths:
    """The paths of one indicator's targets; ``own`` are the figures of the line, in order."""

    def __init__(self, targets: Targets, own: Sequence[Figure], choice: Choice) -> None:
        self._targets = targets
        self._choice = choice
        self._own = [
            (each.period_end, each.value)
            for each in own
            if each.ok and not each.member and self._judged(each.window, each.period_end)
        ]

    def at(self, aim: Aim | None, window: str, period_end: date) -> Path | None:
        """The path that leads to ``aim`` at a figure's period; None without a figure to begin
        from, where the target names no year or its year has ended, and of a part of a year."""
        due = aim.due(period_end) if aim else None
        if aim is None or due is None or not self._judged(window, period_end):
            return None
        begun = self._targets.begun(aim.target) - timedelta(days=1)
        known = [each for each in self._own if each[0] <= begun]
        return Path(begun, due, *known[-1]) if known and begun < due else None

    def _judged(self, window: str, period_end: date) -> bool:
        return self._choice.indicator.judged(window, period_end)


def path_fields(
    value: float | None,
    aim: Aim | None,
    path: Path | None,
    period_end: date,
    unit: str,
    tolerance: Tolerance,
) -> dict:
    """A row's ``target_due``, ``path`` and ``path_status``, as queries.trends.view describes."""
    due = aim.due(period_end) if aim else None
    if aim is None or due is None:
        return {}
    if path is None:
        return {"target_due": due}
    held = path.aim(aim, period_end)
    return {
        "target_due": due,
        "path": None if aim.met(path.value) else held.nearest(path.value),
        "path_status": path_status(value, aim, held, unit, tolerance),
    }


def path_status(
    value: float | None, aim: Aim, held: Aim, unit: str, tolerance: Tolerance
) -> str | None:
    """met, on_the_way, just_behind or behind; None without a value. ``held``: the path's aim."""
    if value is None:
        return None
    if aim.met(value):
        return "met"
    said = status(value, held, unit, tolerance)
    return {"met": "on_the_way", "near": "just_behind"}.get(said or "", "behind")
