"""The cases behind a figure: the very rows that were counted, so the two cannot disagree."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data.database import Connection, quote
from queries.catalogue import Indicator
from queries.observations.case_tables import WINDOWS, Shape, case_shape, case_table_name


class NoCases(Exception):
    """The figure has no cases behind it; the message says why."""


@dataclass(frozen=True)
class Cases:
    """Rows of the denominator, in the order of their dates, by column name.

    ``numerator`` and ``denominator`` count them; for an indicator without a denominator they are
    the same. A row's ``is_numerator`` tells which rows are in the numerator.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]

    @property
    def denominator(self) -> int:
        return len(self.rows)

    @property
    def numerator(self) -> int:
        return sum(row.get("is_numerator", True) for row in self.rows)


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
    m, r or y for events, e for what is open. Raises NoCases for an indicator not computed from
    cases, or a window, split or member that its cases are not counted by.
    """
    if not indicator.computed:
        raise NoCases(f"{indicator.title} is not computed from cases")
    if split and split not in indicator.splits:
        raise NoCases(f"{indicator.title} is not split by {split}")
    shape = case_shape(connection, indicator)
    if window not in WINDOWS[shape.kind]:
        raise NoCases(f"{indicator.title} has no cases for the window {window}")
    chosen = _within(shape, window)
    if split:
        chosen += f" AND {quote(split)} = $member"
    found = connection.execute(
        f"SELECT * FROM {quote(case_table_name(indicator.slug))} WHERE {chosen} "
        f"ORDER BY {shape.day}, person_id",
        {"end": period_end} | ({"member": member} if split else {}),
    )
    columns = tuple(each[0] for each in found.description)
    return Cases(columns, tuple(dict(zip(columns, row, strict=True)) for row in found.fetchall()))


def _within(shape: Shape, window: str) -> str:
    """SQL for the rows that the period ending on ``$end`` counts."""
    if shape.kind == "as_at":
        return "as_at = $end::DATE"
    if shape.kind == "open":
        return "start_date <= $end::DATE AND (end_date IS NULL OR end_date > $end::DATE)"
    begins = {
        "m": "date_trunc('month', $end::DATE)",
        "r": "date_trunc('month', $end::DATE - INTERVAL 11 MONTHS)",
        "y": "make_date(year($end::DATE) - (month($end::DATE) < 4)::INTEGER, 4, 1)",
    }[window]
    return f"event_date >= {begins} AND event_date <= $end::DATE"
