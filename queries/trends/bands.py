"""What other councils published: their band, England and the region, by published period."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data.areas import ENGLAND
from data.database import Connection
from queries.trends.periods import covering, month_name, published_name

# (slug, unit, window of the published figures, split)
Series = tuple[str, str, str, str]


@dataclass(frozen=True)
class Band:
    """One published period. ``values``: the members' figures, in order; quartiles by linear
    interpolation. ``england`` and ``region`` are their own published figures. ``monthly`` where
    the period is one month; ``window`` is the published figures' own."""

    period_end: date
    values: tuple[float, ...]
    quartiles: tuple[float, float, float] | None
    mean: float | None
    england: float | None
    region: float | None
    monthly: bool = False
    window: str = ""

    @property
    def name(self) -> str:
        """The period by its name: 2024/25, Sept 2025, or the month."""
        return (month_name if self.monthly else published_name)(self.period_end)

    @property
    def count(self) -> int:
        return len(self.values)

    def below(self, value: float) -> int:
        """How many members are strictly below ``value``."""
        return bisect_left(self.values, value)

    def above(self, value: float) -> int:
        """How many members are strictly above ``value``."""
        return len(self.values) - bisect_right(self.values, value)


@dataclass(frozen=True)
class Covering:
    """The band drawn at one point."""

    band: Band
    carried_forward: bool


class Bands:
    """One series' bands by published period, oldest first."""

    def __init__(self, bands: Sequence[Band] = ()) -> None:
        self._by_period = {band.period_end: band for band in bands}
        self._periods = sorted(self._by_period)
        self._found: dict[date, Covering | None] = {}

    def __bool__(self) -> bool:
        return bool(self._periods)

    def __iter__(self):
        return (self._by_period[period] for period in self._periods)

    def at(self, period_end: date) -> Covering | None:
        """The band of the published period that covers ``period_end``, or of the last one.

        A month's band is that month's alone: one month tells nothing of those after it.
        """
        if period_end not in self._found:
            self._found[period_end] = self._covering(period_end)
        return self._found[period_end]

    def _covering(self, period_end: date) -> Covering | None:
        if any(band.monthly for band in self._by_period.values()):
            band = self._by_period.get(period_end)
            return Covering(band, False) if band else None
        period, carried = covering(period_end, self._periods)
        return Covering(self._by_period[period], carried) if period else None


# One row a series, member and published period: the members' figures in order, their quartiles
# and mean, then England, the region, and the wider region.
_PUBLISHED = """
WITH wanted AS (
    SELECT unnest(?::VARCHAR[]) AS slug, unnest(?::VARCHAR[]) AS unit,
           unnest(?::VARCHAR[]) AS "window", unnest(?::VARCHAR[]) AS split
), figure AS (
    SELECT slug, unit, "window", split, member, period_end, area, value,
           list_contains(?, area) AS compared
    FROM observation SEMI JOIN wanted USING (slug, unit, "window", split)
    WHERE source = 'published' AND status = 'ok' AND value IS NOT NULL
      AND list_contains(?, area)
)
SELECT slug, unit, "window", split, member, period_end,
       list(value ORDER BY value) FILTER (compared),
       quantile_cont(value, [0.25, 0.5, 0.75]) FILTER (compared),
       avg(value) FILTER (compared),
       max(value) FILTER (area = ?),
       max(value) FILTER (area = ?),
       max(value) FILTER (area = ?)
FROM figure GROUP BY ALL ORDER BY period_end
"""


def get_bands(
    cursor: Connection,
    wanted: Iterable[Series],
    members: Sequence[str],
    regions: Sequence[str] = (),
) -> dict[tuple[str, str, str, str, str], Bands]:
    """Bands by (slug, unit, window, split, member). The first of ``regions`` published wins."""
    wanted = list(dict.fromkeys(wanted))
    if not wanted:
        return {}
    rows = cursor.execute(
        _PUBLISHED,
        [
            *map(list, zip(*wanted, strict=True)),
            list(members),
            [*members, *regions, ENGLAND],
            ENGLAND,
            *[*regions, "", ""][:2],
        ],
    ).fetchall()
    found = defaultdict(list)
    for *series, period_end, values, quartiles, mean, england, region, wider in rows:
        found[tuple(series)].append(
            Band(
                period_end,
                tuple(values or ()),
                tuple(quartiles) if values else None,
                mean,
                england,
                region if region is not None else wider,
                monthly=series[2] == "m",
                window=series[2],
            )
        )
    return {series: Bands(bands) for series, bands in found.items()}
