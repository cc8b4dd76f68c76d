"""A file with a row a child's placement into ``placement_cost``: set-based, for it may be long."""

from collections.abc import Callable
from datetime import date

from data.context import LoadContext
from data.convert import cleaned, conversion
from data.counted_text import counted
from data.database import Connection, literal, quote
from data.money import declared_scales
from data.readers.finance_council import OTHER_COUNCIL, is_other_council
from data.readers.finance_period import NoPeriod, days_warning, sheet_month
from data.readers.finance_rows import STAGED, create_staged, load_staged
from data.readers.longer_rows import warn_of_longer
from data.readers.placement_costs.columns import Columns
from data.readers.placement_costs.told_twice import drop_kinds_told
from data.readers.placement_costs.words import placement_kind
from data.reports import MOST_REJECTS_LISTED, TableReport
from data.sources.table import SourceTable

TABLE = "placement_cost"
_RAW, _TYPED, _KINDS = "placement_raw", "placement_typed", "placement_kinds"
_DAYS, _SUMS, _WORDS = "placement_days", "placement_sums", "placement_words"
_DAY_ROLES = ("as_at", "start_date", "end_date")
_SUM_ROLES = ("weekly_cost", "accrued", "health", "education")
_WORD_ROLES = ("placement_type", "provider_type", "provider")
_SAME = ("child_id", "placement_id")
_MONEY = r"^-?£?\d{1,12}(\.\d+)?$"
_REASONS = {
    "bad_date": "the date of the snapshot is no date. Write it as 31/12/2025.",
    "future_month": "the snapshot is of a month still to come. Write its date.",
    "other_council": OTHER_COUNCIL,
    "earlier_snapshot": "a later day of the same month is in the file, and it stands. Nothing to "
    "do.",
    "missing_id": "the child's ID is blank. Fill it in and export again.",
    "missing_type": "the kind of placement is blank. Fill it in and export again.",
    "ended": "the placement had ended by the month's end, so it is not of it. Nothing to do.",
    "duplicate_row": "a later row is of the same placement and month; that one was loaded.",
}


def load_children(
    source: SourceTable, found: Columns, context: LoadContext, report: TableReport
) -> None:
    """Load each placement with its price of a week; a price that is not known is blank."""
    connection = context.connection
    names = source.stage(connection, found.last + 1, _RAW)
    columns = {role: quote(names[at]) for role, at in found.roles.items() if at < len(names)}
    (report.rows_read,) = connection.execute(f"SELECT count(*) FROM {_RAW}").fetchone()
    try:
        month = None if "as_at" in columns else _month_told(source, found)
    except NoPeriod as fault:
        report.rows_rejected = report.rows_read
        report.reject("period", f"Nothing of this table was loaded: {fault}", found.last + 1)
    else:
        _create_typed(connection, columns, month, _scale(found))
        _map_kinds(connection)
        _reject(connection, report, _others(connection, columns, context))
        _warn_of_days(connection, report)
        _warn_of_prices(connection, report)
        warn_of_longer(connection, source, _RAW, names, report)
        _stage(connection, source)
        drop_kinds_told(connection, report)
        load_staged(connection, TABLE, _SAME, report)
        for each in (_TYPED, _KINDS, _DAYS, _SUMS, _WORDS):
            connection.execute(f"DROP TABLE {each}")
    connection.execute(f"DROP TABLE {_RAW}")


def _month_told(source: SourceTable, found: Columns) -> date:
    """The month end by the titles above the headings, the sheet's name or the file's."""
    titles = [cell for row in source.preview[: found.first] for cell in row if cell]
    return sheet_month(titles, [], source.sheet, source.file)


def _others(connection: Connection, columns: dict[str, str], context: LoadContext) -> list[str]:
    """What the column of placing authorities says, as it is written, of other councils."""
    if "council" not in columns:
        return []
    written = connection.execute(
        f"SELECT DISTINCT {columns['council']} FROM {_RAW} WHERE {columns['council']} IS NOT NULL"
    ).fetchall()
    return [text for (text,) in written if is_other_council(text, context)]


def _scale(found: Columns) -> int:
    """What one in the column of prices is in pounds: a week's price is in pounds unless said."""
    at = found.roles.get("weekly_cost", found.roles.get("accrued", -1))
    scales = declared_scales(found.headings.get(at, ""))
    return scales.pop() if len(scales) == 1 else 1


