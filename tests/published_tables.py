"""What the tests of published files share: an empty warehouse, and loading through the readers."""

import csv
from pathlib import Path

from data.areas import reference_areas
from data.context import LoadContext
from data.database import connect
from data.readers import council_list, lait, neighbours, statistics
from data.reports import TableReport
from data.settings import Settings
from data.sources import open_file
from data.tables import TABLES, create_table
from data.vocabulary import Vocabulary

READERS = (lait, statistics, neighbours, council_list)


def empty_warehouse() -> LoadContext:
    """Every canonical table, empty, and England's councils."""
    connection = connect()
    for name, columns in TABLES.items():
        create_table(connection, name, columns)
    return LoadContext(connection, Settings(), Vocabulary(()), reference_areas())


def load(context: LoadContext, path: Path) -> TableReport:
    """The report of a file with one table, loaded by the one reader that knows it."""
    (source,) = open_file(path, path.name)
    known = [(reader, found) for reader in READERS if (found := reader.recognise(source, context))]
    assert len(known) == 1, f"{path.name} is known to {len(known)} readers"
    reader, recognition = known[0]
    report = reader.load(source, recognition, context)
    assert report.rows_read == report.rows_loaded + report.rows_rejected
    return report


def load_rows(context: LoadContext, folder: Path, name: str, rows: list[list]) -> TableReport:
    """Write ``rows`` (the headings first) as a CSV called ``name`` and load it."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(rows)
    return load(context, path)


def figure(context: LoadContext, measure: str, area: str, period_end: str) -> tuple | None:
    """(value, status, release) of the newest release, or None where no row stands."""
    return context.connection.execute(
        "SELECT value, status, release FROM published_figure "
        "WHERE measure = ? AND area = ? AND period_end = ? ORDER BY release_year DESC LIMIT 1",
        [measure, area, period_end],
    ).fetchone()
