"""A control chart read out: what its latest point says, and what may be expected of the target."""

from collections.abc import Mapping

from components.axes import FROM_ZERO
from components.numbers import number
from components.periods import long_month, period_name
from queries.trends.rule_words import rule_words
from queries.trends.view import Control, ControlSegment, Trend
from queries.trends.wording import sentence

VARIATION = {
    "common_cause": "No significant change",
    "improving_high": "Improving: high",
    "improving_low": "Improving: low",
    "concerning_high": "Worsening: high",
    "concerning_low": "Worsening: low",
    "neither_high": "Higher than usual",
    "neither_low": "Lower than usual",
}
ASSURANCE = {
    "pass": "Always meets the target",
    "fail": "Never meets the target",
    "hit_or_miss": "Sometimes meets the target",
}
_POINTS = {"m": "single months", "e": "month ends", "r": "rolling years", "y": "years to date"}


def variation_words(control: Control) -> str:
    """What the latest point says, in a sentence."""
    mark = control.mark
    if mark is None or mark.rule == "none":
        return (
            "The latest month is within ordinary ups and downs: nothing says that it is changing."
        )
    return f"{sentence(rule_words(mark, 'month' if control.months_run else 'figure'))}."


def range_words(trend: Trend, segment: ControlSegment) -> str:
    """Between which figures a month usually lies, since when."""
    if segment.lower is None or segment.upper is None:
        return ""
    low, high = (_number(trend, each) for each in _within(trend, segment.lower, segment.upper))
    return (
        f"A month usually lies between {low} and {high}, and on average at "
        f"{_number(trend, segment.centre)} ({long_month(segment.start)} to "
        f"{long_month(segment.end)})."
    )


def assurance_words(trend: Trend, control: Control) -> str:
    """What may be expected of the target if nothing changes; '' where nothing may be said."""
    if control.target is None or control.assurance == "none":
        return ""
    target = _number(trend, control.target, exact=True)
    return {
        "pass": f"The whole of its usual range meets the target of {target}, so that as a rule "
        "every month does.",
        "fail": f"The whole of its usual range misses the target of {target}: as a rule no month "
        "meets it, and only a different way of working will.",
        "hit_or_miss": f"The target of {target} lies within its usual range, so that some months "
        "meet it and some miss it by chance alone.",
    }[control.assurance]


def control_subtitle(trend: Trend, figure: Mapping, control: Control) -> str:
    """Indicator, what is drawn, whose points they are, and a scale that leaves out zero."""
    kind = "control chart" if control.segments else "run chart"
    last = period_name(control.points[-1])
    said = [trend.indicator.title, kind, f"{_POINTS.get(control.window, 'years')} to {last}"]
    low, high = figure["layout"]["yaxis"]["range"]
    if trend.unit not in FROM_ZERO and not low <= 0 <= high:
        said.append("scale does not start at zero")
    return " · ".join(said)


def control_reason(control: Control) -> str:
    """Why the single months are drawn, or why there are no limits."""
    return control.why_run or control.instead or ""


def control_alternative(trend: Trend, control: Control) -> str:
    """What a control chart shows, for who does not see it."""
    if not control.segments:
        return f"Run chart with the median at {_number(trend, control.median or 0.0)}."
    said = [variation_words(control)] if control.mark else []
    said += [range_words(trend, control.segments[-1]), assurance_words(trend, control)]
    return " ".join(each for each in said if each)


def shown_range(trend: Trend, segment: ControlSegment) -> tuple[float, float] | None:
    """The limits as drawn: none of a percentage beyond 0 and 100, or of a count below none."""
    if segment.lower is None or segment.upper is None:
        return None
    return _within(trend, segment.lower, segment.upper)


def _within(trend: Trend, lower: float, upper: float) -> tuple[float, float]:
    if trend.indicator.sides is None:
        lower = max(lower, 0.0)
    return lower, min(upper, 100.0) if trend.unit == "percent" else upper


def _number(trend: Trend, value: float, exact: bool = False) -> str:
    return number(value, trend.unit, trend.indicator.places(trend.unit), exact)
