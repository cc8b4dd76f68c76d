"""A return's rows on their way to being held: typed and judged as any case table's are."""

from data.contracts import CaseTable
from data.database import Connection, literal, quote
from data.readers.case_rows import FAULTS, TYPED, CaseRows
from data.readers.found_column import STAGED, FoundColumn
from data.readers.yearly_return.tables import ReturnTable
from data.reports import TableReport

SOUND = f"(SELECT * FROM {TYPED} WHERE _row NOT IN (SELECT _row FROM {FAULTS}))"
"""SQL for the typed rows that are held."""


class ReturnRows(CaseRows):
    """One table's rows, after it was staged; a column that the file lacks is blank in each."""

    def __init__(
        self,
        connection: Connection,
        table: ReturnTable,
        columns: list[FoundColumn],
        headings: list[str],
    ) -> None:
        as_contract: CaseTable = table  # type: ignore[assignment]
        super().__init__(connection, as_contract, columns, headings)
        self.return_table = table

    def convert(self) -> None:
        """The typed table, with every column of the return's table."""
        super().convert()
        have = {each.name for each in self.columns}
        for name, column in self.return_table.fields.items():
            if name not in have:
                self.connection.execute(
                    f"ALTER TABLE {TYPED} ADD COLUMN {quote(name)} {column.duckdb_type}"
                )
        if year := self.return_table.year:  # as a part of the key it cannot be blank
            self.connection.execute(
                f"UPDATE {TYPED} SET {quote(year)} = 0 WHERE {quote(year)} IS NULL"
            )

    def that_repeat_headings(self, person: str) -> list[int]:
        """The rows that have the heading of the child's ID in its place; a table of no child has
        none."""
        heading = next((each.heading for each in self.columns if each.name == person), None)
        if heading is None:
            return []
        found = self.connection.execute(
            f"SELECT _row FROM {STAGED} WHERE lower(trim({quote(heading)})) = lower(trim(?)) "
            "ORDER BY _row",
            [heading],
        ).fetchall()
        return [row for (row,) in found]

    def _find_repeats(self) -> None:
        """What can be no record goes first, so that of two rows with one key the other stands."""
        for rule, left_out in self.return_table.left_out.items():
            self.connection.execute(
                f"INSERT INTO {FAULTS} SELECT _row, {literal(rule)}, NULL, NULL FROM {SOUND} "
                f"WHERE {left_out.where}"
            )
        super()._find_repeats()

    def _message(
        self, rule: str, each: FoundColumn | None, raw: str | None, other: int | None
    ) -> str:
        if rule in self.return_table.left_out:
            return self.return_table.left_out[rule].message
        return super()._message(rule, each, raw, other)

    def hold(self, held: str, source: int, report: TableReport) -> None:
        """Put the sound rows into the table ``held``, as those of a source by its number."""
        names = ", ".join(map(quote, self.return_table.fields))
        report.rows_loaded = self._one(
            f"INSERT INTO {held} ({names}, _source, _row) "
            f"SELECT {names}, {source}, _row FROM {SOUND} ORDER BY _row"
        )
