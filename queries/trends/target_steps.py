"""A target's stretches of time, as a chart draws them: stepped, each until the next begins."""

from dataclasses import replace
from datetime import date

from queries.trends.bands import Bands
from queries.trends.choice import Choice
from queries.trends.periods import long_month_name
from queries.trends.targets import Aim, PeerBands, Target, Targets
from queries.trends.view import TargetStep


def target_steps(
    targets: Targets, choice: Choice, bands: PeerBands, until: date
) -> tuple[TargetStep, ...]:
    """Each target's stretch of time; one by quartile steps with each published year.

    The label has the day of a target to be reached by a year, and of one whose figure adds up.
    """
    steps: list[TargetStep] = []
    for target in targets:
        if targets.in_force(target.start) is not target:
            continue  # another was set for the same year
        following = targets.after(target)
        for start, stop in _stretches(target, following and following.start, bands, until):
            aim = targets.aim(target, start, bands)
            if aim:
                steps.append(_step(aim, start, stop, choice))
    return tuple(steps)


def _stretches(
    target: Target, end: date | None, bands: PeerBands, until: date
) -> list[tuple[date, date | None]]:
    if target.kind != "quartile":
        return [(target.start, end)]
    turns = [_day_after(band.period_end) for band in bands.get(target.peers, Bands())]
    inside = [day for day in turns[:-1] if target.start < day < min(end or until, until)]
    starts = [target.start, *inside]
    return list(zip(starts, [*inside, end], strict=True))


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _step(aim: Aim, start: date, end: date | None, choice: Choice) -> TargetStep:
    step = TargetStep(
        start=start,
        end=end,
        value=aim.value,
        upper=aim.upper,
        op=aim.op,
        label=aim.label(choice.indicator, choice.unit),
        set_for=aim.target.set_for,
        source=aim.target.source,
    )
    due = aim.due(start)
    if due:
        return replace(step, label=f"{step.label} by {long_month_name(due)}")
    if choice.indicator.accumulates and choice.window == "y":
        return replace(step, label=f"{step.label} by March")
    return step
