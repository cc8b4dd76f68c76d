"""The council's own figures of a trend as a series to carry on, without gaps."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from queries.forecasts.history import YEAR, History, Months
from queries.store import Store
from queries.trends.periods import month_index
from queries.trends.view import Trend, TrendRow

_FACTORS = {"percent": 100.0, "per_10000": 10_000.0}
_NOISE = 1e-6


class Month(NamedTuple):
    """What one month is made of."""

    numerator: float | None
    denominator: float | None


def settled_rows(trend: Trend) -> list[TrendRow]:
    """The last rows with a figure that follow each other without a gap, oldest first; months that
    are still being recorded are left out. Years stand only where there is nothing else."""
    known = [row for row in trend.rows if row.value is not None and not row.recording]
    known.sort(key=lambda row: row.period_end)
    months = [row for row in known if not row.yearly]
    rows = months or known
    step = step_of(rows)
    run = rows[-1:]
    for row in reversed(rows[:-1]):
        if month_index(run[0].period_end) - month_index(row.period_end) != step:
            break
        run.insert(0, row)
    return run


def step_of(rows: Sequence[TrendRow]) -> int:
    """Months from one row to the next: 12 of years, else 1."""
    return YEAR if rows and rows[-1].yearly else 1


def get_history(store: Store, trend: Trend, rows: Sequence[TrendRow]) -> History:
    """``rows`` (settled_rows, at least one) as a series in the unit of the trend.

    Rolling years counted from cases come with the months that they are added up from, where these
    are held and do add up; only years so made are then in it.
    """
    counted = _counted(rows)
    months = _months(trend, counted, _single_months(store, trend)) if trend.window == "r" else None
    values = tuple(row.value or 0.0 for row in (counted if months else rows))
    hundred = trend.unit == "percent" and max(values) <= 100
    return History(
        values,
        step_of(rows),
        low=0.0 if min(values) >= 0 else None,
        high=100.0 if hundred else None,
        months=months,
    )


def _counted(rows: Sequence[TrendRow]) -> list[TrendRow]:
    """The rows at the end that are all counted from cases."""
    found: list[TrendRow] = []
    for row in reversed(rows):
        if row.source != "cases":
            break
        found.insert(0, row)
    return found


def _single_months(store: Store, trend: Trend) -> dict[int, Month]:
    """The council's single months counted from cases, by queries.trends.periods.month_index."""
    found = (
        store.cursor()
        .execute(
            """
            SELECT period_end, numerator, denominator
            FROM observation
            WHERE area = ? AND slug = ? AND unit = ? AND "window" = 'm' AND split = ''
                AND source = 'cases'
            """,
            [store.council.id, trend.indicator.slug, trend.unit],
        )
        .fetchall()
    )
    return {month_index(end): Month(above, below) for end, above, below in found}


def _months(trend: Trend, rows: Sequence[TrendRow], held: Mapping[int, Month]) -> Months | None:
    """The months behind ``rows``; None where one is missing or they do not add up to the rows."""
    if not rows:
        return None
    first, last = month_index(rows[0].period_end), month_index(rows[-1].period_end)
    made_of = [held.get(at) for at in range(first - YEAR + 1, last + 1)]
    above = [each.numerator for each in made_of if each and each.numerator is not None]
    if len(above) < len(made_of):
        return None
    below = [each.denominator for each in made_of if each and each.denominator is not None]
    factor = _FACTORS.get(trend.unit, 1.0)
    over = tuple(1.0 if row.denominator is None else row.denominator for row in rows)
    added = Months(tuple(above), tuple(below), (), factor)
    if len(below) == len(made_of) and _add_up(added, rows):
        return added
    of_all = Months(tuple(above), None, over, factor)
    return of_all if _add_up(of_all, rows) else None


def _add_up(months: Months, rows: Sequence[TrendRow]) -> bool:
    """Whether the months make every row's figure."""
    for at, row in enumerate(rows):
        above = sum(months.numerators[at : at + YEAR])
        if months.denominators is None:
            below = months.over[at]
        else:
            below = sum(months.denominators[at : at + YEAR])
        made = months.factor * above / below if below else None
        if made is None or abs(made - (row.value or 0.0)) > _NOISE * max(abs(made), 1.0):
            return False
    return True
