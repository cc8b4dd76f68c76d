"""A control chart as a plain Plotly dict: the points, their average, their usual range, the target.

Where the rules do not hold it is a run chart: the points and their median.
"""

from collections.abc import Sequence
from datetime import date

from components.axes import month_ticks, value_scale, year_ticks
from components.chart_layout import FOOT, TOP, base_layout, time_axis, upright, value_axis
from components.control_words import shown_range
from components.edge_labels import EdgeLabel, annotations
from components.numbers import number
from components.palette import COUNCIL, FONT, LIMITS, QUIET, TARGET, USUAL
from components.periods import is_yearly, month_start, next_day, year_first
from components.signal_marks import signal_traces
from components.target_line import target_traces
from components.trend_figure import line_traces
from queries.trends.periods import month_name
from queries.trends.view import Control, ControlSegment, Trend


def control_figure(trend: Trend, control: Control, height: int = 288) -> dict:
    """The chart of ``control``, the trend's own reading: a dict for dcc.Graph."""
    rows = list(control.points)
    yearly = is_yearly(rows)
    start = year_first(rows[0].period_end) if yearly else month_start(rows[0].period_end)
    end = next_day(rows[-1].period_end)
    segments = [each for each in control.segments if each.end >= start]
    scale = value_scale(_values(trend, control, segments), trend.unit)
    traces = [trace for each in segments for trace in _segment_traces(trend, each, start)]
    traces += _median_traces(control, start, end)
    if control.target is not None:
        traces += target_traces(trend, start, end)
    traces += line_traces(trend, rows, yearly)
    traces += signal_traces(trend, rows, control.signals)
    ticks = year_ticks(rows) if yearly else month_ticks(start, end)
    labels = control_labels(trend, control)
    return {
        "data": traces,
        "layout": base_layout(height)
        | {
            "xaxis": time_axis(start, end, ticks),
            "yaxis": value_axis(scale, trend.unit),
            "shapes": [upright(each.first_month.isoformat()) for each in control.rebases],
            "annotations": annotations(labels, scale, height - TOP - FOOT)
            + [_rebase_note(each.first_month) for each in control.rebases],
        },
    }


def control_labels(trend: Trend, control: Control) -> list[EdgeLabel]:
    """What stands at the right edge: the last point, the average, the usual range, the target."""
    said = [_label(trend, trend.council.name, control.points[-1].value, COUNCIL, bold=True)]
    if control.median is not None:
        said.append(_label(trend, "Median", control.median, QUIET))
    if control.segments:
        latest = control.segments[-1]
        said.append(_label(trend, "Average", latest.centre, QUIET))
        # A limit that no figure can pass says nothing, and is not labelled.
        low, high = shown_range(trend, latest) or (None, None)
        if low == latest.lower and low is not None:
            said.append(_label(trend, "Usually above", low, QUIET))
        if high == latest.upper and high is not None:
            said.append(_label(trend, "Usually below", high, QUIET))
    if control.target is not None:
        said.append(_label(trend, "Target", control.target, TARGET))
    return said


def control_key(trend: Trend, control: Control) -> list[tuple[str, str]]:
    """The same labels as words with their lines' colours."""
    return [(label.text, label.colour) for label in control_labels(trend, control)]


def _label(
    trend: Trend, name: str, value: float | None, colour: str, bold: bool = False
) -> EdgeLabel:
    said = number(value, trend.unit, trend.indicator.places(trend.unit), name == "Target")
    return EdgeLabel(f"{name} {said}", value or 0.0, colour, bold)


def _values(
    trend: Trend, control: Control, segments: Sequence[ControlSegment]
) -> list[float | None]:
    shown = [row.value for row in control.points] + [control.median, control.target]
    for each in segments:
        shown += [each.centre, *(shown_range(trend, each) or ())]
    return shown


def _segment_traces(trend: Trend, segment: ControlSegment, first: date) -> list[dict]:
    start = max(month_start(segment.start), first).isoformat()
    end = next_day(segment.end).isoformat()
    traces = []
    if usual := shown_range(trend, segment):
        low, high = usual
        area = {"x": [start, end, end, start], "y": [low, low, high, high]}
        traces.append(_silent(area | {"mode": "none", "fill": "toself", "fillcolor": USUAL}))
        traces += [_level(start, end, each, "dot") for each in usual]
    return [*traces, _level(start, end, segment.centre, "solid")]


def _median_traces(control: Control, start: date, end: date) -> list[dict]:
    if control.median is None:
        return []
    return [_level(start.isoformat(), end.isoformat(), control.median, "dash")]


def _level(start: str, end: str, value: float, dash: str) -> dict:
    line = {"color": LIMITS, "width": 1.2, "dash": dash}
    return _silent({"mode": "lines", "x": [start, end], "y": [value, value], "line": line})


def _silent(trace: dict) -> dict:
    return {"type": "scatter", "hoverinfo": "skip", "showlegend": False} | trace


def _rebase_note(day: date) -> dict:
    return {
        "x": day.isoformat(),
        "xref": "x",
        "xanchor": "center",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 3,
        "showarrow": False,
        "text": f"limits anew from {month_name(day)}",
        "font": {"size": 11, "color": QUIET, "family": FONT},
    }
