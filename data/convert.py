"""Text into types, as SQL over a staged table: by the contract's type, never by a guess.

A column's text is cleaned first: trimmed, and NULL where blank or a placeholder. Then it becomes
a value, or is *bad*: written, but not what the type says. Rules: docs/inputs.md.
"""

import re
from dataclasses import dataclass

from data.database import literal
from data.sources.staging import WHITE_SPACE

PLACEHOLDERS = (
    "-",
    "–",
    ".",
    "..",
    "n/a",
    "#n/a",
    "#multivalue",
    "null",
    "nan",
    "none",
    "nat",
    "<blank>",
    "(blank)",
    "not recorded",
)
"""What stands for a blank, compared without regard to case. ``1900-01-01`` does for a date."""

_PLACEHOLDER = f"^(?i:{'|'.join(re.escape(each) for each in PLACEHOLDERS)})$"
# Letters, figures and dashes, one figure at least: no blank, no placeholder, nothing to take off.
# Told by one cheap pattern, so that a column of IDs is spared the dear ones.
_PLAIN = "^[A-Za-z0-9/_-]*[0-9][A-Za-z0-9/_-]*$"
_EARLIEST, _LATEST = "DATE '1900-01-02'", "DATE '2099-12-31'"
_EXCEL_DAY_0 = "DATE '1899-12-30'"
_NO_DATE = (
    r"^(0?[01][/.-]0?1[/.-]1900|1900-0?1-0?[01]|31[/.-]12[/.-]1899|1899-12-3[01]|0|"
    r"00:00(:00)?)([T ].*)?$"
)
_TIME_OF_DAY = (
    r"[T ]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp]\.?[Mm]\.?)?( ?(Z|UTC|[+-]\d{2}(:?\d{2})?))?$"
)
_YES = ("y", "yes", "1", "true", "t")
_NO = ("n", "no", "0", "false", "f")
_NOT_KNOWN = ("u", "unk", "unknown", "not known", "na", "not applicable", "not stated")
_EXCEL_ROUNDED_ID = r"^\d\.\d+[eE]\+\d+$"

WRONG = {
    "bad_date": "is not a date",
    "bad_number": "is not a number of the kind wanted",
    "bad_flag": "is neither yes nor no",
    "bad_id": "has lost its last digits to rounding",
}
"""What is wrong, by the rule that a bad value breaks."""

REMEDIES = {
    "bad_date": "Write dates day first, as 31/03/2025, or as 2025-03-31.",
    "bad_number": "Write a number in figures alone.",
    "bad_flag": "Write Y or N.",
    "bad_id": "Format the column as text in Excel before the IDs go in, or export as CSV.",
}
"""What to do, by the same rule."""


@dataclass(frozen=True)
class Conversion:
    """SQL expressions over a cleaned column: its value, and whether what is there is bad.

    ``rule`` names the fault (bad_date …); text has none.
    """

    value: str
    bad: str
    rule: str | None


def trimmed(column: str) -> str:
    """SQL for a text column without white space around, NULL where nothing is left."""
    return f"nullif(trim({column}, {literal(WHITE_SPACE)}), '')"


def cleaned(column: str) -> str:
    """SQL for a text column trimmed, and NULL where it is blank or a placeholder."""
    text = trimmed(column)
    return (
        f"CASE WHEN {is_plain(column)} THEN {column} "
        f"WHEN NOT regexp_matches({text}, {literal(_PLACEHOLDER)}) THEN {text} END"
    )


def is_plain(column: str) -> str:
    """SQL for: letters, figures and dashes alone, which are their own cleaned text, and an ID."""
    return f"regexp_matches({column}, {literal(_PLAIN)})"


def is_placeholder(text: str) -> bool:
    """Whether a cell's text stands for a blank."""
    return text.strip(WHITE_SPACE).lower() in ("", *PLACEHOLDERS)


def conversion(kind: str, text: str) -> Conversion:
    """SQL that makes the cleaned column ``text`` the contract type ``kind``."""
    return _CONVERSIONS[kind](text)


def _text(text: str) -> Conversion:
    return Conversion(text, "FALSE", None)


def _id(text: str) -> Conversion:
    bare = f"translate({text}, {literal(WHITE_SPACE)}, '')"
    whole = f"CASE WHEN regexp_matches({bare}, '^\\d+\\.0+$') THEN split_part({bare}, '.', 1)"
    bad = f"coalesce(regexp_matches({text}, {literal(_EXCEL_ROUNDED_ID)}), FALSE)"
    value = f"CASE WHEN contains({text}, '.') THEN {whole} WHEN {bad} THEN NULL ELSE {bare} END"
    return Conversion(f"{value} ELSE {bare} END", bad, "bad_id")


