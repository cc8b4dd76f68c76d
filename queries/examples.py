"""Worked examples: the rows given, through the very steps that make a council's figures."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.contracts import create_case_tables
from data.database import Connection, connect, quote
from data.tables import OBSERVATION, TABLES, create_table
from queries.cases import Cases, get_cases
from queries.catalogue import Example, Indicator
from queries.observations.cases import case_observations

# The council of the examples, as rows of ``population`` name it.
AREA = "example"


class ExampleError(Exception):
    """An example cannot be run; the message names the indicator and the example."""


@dataclass(frozen=True)
class ExampleResult:
    """The figure that an example's rows lead to, and the cases that it counts."""

    example: Example
    unit: str
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str
    cases: Cases
    places: int

    @property
    def differences(self) -> list[str]:
        """What differs from the example's ``expect``, in words; empty where all agrees.

        A value agrees when it does to the decimal places that the indicator shows.
        """
        found = {
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
        }
        return [
            f"{name} is {found[name]}, expected {expected}"
            for name, expected in self.example.expect.items()
            if not _agrees(found[name], expected, self.places if name == "value" else 0)
        ]


def example_result(indicator: Indicator, example: Example) -> ExampleResult:
    """Run one example in an empty warehouse that holds its rows alone.

    Raises ExampleError where a table or column does not exist or the figure is not made.
    """
    named = f"{indicator.slug}: {example.title}"
    connection = _given_rows(example, named)
    period_end = _month_end(example.month)
    alone = {indicator.slug: indicator}
    case_observations(connection, alone, AREA, as_at=period_end)
    unit = example.unit or indicator.unit
    row = connection.execute(
        "SELECT value, numerator, denominator, status FROM observation WHERE slug = ? AND unit = ? "
        'AND "window" = ? AND split = ? AND member = ? AND period_end = ?',
        [indicator.slug, unit, example.window, example.split, example.member, period_end],
    ).fetchone()
    if row is None:
        raise ExampleError(f"{named}: no figure was made for {example.month}")
    cases = get_cases(
        connection, indicator, period_end, example.window, example.split, example.member
    )
    return ExampleResult(example, unit, *row, cases, indicator.places(unit))


def _given_rows(example: Example, named: str) -> Connection:
    connection = connect()
    for name, columns in TABLES.items():
        create_table(connection, name, columns)
    create_case_tables(connection)
    create_table(connection, "observation", OBSERVATION)
    for table, rows in example.given.items():
        known = _columns(connection, table)
        for row in rows:
            if strange := row.keys() - known:
                missing = ", ".join(sorted(strange))
                raise ExampleError(f"{named}: {table} has no column {missing}")
            _insert(connection, table, row)
    return connection


def _columns(connection: Connection, table: str) -> set[str]:
    return {
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = ?", [table]
        ).fetchall()
    }


def _insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    columns = ", ".join(quote(each) for each in row)
    places = ", ".join("?" for _ in row)
    connection.execute(
        f"INSERT INTO {quote(table)} ({columns}) VALUES ({places})", list(row.values())
    )


def _month_end(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def _agrees(found: float | None, expected: float | None, places: int) -> bool:
    if found is None or expected is None:
        return found is expected
    return abs(found - expected) <= 0.5 * 10**-places * 1.000001
