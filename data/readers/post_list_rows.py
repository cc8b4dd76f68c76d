"""The rows of one post list on their way in: typed, given their month, rejected or inserted.

All steps are set-based SQL in the refresh's connection, over temporary tables dropped at the end.
"""

from datetime import date
from functools import cached_property

from data.contracts import case_tables
from data.counted_text import counted
from data.database import Connection, literal, quote
from data.readers.case_rows import FoundColumn
from data.readers.post_list_columns import FAULTS, STAGED, TABLE, TYPED, columns_of_files
from data.readers.post_list_faults import find_faults, list_rejects
from data.readers.post_list_texts import (
    drop_texts,
    is_filled,
    read_texts,
    says_total,
    text_join,
    text_table,
    text_value,
)
from data.readers.post_list_words import Kind, meaning
from data.reports import TableReport

WORDS = "post_words"

_WORDS: tuple[tuple[Kind, str], ...] = (
    ("role", "post_title"),
    ("employment_type", "employment_type"),
    ("moved_within", "leaving_reason"),
    ("not_sickness", "absence_type"),
)


class PostRows:
    """One source table's rows, after it was staged as STAGED. ``columns`` are those known."""

    def __init__(
        self, connection: Connection, columns: list[FoundColumn], headings: list[str], file: str
    ) -> None:
        self.connection = connection
        self.columns = columns
        self.headings = headings
        self.file = file
        self.found = {each.name: each for each in columns}
        self.read: int = self.one(f"SELECT count(*) FROM {STAGED}")

    @cached_property
    def is_dated(self) -> bool:
        """Whether a column tells the month, in any of its rows."""
        return "as_at" in self.found and is_filled(self.connection, self.found["as_at"])

    def convert(self, guess: date | None, is_agency_list: bool) -> None:
        """Make the typed table: values, whether each was bad, the month, and what words mean."""
        read_texts(self.connection, self.columns, self.headings)
        self._read_words()
        joins = " ".join(
            f"LEFT JOIN {WORDS} AS {kind}_word ON {kind}_word.kind = '{kind}' "
            f"AND {kind}_word.text = v.{column}"
            for kind, column in _WORDS
        )
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {TYPED} AS "
            f"WITH v AS ({self._values(guess, is_agency_list)}) "
            f"SELECT v.* REPLACE ({self._held(is_agency_list)} AS employment_type), "
            "coalesce(role_word.name, v.post_title) AS role, role_word.social_work, "
            "moved_within_word.name AS moved_within, CASE WHEN absence_type IS NOT NULL THEN "
            "CASE WHEN not_sickness_word.name IS NULL THEN 'Y' ELSE 'N' END END AS is_sickness, "
            "employment_type_word.name IS NOT NULL AS is_known_type, "
            f"last_day(as_at) AS month, 'posts' AS kind FROM v {joins}"
        )
        self._tell_agency_lists()

    def _tell_agency_lists(self) -> None:
        """A month's list of agency workers alone is the agency's own."""
        self.connection.execute(
            f"UPDATE {TYPED} SET kind = 'agency' WHERE month IN (SELECT month FROM {TYPED} "
            "GROUP BY month HAVING bool_and(coalesce(employment_type, '') = 'agency'))"
        )

    def _values(self, guess: date | None, is_agency_list: bool) -> str:
        """SQL for every column that a file may have; what this one lacks is NULL."""
        parts = [self._value(name, guess, is_agency_list) for name in columns_of_files()]
        joins = " ".join(text_join(each) for each in self.columns)
        return (
            f"SELECT _row, ({says_total(self.headings)}) AS says_total, {', '.join(parts)} "
            f"FROM {STAGED} AS s {joins}"
        )

    def _value(self, name: str, guess: date | None, is_agency_list: bool) -> str:
        if name == "as_at" and not self.is_dated:
            value, bad = f"DATE '{guess}'", "FALSE"
        elif name in self.found:
            value, bad = text_value(self.found[name])
        elif name == "contracted_fte" and is_agency_list:
            value, bad = "1.0::DOUBLE", "FALSE"
        else:
            value, bad = f"NULL::{columns_of_files()[name].duckdb_type}", "FALSE"
        return f"{value} AS {quote(name)}, {bad} AS {quote(f'bad {name}')}"

    def _held(self, is_agency_list: bool) -> str:
        """SQL for how a post is held: as it says, and where it does not, as its row shows."""
        blank = "NULL"
        if is_agency_list:
            blank = "'agency'"
        elif "staff_ref" in self.found:
            blank = (
                "CASE WHEN staff_ref IS NULL AND coalesce(contracted_fte, 0) = 0 THEN 'vacant' END"
            )
        return f"coalesce(employment_type_word.name, v.employment_type, {blank})"

    def _read_words(self) -> None:
        """Each distinct text of titles, types and reasons → what it means."""
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {WORDS} "
            "(kind VARCHAR, text VARCHAR, name VARCHAR, social_work VARCHAR)"
        )
        for kind, column in _WORDS:
            if column not in self.found:
                continue
            texts = self.connection.execute(
                f"SELECT DISTINCT value FROM {text_table(column)} WHERE value IS NOT NULL"
            ).fetchall()
            known = [(each, meaning(kind, each)) for (each,) in texts]
            rows = [(each, found) for each, found in known if found]
            flags = [
                None if found.social_work is None else "Y" if found.social_work else "N"
                for _, found in rows
            ]
            self.connection.execute(
                f"INSERT INTO {WORDS} SELECT '{kind}', unnest(?), unnest(?), unnest(?)",
                [[each for each, _ in rows], [found.name for _, found in rows], flags],
            )

    def reject(self, report: TableReport) -> None:
        """Find the rows that cannot be loaded, count them all and list the first thousand."""
        find_faults(self.connection)
        report.rows_rejected = self.one(f"SELECT count(DISTINCT _row) FROM {FAULTS}")
        list_rejects(self.connection, self.found, report)

    def insert(self, report: TableReport) -> None:
        """Put the sound rows into ``post_month``, in place of other files' lists of their months.

        Sheets of one workbook that describe the same day add up.
        """
        sound = f"(SELECT * FROM {TYPED} ANTI JOIN {FAULTS} USING (_row))"
        self._replace(sound, report)
        leavers = "Y" if "end_date" in self.found else "N"
        values = {
            "as_at": "month",
            "extract_date": "as_at",
            "leavers_listed": literal(leavers),
            "file": literal(self.file),
            "source_row": "_row::INTEGER",
        }
        names = case_tables()[TABLE].fields
        listed = ", ".join(values.get(name, quote(name)) for name in names)
        report.rows_loaded = self.one(
            f"INSERT INTO {TABLE} SELECT {listed} FROM {sound} ORDER BY _row"
        )

    def _replace(self, sound: str, report: TableReport) -> None:
        replaced = self.connection.execute(
            f"WITH coming AS (SELECT month, kind, max(as_at) AS day FROM {sound} GROUP BY ALL) "
            f"DELETE FROM {TABLE} AS held USING coming WHERE held.as_at = coming.month "
            f"AND held.kind = coming.kind AND (held.file <> {literal(self.file)} "
            "OR held.extract_date < coming.day) RETURNING held.as_at, held.file"
        ).fetchall()
        if not replaced:
            return
        months = sorted({month for month, _ in replaced})
        files = sorted({file for _, file in replaced})
        report.warn(
            "replaced_months",
            f"{_months_named(months)} restated: {counted(len(replaced), 'row')} of "
            f"{', '.join(files)} {'gives' if len(replaced) == 1 else 'give'} way to this list's.",
        )

    def drop(self) -> None:
        """Leave none of the temporary tables behind."""
        for name in (STAGED, TYPED, FAULTS, WORDS):
            self.connection.execute(f"DROP TABLE IF EXISTS {name}")
        drop_texts(self.connection)

    def one(self, sql: str) -> int:
        """The first value of the one row that the SQL gives."""
        return self.connection.execute(sql).fetchone()[0]


def _months_named(months: list[date]) -> str:
    """``December 2025``; ``April 2025 to December 2025 (9 months)``."""
    if len(months) == 1:
        return f"{months[0]:%B %Y} is"
    return f"{months[0]:%B %Y} to {months[-1]:%B %Y} ({len(months)} months) are"
