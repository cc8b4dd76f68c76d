"""The children in need census into the case tables (tables.toml): XML, or flattened to CSV.

Each year's set holds every case open at any time in a year ending 31 March. Several years are
stitched into one history: ``stitching`` says how, and ``outside`` what no set tells whole.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from data.context import LoadContext, Recognition
from data.readers import yearly_return
from data.readers.cin_census.building import build
from data.readers.cin_census.councils import leave_out_other_councils
from data.readers.yearly_return import YearlyReturn, read_return
from data.reports import TableReport
from data.sources import SourceTable

__all__ = ["cin_census", "finish", "load", "recognise", "table_names"]

_FILE = Path(__file__).with_name("tables.toml")


@cache
def cin_census() -> YearlyReturn:
    """The return's tables."""
    return read_return(_FILE)


def table_names() -> frozenset[str]:
    """What reports call them."""
    return frozenset(table.name for table in cin_census().tables.values())


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """By the columns of a table of the census."""
    return yearly_return.recognise(cin_census(), source)


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Hold one table's sound rows until every file is read."""
    return yearly_return.load(cin_census(), source, recognition, context)


def finish(context: LoadContext, reports: Sequence[TableReport]) -> None:
    """Make the rows of the case tables from all the sets of this council that were read."""
    leave_out_other_councils(cin_census(), context, reports)
    yearly_return.finish(cin_census(), context, reports, build)
