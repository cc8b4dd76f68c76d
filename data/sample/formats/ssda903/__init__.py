"""The SSDA903 return from the sample's case tables: a set of CSV files for each year.

A year's set holds what was open at any time of the year ending 31 March, as known at its end, in
the tables of which the sample has content (episodes.sql …): it keeps no history of social workers.
"""

from collections.abc import Iterator
from pathlib import Path

from data.database import Connection
from data.sample.formats.export_table import ExportTable, selected
from data.sample.formats.years import each_year, year_name
from data.sample.span import Span

_HERE = Path(__file__).parent
TABLES = (
    "header",
    "episodes",
    "reviews",
    "uasc",
    "oc2",
    "oc3",
    "ad1",
    "placed_for_adoption",
    "previous_permanence",
    "missing",
)
DATES = "%d/%m/%Y"


def ssda903(connection: Connection, span: Span, seed: int) -> Iterator[list[ExportTable]]:
    """The tables of each year, oldest year first; a table without rows is left out."""
    known = (_HERE / "known.sql").read_text("utf-8")
    for year in each_year(connection, span, known):
        for name in TABLES:
            sql = (_HERE / f"{name}.sql").read_text("utf-8")
            file = f"ssda903_{year_name(year)}/{name}.csv"
            table = selected(connection, sql, file, dates=DATES)
            if table.rows:
                yield [table]
