"""A split's members: their rows, their order, their shared scales, and the whole behind them."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from components.axes import Scale, month_ticks, value_scale, year_ticks
from components.chart_layout import time_axis
from components.edge_labels import escaped
from components.palette import WHOLE
from components.periods import (
    drawn_at,
    is_yearly,
    month_start,
    next_day,
    opens,
    year_first,
    year_start,
)
from components.trend_figure import point_words, whole_rows
from queries.trends.view import Trend, TrendRow
from queries.trends.windows import LEVELS

# Splits whose members have an order of their own.
_IN_ORDER = ("age", "cases_held")
_LAST = ("other", "not recorded", "not recognised", "not known", "unknown")

Members = dict[str, list[TrendRow]]


def member_rows(trend: Trend) -> Members:
    """Each member's rows in order of time; the whole itself left out; members as the trend lists
    them."""
    ordered = sorted(
        (row for row in trend.rows if row.member), key=lambda row: (row.member, row.period_end)
    )
    found = {name: list(rows) for name, rows in groupby(ordered, key=lambda row: row.member)}
    listed = [member for member in trend.members if member in found]
    return {member: found[member] for member in listed or found}


def last_known(rows: Sequence[TrendRow]) -> TrendRow | None:
    """The last row with a figure."""
    return next((row for row in reversed(rows) if row.value is not None), None)


def worst_first(trend: Trend, members: Members) -> Members:
    """Members by their latest figure as the verdict tells them, the worst or else the largest
    first; ages in their own order; what is not recorded, and what has no figure, last."""
    if trend.split in _IN_ORDER:
        return members

    def place(name: str) -> tuple[bool, bool, float]:
        last = last_known(members[name])
        value = last.value if last else 0.0
        rising = trend.indicator.better == "higher" and trend.unit == "percent"
        return last is None, name.casefold() in _LAST, value if rising else -value

    return {name: members[name] for name in sorted(members, key=place)}


def is_level(trend: Trend) -> bool:
    """Whether the whole is of the same size as its parts, so that its line may stand behind
    theirs: a share or an average is, a count or a sum is not."""
    level = trend.unit in LEVELS or (trend.unit in ("pounds", "fte") and trend.indicator.average)
    return level and trend.split not in trend.indicator.shares_of_whole


def members_scale(trend: Trend, members: Members, whole: Trend | None) -> Scale:
    """One upright axis for all members, and for the whole where it stands behind them."""
    rows = [row for of_one in members.values() for row in of_one]
    rows += whole_within(members, whole)
    return value_scale((row.value for row in rows), trend.unit)


def whole_within(members: Members, whole: Trend | None) -> list[TrendRow]:
    """The whole's rows in the time that the members cover."""
    if whole is None:
        return []
    start, end = _span(members)
    return [row for row in whole_rows(whole) if start <= row.period_end <= end]


def members_axis(members: Members) -> dict:
    """One axis of time for all members, its ticks those of the member with most points."""
    span = _span(members)
    longest = max(members.values(), key=len)
    return time_axis(*span, year_ticks(longest) if is_yearly(longest) else month_ticks(*span))


def _span(members: Members) -> tuple[date, date]:
    first = min((rows[0] for rows in members.values()), key=lambda row: row.period_end)
    last = max(rows[-1].period_end for rows in members.values())
    start = year_first(first.period_end) if first.yearly else month_start(first.period_end)
    return start, next_day(last)


def member_line(trend: Trend, rows: Sequence[TrendRow], colour: str) -> dict:
    """One member's line; of published years, with a hollow dot for each."""
    yearly = is_yearly(rows)
    shown = _parted(trend, rows)
    return {
        "type": "scatter",
        "mode": "lines+markers" if yearly else "lines",
        "x": [row and drawn_at(row, yearly) for row in shown],
        "y": [row and row.value for row in shown],
        "line": {"color": colour, "width": 2},
        "marker": {"size": 7, "color": "#fff", "line": {"color": colour, "width": 2}},
        "text": [row and f"{escaped(row.member)}<br>{point_words(trend, row)}" for row in shown],
        "customdata": [row and opens(row, trend.split) for row in shown],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def whole_line(trend: Trend, rows: Sequence[TrendRow], width: float) -> dict:
    """The whole's line behind a member's: it says nothing and opens nothing."""
    yearly = is_yearly(rows)
    shown = _parted(trend, rows)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [row and drawn_at(row, yearly) for row in shown],
        "y": [row and row.value for row in shown],
        "line": {"color": WHOLE, "width": width},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _parted(trend: Trend, rows: Iterable[TrendRow]) -> list[TrendRow | None]:
    """Rows with a gap between financial years where a year to date starts anew each April."""
    if trend.window != "y":
        return list(rows)
    years = [list(same) for _, same in groupby(rows, key=lambda row: year_start(row.period_end))]
    return [row for year in years for row in (*year, None)][:-1]
