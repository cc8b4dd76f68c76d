"""The period of a view: what stands unasked, and a trend cut to it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from components.periods import month_end, year_start
from queries.recording import Recording, with_recording
from queries.span import Span
from queries.trends.view import Control, Trend, View

MONTHLY_YEARS, PUBLISHED_YEARS = 5, 10
_FRESH = timedelta(days=370)


@dataclass(frozen=True)
class Period:
    """The months that a page offers, and those that stand unasked: ``start`` to ``latest``.

    ``recording``: how far the cases reach, which says what months are still being recorded.
    """

    earliest: date
    start: date
    latest: date
    recording: Recording | None = None


def usual_period(span: Span | None) -> Period:
    """Five whole financial years before the latest one, such as April 2021 for October 2026;
    ten where the council's own months are old or absent and published years are what there is.
    """
    latest = month_end(span.latest if span else date.today())
    fresh = span and span.latest_month and span.latest_month > latest - _FRESH
    this = year_start(latest)
    start = this.replace(year=this.year - (MONTHLY_YEARS if fresh else PUBLISHED_YEARS))
    if span is None:
        return Period(start, start, latest)
    return Period(min(year_start(span.earliest), start), start, latest, span.recording)


def in_period(trend: Trend, view: View, period: Period) -> Trend:
    """The trend's rows from the view's start, or from the usual one; months still being recorded
    are marked.

    Verdicts, signals and ranks are of the whole series: the period only says what is drawn. A
    series that ended before the usual period is drawn whole, so that no chart is empty unasked.
    """
    trend = with_recording(trend, period.recording)
    start = view.start or period.start
    rows = tuple(row for row in trend.rows if row.period_end >= start)
    if not rows and view.start is None:
        return trend
    signals = tuple(signal for signal in trend.signals if signal.period_end >= start)
    return replace(trend, rows=rows, signals=signals, control=_control_since(trend, start))


def _control_since(trend: Trend, start: date) -> Control | None:
    """The control chart's points that are drawn; None where the period holds none of them."""
    control = trend.control
    if control is None or control.points[-1].period_end < start:
        return None
    points = tuple(row for row in control.points if row.period_end >= start)
    signals = tuple(signal for signal in control.signals if signal.period_end >= start)
    return replace(control, points=points, signals=signals)
