"""Scales of a chart: at most six ticks each way, and counts from zero."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from components.numbers import number, short_pounds
from components.periods import drawn_at, month_end, period_name
from queries.trends.periods import month_name
from queries.trends.view import TrendRow
from queries.trends.wording import number_text

MOST_TICKS = 6
ROOM_FOR_A_YEAR = timedelta(days=45)
FROM_ZERO = ("count", "fte", "pounds")
_ZOOM_ABOVE = 0.45  # a scale starts above zero only where its low end is this share of its high


@dataclass(frozen=True)
class Scale:
    """A value axis: its ends, its ticks, and whether zero is on it."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @property
    def has_zero(self) -> bool:
        return self.low <= 0 <= self.high

    def share(self, value: float) -> float:
        """How far up the axis ``value`` stands, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def value_scale(values: Iterable[float | None], unit: str) -> Scale:
    """The scale that holds ``values``: counts and money from zero, the rest may zoom."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    if not known:
        return Scale(0.0, 1.0, (0.0, 1.0))
    low, high = _ends(min(known), max(known), unit)
    step = _step(low, high)
    if unit == "count":
        step = max(step, 1.0)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return Scale(low, high, tuple(each * step for each in range(first, last + 1)))


def _ends(low: float, high: float, unit: str) -> tuple[float, float]:
    """A scale's ends: room above and below the values, but none beyond a zero or a hundred."""
    least, most = low, high
    if unit in FROM_ZERO or low < 0 or low < _ZOOM_ABOVE * high or high <= 0:
        low, high = min(low, 0.0), max(high, 0.0)
    pad = (high - low) * 0.07 or abs(high) * 0.1 or 1.0
    low, high = (low and low - pad), (high and high + pad)
    if low == high:
        high = low + pad
    if unit == "percent" and least >= 0:
        low, high = max(low, 0.0), max(min(high, 100.0), min(most * 1.02, 101.5))
    if unit == "count":
        high = max(high, 1.0)
    return low, high


def tick_words(scale: Scale, unit: str) -> list[str]:
    """The ticks as they read: 90%, 1,000, £1.5m."""
    places = _places(scale.ticks)
    if unit == "pounds":
        return [short_pounds(tick) for tick in scale.ticks]
    if unit == "percent":
        return [number(tick, unit, places) for tick in scale.ticks]
    return [number_text(tick, places) for tick in scale.ticks]


def month_ticks(start: date, end: date) -> tuple[list[str], list[str]]:
    """Ticks of a monthly chart, at most six: 'Apr 2021', '2022', '2023'.

    Those of a short one stand at the ends of their months, where the points do: 'Oct 2026', 'Nov',
    'Dec', 'Jan 2027'.
    """
    last = end - timedelta(days=1)
    months = (last.year - start.year) * 12 + last.month - start.month + 1
    every = next(step for step in (1, 2, 3, 6, 12, 24, 36, 60, 120) if months <= step * MOST_TICKS)
    ticks = []
    day = start.replace(day=1)
    while day <= end:
        since_april = (day.year * 12 + day.month) - (end.year // 120 * 1440 + 4)
        if since_april % every == 0:
            ticks.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    words = [month_name(each) for each in ticks]
    if every % 12 == 0:
        words[1:] = [str(each.year) for each in ticks[1:]]
        return [each.isoformat() for each in ticks], words
    within = [day for day in ticks if month_end(day) <= end]
    words[1:] = [
        # The right edge has no room for a year's digits on a phone.
        name if day.month <= every and end - day > ROOM_FOR_A_YEAR else name.split()[0]
        for day, name in zip(ticks[1:], words[1:], strict=True)
    ]
    return [month_end(each).isoformat() for each in within], words[: len(within)]


def year_ticks(rows: Sequence[TrendRow]) -> tuple[list[str], list[str]]:
    """Ticks of a yearly chart, at its points and counted back from the last one."""
    every = max(1, math.ceil(len(rows) / MOST_TICKS))
    shown = list(rows)[::-1][::every][::-1]
    return [drawn_at(row, True) for row in shown], [period_name(row) for row in shown]


def _step(low: float, high: float) -> float:
    rough = (high - low) / (MOST_TICKS - 1)
    size = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 2.5, 5, 10):
        step = factor * size
        if math.floor(high / step + 1e-9) - math.ceil(low / step - 1e-9) + 1 <= MOST_TICKS:
            return step
    return 10 * size


def _places(ticks: tuple[float, ...]) -> int:
    return next(
        (
            places
            for places in range(4)
            if all(math.isclose(tick, round(tick, places), abs_tol=1e-9) for tick in ticks)
        ),
        4,
    )
