"""Indicators seen together: a strip each, one under the other, on one axis of time.

One figure holds them all, so that a month stands at the same pixel in every strip.
"""

import re
from collections.abc import Sequence
from datetime import date

from components.axes import Scale, month_ticks, value_scale, year_ticks
from components.change import change_on_a_year
from components.chart_layout import FOOT, base_layout, time_axis, value_axis
from components.edge_labels import EdgeLabel, escaped
from components.numbers import parts, row_number
from components.palette import COUNCIL, FONT, GRID, NEITHER, QUIET
from components.periods import (
    drawn_at,
    is_yearly,
    month_start,
    next_day,
    period_name,
    year_first,
)
from components.trend_figure import line_traces, whole_rows
from components.two_widths import fitted
from queries.trends.view import Trend, TrendRow

# Pixels of a strip and of the room for its name above its plot, on a wide and a narrow screen; and
# of what parts its plot from the next name.
STRIP, NAME, GAP = (118, 140), (34, 54), 8
_YEAR = re.compile(r" (\d{4}(?:/\d\d)?)$")  # a month keeps its year beside it
_LINKED_WIDTH = 1.8
_LABEL_ROOM = 0.24  # a label of three lines stays this share of the plot away from its ends


def together_figure(trends: Sequence[Trend], month_end: date | None = None) -> dict:
    """The page's own trend first, then those beside it; each has a figure in its rows.

    ``month_end`` is the month opened, marked through all strips.
    """
    rows = [whole_rows(trend) for trend in trends]
    scales = [
        value_scale([row.value for row in of_one], trend.unit)
        for trend, of_one in zip(trends, rows, strict=True)
    ]
    months = {row.period_end for row in rows[0] if not row.yearly}
    layout = base_layout(0) | {
        "xaxis": _shared_axis(rows),
        "hovermode": "x unified",
        "hoversubplots": "axis",
        "shapes": [_hairline(month_end)] if month_end else [],
        "annotations": [_change(*each) for each in zip(trends, rows, scales, strict=True)],
    }
    layout["margin"] = layout["margin"] | {"t": 0}
    traces = []
    for at, (trend, of_one, scale) in enumerate(zip(trends, rows, scales, strict=True)):
        traces += _strip(trend, of_one, at, months)
        layout[f"yaxis{_suffix(at)}"] = _small_axis(scale, trend.unit)
    return fitted({"data": traces, "layout": layout}, *_places(scales, rows))


def _suffix(at: int) -> str:
    return str(at + 1) if at else ""


def _strip(trend: Trend, rows: Sequence[TrendRow], at: int, months: set[date]) -> list[dict]:
    """The lines and dots of one strip; what opens is a month that the page's own trend has."""
    yearly = is_yearly(rows)
    found = {drawn_at(row, yearly): row for row in rows}
    traces = line_traces(trend, rows, yearly)
    for trace in traces:
        trace |= {"yaxis": f"y{_suffix(at)}"}
        if trace["mode"] == "markers":  # its line says the same
            trace |= {"hoverinfo": "skip", "hovertemplate": None, "customdata": None}
            continue
        points = [found.get(x) for x in trace["x"]]
        trace |= {
            "line": trace["line"] | ({"width": _LINKED_WIDTH} if at else {}),
            "text": [row and _figure_words(trend, row) for row in points],
            "customdata": [
                f"{row.period_end:%Y-%m}" if row and row.period_end in months else None
                for row in points
            ],
            "hovertemplate": f"{escaped(trend.indicator.short)} %{{text}}<extra></extra>",
        }
    return traces


def _figure_words(trend: Trend, row: TrendRow) -> str:
    """'<b>93.5%</b> · 302 of 323', of a year's figure with the year."""
    said = [
        f"<b>{row_number(row, trend.unit, trend.indicator.places(trend.unit))}</b>",
        parts(row, trend.indicator, trend.unit),
        period_name(row) if row.yearly else "",
        "still being recorded" if row.recording else "",
    ]
    return " · ".join(each for each in said if each)


def _shared_axis(rows: Sequence[Sequence[TrendRow]]) -> dict:
    """The axis of time from the first month of any strip to the last."""
    firsts = [of_one[0] for of_one in rows]
    start = min(
        year_first(row.period_end) if row.yearly else month_start(row.period_end) for row in firsts
    )
    end = next_day(max(of_one[-1].period_end for of_one in rows))
    longest = max(rows, key=len)
    years = all(is_yearly(of_one) for of_one in rows)
    ticks = year_ticks(longest) if years else month_ticks(start, end)
    return time_axis(start, end, ticks) | {
        "anchor": f"y{_suffix(len(rows) - 1)}",
        "showgrid": True,
        "gridcolor": GRID,
        "unifiedhovertitle": {"text": "<b>%{x|%B %Y}</b>"},
        "showspikes": True,
        "spikemode": "across",
        "spikesnap": "hovered data",
        "spikethickness": 1,
        "spikedash": "solid",
        "spikecolor": NEITHER,
    }


def _small_axis(scale: Scale, unit: str) -> dict:
    """The upright axis of a strip: its first tick and its last."""
    axis = value_axis(scale, unit)
    ends = slice(None, None, max(1, len(scale.ticks) - 1))
    return axis | {"tickvals": axis["tickvals"][ends], "ticktext": axis["ticktext"][ends]}


def _hairline(month_end: date) -> dict:
    day = month_end.isoformat()
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "line": {"color": NEITHER, "width": 1},
    }


def _change(trend: Trend, rows: Sequence[TrendRow], scale: Scale) -> dict:
    """Beside the line's end: its figure, and its change on a year."""
    last = next(row for row in reversed(rows) if row.value is not None)
    value = row_number(last, trend.unit, trend.indicator.places(trend.unit))
    since = _YEAR.sub("\u00a0\\1", change_on_a_year(trend))
    lines = EdgeLabel(since, last.value, QUIET).lines
    change = "<br>".join(escaped(line) for line in lines)
    return {
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 8,
        "yref": "paper",
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "text": f'<span style="color:{COUNCIL}"><b>{value}</b></span><br>{change}',
        "font": {"family": FONT, "size": 12, "color": QUIET},
    }


def _places(scales: Sequence[Scale], rows: Sequence[Sequence[TrendRow]]) -> list[tuple]:
    return [_stacked(scales, rows, strip, name) for strip, name in zip(STRIP, NAME, strict=True)]


def _stacked(
    scales: Sequence[Scale], rows: Sequence[Sequence[TrendRow]], strip: int, name: int
) -> tuple[int, dict]:
    """The height of all strips, and where each plot and its label stand, from the top down."""
    tall = strip * len(scales)
    places = {}
    for at, (scale, of_one) in enumerate(zip(scales, rows, strict=True)):
        below = GAP if at + 1 < len(scales) else 0
        foot = 1 - ((at + 1) * strip - below) / tall
        top = 1 - (at * strip + name) / tall
        last = next(row.value for row in reversed(of_one) if row.value is not None)
        share = min(max(scale.share(last), _LABEL_ROOM), 1 - _LABEL_ROOM)
        places[f"yaxis{_suffix(at)}.domain"] = [foot, top]
        places[f"annotations.{at}.y"] = foot + share * (top - foot)
    return tall + FOOT, places