def _read_values(
    connection: Connection, columns: dict[str, str]
) -> tuple[dict[str, str], list[str]]:
    """SQL for the value of each role that the file has, and the joins that they need."""
    values: dict[str, str] = {}
    joins: list[str] = []
    for table, roles, read in (
        (_DAYS, _DAY_ROLES, _day),
        (_SUMS, _SUM_ROLES, _money),
        (_WORDS, _WORD_ROLES, str),
    ):
        have = [role for role in roles if role in columns]
        _read_texts(connection, table, [columns[role] for role in have], read)
        values |= {role: f"{role}_of.value" for role in have}
        joins += [
            f"LEFT JOIN {table} AS {role}_of ON {role}_of.text = raw.{columns[role]}"
            for role in have
        ]
    for role in ("child_id", "placement_id"):
        if role in columns:
            values[role] = conversion("id", cleaned(f"raw.{columns[role]}")).value
    return values, joins


def _create_typed(
    connection: Connection, columns: dict[str, str], month: date | None, scale: int
) -> None:
    """The rows with typed values: days, sums and words are read once for each way of writing."""
    values, joins = _read_values(connection, columns)

    def value(role: str, kind: str) -> str:
        return values.get(role, f"NULL::{kind}")

    day = f"DATE {literal(str(month))}" if month else values["as_at"]
    council = f"raw.{columns['council']}" if "council" in columns else "NULL::VARCHAR"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {_TYPED} AS
        WITH typed AS (
            SELECT _row, {day} AS day, last_day({day}) AS as_at, {council} AS council,
                {value("child_id", "VARCHAR")} AS child_id,
                {value("placement_id", "VARCHAR")} AS placement_id,
                {value("placement_type", "VARCHAR")} AS type_text,
                coalesce({value("provider_type", "VARCHAR")}, '') AS provider_type,
                {value("provider", "VARCHAR")} AS provider,
                {value("start_date", "DATE")} AS start_date,
                {value("end_date", "DATE")} AS end_date,
                {scale} * {value("weekly_cost", "DOUBLE")} AS weekly,
                {scale} * {value("accrued", "DOUBLE")} AS accrued,
                {scale} * (coalesce({value("health", "DOUBLE")}, 0)
                    + coalesce({value("education", "DOUBLE")}, 0)) AS contributions
            FROM {_RAW} AS raw {" ".join(joins)}
        ),
        weighed AS (
            SELECT *, (date_diff('day', greatest(start_date, make_date(year(as_at)
                - (month(as_at) < 4)::INTEGER, 4, 1)), as_at) + 1) / 7.0 AS weeks FROM typed
        )
        SELECT _row, day, as_at, council, child_id,
            coalesce(placement_id, child_id) AS placement_id, type_text, provider_type,
            provider, end_date,
            coalesce(weekly, CASE WHEN weeks > 0 THEN round(accrued / weeks, 2) END) AS weekly_cost,
            CASE WHEN weekly IS NULL AND accrued IS NOT NULL AND weeks > 0
                 THEN round(contributions / weeks, 2) ELSE contributions END AS contributions
        FROM weighed
        """
    )


def _read_texts(
    connection: Connection, name: str, columns: list[str], read: Callable[[str], str]
) -> None:
    """The table ``name``: each ``text`` in the columns once, and its ``value`` as ``read`` has it.

    A text that stood twice would make each row that has it two rows.
    """
    texts = " UNION ".join(f"SELECT DISTINCT {column} AS text FROM {_RAW}" for column in columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT text, {read(cleaned('text'))} AS value "
        f"FROM ({texts or 'SELECT NULL::VARCHAR AS text'}) WHERE text IS NOT NULL"
    )


def _day(text: str) -> str:
    return conversion("date", text).value


def _money(text: str) -> str:
    """SQL for a price: £, commas, and brackets or a minus behind for less than nothing."""
    plain = f"translate({text}, ', ', '')"
    signed = (
        f"CASE WHEN regexp_matches({plain}, '^\\(.*\\)$') OR {plain} LIKE '%-' "
        f"THEN '-' || translate({plain}, '()-', '') ELSE {plain} END"
    )
    return (
        f"CASE WHEN regexp_matches({signed}, {literal(_MONEY)}) "
        f"THEN CAST(translate({signed}, '£', '') AS DOUBLE) END"
    )


def _map_kinds(connection: Connection) -> None:
    """Each way that a kind is written → the kind."""
    pairs = connection.execute(
        f"SELECT DISTINCT type_text, provider_type FROM {_TYPED} WHERE type_text IS NOT NULL"
    ).fetchall()
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {_KINDS} AS SELECT unnest(?::VARCHAR[]) AS type_text, "
        "unnest(?::VARCHAR[]) AS provider_type, unnest(?::VARCHAR[]) AS kind",
        [
            [written for written, _ in pairs],
            [provider for _, provider in pairs],
            [placement_kind(written, provider) for written, provider in pairs],
        ],
    )


def _reject(connection: Connection, report: TableReport, others: list[str]) -> None:
    """Take out the rows that cannot be used, and list the first thousand.

    Of several days of one month the latest stands. ``others`` are texts of other councils.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {_TYPED} AS
        SELECT *, CASE WHEN as_at IS NULL THEN 'bad_date'
            WHEN as_at > last_day(current_date) THEN 'future_month'
            WHEN is_other THEN 'other_council'
            WHEN day < max(day) FILTER (NOT is_other) OVER (PARTITION BY as_at)
            THEN 'earlier_snapshot'
            WHEN child_id IS NULL THEN 'missing_id'
            WHEN type_text IS NULL THEN 'missing_type' WHEN end_date <= as_at THEN 'ended'
            WHEN row_number() OVER (PARTITION BY as_at, child_id, placement_id,
                end_date IS NOT NULL AND end_date <= as_at ORDER BY day DESC, _row DESC) > 1
            THEN 'duplicate_row' END AS fault
        FROM (SELECT *, coalesce(list_contains(?, council), false) AS is_other FROM {_TYPED})
        """,
        [others],
    )
    faults = connection.execute(
        f"SELECT _row, fault FROM {_TYPED} WHERE fault IS NOT NULL ORDER BY _row "
        f"LIMIT {MOST_REJECTS_LISTED}"
    ).fetchall()
    for row, fault in faults:
        report.reject(fault, f"Not loaded: {_REASONS[fault]}", row)
    report.rows_rejected, report.rows_loaded = connection.execute(
        f"SELECT count(fault), count(*) - count(fault) FROM {_TYPED}"
    ).fetchone()


def _warn_of_days(connection: Connection, report: TableReport) -> None:
    """Months of which the file has several days."""
    months = connection.execute(
        f"SELECT as_at, max(day), count(fault) FILTER (fault = 'earlier_snapshot') AS rows "
        f"FROM {_TYPED} WHERE as_at IS NOT NULL GROUP BY as_at HAVING rows > 0 ORDER BY as_at"
    ).fetchall()
    for month, day, rows in months:
        report.warn("earlier_snapshot", days_warning(month, day, rows))


def _warn_of_prices(connection: Connection, report: TableReport) -> None:
    """Placements without a price, which no sum can count; prices below zero."""
    for test, rule, one, many in (
        (
            "weekly_cost IS NULL",
            "no_price",
            "placement has no price that can be read, and is in no sum",
            "placements have no price that can be read, and are in no sum",
        ),
        (
            "weekly_cost < 0",
            "negative_price",
            "placement has a price below zero, and is counted so",
            "placements have a price below zero, and are counted so",
        ),
    ):
        count, first = connection.execute(
            f"SELECT count(*), min(_row) FROM {_TYPED} WHERE fault IS NULL AND {test}"
        ).fetchone()
        if count:
            report.warn(rule, f"{counted(count, one, many)}; the first is in row {first}.")


def _stage(connection: Connection, source: SourceTable) -> None:
    create_staged(connection, TABLE)
    connection.execute(
        f"""
        INSERT INTO {STAGED} BY NAME
        SELECT as_at, child_id, placement_id, kind AS placement_type, provider,
            1.0 AS placements, weekly_cost, contributions, ? AS file, ? AS sheet,
            _row::INTEGER AS "row"
        FROM {_TYPED} JOIN {_KINDS} USING (type_text, provider_type) WHERE fault IS NULL
        """,
        [source.file, source.sheet or ""],
    )
