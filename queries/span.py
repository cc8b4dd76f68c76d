"""From when to when a council's own figures run."""

from dataclasses import dataclass
from datetime import date

from queries.recording import Recording, get_recording
from queries.store import Store


@dataclass(frozen=True)
class Span:
    """The first and last period end of the council's figures; ``latest_month`` of those that are
    not published years, None where it has none. ``recording``: how far its cases reach."""

    earliest: date
    latest: date
    latest_month: date | None
    recording: Recording | None = None


def get_span(store: Store) -> Span | None:
    """The span of all indicators' figures; None where the council has none at all. It is asked
    once a generation."""
    return store.remembered.answer("span", lambda: _span(store))


def _span(store: Store) -> Span | None:
    earliest, latest, month = (
        store.cursor()
        .execute(
            """
            SELECT
                min(period_end),
                max(period_end),
                max(period_end) FILTER (source <> 'published' AND "window" <> 'a')
            FROM observation
            WHERE area = ? AND value IS NOT NULL
            """,
            [store.council.id],
        )
        .fetchone()
    )
    return Span(earliest, latest, month, get_recording(store)) if latest else None
