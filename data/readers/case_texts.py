"""The distinct texts of a case table's dates, flags, words and codes, each read once.

Millions of rows have a few thousand days between them: reading each day once, and joining what
came of it to the rows, takes a tenth of the time of reading every cell.
"""

from collections.abc import Iterable

from data.contracts import CodeSet, code_sets
from data.contracts.codes import compared
from data.convert import cleaned, conversion, is_placeholder
from data.database import Connection, literal, quote
from data.readers.case_codes import council_codes
from data.readers.found_column import STAGED, FoundColumn
from data.sources.staging import WHITE_SPACE

CODES = "case_codes"
"""``name, text, code, is_known, is_mapped``: of each code column, each text as it stands in the
file; whether it has a meaning, and whether that is the council's and not the standard's."""
DAYS = "case_days"
"""``text, value, bad``: each text of any date or month column, and its day."""
FLAGS = "case_flags"
"""``text, value, bad``: each text of any flag column, and its Y or N."""
WORDS = "case_words"
"""``text, value, bad``: each text of any text column, trimmed, or blank where it stands for one."""
TEXTS = (CODES, DAYS, FLAGS, WORDS)

_TABLE_OF = {"date": DAYS, "month": DAYS, "flag": FLAGS, "text": WORDS, "code": CODES}
_KIND = {DAYS: "date", FLAGS: "flag", WORDS: "text"}


def read_texts(connection: Connection, columns: Iterable[FoundColumn]) -> None:
    """Make the tables of TEXTS from the staged rows."""
    for table, kind in _KIND.items():
        _read(
            connection, table, kind, [c for c in columns if _TABLE_OF.get(c.column.type) == table]
        )
    _read_codes(connection, [each for each in columns if each.column.codes])


def is_read_by_text(each: FoundColumn) -> bool:
    """Whether a column's values come from its distinct texts."""
    return each.column.type in _TABLE_OF


def text_join(each: FoundColumn) -> str:
    """SQL that joins what a column's texts came to, to the staged rows called ``s``."""
    table = _TABLE_OF[each.column.type]
    alias = quote("of " + each.name)
    own = f" AND {alias}.name = {literal(each.name)}" if table == CODES else ""
    return f"LEFT JOIN {table} AS {alias} ON {alias}.text = s.{quote(each.heading)}{own}"


def text_value(each: FoundColumn) -> tuple[str, str]:
    """SQL for a column's value and whether it was bad, after its ``text_join``."""
    alias = quote("of " + each.name)
    if each.column.type == "code":
        return f"{alias}.code", "FALSE"
    value = f"{alias}.value"
    if each.column.type == "month":
        value = f"CAST(date_trunc('month', {value}) AS DATE)"
    return value, f"coalesce({alias}.bad, FALSE)"


def _read(connection: Connection, table: str, kind: str, columns: list[FoundColumn]) -> None:
    texts = " UNION ".join(
        f"SELECT DISTINCT {quote(each.heading)} AS text FROM {STAGED}" for each in columns
    )
    made = conversion(kind, "clean")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS "
        f"SELECT text, {made.value} AS value, {made.bad} AS bad "
        f"FROM (SELECT text, {cleaned('text')} AS clean "
        f"FROM ({texts or 'SELECT NULL::VARCHAR AS text'}) WHERE text IS NOT NULL)"
    )


def _read_codes(connection: Connection, columns: list[FoundColumn]) -> None:
    """Each text of a code column → its code; an unknown one stands for itself."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {CODES} "
        "(name VARCHAR, text VARCHAR, code VARCHAR, is_known BOOLEAN, is_mapped BOOLEAN)"
    )
    for each in columns:
        codes = code_sets()[each.column.codes]
        texts = _texts(connection, each)
        own = _own_codes(connection, each)
        found = [_code(codes, own, text.strip(WHITE_SPACE)) for text in texts]
        connection.execute(
            f"INSERT INTO {CODES} SELECT {literal(each.name)}, unnest(?), unnest(?), unnest(?), "
            "unnest(?)",
            [texts, *([part[at] for part in found] for at in range(3))],
        )


def _own_codes(connection: Connection, each: FoundColumn) -> dict[str, str | None]:
    """The council's own meanings of texts; without 'nothing recorded' where that would reject the
    row, which is rather kept as it is written."""
    own = council_codes(connection, each.column.codes or "")
    if each.column.needs != "value":
        return own
    return {text: code for text, code in own.items() if code is not None}


def _texts(connection: Connection, each: FoundColumn) -> list[str]:
    cell = quote(each.heading)
    rows = connection.execute(
        f"SELECT DISTINCT {cell} FROM {STAGED} WHERE {cell} IS NOT NULL"
    ).fetchall()
    return [row[0] for row in rows]


def _code(codes: CodeSet, own: dict[str, str | None], text: str) -> tuple[str | None, bool, bool]:
    """A code cell's value, whether it is known, and whether by the council's own mapping alone.

    What the standard knows is never mapped; a stand-in for a blank is a known blank.
    """
    if found := codes.resolve(text):
        return found, True, False
    if is_placeholder(text):
        return None, True, False
    if compared(text) in own:
        return own[compared(text)], True, True
    return text, False, False
