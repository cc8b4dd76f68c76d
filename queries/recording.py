"""Which months are still being recorded: an extract taken soon after a month's end lacks what is
entered late, so that month's figures will move."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.database import quote
from queries.observations.calendar import HAPPENED
from queries.store import Store
from queries.trends.periods import month_name
from queries.trends.view import Trend, TrendRow

# A month's figures may be held for settled when its cases were read this long after its end:
# by then its forms are in and its conferences minuted.
SETTLING = timedelta(days=14)


@dataclass(frozen=True)
class Recording:
    """``reaches``: the day of the latest event that the case tables hold. ``snapshots``: slugs
    counted from what an export itself states as at a month's end, which is whole as it comes."""

    reaches: date
    snapshots: frozenset[str] = frozenset()

    def covers(self, row: TrendRow) -> bool:
        """Whether a figure is one counted from cases that are still coming in."""
        return row.source == "cases" and row.period_end > self.reaches - SETTLING


def get_recording(store: Store) -> Recording | None:
    """How far the generation's cases reach; None without case tables. Once a generation."""
    return store.remembered.answer("recording", lambda: _get_recording(store))


def with_recording(trend: Trend, recording: Recording | None) -> Trend:
    """The trend, its rows that are still being recorded marked, and a note that says so."""
    if recording is None or trend.indicator.slug in recording.snapshots:
        return trend
    rows = tuple(
        replace(row, recording=True) if recording.covers(row) else row for row in trend.rows
    )
    moving = sorted({row.period_end for row in rows if row.recording})
    if not moving:
        return trend
    reaches = f"{recording.reaches.day} {recording.reaches:%B %Y}"
    note = (
        f"{month_name(moving[-1])} is still being recorded: the cases reach {reaches}, and what is "
        "entered late will move the figure."
    )
    latest = trend.latest
    if latest and recording.covers(latest):
        latest = replace(latest, recording=True)
    return replace(trend, rows=rows, latest=latest, notes=(*trend.notes, note))


def _get_recording(store: Store) -> Recording | None:
    columns = (
        store.cursor()
        .execute("SELECT table_name, column_name FROM information_schema.columns")
        .fetchall()
    )
    held = set(columns)
    events = [each for each in HAPPENED if each in held]
    if not events:
        return None
    # A date after the day of the refresh is an error of recording and is no witness.
    read = date.fromisoformat(store.manifest["made_at"][:10])
    days = " UNION ALL ".join(
        f"SELECT max({quote(column)}) AS day FROM {quote(table)} WHERE {quote(column)} <= $read"
        for table, column in events
    )
    (reaches,) = (
        store.cursor().execute(f"SELECT max(day)::DATE FROM ({days})", {"read": read}).fetchone()
    )
    if reaches is None:
        return None
    snapshots = {table.removeprefix("cases_") for table, column in held if column == "snapshot"}
    return Recording(reaches, frozenset(snapshots))
