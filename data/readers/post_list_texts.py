"""The distinct texts of a post list's columns, each read once and joined to the rows that have it.

Years of monthly lists say the same few thousand things over and over: millions of rows, and no
column with more texts than there have been posts or people.
"""

from data.convert import cleaned, conversion
from data.database import Connection, literal, quote
from data.readers.case_rows import FoundColumn
from data.readers.post_list_columns import STAGED, columns_of_files

TOTALS = "post_totals"
"""``text``: what stands in a line of totals or of a report's own words."""

_NOBODY = r"^(?i:vacan(t|cy)|unfilled|tbc|tba)$"
_REGISTERED = r"(?i)\d{3,}|^(y|yes|registered)$"
_TOTAL = r"(?i)filters?\b|^\s*(sub|grand)?[\s-]*total\b|rows? (returned|exported)|^\s*end of report"
# More than these is a sum of several months or of a team, or a mistype: it counts as blank.
_MOST = {"sick_days": 31, "allocated_cases": 500, "agency_day_rate": 5000}


def text_table(name: str) -> str:
    """The table of a column's texts: ``text`` as in the file, ``value``, and whether ``bad``."""
    return quote(f"post_text_{name}")


def text_join(each: FoundColumn) -> str:
    """SQL that joins what a column's texts came to, to the staged rows called ``s``."""
    alias = quote("of " + each.name)
    return f"LEFT JOIN {text_table(each.name)} AS {alias} ON {alias}.text = s.{quote(each.heading)}"


def text_value(each: FoundColumn) -> tuple[str, str]:
    """SQL for a column's value and whether it was bad, after its ``text_join``."""
    alias = quote("of " + each.name)
    value = f"{alias}.value"
    if each.name == "swe_registered":
        value = f"coalesce({value}, 'N')"
    return value, f"coalesce({alias}.bad, FALSE)"


def read_texts(connection: Connection, columns: list[FoundColumn], headings: list[str]) -> None:
    """Make a table of texts for each column, and TOTALS from the first three of ``headings``."""
    for each in columns:
        value, bad = _read(each)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {text_table(each.name)} AS "
            f"SELECT text, {value} AS value, {bad} AS bad "
            f"FROM (SELECT text, {_cleaned(each.name)} AS clean FROM ({_texts(each.heading)}))"
        )
    texts = " UNION ".join(_texts(heading) for heading in headings[:3])
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {TOTALS} AS "
        f"SELECT text FROM ({texts}) WHERE regexp_matches(text, {literal(_TOTAL)})"
    )


def says_total(headings: list[str]) -> str:
    """SQL for: one of a staged row's first three cells stands in TOTALS."""
    return " OR ".join(
        f"coalesce(s.{quote(heading)} IN (SELECT text FROM {TOTALS}), FALSE)"
        for heading in headings[:3]
    )


def is_filled(connection: Connection, each: FoundColumn) -> bool:
    """Whether a column has anything in any of its rows but stand-ins for a blank."""
    return connection.execute(
        f"SELECT count({cleaned('text')}) > 0 FROM ({_texts(each.heading)})"
    ).fetchone()[0]


def drop_texts(connection: Connection) -> None:
    """Leave none of the tables of texts behind."""
    for name in columns_of_files():
        connection.execute(f"DROP TABLE IF EXISTS {text_table(name)}")
    connection.execute(f"DROP TABLE IF EXISTS {TOTALS}")


def _texts(heading: str) -> str:
    cell = quote(heading)
    return f"SELECT DISTINCT {cell} AS text FROM {STAGED} WHERE {cell} IS NOT NULL"


def _cleaned(name: str) -> str:
    if name == "agency_day_rate":
        return cleaned("replace(text, '£', '')")
    if name == "staff_ref":
        bare = cleaned("text")
        return f"CASE WHEN NOT regexp_matches({bare}, {literal(_NOBODY)}) THEN {bare} END"
    return cleaned("text")


def _read(each: FoundColumn) -> tuple[str, str]:
    """SQL for the value of the cleaned text ``clean``, and for whether it is bad."""
    if each.name == "swe_registered":
        matched = f"regexp_matches(coalesce(clean, ''), {literal(_REGISTERED)})"
        return f"CASE WHEN {matched} THEN 'Y' ELSE 'N' END", "FALSE"
    made = conversion(each.column.type, "clean")
    if each.name not in _MOST:
        return made.value, made.bad
    sound = f"({made.value}) BETWEEN 0 AND {_MOST[each.name]}"
    return (
        f"CASE WHEN {sound} THEN {made.value} END",
        f"({made.bad} OR coalesce(NOT {sound}, FALSE))",
    )
