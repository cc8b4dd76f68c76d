"""What a return's tables tell, once the year of each is settled.

``told_<table>`` has the rows held of a table, with ``_year`` (ending 31 March), ``_source`` (the
order of loading) and ``_row``: the newest telling of a thing is the greatest of the three.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.counted_text import counted
from data.database import Connection, quote
from data.readers.yearly_return.holding import held_table
from data.readers.yearly_return.tables import ReturnTable, YearlyReturn
from data.readers.yearly_return.years import Dated, without_gap
from data.reports import TableReport

NEWEST = "_year DESC, _source DESC, _row DESC"
"""SQL that orders tellings of one thing, the one that stands first."""


@dataclass
class Told:
    """``years``: those of the leading table, one after another without a gap; none where no row
    of it tells one."""

    connection: Connection
    the_return: YearlyReturn
    found: list[tuple[Dated, TableReport]]
    years: list[int]

    def rows(self, name: str) -> str:
        """The name of a table of told rows; ``name`` as in the return's TOML file."""
        return told_table(self.the_return.tables[name])

    @property
    def begins(self) -> date | None:
        """The first day that the years tell."""
        return date(self.years[0] - 1, 4, 1) if self.years else None

    def years_of(self, name: str) -> list[int]:
        """The newest years of one table that follow one another; files without rows tell theirs."""
        table = self.the_return.tables[name]
        return without_gap(_years(self, table, with_empty=True))

    def warn(self, name: str, rule: str, message: str) -> None:
        """Warn of a table, on the report of the newest file that has it."""
        table = self.the_return.tables[name].name
        reports = [(d.year or 0, d.source.number, r) for d, r in self.found if r.table == table]
        if reports:
            max(reports, key=lambda each: each[:2])[2].warn(rule, message)

    def leave_out(self, name: str, where: str, rule: str, message: str) -> None:
        """Take out the told rows of a table that ``where`` is true of, and say so of each file.

        ``message`` has ``{}`` where their number stands.
        """
        rows = f"{self.rows(name)} WHERE {where}"
        self.withdraw(f"FROM {rows}", rule, message)
        self.connection.execute(f"DELETE FROM {rows}")

    def withdraw(self, rows: str, rule: str, message: str) -> None:
        """Count rows as withdrawn, and say so of each file that they came from.

        ``rows``: SQL that gives them, with ``_source``. ``message`` has ``{}`` for their number.
        """
        lost = self.connection.execute(
            f"SELECT _source, count(*) FROM ({rows}) GROUP BY 1 ORDER BY 1"
        ).fetchall()
        reports = {d.source.number: r for d, r in self.found}
        for source, count in lost:
            reports[source].rows_withdrawn += count
            reports[source].warn(rule, message.format(counted(count, "row")))

    def one(self, sql: str) -> int:
        """The one number that a query gives."""
        return self.connection.execute(sql).fetchone()[0]


def told_table(table: ReturnTable) -> str:
    """The name of the table of what a return's table tells."""
    return quote(f"told_{table.name}")


def tell(
    connection: Connection, the_return: YearlyReturn, found: list[tuple[Dated, TableReport]]
) -> Told:
    """Make the told tables: each row with its year, without what was told again or lies before a
    gap. Gives them, with the years of the leading table."""
    told = Told(connection, the_return, found, [])
    for name, table in the_return.tables.items():
        _date_rows(told, table)
        if name != the_return.header:
            _leave_out_told_again(told, table)
        if table.whole_years:
            years = _years(told, table, with_empty=name != the_return.leading)
            _leave_out_before_gap(told, table, without_gap(years), years)
    leading = the_return.tables[the_return.leading]
    told.years = without_gap(_years(told, leading, with_empty=False))
    return told


def drop(connection: Connection, the_return: YearlyReturn) -> None:
    """Drop the told tables."""
    for table in the_return.tables.values():
        connection.execute(f"DROP TABLE IF EXISTS {told_table(table)}")


def _date_rows(told: Told, table: ReturnTable) -> None:
    dated = [(d.source.number, d.year) for d, _ in told.found if d.source.name == table.name]
    numbers, years = [n for n, _ in dated], [y for _, y in dated]
    own = f"nullif(held.{quote(table.year)}, 0)" if table.year else "NULL"
    told.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {told_table(table)} AS "
        f"SELECT held.*, coalesce({own}, of_source.year)::INTEGER AS _year "
        f"FROM {held_table(table)} AS held JOIN (SELECT unnest(?::INTEGER[]) AS source, "
        "unnest(?::INTEGER[]) AS year) AS of_source ON of_source.source = held._source",
        [numbers, years],
    )


def _leave_out_told_again(told: Told, table: ReturnTable) -> None:
    """Of two files of one table and year that have the same children, the later one stands.

    Files that have others are parts of a set, and are taken together.
    """
    rows, person = told_table(table), quote(told.the_return.person)
    again = told.connection.execute(
        f"WITH told AS (SELECT DISTINCT _source, _year, {person} FROM {rows}), "
        "sizes AS (SELECT _source, _year, count(*) AS children FROM told GROUP BY ALL) "
        "SELECT earlier._source, later._source, earlier._year FROM told AS earlier "
        f"JOIN told AS later ON later._year = earlier._year AND later.{person} = earlier.{person} "
        "AND later._source > earlier._source JOIN sizes ON sizes._source = earlier._source "
        "AND sizes._year = earlier._year GROUP BY ALL HAVING 2 * count(*) >= any_value(children) "
        "ORDER BY 1, 2"
    ).fetchall()
    reports = {d.source.number: r for d, r in told.found}
    for earlier, later, year in dict((each[0::2], each) for each in again).values():
        _leave_out_source(told, table, (earlier, later, year), reports[later], reports[earlier])


def _leave_out_source(
    told: Told,
    table: ReturnTable,
    which: tuple[int, int, int],
    later: TableReport,
    earlier: TableReport,
) -> None:
    number, by, year = which
    rows, same = told_table(table), ", ".join(map(quote, table.same))
    gone = told.one(
        f"SELECT count(*) FROM {rows} AS old ANTI JOIN (FROM {rows} WHERE _source = {by}) "
        f"USING ({same}) WHERE _source = {number} AND _year = {year}"
    )
    told.connection.execute(f"DELETE FROM {rows} WHERE _source = {number} AND _year = {year}")
    later.rows_withdrawn += gone
    lost = f"; {counted(gone, 'row that it lacks was', 'rows that it lacks were')} withdrawn"
    later.warn(
        "same_year_again",
        f"Takes the place of {earlier.file}, which tells the same year of the same children"
        f"{lost if gone else ''}.",
    )


def _years(told: Told, table: ReturnTable, with_empty: bool) -> list[int]:
    """The years told of a table; ``with_empty``: a file without rows tells its year too."""
    found = told.connection.execute(
        f"SELECT DISTINCT _year FROM {told_table(table)} WHERE _year IS NOT NULL"
    ).fetchall()
    years = {year for (year,) in found}
    if with_empty:
        years |= {d.year for d, _ in told.found if d.source.name == table.name and d.year}
    return sorted(years)


def _leave_out_before_gap(
    told: Told, table: ReturnTable, run: list[int], years: Iterable[int]
) -> None:
    if not run or run[0] == min(years):
        return
    rows = f"{told_table(table)} WHERE _year < {run[0]}"
    told.withdraw(
        f"FROM {rows}",
        "gap_between_years",
        f"No file here has {table.title} of the year ending 31 March {run[0] - 1}, so {{}} of the "
        "years before it were left out: nothing tells of the months between. Add that year's set.",
    )
    told.connection.execute(f"DELETE FROM {rows}")
