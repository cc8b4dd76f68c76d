"""The published figures of the councils compared with: each council's own, and its rank by year.

They are those that the band under the trend's latest point is made of.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from data.areas import ENGLAND
from data.database import Connection
from queries.store import Store
from queries.trends.bands import Band
from queries.trends.comparators import get_compared
from queries.trends.periods import month_index, year_earlier
from queries.trends.view import CouncilName, Trend, View

_PERIODS_SHOWN = 10
NOT_PUBLISHED = "not_published"


@dataclass(frozen=True)
class AreaFigure:
    """One area's published figure of one period, in the unit of the trend.

    ``status`` is an observation's, or not_published where no file has a row of it; ``value`` is
    None unless it is ok. ``change`` is on the period a year before. ``history``: the last ten
    published periods up to this one, oldest first, None where an area has no figure. ``rank`` is
    among the own council and those compared with, 1 the best, or the highest where neither
    direction is better; None without a value, and under the fewest councils of a band.
    ``began`` and ``ended``: where the council was not there yet, or no more, in the period.
    """

    council: CouncilName
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str
    own: bool = False
    change: float | None = None
    history: tuple[tuple[date, float | None], ...] = ()
    rank: int | None = None
    closeness: str = ""
    began: date | None = None
    ended: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class PeriodRank:
    """The own council's published figure among those of the same period, the own one counted.

    ``rank`` is None where the own council has no figure.
    """

    period_end: date
    rank: int | None
    of: int


@dataclass(frozen=True)
class Among:
    """``figures``: those with a value, the own council's among them, the best first (the highest
    where neither direction is better). ``missing``: those without. ``references``: the region
    and England. ``ranks``: by period, oldest first, to the band's own. ``noun``: how a sentence
    names those compared with: neighbours, English councils."""

    band: Band
    noun: str
    figures: tuple[AreaFigure, ...]
    missing: tuple[AreaFigure, ...]
    references: tuple[AreaFigure, ...]
    ranks: tuple[PeriodRank, ...]

    @property
    def ranked(self) -> bool:
        """Whether there are councils enough for ranks and quartiles."""
        return any(each.rank is not None for each in self.figures)

    @property
    def own(self) -> AreaFigure:
        """The own council's figure, or the lack of one."""
        return next(each for each in (*self.figures, *self.missing) if each.own)

    @property
    def missing_members(self) -> tuple[AreaFigure, ...]:
        """The councils compared with that have no figure."""
        return tuple(each for each in self.missing if not each.own)


class _Row(NamedTuple):
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str
    note: str | None


# By area id, then by the period's end.
_Published = Mapping[str, Mapping[date, _Row]]


def get_among(store: Store, trend: Trend, view: View) -> Among | None:
    """What each council compared with published for the period under the trend's latest point.

    None where nothing is laid beside it, or where the trend shows many members of a split. Asked
    once a generation. ``view`` is the one that ``trend`` answers.
    """
    if trend.band is None or trend.latest is None or len(trend.members) > 1:
        return None
    asked = ("among", trend.indicator.slug, trend.unit, trend.split, trend.members, trend.band)
    return store.remembered.answer(
        (*asked, view.comparator, view.model), lambda: _among(store, trend, view)
    )


def _among(store: Store, trend: Trend, view: View) -> Among:
    cursor, compared = store.cursor(), get_compared(store, view)
    own, band = store.council.id, trend.band
    councils = [own, *compared.ids]
    references = [*compared.regions, ENGLAND]
    published = _get_published(cursor, trend, [*councils, *references])
    named = _get_named(cursor, [*councils, *references], band.period_end)
    closeness = _get_closeness(cursor, own, compared.comparator.model)
    periods = _periods(published, councils, band.period_end)
    lower = trend.indicator.better == "lower"
    fewest = store.settings.neighbours.fewest
    ranks = tuple(
        each
        for each in (_period_rank(published, councils, period, lower) for period in periods)
        if each.of > fewest
    )

    def figure(area: str) -> AreaFigure:
        found = _figure(named[area], published.get(area, {}), periods, band.period_end)
        return replace(found, own=area == own, closeness=closeness.get(area, ""))

    figures = [figure(area) for area in councils]
    known = [each for each in figures if each.value is not None]
    if ranks and ranks[-1].period_end == band.period_end:
        known = [replace(each, rank=_rank(each.value, known, lower)) for each in known]
    return Among(
        band,
        compared.noun,
        tuple(sorted(known, key=lambda each: (each.value * (1 if lower else -1), not each.own))),
        tuple(each for each in figures if each.value is None),
        _references([figure(area) for area in references]),
        ranks,
    )


