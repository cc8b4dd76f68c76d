"""Where an indicator's line begins: the first month that its cases show whole.

An extract begins on some day. Of what has an end it holds what was still open on that day, and
later ones: of those before, only the ones that lasted are known, and a line drawn there would
climb falsely. What looks back (twelve months, for a re-referral) is known later still.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from data.database import Connection, quote
from queries.catalogue import Indicator
from queries.observations.case_tables import Shape, case_table_name
from queries.observations.returned import returned_from
from queries.observations.tables_read import tables_read

# Fewer than this is no council's caseload, but the true beginning of a new record.
_FEWEST = 10
# A first event later than this in its month means that the month is not there from its start.
_FIRST_WEEK = 7


@dataclass(frozen=True)
class _Facts:
    """``before``: people known before the first ending, who must have been open then.

    ``says_what_is_known``: whether some case has ``is_known`` false. The others are of those alone
    that are known.
    """

    first_day: date | None
    first_end: date | None
    before: int
    known_from: date | None
    says_what_is_known: bool


def first_month(connection: Connection, indicator: Indicator, shape: Shape) -> date | None:
    """The end of the first month with whole figures, or None where there is no case.

    The month of the first case; or, where ten people or more were open by then, the month of the
    first ending (``end_date``), and not before ``known_from``. A month whose events begin after
    its first week, with ten or more in the next, is no whole month. Snapshots begin with the
    first of them, which is whole. Where cases say themselves what is known (``is_known``), the
    month of the first that is. Where yearly returns alone tell, their first day is known.
    """
    facts = _facts(connection, indicator, shape)
    if facts.first_day is None or shape.kind == "snapshot":
        return facts.first_day
    if facts.says_what_is_known:
        return _month_end(facts.first_day)
    tables = tables_read(indicator.sql_file.read_text(encoding="utf-8"))
    if returned := returned_from(connection, tables):
        return _month_end(max(facts.first_day, returned, facts.known_from or returned))
    part_way = facts.first_end is not None and facts.before >= _FEWEST
    begins = facts.first_end if part_way else facts.first_day
    start = _month_end(begins)
    if shape.kind == "event" and begins.day > _FIRST_WEEK:
        following = _month_end(start + timedelta(days=1))
        if _events_in(connection, indicator, following) >= _FEWEST:
            start = following
    if part_way and facts.known_from:
        start = max(start, _month_end(facts.known_from))
    return start


def _facts(connection: Connection, indicator: Indicator, shape: Shape) -> _Facts:
    first_end = "min(end_date)" if "end_date" in shape.columns else "NULL::DATE"
    known_from = "min(known_from)" if "known_from" in shape.columns else "NULL::DATE"
    cases, known_case = quote(case_table_name(indicator.slug)), shape.whether_known()
    first_day, ended, known, unknown = connection.execute(
        f"SELECT min({shape.day}), {first_end}, {known_from}, "
        f"(SELECT count(*) FROM {cases} WHERE NOT ({known_case})) FROM {cases} WHERE {known_case}"
    ).fetchone()
    (before,) = connection.execute(
        f"SELECT count(DISTINCT person_id) FROM {cases} WHERE {known_case} AND {shape.day} < ?",
        [ended],
    ).fetchone()
    return _Facts(first_day, ended, before, known, unknown > 0)


def _events_in(connection: Connection, indicator: Indicator, month_end: date) -> int:
    (found,) = connection.execute(
        f"SELECT count(*) FROM {quote(case_table_name(indicator.slug))} "
        "WHERE last_day(event_date) = ?",
        [month_end],
    ).fetchone()
    return found


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
