"""A split indicator: one line a member. A few share a chart; more get a small one each."""

from components.axes import Scale
from components.chart_layout import FOOT, TOP, base_layout, value_axis
from components.edge_labels import EdgeLabel, annotations
from components.members import (
    Members,
    last_known,
    member_line,
    member_rows,
    members_axis,
    members_scale,
    whole_line,
    whole_within,
)
from components.numbers import row_number
from components.palette import MEMBERS, QUIET
from components.split_panels import panels_figure
from queries.trends.view import Trend


def split_figure(
    trend: Trend, height: int, whole: Trend | None = None, apart: bool = False
) -> dict:
    """The chart of a trend with a split; taller than ``height`` where many members need it.

    ``whole`` stands behind the members in grey. ``apart``: a panel each though few.
    """
    members = member_rows(trend)
    if not members:
        return base_layout_only(height)
    if not apart and may_share(members, whole):
        return _together(trend, members, height, whole)
    return panels_figure(trend, members, whole)


def may_share(members: Members, whole: Trend | None) -> bool:
    """Whether the members are few enough for one chart: four colours, the whole's among them."""
    return len(members) <= len(MEMBERS) - (whole is not None)


def member_labels(
    trend: Trend, whole: Trend | None = None, apart: bool = False
) -> list[tuple[str, str]]:
    """('girls: 54', its line's colour) of each member that shares a chart, and of the whole; none
    of small charts, which say theirs."""
    members = member_rows(trend)
    if apart or not may_share(members, whole):
        return []
    return [(label.text, label.colour) for label in _labels(trend, members, whole)]


def base_layout_only(height: int) -> dict:
    """An empty chart of the right size."""
    scale = Scale(0, 1, (0, 1))
    return {"data": [], "layout": base_layout(height) | {"yaxis": value_axis(scale, "count")}}


def _labels(trend: Trend, members: Members, whole: Trend | None) -> list[EdgeLabel]:
    places = trend.indicator.places(trend.unit)
    named = [(name, last_known(rows)) for name, rows in members.items()]
    labels = [
        EdgeLabel(f"{name}: {row_number(row, trend.unit, places)}", row.value, colour, bold=True)
        for (name, row), colour in zip(named, MEMBERS, strict=False)
        if row
    ]
    last = last_known(whole_within(members, whole))
    if last:
        text = f"{trend.council.name} {row_number(last, trend.unit, places)}"
        labels.append(EdgeLabel(text, last.value, QUIET))
    return labels


def _together(trend: Trend, members: Members, height: int, whole: Trend | None) -> dict:
    scale = members_scale(trend, members, whole)
    behind = whole_within(members, whole)
    traces = [whole_line(whole, behind, 2)] if behind else []
    traces += [
        member_line(trend, rows, colour)
        for rows, colour in zip(members.values(), MEMBERS, strict=False)
    ]
    layout = base_layout(height) | {
        "xaxis": members_axis(members),
        "yaxis": value_axis(scale, trend.unit),
        "annotations": annotations(_labels(trend, members, whole), scale, height - TOP - FOOT),
    }
    return {"data": traces, "layout": layout}
