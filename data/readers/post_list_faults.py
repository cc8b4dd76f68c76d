"""Why a row of a post list cannot be loaded, and how that is said."""

from data.convert import REMEDIES, WRONG
from data.database import Connection, quote
from data.private_text import shown
from data.readers.case_rows import FoundColumn
from data.readers.post_list_columns import FAULTS, STAGED, TABLE, TYPED, columns_of_files
from data.reports import MOST_REJECTS_LISTED, TableReport

MOST_FTE_OF_ONE = 1.5
"""More is no one person's contract: hours or days a week, or a subtotal."""
EARLIEST = 1990
"""The first year of a post list: before it, and before any extract, a year is mistyped."""
HOURS = (30, 48)
"""Full-time weekly hours, where full-time equivalents should be."""

_SOUND = f"_row NOT IN (SELECT _row FROM {FAULTS})"
_MESSAGES = {
    "footer_row": "Not a post, but a total or a line of the report it came from. Nothing to do.",
    "missing_value": "{name} is blank, and no row can do without it. Fill it in and export again.",
    "no_post": "Neither a post number, a title nor a staff reference: no post. Fill one in.",
    "future_month": "{name} is in a month still to come. Write the date of the list.",
    "early_month": "{name} is in a month before {earliest}. Write the year in four figures, and "
    "the date of the list.",
    "negative_fte": "{name} is below zero, which no post can be. Correct it in the HR system, and "
    "leave out rows that stand for a saving.",
    "not_fte": "{name} is {found}: no full-time equivalent, which is 1 for one person full time. "
    "If these are hours or days a week, divide them by the full-time ones.",
    "earlier_extract": "A later list of the same month was given, and it stands. Nothing to do.",
    "duplicate_row": "The same as row {other} in every column that is kept; that one was loaded.",
}


def find_faults(connection: Connection) -> None:
    """Make the table of faults (``_row, rule, name, other``): one a row, or one a bad column."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {FAULTS} "
        "(_row BIGINT, rule VARCHAR, name VARCHAR, other BIGINT)"
    )
    for rule, name, test in _TESTS:
        named = f"'{name}'" if name else "NULL"
        connection.execute(
            f"INSERT INTO {FAULTS} SELECT _row, '{rule}', {named}, NULL FROM {TYPED} "
            f"WHERE ({test}) AND _row NOT IN (SELECT _row FROM {FAULTS} WHERE rule <> '{rule}')"
        )
    _find_earlier_extracts(connection)
    _find_repeats(connection)


_HOURS_TEST = f"BETWEEN {HOURS[0]} AND {HOURS[1]}"
_NO_POST = "post_number IS NULL AND post_title IS NULL AND staff_ref IS NULL"
_TESTS = (
    ("footer_row", None, f"(says_total AND staff_ref IS NULL) OR ({_NO_POST} AND as_at IS NULL)"),
    ("bad_date", "as_at", '"bad as_at"'),
    ("missing_value", "as_at", "as_at IS NULL"),
    ("future_month", "as_at", "month > last_day(current_date)"),
    ("early_month", "as_at", f"month < DATE '{EARLIEST}-01-01'"),
    ("no_post", None, _NO_POST),
    ("bad_number", "established_fte", '"bad established_fte"'),
    ("bad_number", "contracted_fte", '"bad contracted_fte"'),
    ("negative_fte", "established_fte", "established_fte < 0"),
    ("negative_fte", "contracted_fte", "contracted_fte < 0"),
    ("not_fte", "established_fte", f"established_fte {_HOURS_TEST}"),
    ("not_fte", "contracted_fte", f"contracted_fte > {MOST_FTE_OF_ONE}"),
)


def _find_earlier_extracts(connection: Connection) -> None:
    """Of several days of one month the latest stands, in this file or in one loaded before."""
    connection.execute(
        f"INSERT INTO {FAULTS} WITH latest AS (SELECT month, kind, max(day) AS day FROM ("
        f"SELECT month, kind, as_at AS day FROM {TYPED} WHERE {_SOUND} UNION ALL "
        f"SELECT as_at, kind, extract_date FROM {TABLE}) GROUP BY ALL) "
        f"SELECT _row, 'earlier_extract', 'as_at', NULL FROM {TYPED} "
        f"JOIN latest USING (month, kind) WHERE as_at < day AND {_SOUND}"
    )


def _find_repeats(connection: Connection) -> None:
    """Rows alike in everything are one; but vacant posts without a holder may well be alike."""
    connection.execute(
        f"INSERT INTO {FAULTS} WITH same AS (SELECT _row, max(_row) OVER (PARTITION BY "
        f"hash({', '.join(map(quote, columns_of_files()))})) AS last_row FROM {TYPED} "
        f"WHERE staff_ref IS NOT NULL AND {_SOUND}) "
        "SELECT _row, 'duplicate_row', NULL, last_row FROM same WHERE _row < last_row"
    )


def list_rejects(
    connection: Connection, found: dict[str, FoundColumn], report: TableReport
) -> None:
    """The first thousand faults in words, and how many there are where that is not all."""
    faults = connection.execute(
        f"SELECT _row, rule, name, other FROM {FAULTS} ORDER BY _row, name "
        f"LIMIT {MOST_REJECTS_LISTED}"
    ).fetchall()
    raw = _raw_values(connection, found, faults)
    for row, rule, name, other in faults:
        each = found.get(name)
        text = shown(raw.get((row, name), ""), bool(each and each.column.is_private))
        report.reject(rule, _message(rule, name, text, other), row, each.heading if each else None)
    (count,) = connection.execute(f"SELECT count(*) FROM {FAULTS}").fetchone()
    if count > len(faults):
        report.warn("more_rejects", f"The first {len(faults):,} faults are listed, of {count:,}.")


def _raw_values(
    connection: Connection, found: dict[str, FoundColumn], faults: list[tuple]
) -> dict[tuple[int, str], str]:
    """(row, contract name) → the text in the file, for the values that a message shows."""
    values: dict[tuple[int, str], str] = {}
    for name in {fault[2] for fault in faults if fault[2] in found}:
        rows = [fault[0] for fault in faults if fault[2] == name]
        texts = connection.execute(
            f"SELECT _row, {quote(found[name].heading)} FROM {STAGED} "
            "WHERE _row IN (SELECT unnest(?))",
            [rows],
        ).fetchall()
        values |= {(row, name): (text or "").strip() for row, text in texts}
    return values


def _message(rule: str, name: str | None, found: str, other: int | None) -> str:
    if rule in WRONG:
        return f"{name} is {found}: it {WRONG[rule]}. {REMEDIES[rule]}"
    return _MESSAGES[rule].format(name=name, found=found, other=other, earliest=EARLIEST)
