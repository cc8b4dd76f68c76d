"""Rows of money into their tables; a month told again takes the place of what was told before."""

from collections.abc import Sequence
from typing import Any

from data.contracts import case_tables
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

    Rows of a month from another sheet or file are told again where at least half of the fewer
    are the same in the columns ``same``: then all of them go. Of fewer, only those go that are
    the same. What goes is said in a warning.
    """
    matched = " AND ".join(
        f"old.{quote(each)} IS NOT DISTINCT FROM new.{quote(each)}" for each in same
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE finance_again AS
        WITH shared AS (
            SELECT old.as_at, old.file, old.sheet, count(DISTINCT old."row") AS rows
            FROM {quote(table)} AS old SEMI JOIN {STAGED} AS new
                ON old.as_at = new.as_at AND {matched}
            GROUP BY ALL
        ),
        old_rows AS (
            SELECT as_at, file, sheet, count(*) AS rows FROM {quote(table)} GROUP BY ALL
        ),
        new_rows AS (SELECT as_at, count(*) AS rows FROM {STAGED} GROUP BY ALL)
        SELECT as_at, file, sheet, old_rows.rows,
            2 * shared.rows >= least(old_rows.rows, new_rows.rows) AS is_whole
        FROM shared JOIN old_rows USING (as_at, file, sheet) JOIN new_rows USING (as_at)
        """
    )
    connection.execute(
        f"""
        DELETE FROM {quote(table)} AS old USING finance_again AS again
        WHERE old.as_at = again.as_at AND old.file = again.file AND old.sheet = again.sheet
            AND (again.is_whole
                 OR EXISTS (FROM {STAGED} AS new WHERE old.as_at = new.as_at AND {matched}))
        """
    )
    _warn_of_restated(connection, report)
    connection.execute(f"INSERT INTO {quote(table)} BY NAME FROM {STAGED}")
    connection.execute(f"DROP TABLE {STAGED}")
    connection.execute("DROP TABLE finance_again")


def _warn_of_restated(connection: Connection, report: TableReport) -> None:
    """One warning for each earlier sheet, with the months that this one tells again."""
    earlier = connection.execute(
        "SELECT file, sheet, min(as_at), max(as_at), count(*), bool_and(is_whole) "
        "FROM finance_again GROUP BY ALL ORDER BY file, sheet"
    ).fetchall()
    for file, sheet, first, last, months, is_whole in earlier:
        place = f"{file} [{sheet}]" if sheet else file
        when = f"{first:%B %Y}" if months == 1 else f"{first:%B %Y} to {last:%B %Y}"
        what = "" if is_whole else "some rows of "
        report.warn(
            "restated", f"This takes the place of {what}{place} for {when}, which it tells again."
        )
