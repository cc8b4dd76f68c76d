"""Which months are still being recorded: an extract taken soon after a month's end lacks what is
entered late, so that month's figures will move."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.database import quote
from queries.catalogue import catalogue
from queries.observations.calendar import HAPPENED
from queries.observations.tables_read import tables_read
from queries.store import Store
from queries.trends.periods import month_name
from queries.trends.view import Trend, TrendRow

# A month's figures may be held for settled when its cases were read this long after its end:
# by then its forms are in and its conferences minuted.
SETTLING = timedelta(days=14)
_YEAR = 365


@dataclass(frozen=True)
class Recording:
    """``reaches``: the day of the latest event that the case tables hold. ``snapshots``: slugs
    counted from what an export itself states as at a month's end, which is whole as it comes.
    ``older``: slugs that some table of an older extract is counted in, and how far that reaches.
    """

    reaches: date
    snapshots: frozenset[str] = frozenset()
    older: tuple[tuple[str, date], ...] = ()

    def of(self, slug: str) -> "Recording":
        """How far the cases of one indicator reach."""
        return replace(self, reaches=dict(self.older).get(slug, self.reaches))

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
    recording = recording.of(trend.indicator.slug)
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
    latest = _latest_events(store, held)
    if not latest:
        return None
    reaches = max(each.day for each in latest.values())
    snapshots = {table.removeprefix("cases_") for table, column in held if column == "snapshot"}
    older = {table: each.day for table, each in latest.items() if each.is_older_than(reaches)}
    return Recording(reaches, frozenset(snapshots), _older_figures(older))


@dataclass(frozen=True)
class _Latest:
    """A table's latest event, and the most days without one in the year before it."""

    day: date
    most_without: int | None

    def is_older_than(self, reaches: date) -> bool:
        """Whether an older extract, and no quiet weeks such as it has had, explains its end."""
        return self.most_without is not None and (reaches - self.day).days > self.most_without


def _latest_events(store: Store, held: set[tuple[str, str]]) -> dict[str, _Latest]:
    """By table: those of HAPPENED that hold an event."""
    # A date after the day of the refresh is an error of recording and is no witness.
    read = date.fromisoformat(store.manifest["made_at"][:10])
    found = {}
    for table in dict.fromkeys(table for table, _ in HAPPENED):
        dated = [column for each, column in HAPPENED if each == table and (each, column) in held]
        if not dated:
            continue
        days = " UNION ".join(
            f"SELECT {quote(column)}::DATE AS day FROM {quote(table)} "
            f"WHERE {quote(column)} <= $read"
            for column in dated
        )
        day, most = (
            store.cursor()
            .execute(
                f"SELECT max(day), max(gap) FILTER (day > latest - {_YEAR}) FROM (SELECT day, "
                "day - lag(day) OVER (ORDER BY day) AS gap, max(day) OVER () AS latest "
                f"FROM (SELECT DISTINCT day FROM ({days})))",
                {"read": read},
            )
            .fetchone()
        )
        if day is not None:
            found[table] = _Latest(day, most)
    return found


def _older_figures(older: dict[str, date]) -> tuple[tuple[str, date], ...]:
    """Of the indicators that read a table of an older extract: how far the oldest reaches."""
    if not older:
        return ()
    found = []
    for slug, indicator in catalogue().items():
        if indicator.computed:
            sql = indicator.sql_file.read_text(encoding="utf-8")
            if reached := [older[table] for table in tables_read(sql) if table in older]:
                found.append((slug, min(reached)))
    return tuple(found)
