"""The children in need census from the sample's case tables: a census for each year.

Each holds the episodes of need that were open at any time of the year ending 31 March, as known at
its end (CINdetails.sql …), as XML or flattened to CSV files.
"""

from collections.abc import Iterator
from pathlib import Path

from data.database import Connection
from data.sample.councils import WAYSHIRE
from data.sample.formats.export_table import ExportTable, selected
from data.sample.formats.years import each_year, year_name
from data.sample.span import Span

_HERE = Path(__file__).parent
TABLES = (
    "Header",
    "ChildIdentifiers",
    "ChildCharacteristics",
    "Disabilities",
    "CINdetails",
    "Assessments",
    "CINplanDates",
    "Section47",
    "ChildProtectionPlans",
    "Reviews",
)


def cin_census(connection: Connection, span: Span, seed: int) -> Iterator[list[ExportTable]]:
    """The tables of each year, for one XML file, oldest year first."""
    for year, tables in _censuses(connection, span):
        file = f"cin_census_{year_name(year)}.xml"
        yield [selected(connection, sql, file, sheet=name) for name, sql in tables.items()]


def cin_census_csv(connection: Connection, span: Span, seed: int) -> Iterator[list[ExportTable]]:
    """The same flattened: a CSV file a table, with a leading column without a heading that counts
    the rows from 0, as the tool that flattens them writes it."""
    for year, tables in _censuses(connection, span):
        for name, sql in tables.items():
            table = selected(connection, sql, f"cin_census_{year_name(year)}/{name}.csv")
            rows = [(number, *row) for number, row in enumerate(table.rows)]
            yield [ExportTable(table.file, ("", *table.headings), rows)]


def _censuses(connection: Connection, span: Span) -> Iterator[tuple[int, dict[str, str]]]:
    """Each year, and the SQL of its tables."""
    connection.execute("SET VARIABLE council = ?", [WAYSHIRE.number])
    known = (_HERE / "known.sql").read_text("utf-8")
    tables = {name: (_HERE / f"{name}.sql").read_text("utf-8") for name in TABLES}
    for year in each_year(connection, span, known):
        yield year, tables
