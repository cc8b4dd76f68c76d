"""What placements cost: a row a child's placement, or a row a kind of placement and its number.

Fills ``placement_cost``: each placement open at a month's end and its price of a week, before
what health and education pay towards it. Names, days of birth and postcodes are never stored.
"""

from data.context import LoadContext, Recognition
from data.readers.finance_council import other_council_said, other_council_titled
from data.readers.placement_costs.children import load_children
from data.readers.placement_costs.columns import found_columns, is_child_level, is_of_kinds
from data.readers.placement_costs.kinds import load_kinds
from data.reports import TableReport
from data.sources.table import SourceTable

TABLE = "placement_cost"
_CHILD_SCORE, _KIND_SCORE = 0.9, 0.8


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """By its columns: a kind of placement and its price, with a child's ID or a number."""
    found = found_columns(source.preview)
    if found is None:
        return None
    if is_child_level(found.roles):
        return Recognition(TABLE, _CHILD_SCORE, found.last + 1, {"children": True})
    if is_of_kinds(found.roles):
        return Recognition(TABLE, _KIND_SCORE, found.last + 1, {"children": False})
    return None


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Load every placement, or list it with its reason."""
    report = TableReport(source.file, source.sheet, TABLE)
    found = found_columns(source.preview)
    assert found is not None  # recognised by them
    titles = [cell for row in source.preview[: found.first] for cell in row if cell]
    if other := other_council_titled(titles, context):
        rows = source.read_rows()[found.last + 1 :]
        report.rows_read = report.rows_rejected = sum(any(row) for row in rows)
        said = f"Nothing of this table was loaded: {other_council_said(other)}"
        report.reject("other_council", said, found.first + 1)
    elif recognition.detail["children"]:
        load_children(source, found, context, report)
    else:
        load_kinds(source, found, context, report)
    return report


__all__ = ["TABLE", "load", "recognise"]
