"""The period of a view: what stands unasked, and a trend cut to it."""

from dataclasses import replace
from datetime import date

from components.periods import is_yearly, year_start
from components.trend_figure import whole_rows
from queries.trends.view import Trend, View

USUAL_YEARS = 5


def usual_start(latest: date) -> date:
    """Five whole financial years before the latest one: April 2021 for October 2026."""
    this = year_start(latest)
    return this.replace(year=this.year - USUAL_YEARS)


def in_period(trend: Trend, view: View) -> Trend:
    """The trend's rows from the view's start; unasked, the usual years of a monthly series.

    Verdicts, signals and ranks are of the whole series: the period only says what is drawn.
    """
    start = view.start
    if start is None:
        if is_yearly(whole_rows(trend)) or trend.latest is None:
            return trend
        start = usual_start(trend.latest.period_end)
    rows = tuple(row for row in trend.rows if row.period_end >= start)
    signals = tuple(signal for signal in trend.signals if signal.period_end >= start)
    return replace(trend, rows=rows, signals=signals)
