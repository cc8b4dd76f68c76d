"""A split indicator: one line a member. Up to four share a chart; more get a small one each."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from components.axes import Scale, month_ticks, value_scale, year_ticks
from components.chart_layout import FOOT, TOP, base_layout, time_axis, value_axis
from components.edge_labels import EdgeLabel, annotations, escaped
from components.numbers import row_number
from components.palette import COUNCIL, FONT, INK, MEMBERS
from components.periods import drawn_at, is_yearly, month_start, next_day, opens, year_first
from components.trend_figure import point_words
from queries.trends.view import Trend, TrendRow

_ROW_HEIGHT = 128
_COLUMNS = 3


def split_figure(trend: Trend, height: int) -> dict:
    """The chart of a trend with a split; taller than ``height`` where many members need it."""
    members = member_rows(trend)
    if not members:
        return base_layout_only(height)
    if len(members) <= len(MEMBERS):
        return _together(trend, members, height)
    return _apart(trend, members)


def member_labels(trend: Trend) -> list[tuple[str, str]]:
    """('girls: 54', its line's colour) of each member that shares a chart; none of small charts,
    which say theirs."""
    members = member_rows(trend)
    if len(members) > len(MEMBERS):
        return []
    places = trend.indicator.places(trend.unit)
    latest = {
        member: next((row for row in reversed(rows) if row.value is not None), None)
        for member, rows in members.items()
    }
    return [
        (f"{name}: {row_number(row, trend.unit, places)}", colour)
        for (name, row), colour in zip(latest.items(), MEMBERS, strict=False)
        if row
    ]


def member_rows(trend: Trend) -> dict[str, list[TrendRow]]:
    """Each member's rows in order of time; the whole itself left out; members as the trend lists
    them."""
    ordered = sorted(
        (row for row in trend.rows if row.member), key=lambda row: (row.member, row.period_end)
    )
    found = {name: list(rows) for name, rows in groupby(ordered, key=lambda row: row.member)}
    listed = [member for member in trend.members if member in found]
    return {member: found[member] for member in listed or found}


def base_layout_only(height: int) -> dict:
    """An empty chart of the right size."""
    scale = Scale(0, 1, (0, 1))
    return {"data": [], "layout": base_layout(height) | {"yaxis": value_axis(scale, "count")}}


def _together(trend: Trend, members: dict[str, list[TrendRow]], height: int) -> dict:
    scale = _scale(trend, members)
    places = trend.indicator.places(trend.unit)
    traces, labels = [], []
    for (member, rows), colour in zip(members.items(), MEMBERS, strict=False):
        traces.append(_line(trend, rows, colour))
        last = next((row for row in reversed(rows) if row.value is not None), None)
        if last:
            text = f"{member}: {row_number(last, trend.unit, places)}"
            labels.append(EdgeLabel(text, last.value, colour, bold=True))
    layout = base_layout(height) | {
        "xaxis": _time_axis(members),
        "yaxis": value_axis(scale, trend.unit),
        "annotations": annotations(labels, scale, height - TOP - FOOT),
    }
    return {"data": traces, "layout": layout}


def _apart(trend: Trend, members: dict[str, list[TrendRow]]) -> dict:
    """Small multiples, three abreast, all on one pair of scales."""
    scale = _scale(trend, members)
    rows_of_charts = -(-len(members) // _COLUMNS)
    height = rows_of_charts * _ROW_HEIGHT + TOP + FOOT
    layout = base_layout(height)
    layout["margin"] = layout["margin"] | {"r": 12}
    traces, notes = [], []
    for at, (member, rows) in enumerate(members.items()):
        down, across = divmod(at, _COLUMNS)
        suffix = "" if at == 0 else str(at + 1)
        traces.append(
            _line(trend, rows, COUNCIL)
            | _dotted(rows)
            | {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}", "cliponaxis": False}
        )
        box = _box(down, across, rows_of_charts)
        layout[f"xaxis{suffix}"] = _small_time_axis(members, box, suffix)
        layout[f"yaxis{suffix}"] = value_axis(scale, trend.unit) | {
            "domain": box[1],
            "anchor": f"x{suffix}",
            "showticklabels": across == 0,
            "tickvals": [scale.ticks[0], scale.ticks[-1]],
            "ticktext": value_axis(scale, trend.unit)["ticktext"][:: max(1, len(scale.ticks) - 1)],
        }
        notes.append(_heading(trend, member, rows, box))
    return {"data": traces, "layout": layout | {"annotations": notes}}


def _box(down: int, across: int, rows: int) -> tuple[list[float], list[float]]:
    gap = 0.05
    width = (1 - gap * (_COLUMNS - 1)) / _COLUMNS
    left = across * (width + gap)
    top = 1 - down / rows
    return [left, left + width], [top - 0.8 / rows, top - 0.18 / rows]


def _heading(trend: Trend, member: str, rows: Sequence[TrendRow], box: tuple) -> dict:
    last = next((row for row in reversed(rows) if row.value is not None), None)
    places = trend.indicator.places(trend.unit)
    value = row_number(last, trend.unit, places) if last else "no figure"
    return {
        "x": box[0][0],
        "xref": "paper",
        "xanchor": "left",
        "y": box[1][1],
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 5,
        "showarrow": False,
        "text": f"{escaped(member)} <b>{value}</b>",
        "font": {"family": FONT, "size": 12, "color": INK},
    }


def _line(trend: Trend, rows: Sequence[TrendRow], colour: str) -> dict:
    yearly = is_yearly(rows)
    return {
        "type": "scatter",
        "mode": "lines+markers" if yearly else "lines",
        "x": [drawn_at(row, yearly) for row in rows],
        "y": [row.value for row in rows],
        "line": {"color": colour, "width": 2},
        "marker": {"size": 7, "color": "#fff", "line": {"color": colour, "width": 2}},
        "text": [f"{escaped(row.member)}<br>{point_words(trend, row)}" for row in rows],
        "customdata": [opens(row, trend.split) for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _dotted(rows: Sequence[TrendRow]) -> dict:
    """A dot at the last month, and at those that stand alone and would not be seen."""
    if is_yearly(rows):
        return {}
    known = [row.value is not None for row in rows]
    last = max((at for at, each in enumerate(known) if each), default=None)
    sizes = [0] * len(rows)
    for at, each in enumerate(known):
        beside = known[max(at - 1, 0) : at] + known[at + 1 : at + 2]
        if at == last:
            sizes[at] = 7
        elif each and not any(beside):
            sizes[at] = 4
    return {
        "mode": "lines+markers",
        "marker": {
            "size": sizes,
            "color": ["#fff" if row.recording else COUNCIL for row in rows],
            "opacity": 1,
            "line": {"color": COUNCIL, "width": [2 if row.recording else 0 for row in rows]},
        },
    }


def _scale(trend: Trend, members: dict[str, list[TrendRow]]) -> Scale:
    return value_scale((row.value for rows in members.values() for row in rows), trend.unit)


def _span(members: dict[str, list[TrendRow]]) -> tuple[date, date]:
    first = min((rows[0] for rows in members.values()), key=lambda row: row.period_end)
    last = max(rows[-1].period_end for rows in members.values())
    start = year_first(first.period_end) if first.yearly else month_start(first.period_end)
    return start, next_day(last)


def _time_axis(members: dict[str, list[TrendRow]]) -> dict:
    """One axis for all members, its ticks those of the member with most points."""
    span = _span(members)
    longest = max(members.values(), key=len)
    return time_axis(*span, year_ticks(longest) if is_yearly(longest) else month_ticks(*span))


def _small_time_axis(members: dict[str, list[TrendRow]], box: tuple, suffix: str) -> dict:
    axis = _time_axis(members)
    ends = slice(None, None, max(1, len(axis["tickvals"]) - 1))
    return axis | {
        "domain": box[0],
        "anchor": f"y{suffix}",
        "tickvals": axis["tickvals"][ends],
        "ticktext": [text.removeprefix("Apr ") for text in axis["ticktext"][ends]],
    }
