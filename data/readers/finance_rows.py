"""Rows of money into their tables; a month told again takes the place of what was told before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.contracts import case_tables
from data.counted_text import counted
from data.database import Connection, quote
from data.reports import TableReport

STAGED = "finance_staged"


def create_staged(connection: Connection, table: str) -> None:
    """An empty temporary table with the columns of ``table``."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {STAGED} AS FROM {quote(table)} WHERE false")


def insert_staged(connection: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Append ``rows``; columns that a row does not have are blank."""
    if not rows:
        return
    columns = case_tables()[table].columns
    lists = ", ".join(f"unnest(?::{kind}[])" for kind in columns.values())
    connection.execute(
        f"INSERT INTO {STAGED} SELECT {lists}",
        [[row.get(column) for row in rows] for column in columns],
    )


def load_staged(
    connection: Connection, table: str, same: Sequence[str], report: TableReport
) -> None:
    """Put the staged rows into ``table``, in place of those that they tell again.

    Rows of a month from another sheet or file go, all of them, where the staged ones have at
    least half of them: the same in the columns ``same``. Of fewer, only those go that are the
    same. A warning says how many rows and pounds were told again, went and stayed.
    """
    matched = " AND ".join(
        f"old.{quote(each)} IS NOT DISTINCT FROM new.{quote(each)}" for each in same
    )
    counts = _COUNTS[table]
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE finance_again AS
        WITH held AS (
            SELECT old.as_at, old.file, old.sheet, {counts.pounds} AS pounds,
                EXISTS (FROM {STAGED} AS new WHERE old.as_at = new.as_at AND {matched}) AS is_again
            FROM {quote(table)} AS old WHERE {counts.rows}
        )
        SELECT as_at, file, sheet, 2 * count_if(is_again) >= count(*) AS is_whole,
            count_if(is_again) AS again, coalesce(sum(pounds) FILTER (is_again), 0) AS was,
            count_if(NOT is_again) AS others,
            coalesce(sum(pounds) FILTER (NOT is_again), 0) AS theirs
        FROM held GROUP BY ALL HAVING bool_or(is_again)
        """
    )
    _warn_of_restated(connection, report, _pounds_now(connection, table, matched))
    connection.execute(
        f"""
        DELETE FROM {quote(table)} AS old USING finance_again AS again
        WHERE old.as_at = again.as_at AND old.file = again.file AND old.sheet = again.sheet
            AND (again.is_whole
                 OR EXISTS (FROM {STAGED} AS new WHERE old.as_at = new.as_at AND {matched}))
        """
    )
    connection.execute(f"INSERT INTO {quote(table)} BY NAME FROM {STAGED}")
    connection.execute(f"DROP TABLE {STAGED}")
    connection.execute("DROP TABLE finance_again")


@dataclass(frozen=True)
class _Counts:
    """SQL for the rows of a table that count, their pounds, and what the pounds are."""

    rows: str
    pounds: str
    named: str


_COUNTS = {
    "budget_month": _Counts(
        "nature <> 'total'", "coalesce(forecast_outturn, budget)", "forecast, or else budget"
    ),
    "placement_cost": _Counts("true", "placements * weekly_cost", "a week"),
    "saving": _Counts("true", "target", "to be saved"),
}


def _pounds_now(connection: Connection, table: str, matched: str) -> dict[tuple, float]:
    """(file, sheet, is whole) of what was told earlier → the pounds of the staged rows that tell
    the same rows again."""
    counts = _COUNTS[table]
    found = connection.execute(
        f"""
        SELECT again.file, again.sheet, again.is_whole, coalesce(sum({counts.pounds}), 0)
        FROM {STAGED} AS new JOIN finance_again AS again USING (as_at)
        WHERE {counts.rows} AND EXISTS (FROM {quote(table)} AS old WHERE old.file = again.file
            AND old.sheet = again.sheet AND old.as_at = new.as_at AND {matched})
        GROUP BY ALL
        """
    ).fetchall()
    return {tuple(place): pounds for *place, pounds in found}


def _warn_of_restated(connection: Connection, report: TableReport, now: dict[tuple, float]) -> None:
    """One warning for each earlier sheet, with the months that this one tells again."""
    earlier = connection.execute(
        "SELECT file, sheet, is_whole, min(as_at), max(as_at), count(*), sum(again), sum(was), "
        "sum(others), sum(theirs) FROM finance_again GROUP BY ALL ORDER BY file, sheet, is_whole"
    ).fetchall()
    named = _COUNTS[report.table or ""].named
    for file, sheet, is_whole, first, last, months, again, was, others, theirs in earlier:
        place = f"{file} [{sheet}]" if sheet else file
        when = f"{first:%B %Y}" if months == 1 else f"{first:%B %Y} to {last:%B %Y}"
        told = (
            f"{counted(again, 'row')} told again, £{was:,.0f} before and "
            f"£{now.get((file, sheet, is_whole), 0):,.0f} now ({named})"
        )
        left = f"{counted(others, 'row')} (£{theirs:,.0f})"
        if is_whole:
            lost = f"; {left} of it not told again, which no longer count" if others else ""
            said = f"This takes the place of {place} for {when}: {told}{lost}."
        else:
            said = (
                f"This has less than half of {place} for {when}, and takes the place of those "
                f"rows alone: {told}; {left} of it stay. If they should not count, take that "
                "file away."
            )
        report.warn("restated", said)
