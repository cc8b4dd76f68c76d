"""The SSDA903, the return of children looked after, into the case tables (tables.toml).

Each year's set holds what was open on 1 April and all that began in the year. Several years are
stitched into one history of each child: ``stitching.sql`` says how.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from data.context import LoadContext, Recognition
from data.readers import yearly_return
from data.readers.ssda903.building import build
from data.readers.yearly_return import YearlyReturn, read_return
from data.reports import TableReport
from data.sources import SourceTable

__all__ = ["finish", "load", "recognise", "ssda903", "table_names"]

_FILE = Path(__file__).with_name("tables.toml")


@cache
def ssda903() -> YearlyReturn:
    """The return's tables."""
    return read_return(_FILE)


def table_names() -> frozenset[str]:
    """What reports call them."""
    return frozenset(table.name for table in ssda903().tables.values())


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """By the columns of a table of the return."""
    return yearly_return.recognise(ssda903(), source)


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Hold one table's sound rows until every file is read."""
    return yearly_return.load(ssda903(), source, recognition, context)


def finish(context: LoadContext, reports: Sequence[TableReport]) -> None:
    """Make the rows of the case tables from all that is held."""
    yearly_return.finish(ssda903(), context, reports, build)