def _references(figures: Sequence[AreaFigure]) -> tuple[AreaFigure, ...]:
    """The region, which of half of London may be the whole, then England; those with a figure."""
    *regions, england = figures
    known = [each for each in regions if each.value is not None][:1]
    return tuple(each for each in (*known, england) if each.value is not None)


def _get_published(cursor: Connection, trend: Trend, areas: Sequence[str]) -> _Published:
    rows = cursor.execute(
        """
        SELECT area, period_end, value, numerator, denominator, status, note
        FROM observation
        WHERE source = 'published' AND slug = ? AND unit = ? AND "window" = ? AND split = ?
          AND member = ? AND list_contains(?, area) AND period_end <= ?
        """,
        [
            trend.indicator.slug,
            trend.unit,
            trend.band.window,
            trend.split,
            trend.latest.member,
            list(areas),
            trend.band.period_end,
        ],
    )
    found: dict[str, dict[date, _Row]] = {}
    for area, period_end, value, *more, status, note in rows.fetchall():
        known = value if status == "ok" else None
        found.setdefault(area, {})[period_end] = _Row(known, *more, status, note)
    return found


def _get_named(
    cursor: Connection, areas: Sequence[str], period_end: date
) -> dict[str, tuple[CouncilName, date | None, date | None]]:
    """By area: its name, and when it began or ended where that leaves it out of the period."""
    rows = cursor.execute(
        """
        SELECT area, coalesce(ons_code, area), name,
               CASE WHEN opened > $day THEN opened END, CASE WHEN closed < $day THEN closed END
        FROM area WHERE list_contains($areas, area)
        """,
        {"areas": list(areas), "day": period_end},
    )
    found = {area: (CouncilName(code, name), *days) for area, code, name, *days in rows.fetchall()}
    return {area: found.get(area, (CouncilName(area, area), None, None)) for area in areas}


def _get_closeness(cursor: Connection, own: str, model: str | None) -> dict[str, str]:
    """By neighbour: how like the own council it is, in the model's own words."""
    rows = cursor.execute(
        "SELECT neighbour, closeness FROM neighbour WHERE area = ? AND model = ?", [own, model]
    )
    return {area: (words or "").strip().capitalize() for area, words in rows.fetchall()}


def _periods(published: _Published, councils: Iterable[str], last: date) -> list[date]:
    """Every period up to ``last`` that any of the councils has a row of, oldest first."""
    return sorted({day for area in councils for day in published.get(area, ()) if day <= last})


def _figure(
    named: tuple[CouncilName, date | None, date | None],
    rows: Mapping[date, _Row],
    periods: Sequence[date],
    day: date,
) -> AreaFigure:
    row = rows.get(day, _Row(None, None, None, NOT_PUBLISHED, None))
    before = next(
        (each.value for end, each in rows.items() if month_index(end) == year_earlier(day)), None
    )
    known = row.value is not None and before is not None
    return AreaFigure(
        council=named[0],
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        status=row.status,
        change=row.value - before if known else None,
        history=tuple(
            (each, rows[each].value if each in rows else None) for each in periods[-_PERIODS_SHOWN:]
        ),
        began=named[1],
        ended=named[2],
        note=row.note,
    )


def _period_rank(
    published: _Published, councils: Sequence[str], period: date, lower: bool
) -> PeriodRank:
    """The first of ``councils`` is the own one."""
    values = [
        published[area][period].value for area in councils if period in published.get(area, {})
    ]
    own, *_ = councils
    mine = published.get(own, {}).get(period)
    known = [value for value in values if value is not None]
    if mine is None or mine.value is None:
        return PeriodRank(period, None, len(known) + 1)
    return PeriodRank(period, 1 + _better(mine.value, known, lower), len(known))


def _rank(value: float, figures: Iterable[AreaFigure], lower: bool) -> int:
    return 1 + _better(value, [each.value for each in figures], lower)


def _better(value: float, others: Iterable[float], lower: bool) -> int:
    """How many of ``others`` are strictly better, or higher where neither direction is."""
    return sum(each < value if lower else each > value for each in others)
