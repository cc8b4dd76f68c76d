"""Tables that are known for what they are and not read: each is rejected, saying what to do.

Which columns tell which kind is data: known_kinds.toml. Its families are the tables named in
reports.
"""

import tomllib
from functools import cache
from pathlib import Path

from data.context import LoadContext, Recognition
from data.database import quote
from data.readers.headings import normalised
from data.reports import TableReport
from data.sources.table import SourceTable

SCORE = 0.5
"""The least score that is enough: whatever else knows the table goes before."""

_STAGED = "_known_kind"


@cache
def known_kinds() -> tuple[tuple[frozenset[str], str, str], ...]:
    """Each kind: its columns (normalised), its family and the message that names it."""
    path = Path(__file__).with_suffix(".toml")
    families = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        (
            frozenset(normalised(column) for column in columns),
            family,
            each["message"].format(kind=kind),
        )
        for family, each in families.items()
        for kind, columns in each["kinds"].items()
    )


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """By its columns, in whichever of the first rows they stand."""
    for header_row, row in enumerate(source.preview[:10], start=1):
        headings = {normalised(cell) for cell in row if cell}
        for columns, family, message in known_kinds():
            if headings >= columns:
                return Recognition(family, SCORE, header_row, {"message": message})
    return None


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Every row rejected, in one line."""
    report = TableReport(source.file, source.sheet, recognition.table)
    source.stage(context.connection, recognition.header_row, _STAGED)
    counted = context.connection.execute(f"SELECT count(*) FROM {quote(_STAGED)}").fetchone()
    context.connection.execute(f"DROP TABLE {quote(_STAGED)}")
    report.rows_read = report.rows_rejected = counted[0]
    report.reject("not_read", recognition.detail["message"], recognition.header_row)
    return report
