"""From when yearly returns tell what an indicator counts, where they alone tell it.

A return's first set begins on 1 April. It has what was open on that day and all that began since;
of the days before it has only what lasted, and a line drawn there would climb falsely.
"""

from collections.abc import Iterable
from datetime import date

from data.contracts import case_tables
from data.database import Connection, quote
from queries.observations.kinds import groups, kinds

YEARS = "return_year"


def returned_from(connection: Connection, tables: Iterable[str]) -> date | None:
    """The first day of which returns tell the whole of ``tables``; None where one of them has
    a row of another kind of export, or none has any."""
    begins = {kind: day for kind, day in _begins(connection).items() if kind in kinds()}
    cases = {table for group in groups().values() for table in group} - {YEARS}
    told = {kind for table in cases & set(tables) for kind in _told_by(connection, table, begins)}
    return max(begins[kind] for kind in told) if told and "" not in told else None


def _begins(connection: Connection) -> dict[str, date]:
    """The first day of each return that was loaded."""
    return dict(
        connection.execute(
            f"SELECT return_kind, min(year_begins) FROM {YEARS} GROUP BY return_kind"
        ).fetchall()
    )


def _told_by(connection: Connection, table: str, returns: Iterable[str]) -> set[str]:
    """Which of ``returns`` have rows in a table, and '' where anything else has."""
    key = quote(case_tables()[table].key[0])
    cases = " ".join(
        f"WHEN starts_with({key}, '{kinds()[kind].prefix}') THEN '{kind}'" for kind in returns
    )
    if not cases:
        return {""}
    rows = connection.execute(
        f"SELECT DISTINCT CASE {cases} ELSE '' END FROM {quote(table)}"
    ).fetchall()
    return {kind for (kind,) in rows}
