"""The forecast of an indicator's line as its page shows it."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from statistics import median

from queries.forecasts.forecast import Outlook, outlook
from queries.forecasts.own_history import get_history, settled_rows, step_of
from queries.forecasts.view import Coming, Forecast
from queries.forecasts.wording import (
    OF_PARTS,
    UNSETTLED,
    WITHOUT_FIGURES,
    YEAR_TO_DATE,
    too_few_words,
    too_old_words,
    too_small_words,
    untold_words,
)
from queries.recording import with_recording
from queries.span import Span, get_span
from queries.store import Store
from queries.trends.periods import month_index
from queries.trends.view import Trend, TrendRow
from queries.trends.wording import SMALL_COUNT, SMALL_DENOMINATOR

# A figure this many months behind the newest is no longer where the council stands.
_OLD_MONTHS = 3
_OLD_YEARS = 24
_RECENT = 12


def get_forecast(store: Store, trend: Trend) -> Forecast:
    """Where the line of ``trend`` goes if nothing changes, or why that is not said.

    ``trend`` is to have its rows from the beginning: a period cut out of it leaves too few. A
    forecast is made once a generation, which takes about a second.
    """
    if trend.split:
        return Forecast(why_none=OF_PARTS)
    ends = [row.period_end for row in trend.rows]
    asked = ("forecast", trend.indicator.slug, trend.unit, trend.window, *ends[:1], *ends[-1:])
    return store.remembered.answer(asked, lambda: _forecast(store, trend))


def _forecast(store: Store, trend: Trend) -> Forecast:
    if trend.window == "y":
        return Forecast(why_none=YEAR_TO_DATE)
    span = get_span(store)
    rows = settled_rows(with_recording(trend, span.recording if span else None))
    if not rows or span is None:
        known = any(row.value is not None for row in trend.rows)
        return Forecast(why_none=UNSETTLED if known else WITHOUT_FIGURES)
    if said := _too_old(rows, span) or _too_small(trend, rows):
        return _withheld(said, rows)
    history = get_history(store, trend, rows)
    found = outlook(history)
    if found.why_none == "too_few":
        return _withheld(too_few_words(found.plan, len(history.values), step_of(rows)), rows, found)
    if found.why_none:
        return _withheld(untold_words(found, trend), rows, found)
    last = rows[-1]
    coming = tuple(
        Coming(
            _months_on(last.period_end, each.period * step_of(rows)),
            each.value,
            each.low,
            each.high,
        )
        for each in found.ahead
    )
    rolled = history.months is not None
    return Forecast(coming, None, last.period_end, last.value, found, last.yearly, rolled)


def _withheld(said: str, rows: Sequence[TrendRow], found: Outlook | None = None) -> Forecast:
    last = rows[-1]
    return Forecast((), said, last.period_end, last.value, found, last.yearly)


def _too_old(rows: Sequence[TrendRow], span: Span) -> str | None:
    last = rows[-1]
    newest = span.latest if last.yearly else span.latest_month
    behind = month_index(newest) - month_index(last.period_end) if newest else 0
    old = behind > (_OLD_YEARS if last.yearly else _OLD_MONTHS)
    return too_old_words(last.period_end, last.yearly) if old else None


def _too_small(trend: Trend, rows: Sequence[TrendRow]) -> str | None:
    """A sentence where the last twelve figures are made of too few to tell a change from chance."""
    recent = rows[-_RECENT:]
    if trend.unit == "percent":
        below = [row.denominator for row in recent if row.denominator is not None]
        few = bool(below) and median(below) < SMALL_DENOMINATOR
        return too_small_words(median(below), trend.window, True) if few else None
    if trend.unit not in ("count", "per_10000"):
        return None
    of = [row.value if trend.unit == "count" else row.numerator for row in recent]
    above = [each for each in of if each is not None]
    few = bool(above) and median(above) < SMALL_COUNT
    return too_small_words(median(above), trend.window, False) if few else None


def _months_on(day: date, months: int) -> date:
    """The end of the month ``months`` after that of ``day``."""
    year, month = divmod(month_index(day) + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])
