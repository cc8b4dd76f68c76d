"""A list's rows into the case tables: what is new, what is told anew, what is on it no more."""

from data.database import Connection, literal, quote
from data.readers.annex_a.extracts import LOADED, Extract
from data.readers.annex_a.lists import AnnexList, Fill, Latest, words
from data.readers.annex_a.rows import SOUND, fill_key, key_prefix
from data.readers.found_column import FoundColumn

_LISTED = "annex_listed"
_MADE = "annex_rows"


def fill_tables(
    connection: Connection, annex_list: AnnexList, columns: list[FoundColumn], extract: Extract
) -> int:
    """Put the sound rows into every table of the list. Gives how many rows were withdrawn: of the
    table that the list is of first, and of those that follow it by a date of their own."""
    untold = annex_list.untold(columns)
    _list_rows(connection, annex_list, extract)
    withdrawn = 0
    for fill in annex_list.fills:
        if untold & {*fill.row, *words(fill.where)}:
            continue
        _make(connection, annex_list, fill, untold)
        gone = 0
        if extract.leaves_gap:
            gone += _forget_before(connection, annex_list, fill, extract)
        if extract.is_newer:
            gone += _withdraw(connection, annex_list, fill, extract)
        _put(connection, fill)
        connection.execute(f"DROP TABLE {_MADE}")
        if fill == annex_list.fills[0] or fill.follows:
            withdrawn += gone
    connection.execute(f"DROP TABLE {_LISTED}")
    return withdrawn


def _list_rows(connection: Connection, annex_list: AnnexList, extract: Extract) -> None:
    """The sound rows, with the extract's day and what is derived."""
    derived = "".join(f", {sql} AS {quote(name)}" for name, sql in annex_list.derived.items())
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_LISTED} AS SELECT *{derived} "
        f"FROM (SELECT *, DATE '{extract.as_at}' AS as_at FROM {SOUND})"
    )


def _make(connection: Connection, annex_list: AnnexList, fill: Fill, untold: set[str]) -> None:
    """The fill's rows as its table has them: one a key, without what the file does not tell."""
    told = fill.values | fill.at_first
    values = {name: value for name, value in told.items() if not untold & words(value)}
    if fill.follows:
        values[fill.follows] = fill_key(annex_list.fills[0])
    key = fill_key(fill)
    listed = ", ".join(f"{value} AS {quote(name)}" for name, value in values.items())
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_MADE} AS SELECT {key} AS {quote(fill.key)}, {listed} "
        f"FROM {_LISTED} WHERE {fill.where} QUALIFY row_number() OVER "
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
    begins = f"SELECT min(begins) FROM {LOADED} WHERE list_number = {fill.adds_before}"
    return f"{quote(fill.latest.start)} < ({begins})"


def _forget_before(
    connection: Connection, annex_list: AnnexList, fill: Fill, extract: Extract
) -> int:
    """Take out what earlier extracts told: of the days until this one nobody knows."""
    if fill.follows:
        return _delete(connection, fill, _has_lost_its_enquiry(annex_list, fill))
    before = f"{fill.day} < DATE '{extract.begins}'"
    return _delete(connection, fill, f"({fill.day} IS NULL OR {before})")


def _withdraw(connection: Connection, annex_list: AnnexList, fill: Fill, extract: Extract) -> int:
    """Take out what this extract would hold, and does not. A list without rows takes out none."""
    if fill.keeps:
        return 0
    day, gone = fill.day, _gone(fill)
    if fill.latest:
        return _withdraw_later_than_latest(connection, fill, fill.latest, extract)
    if fill.follows:
        listed = f"{quote(fill.follows)} IN (SELECT {fill_key(annex_list.fills[0])} FROM {SOUND})"
        lost = _has_lost_its_enquiry(annex_list, fill)
        return _delete(connection, fill, f"{gone} AND ({listed} OR {lost})")
    begins = f"greatest(DATE '{extract.begins}', (SELECT min({day}) FROM {_MADE}))"
    inside = f"{day} BETWEEN {begins} AND DATE '{extract.as_at}'"
    return _delete(connection, fill, f"{gone} AND ({day} IS NULL OR {inside})")


