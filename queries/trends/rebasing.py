"""From which months a person may start control limits anew, and what that must be given."""

from collections.abc import Sequence
from datetime import date

from queries.trends.view import Control, TrendRow

LEAST_REASON, MOST_REASON = 15, 300
MOST_AUTHOR = 80


class BadRebase(Exception):
    """Limits cannot start anew so; the message says what is wanted."""


def rebase_months(control: Control | None, run: int) -> tuple[date, ...]:
    """First days of the months that may start new limits, the newest first.

    ``run`` points, as many as make a shift, must lie before it and from it on, up to where limits
    start anew already: fewer do not show that a figure has settled at a new level. None on a run
    chart.
    """
    if control is None or not control.segments:
        return ()
    days = [_first_day(row) for row in control.points]
    taken = {each.first_month for each in control.rebases}
    edges = [0, *(at for at, day in enumerate(days) if day in taken), len(days)]
    fits = [day for at, day in enumerate(days) if all(abs(at - edge) >= run for edge in edges)]
    return tuple(reversed(fits))


def checked_rebase(
    month: str, reason: str, author: str, allowed: Sequence[date]
) -> tuple[date, str, str]:
    """What a form gave, put right. Raises BadRebase."""
    known = {f"{day:%Y-%m}": day for day in allowed}
    if month not in known:
        raise BadRebase("Limits cannot start anew from that month: choose one of those offered.")
    reason, author = " ".join(reason.split()), " ".join(author.split())
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        raise BadRebase(
            f"Say in {LEAST_REASON} to {MOST_REASON} characters what changed in that month and "
            "why it is expected to last."
        )
    if not author or len(author) > MOST_AUTHOR:
        raise BadRebase(f"Say who decides it, in at most {MOST_AUTHOR} characters.")
    return known[month], reason, author


def _first_day(row: TrendRow) -> date:
    return row.period_end.replace(day=1)
