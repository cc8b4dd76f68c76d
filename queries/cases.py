"""The cases behind a figure: the very rows that were counted, so the two cannot disagree."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data.database import Connection, quote
from queries.catalogue import Indicator
from queries.observations.case_tables import (
    WINDOWS,
    Shape,
    case_shape,
    case_table_name,
    window_is_summed,
)


class NoCases(Exception):
    """The figure has no cases behind it; the message says why."""


@dataclass(frozen=True)
class Cases:
    """Rows of the denominator, in the order of their dates, by column name.

    ``numerator`` and ``denominator`` are what the rows come to: their count, or the sum of what
    each brings (``amount``, ``base``). Without a denominator of its own the two are the same.
    A row's ``is_numerator``, where it has one, tells whether it is in the numerator.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    numerator: float
    denominator: float


def get_cases(
    connection: Connection,
    indicator: Indicator,
    period_end: date,
    window: str,
    split: str = "",
    member: str = "",
) -> Cases:
    """The rows that the figure of one period, window and member counts.

    ``connection`` holds ``cases_<slug>`` and ``month_end`` (a store's cursor does). ``window`` is
    m, r or y for events, e for what is open, any of them for snapshots. Raises NoCases for an
    indicator not computed from cases, or a window, split or member that its cases are not counted
    by.
    """
    if not indicator.computed:
        raise NoCases(f"{indicator.title} is not computed from cases")
    if split and split not in indicator.splits:
        raise NoCases(f"{indicator.title} is not split by {split}")
    shape = case_shape(connection, indicator)
    if window not in WINDOWS[shape.kind]:
        raise NoCases(f"{indicator.title} has no cases for the window {window}")
    chosen = _within(indicator, shape, window)
    if split:
        chosen += f" AND {quote(split)} = $member"
    cases = f"FROM {quote(case_table_name(indicator.slug))} WHERE {chosen}"
    asked = {"end": period_end} | ({"member": member} if split else {})
    found = connection.execute(f"SELECT * {cases} ORDER BY {shape.day}, person_id", asked)
    columns = tuple(each[0] for each in found.description)
    rows = tuple(dict(zip(columns, row, strict=True)) for row in found.fetchall())
    below = f"{shape.denominator} FILTER (WHERE {_in_denominator(indicator, shape, window)})"
    (above, below) = connection.execute(
        f"SELECT coalesce({shape.numerator}, 0), coalesce({below}, 0) {cases}", asked
    ).fetchone()
    return Cases(columns, rows, above, below)


def _within(indicator: Indicator, shape: Shape, window: str) -> str:
    """SQL for the rows that the period ending on ``$end`` counts."""
    if shape.kind == "open":
        return "start_date <= $end::DATE AND (end_date IS NULL OR end_date > $end::DATE)"
    if shape.kind == "event" or window_is_summed(indicator, shape, window):
        chosen = f"{shape.day} >= {_BEGINS[window]} AND {shape.day} <= $end::DATE"
    else:
        chosen = f"{shape.day} = $end::DATE"
    if shape.has_window:
        chosen += f" AND \"window\" = '{window}'"
    if indicator.denominator_at_end and window == "r":
        counts = "amount <> 0" if shape.has_amount else "is_numerator"
        chosen += f" AND ({shape.day} >= {_BEGINS['m']} OR {counts})"
    return chosen


def _in_denominator(indicator: Indicator, shape: Shape, window: str) -> str:
    """SQL for which of those rows are in the denominator too."""
    if indicator.denominator_at_end and window == "r":
        return f"{shape.day} >= {_BEGINS['m']}"
    return "true"


_BEGINS = {
    "m": "date_trunc('month', $end::DATE)",
    "r": "date_trunc('month', $end::DATE - INTERVAL 11 MONTHS)",
    "y": "make_date(year($end::DATE) - (month($end::DATE) < 4)::INTEGER, 4, 1)",
}
