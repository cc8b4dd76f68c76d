"""The neighbours' band and the published reference lines, stepped by published period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from components.palette import (
    BAND_INNER,
    BAND_OUTER,
    CARRIED_INNER,
    CARRIED_OUTER,
    ENGLAND,
    MIDDLE,
)
from components.periods import month_start, next_day, year_first
from queries.trends.view import TrendRow


@dataclass(frozen=True)
class Step:
    """What was published for one stretch of the chart. ``carried``: the year is over, its
    figures are carried forward."""

    start: date
    end: date
    low: float | None
    q1: float | None
    middle: float | None
    q3: float | None
    high: float | None
    england: float | None
    region: float | None
    period: str | None
    carried: bool


def steps(rows: Sequence[TrendRow], statistic: str) -> list[Step]:
    """The published steps under a line's points, neighbouring equal ones joined.

    A month's step is the month; a year's is the year before its point. ``rows`` go by time.
    """
    found: list[Step] = []
    for _, same in groupby(rows, key=_published):
        group = list(same)
        first, last = group[0], group[-1]
        start = year_first(first.period_end) if first.yearly else month_start(first.period_end)
        found.append(
            Step(
                start=max(start, found[-1].end) if found else start,
                end=next_day(last.period_end),
                low=first.neighbour_min,
                q1=first.neighbour_q1,
                middle=first.neighbour_mean if statistic == "mean" else first.neighbour_median,
                q3=first.neighbour_q3,
                high=first.neighbour_max,
                england=first.england,
                region=first.region,
                period=first.published_period,
                carried=first.carried_forward,
            )
        )
    return found


def band_traces(found: list[Step]) -> list[dict]:
    """Minimum to maximum, and the middle half over it; what is carried forward is lighter."""
    traces = []
    for carried, outer, inner in (
        (False, BAND_OUTER, BAND_INNER),
        (True, CARRIED_OUTER, CARRIED_INNER),
    ):
        part = [step for step in found if step.carried == carried and step.low is not None]
        if part:
            traces.append(_area([(step, step.low, step.high) for step in part], outer))
            traces.append(_area([(step, step.q1, step.q3) for step in part], inner))
    return traces


def reference_traces(found: list[Step], which: str) -> list[dict]:
    """The neighbours' middle line (``middle``), or England's or the region's published values."""
    if which == "middle":
        solid = _line(found, which, lambda step: not step.carried, MIDDLE, "solid")
        carried = _line(found, which, lambda step: step.carried, MIDDLE, "dot")
        return [trace for trace in (solid, carried) if trace]
    colour = ENGLAND if which == "england" else MIDDLE
    trace = _line(found, which, lambda step: True, colour, "dot" if which == "england" else "dash")
    return [trace] if trace else []


def last_known(found: list[Step], which: str) -> float | None:
    """The value at the right end of a reference line; None where it ends before the chart does."""
    return getattr(found[-1], which) if found else None


def _published(row: TrendRow) -> tuple:
    """What rows of one step share; each year's figure has a step of its own."""
    return (
        row.period_end if row.yearly else None,
        row.published_period,
        row.carried_forward,
        row.neighbour_min,
        row.neighbour_q1,
        row.neighbour_median,
        row.neighbour_mean,
        row.neighbour_q3,
        row.neighbour_max,
        row.england,
        row.region,
    )


def _area(parts: list[tuple[Step, float | None, float | None]], colour: str) -> dict:
    xs: list[str | None] = []
    ys: list[float | None] = []
    for step, low, high in parts:
        start, end = step.start.isoformat(), step.end.isoformat()
        xs += [start, end, end, start, start, None]
        ys += [low, low, high, high, low, None]
    return {
        "type": "scatter",
        "mode": "none",
        "x": xs[:-1],
        "y": ys[:-1],
        "fill": "toself",
        "fillcolor": colour,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _line(found: list[Step], which: str, wanted, colour: str, dash: str) -> dict | None:
    xs: list[str | None] = []
    ys: list[float | None] = []
    for step in found:
        value = getattr(step, which)
        if value is None or not wanted(step):
            xs, ys = [*xs, None], [*ys, None]
            continue
        xs += [step.start.isoformat(), step.end.isoformat()]
        ys += [value, value]
    if not any(value is not None for value in ys):
        return None
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": colour, "width": 1.2 if which != "england" else 1.4, "dash": dash},
        "hoverinfo": "skip",
        "showlegend": False,
    }
