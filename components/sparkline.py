"""A small line with the neighbours' middle half behind it, as an inline SVG image."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from dash import html

from components.palette import COUNCIL
from components.periods import is_yearly
from components.trend_figure import whole_rows
from queries.trends.view import Trend, TrendRow

MONTHS = 36
_PAD = 4


def sparkline(trend: Trend, alternative: str, width: int = 148, height: int = 32) -> html.Img:
    """The last three years (of a yearly series: ten) in ``width`` × ``height`` pixels."""
    rows = whole_rows(trend)
    rows = rows[-10:] if is_yearly(rows) else rows[-MONTHS:]
    return html.Img(
        src="data:image/svg+xml," + quote(sparkline_svg(rows, width, height)),
        alt=alternative,
        width=width,
        height=height,
        className="sparkline",
    )


def sparkline_svg(rows: Sequence[TrendRow], width: int, height: int) -> str:
    """The picture alone: the band's steps, the line broken where a value is missing, its end."""
    shown = [row.value for row in rows if row.value is not None]
    shown += [q for row in rows for q in (row.neighbour_q1, row.neighbour_q3) if q is not None]
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">']
    if shown:
        place = _placer(rows, min(shown), max(shown), width, height)
        parts += _band(rows, place)
        parts += _lines(rows, place)
    return "".join(parts) + "</svg>"


def _placer(rows: Sequence[TrendRow], low: float, high: float, width: int, height: int):
    first, last = rows[0].period_end, rows[-1].period_end
    days = max((last - first).days, 1)
    size = (high - low) or 1.0

    def place(day: date, value: float) -> tuple[float, float]:
        across = _PAD + (width - 2 * _PAD) * (day - first).days / days
        down = height - _PAD - (height - 2 * _PAD) * (value - low) / size
        return round(across, 1), round(down, 1)

    return place


def _band(rows: Sequence[TrendRow], place) -> list[str]:
    runs: list[list[TrendRow]] = [[]]
    for row in rows:
        if row.neighbour_q1 is None or row.neighbour_q3 is None:
            runs.append([])
        else:
            runs[-1].append(row)
    found = []
    for run in runs:
        if len(run) < 2:
            continue
        upper = [place(row.period_end, row.neighbour_q3) for row in run]
        lower = [place(row.period_end, row.neighbour_q1) for row in reversed(run)]
        points = " ".join(f"{x},{y}" for x, y in upper + lower)
        found.append(f'<polygon points="{points}" fill="{COUNCIL}" fill-opacity="0.11"/>')
    return found


def _lines(rows: Sequence[TrendRow], place) -> list[str]:
    runs: list[list[tuple[float, float]]] = [[]]
    for row in rows:
        if row.value is None:
            runs.append([])
        else:
            runs[-1].append(place(row.period_end, row.value))
    found = [
        '<polyline points="'
        + " ".join(f"{x},{y}" for x, y in run)
        + f'" fill="none" stroke="{COUNCIL}" stroke-width="1.6" stroke-linejoin="round"/>'
        for run in runs
        if len(run) > 1
    ]
    last = next((run[-1] for run in reversed(runs) if run), None)
    if last:
        found.append(f'<circle cx="{last[0]}" cy="{last[1]}" r="3" fill="{COUNCIL}"/>')
    return found
