"""A list's rows into the case tables: what is new, what is told anew, what is on it no more."""

import re

from data.database import Connection, literal, quote
from data.readers.annex_a.extracts import LOADED, Extract
from data.readers.annex_a.lists import AnnexList, Fill
from data.readers.annex_a.rows import SOUND, fill_key, key_prefix
from data.readers.found_column import FoundColumn

_MADE = "annex_rows"


def fill_tables(
    connection: Connection, annex_list: AnnexList, columns: list[FoundColumn], extract: Extract
) -> int:
    """Put the sound rows into every table of the list. Gives how many rows were withdrawn."""
    absent = set(annex_list.fields) - {each.name for each in columns}
    withdrawn = 0
    for fill in annex_list.fills:
        _make(connection, annex_list, fill, absent, extract)
        if extract.leaves_gap:
            withdrawn += _forget_before(connection, annex_list, fill, extract)
        if extract.is_newer:
            withdrawn += _withdraw(connection, annex_list, fill, extract)
        _put(connection, fill)
        connection.execute(f"DROP TABLE {_MADE}")
    return withdrawn


def _make(
    connection: Connection,
    annex_list: AnnexList,
    fill: Fill,
    absent: set[str],
    extract: Extract,
) -> None:
    """The fill's rows as its table has them: one a key, without what the file does not tell."""
    sound = f"(SELECT *, DATE '{extract.as_at}' AS as_at FROM {SOUND})"
    told = fill.values | fill.at_first
    values = {n: v for n, v in told.items() if not absent & set(re.findall(r"\w+", v))}
    if fill.follows:
        values[fill.follows] = fill_key(annex_list.fills[0])
    key = fill_key(fill)
    listed = ", ".join(f"{value} AS {quote(name)}" for name, value in values.items())
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_MADE} AS SELECT {key} AS {quote(fill.key)}, {listed} "
        f"FROM {sound} WHERE {fill.where} QUALIFY row_number() OVER "
        f"(PARTITION BY {key} ORDER BY {fill.order} DESC, _row DESC) = 1"
    )


def _put(connection: Connection, fill: Fill) -> None:
    table, key = quote(fill.table), quote(fill.key)
    names = [row[0] for row in connection.execute(f"DESCRIBE {_MADE}").fetchall()]
    anew = [quote(n) for n in names if n != fill.key and n not in fill.at_first]
    sets = ", ".join(f"{name} = made.{name}" for name in anew)
    connection.execute(
        f"UPDATE {table} SET {sets} FROM {_MADE} AS made WHERE {table}.{key} = made.{key}"
    )
    listed = ", ".join(map(quote, names))
    connection.execute(
        f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {_MADE} "
        f"WHERE {key} NOT IN (SELECT {key} FROM {table}) AND {_may_add(fill)}"
    )


def _may_add(fill: Fill) -> str:
    """SQL for whether a row that is not in its table may come from this list."""
    if not (fill.adds_before and fill.latest):
        return "TRUE"
    begins = f"SELECT min(begins) FROM {LOADED} WHERE name = {literal(fill.adds_before)}"
    return f"{quote(fill.latest.start)} < ({begins})"


def _forget_before(
    connection: Connection, annex_list: AnnexList, fill: Fill, extract: Extract
) -> int:
    """Take out what earlier extracts told: of the days until this one nobody knows."""
    day = quote(fill.day)
    if fill.follows:
        return _delete(connection, fill, _has_lost_its_enquiry(annex_list, fill))
    before = f"{day} < DATE '{extract.begins}'"
    return _delete(connection, fill, f"({day} IS NULL OR {before})")


def _withdraw(connection: Connection, annex_list: AnnexList, fill: Fill, extract: Extract) -> int:
    """Take out what this extract would hold, and does not. A list without rows takes out none."""
    key, day = quote(fill.key), quote(fill.day)
    gone = f"{key} NOT IN (SELECT {key} FROM {_MADE})"
    if fill.latest:
        _close_replaced(connection, fill)
        _close_unlisted(connection, fill, extract)
        return _delete(connection, fill, f"{gone} AND {day} IS NULL")
    if fill.follows:
        listed = f"{quote(fill.follows)} IN (SELECT {fill_key(annex_list.fills[0])} FROM {SOUND})"
        lost = _has_lost_its_enquiry(annex_list, fill)
        return _delete(connection, fill, f"{gone} AND ({listed} OR {lost})")
    begins = f"greatest(DATE '{extract.begins}', (SELECT min({day}) FROM {_MADE}))"
    inside = f"{day} BETWEEN {begins} AND DATE '{extract.as_at}'"
    return _delete(connection, fill, f"{gone} AND ({day} IS NULL OR {inside})")


def _close_replaced(connection: Connection, fill: Fill) -> None:
    """A list of one row a child tells no ending of what a newer row replaced: its start is it."""
    latest = fill.latest
    assert latest is not None
    table, key, day = quote(fill.table), quote(fill.key), quote(fill.day)
    start, person = quote(latest.start), quote(latest.person)
    connection.execute(
        f"UPDATE {table} SET {day} = newer.start FROM "
        f"(SELECT {person} AS person, max({start}) AS start FROM {_MADE} GROUP BY ALL) AS newer "
        f"WHERE {table}.{person} = newer.person AND {table}.{start} < newer.start "
        f"AND {table}.{day} IS NULL AND starts_with({table}.{key}, {literal(key_prefix(fill))}) "
        f"AND {table}.{key} NOT IN (SELECT {key} FROM {_MADE})"
    )


def _close_unlisted(connection: Connection, fill: Fill, extract: Extract) -> None:
    """What another list tells too was not taken back where this one drops it, but closed: a
    referral is on List 6 while it is assessed, and no more where no need was found (RC8)."""
    if not (fill.adds_before and fill.latest):
        return
    day, start = quote(fill.day), quote(fill.latest.start)
    month_end = f"CAST(date_trunc('month', DATE '{extract.as_at}' + 1) AS DATE) - 1"
    connection.execute(
        f"UPDATE {quote(fill.table)} SET {day} = greatest({start}, {month_end}) "
        f"WHERE starts_with({quote(fill.key)}, {literal(key_prefix(fill))}) AND {day} IS NULL "
        f"AND {quote(fill.key)} NOT IN (SELECT {quote(fill.key)} FROM {_MADE}) "
        f"AND NOT coalesce({_may_add(fill)}, TRUE)"
    )


def _has_lost_its_enquiry(annex_list: AnnexList, fill: Fill) -> str:
    """SQL for whether the row that a row follows is in its table no more."""
    first = annex_list.fills[0]
    return (
        f"{quote(fill.follows or '')} NOT IN (SELECT {quote(first.key)} FROM {quote(first.table)})"
    )


def _delete(connection: Connection, fill: Fill, where: str) -> int:
    (count,) = connection.execute(
        f"DELETE FROM {quote(fill.table)} "
        f"WHERE starts_with({quote(fill.key)}, {literal(key_prefix(fill))}) AND {where}"
    ).fetchone()
    return count
