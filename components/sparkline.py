"""A small line with the neighbours' middle half behind it, as an inline SVG image."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from urllib.parse import quote

from dash import html

from components.palette import COUNCIL
from components.periods import year_start
from queries.trends.overview import SparkPoint

_PAD = 4

Placer = Callable[[date, float], tuple[float, float]]


def sparkline(
    points: Sequence[SparkPoint],
    alternative: str,
    width: int = 148,
    height: int = 32,
    anew: bool = False,
) -> html.Img:
    """``points`` in ``width`` × ``height`` pixels; an empty ``alternative`` where words beside it
    say the same. ``anew``: the line starts anew each April, as a year to date does."""
    return html.Img(
        src="data:image/svg+xml," + quote(sparkline_svg(points, width, height, anew)),
        alt=alternative,
        width=width,
        height=height,
        className="sparkline",
    )


def sparkline_svg(points: Sequence[SparkPoint], width: int, height: int, anew: bool = False) -> str:
    """The picture alone: the band, the line broken where a value is missing, the last point."""
    shown = [value for point in points for value in (point.value, point.q1, point.q3)]
    known = [value for value in shown if value is not None]
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">']
    if known:
        place = _placer(points, min(known), max(known), (width, height))
        parts += _band(points, place)
        parts += _lines(points, place, anew)
    return "".join(parts) + "</svg>"


def _placer(points: Sequence[SparkPoint], low: float, high: float, size: tuple[int, int]) -> Placer:
    first, last = points[0].period_end, points[-1].period_end
    days = max((last - first).days, 1)
    width, height = size
    span = (high - low) or 1.0

    def place(day: date, value: float) -> tuple[float, float]:
        across = _PAD + (width - 2 * _PAD) * (day - first).days / days
        down = height - _PAD - (height - 2 * _PAD) * (value - low) / span
        return round(across, 1), round(down, 1)

    return place


def _band(points: Sequence[SparkPoint], place: Placer) -> list[str]:
    found = []
    for run in _runs(points, lambda point: point.q1 is not None and point.q3 is not None):
        if len(run) < 2:
            continue
        upper = [place(point.period_end, point.q3) for point in run]
        lower = [place(point.period_end, point.q1) for point in reversed(run)]
        corners = " ".join(f"{x},{y}" for x, y in upper + lower)
        found.append(f'<polygon points="{corners}" fill="{COUNCIL}" fill-opacity="0.11"/>')
    return found


def _lines(points: Sequence[SparkPoint], place: Placer, anew: bool) -> list[str]:
    unbroken = _runs(points, lambda point: point.value is not None)
    if anew:
        unbroken = [
            list(same)
            for run in unbroken
            for _, same in groupby(run, key=lambda point: year_start(point.period_end))
        ]
    runs = [[place(point.period_end, point.value) for point in run] for run in unbroken]
    found = [
        '<polyline points="'
        + " ".join(f"{x},{y}" for x, y in run)
        + f'" fill="none" stroke="{COUNCIL}" stroke-width="1.6" stroke-linejoin="round"/>'
        for run in runs
        if len(run) > 1
    ]
    if runs:
        x, y = runs[-1][-1]
        found.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{COUNCIL}"/>')
    return found


def _runs(
    points: Sequence[SparkPoint], known: Callable[[SparkPoint], bool]
) -> list[list[SparkPoint]]:
    """Unbroken stretches of points that have what is drawn."""
    runs: list[list[SparkPoint]] = [[]]
    for point in points:
        if known(point):
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
