"""One period of a line, opened: its figure, its changes, and which parts moved it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from queries.cases import NoCases, get_parts
from queries.drill_down.parts import SplitParts, split_parts
from queries.store import Store
from queries.trends.view import Trend, TrendRow


@dataclass(frozen=True)
class OpenedMonth:
    """``before`` is the period before, ``year_before`` the same period a year earlier.

    ``against`` is the one of them that the ``splits`` are compared with, None where there is
    none. ``has_cases``: whether the figure was counted from cases, which can be listed.
    ``part_unit`` is the unit of the parts: a rate's are counts, since the children of a part of
    the population are not known.
    """

    row: TrendRow
    before: TrendRow | None
    year_before: TrendRow | None
    against: TrendRow | None
    splits: tuple[SplitParts, ...]
    has_cases: bool
    part_unit: str


def get_opened_month(
    store: Store, trend: Trend, period_end: date, member: str = "", on_year: bool = False
) -> OpenedMonth | None:
    """``trend``'s period ending on ``period_end``; None where it has no such point.

    ``trend`` reaches back as far as there are figures. ``on_year`` compares the parts with the
    year before in place of the period before.
    """
    rows = [each for each in trend.rows if each.member == member]
    row = next((each for each in reversed(rows) if each.period_end == period_end), None)
    if row is None:
        return None
    like = {each.period_end: each for each in rows if each.source == row.source}
    before = next((like[day] for day in sorted(like, reverse=True) if day < period_end), None)
    if before and not row.yearly and before.period_end != _months_before(period_end, 1):
        before = None
    year_before = like.get(_months_before(period_end, 12))
    against = year_before if on_year else before
    parts = _splits(store, trend, row, against)
    return OpenedMonth(
        row, before, year_before, against, parts or (), parts is not None, _part_unit(trend)
    )


def _splits(
    store: Store, trend: Trend, row: TrendRow, against: TrendRow | None
) -> tuple[SplitParts, ...] | None:
    """None where there are no cases behind the figure."""
    if row.source != "cases":
        return None
    cursor = store.cursor()
    split = trend.split if row.member else ""

    def parts(of: TrendRow):
        return get_parts(cursor, trend.indicator, of.period_end, trend.window, split, row.member)

    try:
        after = parts(row)
    except NoCases:
        return None
    before = parts(against) if against else None
    taken = split_parts(trend.indicator, _part_unit(trend), after, before)
    return tuple(each for each in taken if each.split != split and each.parts)


def _part_unit(trend: Trend) -> str:
    return "count" if trend.unit == "per_10000" else trend.unit


def _months_before(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 - months
    year, month = at // 12, at % 12 + 1
    return date(year, month, monthrange(year, month)[1])
