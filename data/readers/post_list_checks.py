"""What a person should look at in a post list that was loaded: counted, never row by row."""

from data.convert import REMEDIES, WRONG, cleaned, conversion, month_first
from data.counted_text import counted
from data.database import Connection, literal, quote
from data.private_text import shown
from data.readers.case_rows import FoundColumn
from data.readers.post_list_columns import FAULTS, STAGED, TABLE, TYPED
from data.readers.post_list_faults import MOST_FTE_OF_ONE
from data.reports import TableReport
from data.sources.table import column_letter

_ROWS_NAMED = 3
_SOUND = f"_row NOT IN (SELECT _row FROM {FAULTS})"
_HELD = "coalesce(employment_type, '') NOT IN ('vacant', 'agency')"
_STAYS = "(end_date IS NULL OR end_date > month)"
# What is said of rows that pass a test: the rule, the column it is about, the test, the words.
_CHECKS = (
    (
        "unknown_employment_type",
        "employment_type",
        f"NOT is_known_type AND employment_type IS NOT NULL AND {_HELD}",
        "employment_type is none of permanent, fixed term, agency and vacant in {rows}. Kept as "
        "written, and counted as employed by the council.",
    ),
    (
        "unregistered",
        "swe_registered",
        f"social_work = 'Y' AND swe_registered = 'N' AND staff_ref IS NOT NULL AND {_HELD}",
        "A social worker's title, and no Social Work England number that can be read, in {rows}. "
        "Counted as social workers by the title. A number has three figures or "
        "more, such as SW123456; 'yes' and 'registered' count too.",
    ),
    (
        "unknown_title",
        "post_title",
        "social_work IS NULL AND post_title IS NOT NULL",
        "post_title is not known to be a social worker's or not in {rows}. Kept as written, and "
        "counted where someone registered holds, or held, the post.",
    ),
    (
        "blank_fte",
        "contracted_fte",
        f"contracted_fte IS NULL AND coalesce(employment_type, '') <> 'vacant' AND {_STAYS}",
        "contracted_fte is blank for a post that is held in {rows}, and counts as none.",
    ),
    (
        "blank_staff_ref",
        "staff_ref",
        f"staff_ref IS NULL AND contracted_fte > 0 AND {_HELD}",
        "staff_ref is blank for a post that is held in {rows}. Counted; but a move to another post "
        "cannot be told from leaving.",
    ),
    (
        "not_started",
        "start_date",
        f"start_date > month AND {_HELD}",
        "start_date is after the month in {rows}. Not in post until then.",
    ),
)


def warn_of_content(
    connection: Connection, found: dict[str, FoundColumn], report: TableReport
) -> None:
    """Values that count as blank, words not understood, and rows that may not mean what they say.

    The typed rows and their faults must stand; ``found`` are the file's columns by name.
    """
    for each in found.values():
        _warn_of_unread(connection, each, report)
    for rule, name, test, words in _CHECKS:
        if name in found:
            count, first = _counted(connection, test)
            if count:
                report.warn(
                    rule, words.format(rows=_in_rows(count, first)), _cell(found[name], first[0])
                )
    if "contracted_fte" not in found and _counted(connection, "employment_type = 'agency'")[0]:
        report.warn("assumed_fte", "No column has the full-time equivalent, so each counts as one.")
    _warn_of_repeats(connection, report)
    _warn_of_over_full_time(connection, found, report)


def warn_of_vanished(connection: Connection, file: str, report: TableReport) -> None:
    """People in post in one month who are not in the next one's list, nor listed as leaving."""
    months, count = connection.execute(
        f"""
        WITH held AS (SELECT DISTINCT as_at, staff_ref FROM {TABLE}
            WHERE kind = 'posts' AND staff_ref IS NOT NULL AND {_HELD} AND contracted_fte > 0
            AND (end_date IS NULL OR end_date > as_at)),
        listed AS (SELECT DISTINCT as_at, staff_ref FROM {TABLE} WHERE kind = 'posts'),
        coming AS (SELECT DISTINCT as_at FROM {TABLE}
            WHERE kind = 'posts' AND file = ? AND leavers_listed = 'Y')
        SELECT count(DISTINCT coming.as_at), count(*) FROM coming
        JOIN held ON last_day(held.as_at + INTERVAL 1 MONTH) = coming.as_at
        ANTI JOIN listed ON listed.as_at = coming.as_at AND listed.staff_ref = held.staff_ref
        """,
        [file],
    ).fetchone()
    if count:
        report.warn(
            "gone_without_leaving",
            f"In post at the end of one month and not listed at all in the next: {count:,}, in "
            f"{counted(months, 'month')}. None is counted as a leaver: list whoever leaves in the "
            "month of leaving, with the end date.",
        )


