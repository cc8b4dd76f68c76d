"""The canonical tables, as docs/architecture.md lists them, besides the case tables.

Case tables take their columns from their contracts (data/contracts).
"""

from data.database import Connection

TABLES: dict[str, dict[str, str]] = {
    "reported_figure": {
        "slug": "VARCHAR",
        "unit": "VARCHAR",
        "window": "VARCHAR",
        "split": "VARCHAR",
        "member": "VARCHAR",
        "period_end": "DATE",
        "kind": "VARCHAR",
        "value": "DOUBLE",
        "numerator": "DOUBLE",
        "denominator": "DOUBLE",
        "text": "VARCHAR",
        "file": "VARCHAR",
        "sheet": "VARCHAR",
        "cell": "VARCHAR",
    },
    "target": {
        "slug": "VARCHAR",
        "unit": "VARCHAR",
        "valid_from": "DATE",
        "valid_to": "DATE",
        "kind": "VARCHAR",
        "op": "VARCHAR",
        "value": "DOUBLE",
        "upper": "DOUBLE",
        "quartile": "VARCHAR",
        "among": "VARCHAR",
        "by_year": "INTEGER",
        "extra": "DOUBLE",
        "owner": "VARCHAR",
        "title": "VARCHAR",
        "text": "VARCHAR",
        "file": "VARCHAR",
        "sheet": "VARCHAR",
        "cell": "VARCHAR",
    },
    "typed_comparator": {
        "slug": "VARCHAR",
        "unit": "VARCHAR",
        "who": "VARCHAR",
        "period_label": "VARCHAR",
        "value": "DOUBLE",
        "text": "VARCHAR",
        "file": "VARCHAR",
        "sheet": "VARCHAR",
        "cell": "VARCHAR",
    },
    "published_figure": {
        "measure": "VARCHAR",
        "area": "VARCHAR",
        "period_end": "DATE",
        "period_label": "VARCHAR",
        "value": "DOUBLE",
        "status": "VARCHAR",
        "text": "VARCHAR",
        "release": "VARCHAR",
        "release_year": "INTEGER",
        "file": "VARCHAR",
    },
    "population": {
        "area": "VARCHAR",
        "year": "INTEGER",
        "children": "DOUBLE",
        "release": "VARCHAR",
        "release_year": "INTEGER",
        "file": "VARCHAR",
    },
    "neighbour": {
        "area": "VARCHAR",
        "model": "VARCHAR",
        "position": "INTEGER",
        "neighbour": "VARCHAR",
        "closeness": "VARCHAR",
        "file": "VARCHAR",
    },
    "area": {
        "area": "VARCHAR",
        "ons_code": "VARCHAR",
        "name": "VARCHAR",
        "kind": "VARCHAR",
        "region": "VARCHAR",
        "opened": "DATE",
        "closed": "DATE",
    },
    "council_code": {
        "code_set": "VARCHAR",
        "compared": "VARCHAR",
        "code": "VARCHAR",
    },
    "unmapped_code": {
        "code_set": "VARCHAR",
        "text": "VARCHAR",
        "rows": "BIGINT",
        "tables": "VARCHAR[]",
        "files": "VARCHAR[]",
        "columns": "VARCHAR[]",
    },
}

OBSERVATION: dict[str, str] = {
    "slug": "VARCHAR",
    "unit": "VARCHAR",
    "window": "VARCHAR",
    "split": "VARCHAR",
    "member": "VARCHAR",
    "area": "VARCHAR",
    "source": "VARCHAR",
    "period_end": "DATE",
    "value": "DOUBLE",
    "numerator": "DOUBLE",
    "denominator": "DOUBLE",
    "status": "VARCHAR",
    "release": "VARCHAR",
    "note": "VARCHAR",
}


def create_table(connection: Connection, name: str, columns: dict[str, str]) -> None:
    """An empty table called ``name``; ``columns`` gives each column's DuckDB type."""
    listed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    connection.execute(f'CREATE TABLE "{name}" ({listed})')
