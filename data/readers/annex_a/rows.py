"""A list's rows on their way into the case tables: typed and judged as any case table's are."""

from datetime import date

from data.contracts import CaseTable
from data.database import Connection, quote
from data.readers.annex_a.lists import AnnexList, Fill
from data.readers.case_rows import FAULTS, TYPED, CaseRows
from data.readers.found_column import FoundColumn
from data.reports import TableReport

PREFIX = "annexa-"
SOUND = f"(SELECT * FROM {TYPED} WHERE _row NOT IN (SELECT _row FROM {FAULTS}))"
"""SQL for the typed rows that are loaded."""

_HASH_LENGTH = 20
_FEW = 20


class ListRows(CaseRows):
    """One list's rows, after it was staged; a column that the file lacks is blank in each."""

    def __init__(
        self,
        connection: Connection,
        annex_list: AnnexList,
        columns: list[FoundColumn],
        headings: list[str],
    ) -> None:
        as_contract: CaseTable = annex_list  # type: ignore[assignment]
        super().__init__(connection, as_contract, columns, headings)
        self.annex_list = annex_list

    def convert(self) -> None:
        """The typed table, with every column of the list, and ``row_key``."""
        super().convert()
        have = {each.name for each in self.columns}
        for name, column in self.annex_list.fields.items():
            if name not in have:
                self.connection.execute(
                    f"ALTER TABLE {TYPED} ADD COLUMN {quote(name)} {column.duckdb_type}"
                )
        key = made_key("row", self.annex_list.event)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {TYPED} AS SELECT *, {key} AS row_key FROM {TYPED}"
        )

    def reject_before(self, begins: date, report: TableReport) -> None:
        """Leave out the few rows of before the list's months, which it holds since they are open.

        Of those days it tells nothing else, and a line drawn there would climb falsely. A list of
        which more than a twentieth is older was made of more months, and stays whole.
        """
        within = self.annex_list.within
        if within is None:
            return
        old = f"{quote(within)} < DATE '{begins}'"
        older, all_rows = self.connection.execute(
            f"SELECT count(*) FILTER ({old}), count(*) FROM {SOUND}"
        ).fetchone()
        if not older or older * _FEW > all_rows:
            return
        self.connection.execute(
            f"INSERT INTO {FAULTS} SELECT _row, 'before_window', NULL, NULL FROM {SOUND} "
            f"WHERE {old}"
        )
        report.rows_rejected += older
        report.reject(
            "before_window",
            f"{older:,} rows lie before {begins:%d %B %Y}, where the list's six months begin: of "
            "those days it does not tell all, so they are not counted. Nothing to do.",
        )

    def count_loaded(self, report: TableReport) -> None:
        """A row of the list counts once, however many tables it fills."""
        report.rows_loaded = self._one(f"SELECT count(*) FROM {SOUND}")


def fill_key(fill: Fill) -> str:
    """SQL for the key that a typed row has in a fill's table."""
    return made_key(fill.kind, fill.row)


def key_prefix(fill: Fill) -> str:
    """What each key of a fill begins with."""
    return f"{PREFIX}{fill.kind}-"


def made_key(kind: str, columns: tuple[str, ...]) -> str:
    """SQL for a key of the child and what is given: the same in every extract."""
    parts = [f"coalesce(CAST({quote(name)} AS VARCHAR), '')" for name in columns]
    told = ", ".join(["child_id", *parts])
    return f"'{PREFIX}{kind}-' || left(md5(concat_ws('|', {told})), {_HASH_LENGTH})"