def _warn_of_unread(connection: Connection, each: FoundColumn, report: TableReport) -> None:
    if each.name in ("as_at", "established_fte", "contracted_fte", "swe_registered"):
        return  # such a row is rejected, or nothing in it can be unread
    count, first = _counted(connection, quote(f"bad {each.name}"))
    if not count:
        return
    rule = conversion(each.column.type, "''").rule or ""
    (text,) = connection.execute(
        f"SELECT {quote(each.heading)} FROM {STAGED} WHERE _row = {first[0]}"
    ).fetchone()
    found = shown((text or "").strip(), each.column.is_private, is_date=rule == "bad_date")
    report.warn(
        rule,
        f"{each.name} {WRONG[rule]} in {_in_rows(count, first)}, and counts as blank there; the "
        f"first is {found}. {REMEDIES[rule]}",
        _cell(each, first[0]),
    )
    if each.column.type == "date":
        _warn_of_month_first(connection, each, first[0], report)


def _warn_of_month_first(
    connection: Connection, each: FoundColumn, row: int, report: TableReport
) -> None:
    """Where all the dates that could not be read would be dates month first, so may the rest be."""
    (are_all,) = connection.execute(
        f"SELECT bool_and({month_first(cleaned(quote(each.heading)))}) FROM {STAGED} "
        f"SEMI JOIN (SELECT _row FROM {TYPED} WHERE {each.bad}) USING (_row)"
    ).fetchone()
    if are_all:
        report.warn(
            "month_first",
            f"{each.name}: its dates look month first (12/31/2025), and of those that could be "
            "read day and month may have changed places. Export them day first (31/12/2025) or as "
            "2025-12-31.",
            _cell(each, row),
        )


def _warn_of_repeats(connection: Connection, report: TableReport) -> None:
    """A post's FTE on every row of a job share, and a person's cases on every post's row."""
    for rule, columns, value, test, words in _REPEATS:
        (count,) = connection.execute(
            f"SELECT count(*) FROM (SELECT month, {columns} FROM {TYPED} WHERE {_SOUND} "
            f"AND {columns} IS NOT NULL GROUP BY ALL HAVING count(*) > 1 "
            f"AND min({value}) = max({value}) AND count({value}) = count(*) AND {test})"
        ).fetchone()
        if count:
            report.warn(rule, words.format(times=counted(count, "time")))


_REPEATS = (
    (
        "repeated_establishment",
        "post_number",
        "established_fte",
        "sum(contracted_fte) <= max(established_fte) AND min(contracted_fte) > 0 "
        "AND max(contracted_fte) < max(established_fte)",
        "{times} a shared post has its whole establishment on each of its rows: it counts once.",
    ),
    (
        "repeated_cases",
        "staff_ref",
        "allocated_cases",
        f"max(allocated_cases) > 0 AND bool_and({_STAYS})",
        "{times} someone in two posts has the same number of cases on each row: it counts once.",
    ),
)


def _warn_of_over_full_time(
    connection: Connection, found: dict[str, FoundColumn], report: TableReport
) -> None:
    """People whose posts in one month come to more than one person can work.

    A row repeated for another absence is one post, as in the figures.
    """
    if "contracted_fte" not in found:
        return
    people, count, first = connection.execute(
        f"""
        WITH holding AS (
            SELECT month, kind, staff_ref, contracted_fte, min(_row) AS first_row FROM {TYPED}
            WHERE {_SOUND} AND staff_ref IS NOT NULL AND contracted_fte > 0 AND {_STAYS}
                AND coalesce(employment_type, '') <> 'vacant'
                AND (start_date IS NULL OR start_date <= month)
            GROUP BY month, kind, staff_ref, contracted_fte, established_fte, start_date, end_date,
                coalesce(post_number, 'row ' || _row)
        ),
        over AS (
            SELECT staff_ref, list(first_row) AS holdings FROM holding
            GROUP BY month, kind, staff_ref HAVING sum(contracted_fte) > {MOST_FTE_OF_ONE} + 1e-9
        )
        SELECT count(DISTINCT staff_ref), sum(len(holdings))::BIGINT,
            list_sort(flatten(list(holdings)))[:{_ROWS_NAMED}] FROM over
        """
    ).fetchone()
    if people:
        report.warn(
            "person_over_full_time",
            f"{counted(people, 'person has', 'people have')} more than {MOST_FTE_OF_ONE} "
            f"full-time equivalents in one month, over several posts: {_in_rows(count, first)}. "
            "All of it is counted; if a move left the old post open, end it, and if a staff "
            "reference is shared, correct it.",
            _cell(found["contracted_fte"], first[0]),
        )


def _counted(connection: Connection, test: str) -> tuple[int, list[int]]:
    """How many sound rows pass a test, and the numbers of the first few."""
    count, first = connection.execute(
        f"SELECT count(*), min(_row, {literal(_ROWS_NAMED)}) FROM {TYPED} "
        f"WHERE ({test}) AND {_SOUND}"
    ).fetchone()
    return count, first or []


def _in_rows(count: int, first: list[int]) -> str:
    """``1 row (7)``; ``143 rows (2, 9, 16 …)``."""
    named = ", ".join(str(row) for row in first[:_ROWS_NAMED])
    more = " …" if count > len(first) else ""
    return f"{counted(count, 'row')} ({named}{more})"


def _cell(each: FoundColumn, row: int) -> str:
    return f"{column_letter(each.position)}{row}"
