"""The target: dashed, stepped, from the day it is set until the next replaces it."""

from datetime import date

from components.palette import TARGET
from components.periods import drawn_at, is_yearly
from queries.trends.view import Trend


def target_traces(trend: Trend, start: date, end: date) -> list[dict]:
    lines = [_target_line(trend, start, end, "value"), _target_line(trend, start, end, "upper")]
    return [line for line in lines if line] + _path_lines(trend)


def _path_lines(trend: Trend) -> list[dict]:
    """The straight way to a target that is to be reached by a year, thinner than the target."""
    rows = [row for row in trend.rows if not row.member]
    if not any(row.path is not None for row in rows):
        return []
    yearly = is_yearly(rows)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [drawn_at(row, yearly) for row in rows],
            "y": [row.path for row in rows],
            "line": {"color": TARGET, "width": 1, "dash": "2px,3px"},
            "connectgaps": False,
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]


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
