"""The rows of one post list on their way in: typed, given their month, rejected or inserted.

All steps are set-based SQL in the refresh's connection, over temporary tables dropped at the end.
"""

from datetime import date

from data.contracts import Column, case_tables
from data.convert import cleaned, conversion
from data.database import Connection, literal, quote
from data.readers.case_rows import FoundColumn
from data.readers.post_list_columns import FAULTS, STAGED, TABLE, TYPED, columns_of_files
from data.readers.post_list_faults import find_faults, list_rejects
from data.readers.post_list_words import Kind, meaning
from data.reports import TableReport

WORDS = "post_words"

_NOBODY = r"^(?i:vacan(t|cy)|unfilled|tbc|tba)$"
_REGISTERED = r"(?i)\d{3,}|^(y|yes|registered)$"
_TOTAL = r"(?i)filters?\b|^\s*(sub|grand)?[\s-]*total\b|rows? (returned|exported)|^\s*end of report"
# More than these is a sum of several months or of a team, or a mistype: it counts as blank.
_MOST = {"sick_days": 31, "allocated_cases": 500, "agency_day_rate": 5000}
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

    @property
    def is_dated(self) -> bool:
        """Whether a column tells the month, in any of its rows."""
        if "as_at" not in self.found:
            return False
        text = cleaned(quote(self.found["as_at"].heading))
        return self.one(f"SELECT count({text}) FROM {STAGED}") > 0

    def convert(self, guess: date | None, is_agency_list: bool) -> None:
        """Make the typed table: values, whether each was bad, the month, and what words mean."""
        self._read_words()
        joins = " ".join(
            f"LEFT JOIN {WORDS} AS {kind}_word ON {kind}_word.kind = '{kind}' "
            f"AND {kind}_word.text = v.{column}"
            for kind, column in _WORDS
        )
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {TYPED} AS WITH c AS ({self._clean()}), "
            f"v AS ({self._values(guess, is_agency_list)}), meant AS (SELECT v.*, "
            f"coalesce(role_word.name, v.post_title) AS role, role_word.social_work, "
            f"{self._held(is_agency_list)} AS held, "
            "moved_within_word.name AS moved_within, CASE WHEN absence_type IS NOT NULL THEN "
            "CASE WHEN not_sickness_word.name IS NULL THEN 'Y' ELSE 'N' END END AS is_sickness, "
            f"employment_type_word.name IS NOT NULL AS is_known_type FROM v {joins}) "
            "SELECT * REPLACE (held AS employment_type), last_day(as_at) AS month, "
            "CASE WHEN bool_and(coalesce(held, '') = 'agency') OVER (PARTITION BY last_day(as_at)) "
            "THEN 'agency' ELSE 'posts' END AS kind FROM meant"
        )

    def _clean(self) -> str:
        parts = [f"{self._cleaned(each)} AS {quote(each.name)}" for each in self.columns]
        texts = [quote(heading) for heading in self.headings[:3]]
        total = " OR ".join(
            f"coalesce(regexp_matches({text}, {literal(_TOTAL)}), FALSE)" for text in texts
        )
        return f"SELECT _row, ({total}) AS says_total, {', '.join(parts)} FROM {STAGED}"

    def _cleaned(self, each: FoundColumn) -> str:
        text = quote(each.heading)
        if each.name == "agency_day_rate":
            return cleaned(f"replace({text}, '£', '')")
        if each.name == "staff_ref":
            bare = cleaned(text)
            return f"CASE WHEN NOT regexp_matches({bare}, {literal(_NOBODY)}) THEN {bare} END"
        return cleaned(text)

    def _values(self, guess: date | None, is_agency_list: bool) -> str:
        """SQL for every column that a file may have; what this one lacks is NULL."""
        fields = columns_of_files().items()
        parts = [self._value(name, column, guess, is_agency_list) for name, column in fields]
        return f"SELECT _row, says_total, {', '.join(parts)} FROM c"

    def _value(self, name: str, column: Column, guess: date | None, is_agency_list: bool) -> str:
        bad = quote(f"bad {name}")
        if name == "as_at" and not self.is_dated:
            return f"DATE '{guess}' AS as_at, FALSE AS {bad}"
        if name == "contracted_fte" and name not in self.found and is_agency_list:
            return f"1.0::DOUBLE AS contracted_fte, FALSE AS {bad}"
        if name not in self.found:
            return f"NULL::{column.duckdb_type} AS {quote(name)}, FALSE AS {bad}"
        if name == "swe_registered":
            matched = f"regexp_matches(coalesce(swe_registered, ''), {literal(_REGISTERED)})"
            return f"CASE WHEN {matched} THEN 'Y' ELSE 'N' END AS swe_registered, FALSE AS {bad}"
        made = conversion(column.type, f"c.{quote(name)}")
        if name in _MOST:
            sound = f"({made.value}) BETWEEN 0 AND {_MOST[name]}"
            return (
                f"CASE WHEN {sound} THEN {made.value} END AS {quote(name)}, "
                f"({made.bad} OR coalesce(NOT {sound}, FALSE)) AS {bad}"
            )
        return f"{made.value} AS {quote(name)}, {made.bad} AS {bad}"

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
            text = cleaned(quote(self.found[column].heading))
            texts = self.connection.execute(
                f"SELECT DISTINCT {text} AS text FROM {STAGED} WHERE text IS NOT NULL"
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
            f"{_months_named(months)} restated: {len(replaced):,} rows of {', '.join(files)} give "
            "way to this list's.",
        )

    def drop(self) -> None:
        """Leave none of the temporary tables behind."""
        for name in (STAGED, TYPED, FAULTS, WORDS):
            self.connection.execute(f"DROP TABLE IF EXISTS {name}")

    def one(self, sql: str) -> int:
        """The first value of the one row that the SQL gives."""
        return self.connection.execute(sql).fetchone()[0]


def _months_named(months: list[date]) -> str:
    """``December 2025``; ``April 2025 to December 2025 (9 months)``."""
    if len(months) == 1:
        return f"{months[0]:%B %Y} is"
    return f"{months[0]:%B %Y} to {months[-1]:%B %Y} ({len(months)} months) are"