def _withdraw_later_than_latest(
    connection: Connection, fill: Fill, latest: Latest, extract: Extract
) -> int:
    """A list of one row a child: what is open and not on it is over or was wrong; and what it
    tells as the child's latest has nothing after it."""
    person, start = quote(latest.person), quote(latest.start)
    if fill.day != latest.start:
        _close_replaced(connection, fill, latest)
    if latest.lapses:
        _close_lapsed(connection, fill, latest)
    if fill.adds_before:
        _close_unlisted(connection, fill, latest, extract)
    after = "FALSE"
    if latest.since:
        told = fill.values[latest.start]
        after = (
            f"EXISTS (FROM {_LISTED} WHERE child_id = {person} AND {start} >= {latest.since} "
            f"AND {start} > {told})"
        )
    return _delete(connection, fill, f"{_gone(fill)} AND ({fill.day} IS NULL OR {after})")


def _close_replaced(connection: Connection, fill: Fill, latest: Latest) -> None:
    """A list of one row a child tells no ending of what a newer row replaced: its start is it, or
    the day since which the newer row tells, where that comes first."""
    table, key, day = quote(fill.table), quote(fill.key), quote(fill.day)
    start, person = quote(latest.start), quote(latest.person)
    told = fill.values[latest.start]
    connection.execute(
        f"UPDATE {table} SET {day} = CASE WHEN {table}.{start} < newer.since THEN newer.since "
        "ELSE newer.start END FROM "
        f"(SELECT child_id, max({told}) AS start, "
        f"least(max({told}), max({latest.since or told})) AS since "
        f"FROM {_LISTED} WHERE {latest.replaces} GROUP BY ALL) AS newer "
        f"WHERE {table}.{person} = newer.child_id AND {table}.{start} < newer.start "
        f"AND {table}.{day} IS NULL AND starts_with({table}.{key}, {literal(key_prefix(fill))}) "
        f"AND {_gone(fill)}"
    )


def _close_unlisted(connection: Connection, fill: Fill, latest: Latest, extract: Extract) -> None:
    """What another list tells too was not taken back where this one drops it, but closed: a
    referral is on List 6 while it is assessed, and no more where no need was found (RC8)."""
    day, start = quote(fill.day), quote(latest.start)
    month_end = f"CAST(date_trunc('month', DATE '{extract.as_at}' + 1) AS DATE) - 1"
    connection.execute(
        f"UPDATE {quote(fill.table)} SET {day} = greatest({start}, {month_end}) "
        f"WHERE starts_with({quote(fill.key)}, {literal(key_prefix(fill))}) AND {day} IS NULL "
        f"AND {_gone(fill)} AND NOT coalesce({_may_add(fill)}, TRUE)"
    )


def _close_lapsed(connection: Connection, fill: Fill, latest: Latest) -> None:
    """What is over, as the child's row says, though it does not tell the day."""
    day, start, person = quote(fill.day), quote(latest.start), quote(latest.person)
    lapsed = (
        f"(SELECT child_id, CAST(max({latest.lapses}) AS DATE) AS lapsed FROM {_LISTED} "
        "GROUP BY child_id)"
    )
    connection.execute(
        f"UPDATE {quote(fill.table)} SET {day} = greatest({start}, lapsed) FROM {lapsed} "
        f"WHERE {person} = child_id AND {day} IS NULL AND lapsed IS NOT NULL AND {_gone(fill)} "
        f"AND starts_with({quote(fill.key)}, {literal(key_prefix(fill))})"
    )


def _has_lost_its_enquiry(annex_list: AnnexList, fill: Fill) -> str:
    """SQL for whether the row that a row follows is in its table no more."""
    first = annex_list.fills[0]
    return (
        f"{quote(fill.follows or '')} NOT IN (SELECT {quote(first.key)} FROM {quote(first.table)})"
    )


def _gone(fill: Fill) -> str:
    """SQL for whether a row of the fill's table is not among those that the extract tells."""
    key = quote(fill.key)
    return f"{quote(fill.table)}.{key} NOT IN (SELECT {key} FROM {_MADE})"


def _delete(connection: Connection, fill: Fill, where: str) -> int:
    (count,) = connection.execute(
        f"DELETE FROM {quote(fill.table)} "
        f"WHERE starts_with({quote(fill.key)}, {literal(key_prefix(fill))}) AND {where}"
    ).fetchone()
    return count
