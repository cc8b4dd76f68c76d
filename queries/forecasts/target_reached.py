"""Whether and when a forecast reaches the target in force, or ceases to meet it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from queries.forecasts.view import Coming, Forecast
from queries.trends.view import TargetStep, Trend

_NOISE = 9


@dataclass(frozen=True)
class Reached:
    """Against the target in force at the end of the forecast, ``step``.

    Where the latest figure does not meet its target: ``first`` is the first coming period whose
    figure does, ``could`` the first whose interval reaches it, ``sure`` whether some period's whole
    interval meets it. Where it does (``met_now``): ``first`` is the first that misses it, ``could``
    the first whose interval does in part, ``sure`` whether some period's whole interval does.
    """

    step: TargetStep
    met_now: bool
    first: date | None
    could: date | None
    sure: bool = False


def reached(forecast: Forecast, trend: Trend) -> Reached | None:
    """None without a forecast, or without a target in force that is not yet an old one."""
    latest = trend.latest
    if not forecast.coming or latest is None or latest.value is None or trend.stale_target:
        return None
    # A month still being recorded has a figure already: what is said is of those after it.
    coming = [each for each in forecast.coming if each.period_end > latest.period_end]
    now = step_at(trend, latest.period_end)
    end = step_at(trend, forecast.coming[-1].period_end)
    if now is None or end is None:
        return None
    steps = [(each, step_at(trend, each.period_end)) for each in coming]
    aimed = [(each, step) for each, step in steps if step is not None]
    if meets(now, latest.value):
        first = _first(aimed, lambda each, step: not meets(step, each.value))
        could = _first(aimed, lambda each, step: not wholly_meets(step, each))
        missed = any(not could_meet(step, each) for each, step in aimed)
        return Reached(end, True, first, could, missed)
    first = _first(aimed, lambda each, step: meets(step, each.value))
    could = _first(aimed, lambda each, step: could_meet(step, each))
    sure = any(wholly_meets(step, each) for each, step in aimed)
    return Reached(end, False, first, could, sure)


def step_at(trend: Trend, day: date) -> TargetStep | None:
    """The target in force on ``day``."""
    return next(
        (
            each
            for each in trend.targets
            if each.start <= day and (each.end is None or day < each.end)
        ),
        None,
    )


def meets(step: TargetStep, value: float) -> bool:
    """Whether ``value`` meets the target, float noise apart, as queries.trends.targets has it."""
    over = round(value - step.value, _NOISE)
    if step.op == "between":
        return over >= 0 and round(value - (step.upper or step.value), _NOISE) <= 0
    return {">=": over >= 0, ">": over > 0, "<=": over <= 0, "<": over < 0, "=": over == 0}[step.op]


def could_meet(step: TargetStep, point: Coming) -> bool:
    """Whether any figure of the interval meets the target."""
    if step.op in ("between", "="):
        return point.low <= (step.upper or step.value) and step.value <= point.high
    return meets(step, point.low) or meets(step, point.high)


def wholly_meets(step: TargetStep, point: Coming) -> bool:
    """Whether every figure of the interval meets the target."""
    return meets(step, point.low) and meets(step, point.high)


def _first(
    aimed: list[tuple[Coming, TargetStep]], told: Callable[[Coming, TargetStep], bool]
) -> date | None:
    return next((each.period_end for each, step in aimed if told(each, step)), None)
