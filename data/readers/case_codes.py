"""Codes that the standard does not have: the council's own mapping, and what nobody has mapped.

Both stand in the refresh's connection, so that no reader of case tables can read codes without
the one or leave out the other.
"""

from data.code_mapping import CodeMapping
from data.contracts.codes import compared
from data.database import Connection
from data.readers.found_column import FoundColumn
from data.reports import TableReport

MAPPING = "council_code"
"""The table of what the council's editors have said; its ``code`` NULL: nothing is recorded."""
SEEN = "unmapped_seen"
"""``code_set, compared, text, rows, table, file, column``: what each column had that no code is."""


def carry_mapping(connection: Connection, mapping: CodeMapping) -> None:
    """Put the council's mapping where every reader finds it."""
    rows = [(*spelling, code) for spelling, code in mapping.codes.items()]
    if rows:
        connection.executemany(f"INSERT INTO {MAPPING} VALUES (?, ?, ?)", rows)


def council_codes(connection: Connection, code_set: str) -> dict[str, str | None]:
    """Of one code set, each text mapped, as it is compared → its code, or None for nothing
    recorded."""
    stands = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [MAPPING]
    ).fetchone()
    if not stands[0]:
        return {}
    rows = connection.execute(
        f"SELECT compared, code FROM {MAPPING} WHERE code_set = ?", [code_set]
    ).fetchall()
    return dict(rows)


def note_unmapped(
    connection: Connection, report: TableReport, each: FoundColumn, found: list[tuple[str, int]]
) -> None:
    """Remember what a column of one source table has beyond all codes: (text, rows)."""
    _make_seen(connection)
    texts = [text for text, _ in found]
    place = [each.column.codes, report.table, report.file, each.name]
    connection.execute(
        f"INSERT INTO {SEEN} SELECT $1, unnest($5), unnest($6), unnest($7), $2, $3, $4",
        [*place, [compared(text) for text in texts], texts, [rows for _, rows in found]],
    )


def write_unmapped(connection: Connection) -> None:
    """Fill the table ``unmapped_code``: spellings compared alike are one, as most rows have it."""
    _make_seen(connection)
    connection.execute(
        "INSERT INTO unmapped_code "
        "SELECT code_set, first(text ORDER BY rows DESC, text), sum(rows), "
        'list_sort(list(DISTINCT "table")), list_sort(list(DISTINCT file)), '
        f'list_sort(list(DISTINCT "column")) FROM {SEEN} '
        "GROUP BY code_set, compared ORDER BY 1, 3 DESC, 2"
    )


def _make_seen(connection: Connection) -> None:
    connection.execute(
        f"CREATE TEMP TABLE IF NOT EXISTS {SEEN} (code_set VARCHAR, compared VARCHAR, "
        'text VARCHAR, rows BIGINT, "table" VARCHAR, file VARCHAR, "column" VARCHAR)'
    )
