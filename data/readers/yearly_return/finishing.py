"""When all files are read: the year of each table of a return, said, and its case tables made."""

from collections.abc import Callable, Sequence

from data.context import LoadContext
from data.contracts import case_tables
from data.database import quote
from data.readers.yearly_return import holding, told
from data.readers.yearly_return.holding import Source, create_held, sources
from data.readers.yearly_return.tables import YearlyReturn
from data.readers.yearly_return.told import Told
from data.readers.yearly_return.years import STATED, Dated, settled
from data.reports import TableReport

YEARS = "return_year"
"""The table of the years that returns tell (data/contracts/return_year.toml)."""


def finish(
    the_return: YearlyReturn,
    context: LoadContext,
    reports: Sequence[TableReport],
    build: Callable[[Told], None],
) -> None:
    """Settle the years of what is held, and let ``build`` make the rows of the case tables.

    ``reports``: of every file; those of the return's tables get its remarks. ``build`` may take
    years off what is told.
    """
    connection = context.connection
    create_held(connection, the_return)
    found = sources(connection, the_return)
    if found:
        tables = the_return.tables
        header = tables[the_return.header].name if the_return.header else ""
        dated = settled(found, tables[the_return.leading].name, header)
        told_by = [(each, _report(each.source, reports)) for each in dated]
        all_told = told.tell(connection, the_return, told_by)
        for each, report in told_by:
            _say_year(each, report)
        build(all_told)
        _note_years(all_told)
        told.drop(connection, the_return)
    holding.forget(connection, the_return)


def _report(source: Source, reports: Sequence[TableReport]) -> TableReport:
    return next(
        each
        for each in reports
        if (each.file, each.sheet, each.table) == (source.file, source.sheet, source.name)
    )


def _say_year(dated: Dated, report: TableReport) -> None:
    if dated.by == STATED:
        return
    if dated.year:
        report.warn(
            "assumed_year", f"Taken as of the year ending 31 March {dated.year}, as {dated.by}."
        )
    elif dated.source.rows:
        report.warn(
            "unknown_year",
            "Nothing tells which year this is of. Put the set's other tables beside it, or the "
            "year into its file's name, such as 2024-25.",
        )


def _note_years(all_told: Told) -> None:
    """The years that the return tells, into the table ``return_year``."""
    names = ", ".join(map(quote, case_tables()[YEARS].fields))
    the_return = all_told.the_return
    all_told.connection.execute(
        f"INSERT INTO {YEARS} ({names}) SELECT ? || 'year-' || year, ?, make_date(year - 1, 4, 1), "
        "make_date(year, 3, 31) FROM (SELECT unnest(?::INTEGER[]) AS year)",
        [the_return.prefix, the_return.name, all_told.years],
    )
