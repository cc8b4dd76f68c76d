"""One indicator's chart as a plain Plotly dict: the line, its target, its neighbours' band.

A dict costs a hundredth of a ``go.Figure``; the tests validate it with one.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from components.axes import Scale, month_ticks, value_scale, year_ticks
from components.bands import Step, band_traces, reference_traces, steps
from components.chart_layout import FOOT, TOP, base_layout, time_axis, value_axis
from components.edge_labels import annotations, escaped
from components.forecast_lines import (
    carried_to,
    forecast_end,
    forecast_hairline,
    forecast_labels,
    forecast_notes,
    forecast_traces,
    forecast_values,
)
from components.numbers import parts, row_number
from components.palette import BETWEEN_YEARS, COUNCIL
from components.periods import drawn_at, is_yearly, next_day, opens, period_name, year_start
from components.signal_marks import signal_traces
from components.target_line import target_traces
from components.trend_labels import edge_labels, hairline, references, year_note
from queries.forecasts.view import Forecast
from queries.trends.view import Trend, TrendRow

THICK = {"color": COUNCIL, "width": 2.5}
THIN_YEARS = {"color": BETWEEN_YEARS, "width": 1.2}


def trend_figure(trend: Trend, height: int = 288, forecast: Forecast | None = None) -> dict:
    """The chart of a trend's whole (not of a split): a dict for dcc.Graph, ``height`` pixels.

    With a ``forecast`` the axis of time goes on to its end, and so do the target and what is
    carried forward of other councils' lines.
    """
    rows = whole_rows(trend)
    yearly = is_yearly(rows)
    found = steps(rows, trend.comparator.statistic)
    coming = forecast_values(forecast, trend)
    scale = value_scale([*_shown_values(trend, rows, found), *coming], trend.unit)
    start, end = _span(rows, found, yearly, forecast)
    traces = band_traces(found)
    found = carried_to(found, end)
    for which in references(trend):
        traces += reference_traces(found, which)
    traces += target_traces(trend, start, end)
    traces += forecast_traces(forecast, trend)
    traces += line_traces(trend, rows, yearly)
    traces += signal_traces(trend, rows)
    labels = forecast_labels(forecast, trend, edge_labels(trend, rows, found))
    return {
        "data": traces,
        "layout": _layout(trend, rows, scale, (start, end), height)
        | {
            "shapes": hairline(found) + forecast_hairline(forecast),
            "annotations": annotations(labels, scale, height - TOP - FOOT)
            + year_note(found)
            + forecast_notes(forecast),
        },
    }


def whole_rows(trend: Trend) -> list[TrendRow]:
    """The rows of the whole, in order of time; of a split's one member where it is asked for."""
    whole_only = [row for row in trend.rows if row.member == ""]
    return sorted(whole_only or trend.rows, key=lambda row: row.period_end)


def line_traces(trend: Trend, rows: Sequence[TrendRow], yearly: bool) -> list[dict]:
    """The council's line, hollow dots for published years, and the last point's dot, hollow too
    where its month is still being recorded."""
    years = [row for row in rows if row.yearly]
    own = rows if yearly else [row for row in rows if not row.yearly]
    traces = [] if yearly or len(years) < 2 else [_line(trend, years, yearly, THIN_YEARS)]
    if own:
        traces.append(_line(trend, own, yearly))
    dots = [_dots(trend, years, 8, yearly, hollow=True)]
    dots.append(_dots(trend, [row for row in _lone(own) if not row.yearly], 5, yearly))
    last = next((row for row in reversed(rows) if row.value is not None), None)
    if last and not last.yearly:
        dots.append(_dots(trend, [last], 9, yearly, hollow=last.recording))
    return traces + [each for each in dots if each]


def point_words(trend: Trend, row: TrendRow) -> str:
    """What a point says when pointed at: 'Dec 2025: 93.5% · 302 of 323'."""
    places = trend.indicator.places(trend.unit)
    words = f"<b>{period_name(row)}</b>  {row_number(row, trend.unit, places)}"
    if made_of := parts(row, trend.indicator, trend.unit):
        words += f"<br>{made_of}"
    if row.recording:
        words += "<br>still being recorded"
    if row.source == "published":
        words += f"<br>published{': ' + escaped(row.release) if row.release else ''}"
    return words


def _layout(
    trend: Trend, rows: list[TrendRow], scale: Scale, span: tuple[date, date], height: int
) -> dict:
    yearly = is_yearly(rows)
    ticks = year_ticks(rows) if yearly else month_ticks(*span)
    return base_layout(height) | {
        "xaxis": time_axis(*span, ticks),
        "yaxis": value_axis(scale, trend.unit),
    }


def _span(
    rows: list[TrendRow], found: list[Step], yearly: bool, forecast: Forecast | None
) -> tuple[date, date]:
    if not rows:
        return date(2020, 4, 1), date(2021, 4, 1)
    end = forecast_end(forecast, next_day(rows[-1].period_end))
    return found[0].start, end


def _shown_values(trend: Trend, rows: list[TrendRow], found: list[Step]) -> list[float | None]:
    shown: list[float | None] = (
        [row.value for row in rows]
        + [row.target for row in rows]
        + [row.target_upper for row in rows]
        + [row.path for row in rows]
    )
    for step in found:
        shown += [step.low, step.high, *(getattr(step, which) for which in references(trend))]
    return shown


def _line(trend: Trend, rows: Sequence[TrendRow], yearly: bool, drawn: dict = THICK) -> dict:
    parts = _years_apart(rows) if trend.window == "y" else [rows]
    shown = [row for part in parts for row in (*part, None)][:-1]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [row and drawn_at(row, yearly) for row in shown],
        "y": [row and row.value for row in shown],
        "line": drawn,
        "text": [row and point_words(trend, row) for row in shown],
        "customdata": [row and opens(row, trend.split) for row in shown],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "showlegend": False,
    }


def _years_apart(rows: Sequence[TrendRow]) -> list[list[TrendRow]]:
    """Rows by financial year: a year to date starts anew each April, and did not fall."""
    return [list(same) for _, same in groupby(rows, key=lambda row: year_start(row.period_end))]


def _dots(
    trend: Trend, rows: Sequence[TrendRow], size: int, yearly: bool, hollow: bool = False
) -> dict | None:
    known = [row for row in rows if row.value is not None]
    if not known:
        return None
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [drawn_at(row, yearly) for row in known],
        "y": [row.value for row in known],
        "marker": {
            "symbol": "circle",
            "size": size,
            "color": "#fff" if hollow else COUNCIL,
            "line": {"color": COUNCIL if hollow else "#fff", "width": 2 if hollow else 1},
        },
        "text": [point_words(trend, row) for row in known],
        "customdata": [opens(row, trend.split) for row in known],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "showlegend": False,
    }


def _lone(rows: Sequence[TrendRow]) -> list[TrendRow]:
    """Points with no neighbour to draw a line to."""
    known = [row.value is not None for row in rows]
    return [
        row
        for at, row in enumerate(rows)
        if known[at]
        and not (at > 0 and known[at - 1])
        and not (at + 1 < len(rows) and known[at + 1])
    ]
