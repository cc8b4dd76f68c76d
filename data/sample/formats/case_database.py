"""The sample's case tables as DuckDB tables, for the cutters of the other kinds of export."""

from pathlib import Path

from data.contracts import CaseTable, case_tables
from data.database import Connection, connect, parquet_source, path_literal, quote

KEPT = ("ssd_department", "ssd_professionals")
"""The council's teams and staff, which are in no kind of export of children."""


def case_files(folder: Path) -> list[Path]:
    """The files of ``folder`` that are case tables of children, by name."""
    return sorted(path for path in folder.glob("ssd_*") if path.stem not in KEPT)


def case_database(folder: Path) -> Connection:
    """Each ``ssd_*`` file of ``folder`` as a table of its name.

    Dates and numbers are typed as the contracts say, with days of birth whole; all else is text.
    """
    connection = connect()
    for path in sorted(folder.glob("ssd_*")):
        source = (
            parquet_source(path)
            if path.suffix == ".parquet"
            else f"read_csv({path_literal(path)}, all_varchar = true, header = true)"
        )
        described = connection.execute(f"DESCRIBE FROM {source}").fetchall()
        values = [_typed(case_tables()[path.stem], name) for name, *_ in described]
        connection.execute(
            f"CREATE TABLE {quote(path.stem)} AS SELECT {', '.join(values)} FROM {source}"
        )
    return connection


def _typed(contract: CaseTable, name: str) -> str:
    kind = contract.fields[name].duckdb_type if name in contract.fields else "VARCHAR"
    return f"CAST({quote(name)} AS {kind}) AS {quote(name)}"
