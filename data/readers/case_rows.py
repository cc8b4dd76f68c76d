"""The rows of one case table on their way in: staged text, typed values, rejects, the table.

All steps are set-based SQL in the refresh's connection, over temporary tables dropped at the end.
"""

from data.contracts import CaseTable
from data.convert import REMEDIES, WRONG, cleaned, conversion, is_plain
from data.counted_text import counted
from data.database import Connection, literal, quote
from data.private_text import shown
from data.readers.case_texts import TEXTS, is_read_by_text, read_texts, text_join, text_value
from data.readers.found_column import STAGED, FoundColumn
from data.reports import MOST_REJECTS_LISTED, TableReport

TYPED = "case_typed"
FAULTS = "case_faults"
_FOOTER_WORDS = r"filters?\b|^\s*total\b|rows? (returned|exported)|^\s*end of report"


class CaseRows:
    """One source table's rows, after it was staged as STAGED."""

    def __init__(
        self,
        connection: Connection,
        table: CaseTable,
        columns: list[FoundColumn],
        headings: list[str],
    ) -> None:
        self.connection = connection
        self.table = table
        self.columns = columns
        self.headings = headings
        self.read: int = self._one(f"SELECT count(*) FROM {STAGED}")

    def convert(self) -> None:
        """Make the typed table: each column's value, and whether what is there was bad."""
        read_texts(self.connection, self.columns)
        joins = [text_join(each) for each in self.columns if is_read_by_text(each)]
        values = [self._typed(each) for each in self.columns]
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {TYPED} AS "
            f"SELECT _row, {', '.join(values)} FROM {STAGED} AS s {' '.join(joins)}"
        )

    def _typed(self, each: FoundColumn) -> str:
        raw = f"s.{quote(each.heading)}"
        if is_read_by_text(each):
            value, bad = text_value(each)
        else:
            made = conversion(each.column.type, cleaned(raw))
            value, bad = made.value, made.bad
        if each.column.type == "id":
            value = f"CASE WHEN {is_plain(raw)} THEN {raw} ELSE {value} END"
            bad = f"coalesce(NOT {is_plain(raw)}, FALSE) AND {bad}"
        return f"{value} AS {quote(each.name)}, {bad} AS {each.bad}"

    def reject(self, report: TableReport) -> None:
        """Find the rows that cannot be loaded, count them all and list the first thousand."""
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {FAULTS} "
            "(_row BIGINT, rule VARCHAR, name VARCHAR, other BIGINT)"
        )
        self._find_footers()
        for each in self.columns:
            if each.column.needs == "value":
                self._find_valueless(each)
        self._find_repeats()
        report.rows_rejected = self._one(f"SELECT count(DISTINCT _row) FROM {FAULTS}")
        self._list_rejects(report)

    def _find_footers(self) -> None:
        """A footer lacks what a row needs, or has one cell alone; and it has a reporting tool's
        words, or one cell at most, which is not the key's."""
        filled = " + ".join(
            f"CAST({quote(each.name)} IS NOT NULL OR {each.bad} AS INTEGER)"
            for each in self.columns
        )
        needed = [each for each in self.columns if each.column.needs == "value"]
        lacks = " OR ".join(f"{quote(each.name)} IS NULL" for each in needed)
        self.connection.execute(
            f"INSERT INTO {FAULTS} WITH lacking AS (SELECT _row, {filled} AS filled, "
            f"{quote(self.table.key[0])} IS NULL AS keyless FROM {TYPED} "
            f"WHERE {lacks} OR {filled} = 1) "
            "SELECT _row, 'footer_row', NULL, NULL FROM lacking "
            f"JOIN (SELECT _row, {quote(self.headings[0])} AS first_cell FROM {STAGED}) "
            f"USING (_row) WHERE filled = 0 OR (filled = 1 AND keyless) "
            f"OR coalesce(regexp_matches(first_cell, {literal(_FOOTER_WORDS)}, 'i'), FALSE)"
        )

    def _find_valueless(self, each: FoundColumn) -> None:
        rule = conversion(each.column.type, "''").rule if each.column.type != "code" else None
        bad_rule = literal(rule or "missing_value")
        self.connection.execute(
            f"INSERT INTO {FAULTS} SELECT _row, CASE WHEN {each.bad} THEN {bad_rule} "
            f"ELSE 'missing_value' END, {literal(each.name)}, NULL FROM {TYPED} "
            f"WHERE {quote(each.name)} IS NULL AND _row NOT IN "
            f"(SELECT _row FROM {FAULTS} WHERE rule = 'footer_row')"
        )

    def _find_repeats(self) -> None:
        """Of rows with one key, the last stands; the others are rejected, naming it."""
        key = ", ".join(quote(name) for name in self.table.key)
        values = ", ".join(quote(each.name) for each in self.columns)
        self.connection.execute(
            f"INSERT INTO {FAULTS} WITH sound AS (SELECT * FROM {TYPED} WHERE _row NOT IN "
            f"(SELECT _row FROM {FAULTS})), repeated AS (SELECT {key} FROM sound GROUP BY ALL "
            f"HAVING count(*) > 1), numbered AS (SELECT _row, hash({values}) AS content, "
            f"max(_row) OVER same AS last_row, arg_max(hash({values}), _row) OVER same AS kept "
            f"FROM sound SEMI JOIN repeated USING ({key}) WINDOW same AS (PARTITION BY {key})) "
            "SELECT _row, CASE WHEN content = kept THEN 'duplicate_row' ELSE 'duplicate_key' END, "
            "NULL, last_row FROM numbered WHERE _row < last_row"
        )

    def _list_rejects(self, report: TableReport) -> None:
        found = {each.name: each for each in self.columns}
        faults = self.connection.execute(
            f"SELECT _row, rule, name, other FROM {FAULTS} ORDER BY _row, name "
            f"LIMIT {MOST_REJECTS_LISTED}"
        ).fetchall()
        raw = self._raw_values([fault for fault in faults if fault[1].startswith("bad_")])
        for row, rule, name, other in faults:
            each = found.get(name)
            message = self._message(rule, each, raw.get((row, name)), other)
            report.reject(rule, message, row, each.heading if each else None)
        self._say_how_many(report)

    def _message(
        self, rule: str, each: FoundColumn | None, raw: str | None, other: int | None
    ) -> str:
        if rule == "footer_row":
            return "Not a record, but a line of the report it came from. Nothing to do."
        if rule == "duplicate_row":
            return f"The same as row {other} in every column that is kept; that one was loaded."
        if rule == "duplicate_key":
            return (
                f"Row {other} has the same key and other values; the last was loaded. "
                "Export each record once."
            )
        if rule == "missing_value":
            return (
                f"{each.name} is blank, and no row can do without it. Fill it in and export again."
            )
        found = shown(raw or "", each.column.is_private, is_date=rule == "bad_date")
        return f"{each.name} is {found}: it {WRONG[rule]}. {REMEDIES[rule]}"

    def _raw_values(self, faults: list[tuple]) -> dict[tuple[int, str], str]:
        """(row, contract name) → the text in the file, for the bad values listed."""
        found = {each.name: each for each in self.columns}
        values: dict[tuple[int, str], str] = {}
        for name in {fault[2] for fault in faults}:
            rows = [fault[0] for fault in faults if fault[2] == name]
            values |= {
                (row, name): text
                for row, text in self.connection.execute(
                    f"SELECT _row, {quote(found[name].heading)} FROM {STAGED} "
                    "WHERE _row IN (SELECT unnest(?))",
                    [rows],
                ).fetchall()
            }
        return values

    def _say_how_many(self, report: TableReport) -> None:
        """Where the list is cut, the counts are not."""
        counted = self.connection.execute(
            f"SELECT rule, name, count(*) FROM {FAULTS} GROUP BY ALL ORDER BY 3 DESC, 1, 2"
        ).fetchall()
        if sum(count for _, _, count in counted) <= MOST_REJECTS_LISTED:
            return
        each = ", ".join(
            f"{rule}{f' in {name}' if name else ''} {count:,}" for rule, name, count in counted
        )
        report.warn(
            "more_rejects",
            f"The first {MOST_REJECTS_LISTED:,} faults are listed; in all: {each}.",
        )

    def insert(self, report: TableReport) -> None:
        """Put the sound rows into the case table, in place of earlier files' with their keys."""
        names = ", ".join(quote(each.name) for each in self.columns)
        target = quote(self.table.name)
        sound = f"{TYPED} AS incoming WHERE _row NOT IN (SELECT _row FROM {FAULTS})"
        same = " AND ".join(f"{target}.{quote(k)} = incoming.{quote(k)}" for k in self.table.key)
        replaced = 0
        if self._one(f"SELECT count(*) FROM {target}"):
            replaced = self._one(
                f"DELETE FROM {target} WHERE EXISTS (SELECT 1 FROM {sound} AND {same})"
            )
        report.rows_loaded = self._one(
            f"INSERT INTO {target} ({names}) SELECT {names} FROM {sound} ORDER BY _row"
        )
        if replaced:
            report.warn(
                "replaced_rows",
                f"{counted(replaced, 'row replaces one', 'rows replace those')} of earlier files "
                "with the same key.",
            )

    def drop(self) -> None:
        """Leave none of the temporary tables behind."""
        for name in (STAGED, TYPED, FAULTS, *TEXTS):
            self.connection.execute(f"DROP TABLE IF EXISTS {name}")

    def _one(self, sql: str) -> int:
        return self.connection.execute(sql).fetchone()[0]
