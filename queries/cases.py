"""The cases behind a figure: the very rows that were counted, so the two cannot disagree."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data.database import Connection, literal, quote
from queries.catalogue import Indicator
from queries.observations.case_tables import (
    KNOWS,
    TOLD_BY,
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
    """Rows of the denominator, by column name: first those that a person would look into (in the
    numerator, or out of it where a higher figure is better), then by their dates.

    ``numerator`` and ``denominator`` are what all of them come to: their count, or the sum of
    what each brings (``amount``, ``base``). Without a denominator of its own the two are the same.
    A row's ``is_numerator``, where it has one, tells whether it is in the numerator. ``count`` is
    how many there are, whether or not all are in ``rows``.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    numerator: float
    denominator: float
    count: int


def get_cases(
    connection: Connection,
    indicator: Indicator,
    period_end: date,
    window: str,
    split: str = "",
    member: str = "",
    most: int | None = None,
) -> Cases:
    """The rows that the figure of one period, window and member counts, ``most`` of them if given.

    ``connection`` holds ``cases_<slug>`` and ``month_end`` (a store's cursor does). ``window`` is
    m, r or y for events, e for what is open, any of them for snapshots. Raises NoCases for an
    indicator not computed from cases, or a window, split or member that its cases are not counted
    by.
    """
    chosen = _chosen(connection, indicator, window, split)
    shape, asked = chosen.shape, _asked(period_end, split, member)
    order = "ASC" if indicator.better == "higher" else "DESC"
    first = f"is_numerator {order}, " if shape.has_numerator else ""
    limit = "" if most is None else f"LIMIT {int(most)}"
    found = connection.execute(
        f"SELECT * {chosen.cases} ORDER BY {first}{shape.day}, person_id {limit}", asked
    )
    columns = tuple(each[0] for each in found.description)
    rows = tuple(dict(zip(columns, row, strict=True)) for row in found.fetchall())
    counted = connection.execute(
        f"SELECT {chosen.numerator}, {chosen.denominator}, count(*) {chosen.cases}", asked
    ).fetchone()
    return Cases(columns, rows, *counted)


Parts = dict[str, dict[str, tuple[float, float]]]
"""By split, then by member: numerator and denominator."""


def get_parts(
    connection: Connection,
    indicator: Indicator,
    period_end: date,
    window: str,
    split: str = "",
    member: str = "",
) -> Parts:
    """What the cases of one figure come to by each split; the whole stands under ``''``.

    A split by which some case of the period is not known is left out.
    Arguments and faults as of ``get_cases``.
    """
    chosen = _chosen(connection, indicator, window, split)
    splits = ", ".join(quote(each) for each in indicator.case_splits)
    sets = ", ".join(["()", *(f"({quote(each)})" for each in indicator.case_splits)])
    grouped = ", ".join(f"grouping({quote(each)})" for each in indicator.case_splits)
    rows = connection.execute(
        f"SELECT {chosen.numerator}, {chosen.denominator}"
        f"{f', {splits}, {grouped}' if splits else ''} {chosen.cases} GROUP BY GROUPING SETS "
        f"({sets})",
        _asked(period_end, split, member),
    ).fetchall()
    found: Parts = {each: {} for each in ("", *indicator.case_splits)}
    width = len(indicator.case_splits)
    for above, below, *rest in rows:
        names, left_out = rest[:width], rest[width:]
        of = next((n for n, out in enumerate(left_out) if not out), None)
        name, part = ("", "") if of is None else (indicator.case_splits[of], names[of])
        found[name][part] = (above, below)
    for each in _unknown_splits(connection, indicator, chosen, _asked(period_end, split, member)):
        del found[each]
    return found


def _unknown_splits(
    connection: Connection, indicator: Indicator, chosen: "_Chosen", asked: dict[str, Any]
) -> list[str]:
    able = [each for each in indicator.case_splits if f"{KNOWS}{each}" in chosen.shape.columns]
    if not able:
        return []
    tests = ", ".join(f"bool_and({chosen.shape.whether_known(each)})" for each in able)
    known = connection.execute(f"SELECT {tests} {chosen.cases}", asked).fetchone()
    return [each for each, is_known in zip(able, known, strict=True) if is_known is False]


@dataclass(frozen=True)
class _Chosen:
    """``cases``: FROM and WHERE of a figure's rows; the others are what the rows come to."""

    shape: Shape
    cases: str
    numerator: str
    denominator: str


def _chosen(connection: Connection, indicator: Indicator, window: str, split: str) -> _Chosen:
    if not indicator.computed:
        raise NoCases(f"{indicator.title} is not computed from cases")
    if split and split not in indicator.case_splits:
        raise NoCases(f"{indicator.title} is not split by {split}")
    shape = case_shape(connection, indicator)
    if window not in WINDOWS[shape.kind]:
        raise NoCases(f"{indicator.title} has no cases for the window {window}")
    within = _within(indicator, shape, window)
    if TOLD_BY in shape.columns:
        within += f" AND {_told_by_what_stands(indicator, window)}"
    if split:
        within += f" AND {quote(split)} = $member"
    below = f"{shape.denominator} FILTER (WHERE {_in_denominator(indicator, shape, window)})"
    return _Chosen(
        shape,
        f"FROM {quote(case_table_name(indicator.slug))} WHERE {within}",
        f"coalesce({shape.numerator}, 0)",
        f"coalesce({below}, 0)",
    )


def _told_by_what_stands(indicator: Indicator, window: str) -> str:
    """SQL for the cases of the kind of export that the period's figure was counted from."""
    return (
        f"{TOLD_BY} IS NOT DISTINCT FROM (SELECT any_value(release) FROM observation WHERE "
        f'slug = {literal(indicator.slug)} AND "window" = {literal(window)} '
        "AND source = 'cases' AND period_end = $end::DATE)"
    )


def _asked(period_end: date, split: str, member: str) -> dict[str, Any]:
    return {"end": period_end} | ({"member": member} if split else {})


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
