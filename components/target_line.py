"""The target: dashed, stepped, from the day it is set until the next replaces it."""

from datetime import date

from components.palette import TARGET
from queries.trends.view import Trend


def target_traces(trend: Trend, start: date, end: date) -> list[dict]:
    lines = [_target_line(trend, start, end, "value"), _target_line(trend, start, end, "upper")]
    return [line for line in lines if line]


def _target_line(trend: Trend, start: date, end: date, which: str) -> dict | None:
    xs: list[str | None] = []
    ys: list[float | None] = []
    for step in sorted(trend.targets, key=lambda step: step.start):
        value = getattr(step, which)
        first, last = max(step.start, start), min(step.end or end, end)
        if value is None or first >= last:
            continue
        if xs and xs[-1] != first.isoformat():
            xs, ys = [*xs, None], [*ys, None]
        xs += [first.isoformat(), last.isoformat()]
        ys += [value, value]
    if not xs:
        return None
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": TARGET, "width": 1.6, "dash": "6px,4px"},
        "hoverinfo": "skip",
        "showlegend": False,
    }