def _date(text: str) -> Conversion:
    read = _read_date(text)
    return Conversion(_sensible(read), _unread(text, _sensible(read)), "bad_date")


def _month(text: str) -> Conversion:
    date = _date(text)
    return Conversion(f"CAST(date_trunc('month', {date.value}) AS DATE)", date.bad, "bad_date")


def month_first(text: str) -> str:
    """SQL for: the text is a date if its month comes first, as 12/31/2025."""
    day = f"translate(split_part({text}, ' ', 1), '.-', '//')"
    formats = "['%m/%d/%Y', '%m/%d/%y']"
    is_written = f"regexp_matches({day}, '^\\d')"  # DuckDB takes 'infinity' for a date
    return f"({is_written} AND try_strptime({day}, {formats}) IS NOT NULL)"


def _read_date(text: str) -> str:
    """SQL for the date in ``text``: ISO, day first, a month's name, or Excel's day number."""
    day = f"CASE WHEN contains({text}, ':') THEN " + (
        f"regexp_replace({text}, {literal(_TIME_OF_DAY)}, '') ELSE {text} END"
    )
    slashed = f"translate({day}, '.-', '//')"
    spaced = f"translate({day}, '-', ' ')"
    formats = "['%d %b %y', '%d %B %y', '%d %b %Y', '%d %B %Y']"
    return (
        f"CASE WHEN regexp_matches({day}, '^\\d{{4}}[-/]\\d{{1,2}}[-/]\\d{{1,2}}$') "
        f"THEN try_cast({day} AS DATE) "
        f"WHEN regexp_matches({day}, '^\\d{{1,2}}[-/.]\\d{{1,2}}[-/.]\\d{{4}}$') "
        f"THEN CAST(try_strptime({slashed}, '%d/%m/%Y') AS DATE) "
        f"WHEN regexp_matches({day}, '^\\d{{1,2}}[-/.]\\d{{1,2}}[-/.]\\d{{2}}$') "
        f"THEN CAST(try_strptime({slashed}, '%d/%m/%y') AS DATE) "
        f"WHEN regexp_matches({day}, '^\\d{{5}}(\\.\\d+)?$') "
        f"THEN {_EXCEL_DAY_0} + CAST(floor(CAST({day} AS DOUBLE)) AS INTEGER) "
        f"WHEN regexp_matches({day}, '^\\d{{1,2}}[- ][A-Za-z]{{3,9}}[- ]\\d{{2}}(\\d{{2}})?$') "
        f"THEN CAST(try_strptime({spaced}, {formats}) AS DATE) END"
    )


def _sensible(date: str) -> str:
    """SQL for a date, NULL outside the years in which anyone here was born or seen."""
    return f"CASE WHEN {date} BETWEEN {_EARLIEST} AND {_LATEST} THEN {date} END"


def _unread(text: str, value: str) -> str:
    """SQL for: there is text, it is no stand-in for a blank date, and it gave no value."""
    is_blank = f"regexp_matches({text}, {literal(_NO_DATE)})"
    return f"({text} IS NOT NULL AND ({value}) IS NULL AND NOT {is_blank})"


def _number(text: str) -> Conversion:
    return _numeric(text, "DOUBLE")


def _integer(text: str) -> Conversion:
    return _numeric(text, "INTEGER")


def _numeric(text: str, kind: str) -> Conversion:
    figures = f"translate({text}, ',', '')"
    pattern = r"^[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?([eE][-+]?\d+)?$"
    number = f"try_cast({figures} AS DOUBLE)"
    whole = f" AND {number} = floor({number})" if kind == "INTEGER" else ""
    value = (
        f"CASE WHEN regexp_matches({text}, '^[0-9]{{1,9}}$') THEN CAST({text} AS {kind}) "
        f"WHEN regexp_matches({text}, {literal(pattern)}){whole} "
        f"THEN try_cast({number} AS {kind}) END"
    )
    return Conversion(value, f"({text} IS NOT NULL AND ({value}) IS NULL)", "bad_number")


def _flag(text: str) -> Conversion:
    word = f"regexp_replace(lower({text}), '^[a-z]\\) *', '')"
    value = f"CASE WHEN {word} IN {_YES} THEN 'Y' WHEN {word} IN {_NO} THEN 'N' END"
    known = (*_YES, *_NO, *_NOT_KNOWN)
    return Conversion(value, f"({text} IS NOT NULL AND {word} NOT IN {known})", "bad_flag")


_CONVERSIONS = {
    "text": _text,
    "id": _id,
    "date": _date,
    "month": _month,
    "number": _number,
    "integer": _integer,
    "flag": _flag,
}
