"""The sample's case tables once more, as tables of an export: for a dirty copy of them."""

from collections.abc import Iterator

from data.database import Connection, quote
from data.sample.formats.case_database import KEPT
from data.sample.formats.export_table import ExportTable, selected
from data.sample.span import Span


def case_csv(connection: Connection, span: Span, seed: int) -> Iterator[list[ExportTable]]:
    """Each case table of children, for a CSV file of its name."""
    found = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
    for (name,) in found:
        if name not in KEPT:
            yield [selected(connection, f"FROM {quote(name)}", f"{name}.csv")]
