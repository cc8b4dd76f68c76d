"""The same money told twice in other lines, as in a summary beside its detail: counted once."""

from datetime import date

from data.database import Connection
from data.readers.budget_monitor.checks import money
from data.readers.finance_rows import STAGED
from data.reports import TableReport

_ALIKE = 0.001
"""Sums nearer than this share are one sum, told to other places."""


def leave_same_money(connection: Connection, report: TableReport) -> None:
    """Of two sheets of one month with no line in common and the same sums, keep the one with more
    lines: the staged rows are rejected, or those held already deleted, with a warning."""
    for file, sheet, as_at, held, fresh, budget in _same(connection):
        place = f"{file} [{sheet}]" if sheet else file
        if fresh > held:
            connection.execute(
                "DELETE FROM budget_month WHERE as_at = ? AND file = ? AND sheet = ?",
                [as_at, file, sheet],
            )
            report.warn(
                "same_money",
                f"{place} tells the same {money(budget)} for {as_at:%B %Y} in fewer lines, and is "
                "left out, so that nothing is counted twice.",
            )
        else:
            _reject(connection, report, place, as_at, budget)


def _same(connection: Connection) -> list[tuple[str, str, date, int, int, float]]:
    """(file, sheet, month, lines held, lines staged, budget) of sheets that tell the same money.

    Budget, and one at least of what was spent and is forecast, must be the same.
    """
    return connection.execute(
        f"""
        WITH fresh AS (
            SELECT as_at, count(*) AS lines, sum(budget) AS budget, sum(actual_to_date) AS spent,
                sum(forecast_outturn) AS forecast
            FROM {STAGED} WHERE nature <> 'total' GROUP BY ALL
        ),
        held AS (
            SELECT as_at, file, sheet, count(*) AS lines, sum(budget) AS budget,
                sum(actual_to_date) AS spent, sum(forecast_outturn) AS forecast
            FROM budget_month WHERE nature <> 'total' GROUP BY ALL
        )
        SELECT held.file, held.sheet, as_at, held.lines, fresh.lines, fresh.budget
        FROM held JOIN fresh USING (as_at)
        WHERE {_alike("budget")}
            AND coalesce({_alike("spent")}, true)
            AND coalesce({_alike("forecast")}, true)
            AND coalesce(held.spent + fresh.spent, held.forecast + fresh.forecast) IS NOT NULL
            AND NOT EXISTS (
                FROM budget_month AS old SEMI JOIN {STAGED} AS new
                    USING (as_at, service, service_line, nature)
                WHERE old.as_at = held.as_at AND old.file = held.file AND old.sheet = held.sheet
                    AND old.nature <> 'total'
            )
        """
    ).fetchall()


def _alike(column: str) -> str:
    """SQL for: a column's sums held and staged are the same."""
    return f"abs(held.{column} - fresh.{column}) <= {_ALIKE} * abs(fresh.{column})"


def _reject(
    connection: Connection, report: TableReport, place: str, as_at: date, budget: float
) -> None:
    (rows,) = connection.execute(
        f"SELECT count(*) FROM {STAGED} WHERE as_at = ?", [as_at]
    ).fetchone()
    connection.execute(f"DELETE FROM {STAGED} WHERE as_at = ?", [as_at])
    report.rows_loaded -= rows
    report.rows_rejected += rows
    report.reject(
        "same_money",
        f"{place} tells the same {money(budget)} for {as_at:%B %Y} in as many lines or more: "
        "these are left out, so that nothing is counted twice.",
    )
