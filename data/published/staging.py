"""A staged statistics file: its rows matched to areas, periods and kinds of measure.

Leaves temporary tables: ``_statistics_row`` is each row with its area, period and kind.
"""

from dataclasses import dataclass

from data.context import LoadContext
from data.counted_text import counted
from data.database import Connection, literal, quote
from data.published.columns import Column
from data.published.places import Place, areas_of
from data.published.shapes import Shape, find_column
from data.published.years import last_day, year_ending
from data.reports import TableReport

STAGED = "_statistics"
ROWS = "_statistics_row"
USED = "_area IS NOT NULL AND _timed AND _kind IS NOT NULL"
"""SQL for a row of ``_statistics_row`` whose area, period and kind are all understood."""


@dataclass(frozen=True)
class Staged:
    """A staged file of a known shape: its headings as written, and the measures' columns.

    ``named_year`` is the year in the file's name, for a shape whose columns tell none.
    """

    shape: Shape
    headings: list[str]
    measures: dict[str, list[Column]]
    named_year: int | None = None

    def column(self, names: tuple[str, ...]) -> str | None:
        return find_column(names, self.headings)

    def expression(self, names: tuple[str, ...]) -> str:
        """SQL for the column that is one of ``names``, NULL where the file has none."""
        column = self.column(names)
        return quote(column) if column else "NULL::VARCHAR"


def stage_matches(staged: Staged, context: LoadContext, report: TableReport) -> None:
    """Make ``_statistics_row`` from the staged file, and count its rows into ``report``.

    A figure that several councils share stands once for each of them, with a warning. Rows whose
    area, year or group is not understood are rejected, one line for each that is written.
    """
    connection = context.connection
    _stage_places(staged, context, report)
    _stage_periods(staged, connection)
    _stage_kinds(staged, connection)
    _stage_rows(staged, connection)
    for name in ("place", "period", "kind"):
        connection.execute(f"DROP TABLE _statistics_{name}")
    _count_rows(connection, report)


def newest_year(staged: Staged, connection: Connection) -> int | None:
    """The newest year in the file, which names its release; None where it has no year."""
    if staged.shape.layout == "wide":
        named = (each.year for columns in staged.measures.values() for each in columns if each.year)
        return max(named, default=staged.named_year)
    if staged.shape.year_in_name:
        return staged.named_year
    written = connection.execute(f"SELECT DISTINCT {_period(staged)} FROM {STAGED}").fetchall()
    years = (year_ending(label) for (label,) in written if label)
    return max((year for year in years if year), default=None)


def _period(staged: Staged) -> str:
    """SQL for the label of a row's year."""
    if staged.shape.year_in_name and staged.named_year:
        return literal(str(staged.named_year))
    return "NULL::VARCHAR" if staged.shape.layout == "wide" else staged.expression(("time_period",))


def _place_parts(staged: Staged) -> list[str]:
    """SQL for the parts of a place: level, number, code, name, region."""
    geography = staged.shape.geography
    level, region = staged.expression(geography.level), staged.expression(geography.region_code)
    if geography.every:
        level = literal(geography.every)
    is_region = f"lower(trim({level})) = 'regional'"
    return [
        level,
        staged.expression(geography.number),
        f"CASE WHEN {is_region} THEN {region} ELSE {staged.expression(geography.code)} END",
        f"CASE WHEN {is_region} THEN {staged.expression(geography.region_name)} "
        f"ELSE {staged.expression(geography.name)} END",
        region,
    ]


def _stage_places(staged: Staged, context: LoadContext, report: TableReport) -> None:
    """The table _statistics_place: a row for each area that a place as written stands for."""
    parts = ", ".join(_place_parts(staged))
    written = context.connection.execute(f"SELECT DISTINCT {parts} FROM {STAGED}").fetchall()
    found: list[tuple[str | None, ...]] = []
    for each in sorted(written, key=str):
        place = Place(*each)
        areas = areas_of(place, context.areas)
        together = _together(place) if len(areas) > 1 else None
        found += [(*each, area, together) for area in areas]
        if together:
            report.warn(
                "combined_councils",
                f"{together} report as one ({place.number}). Each was given the joint figures, "
                "and their release says so.",
            )
    columns = ("level", "number", "code", "name", "region", "area", "together")
    _create(context.connection, "_statistics_place", columns, found)


def _together(place: Place) -> str:
    return " and ".join(part.strip() for part in (place.name or place.number or "").split(" / "))


def _stage_periods(staged: Staged, connection: Connection) -> None:
    """The table _statistics_period (label, period_end); wide files have years by column instead."""
    written = connection.execute(f"SELECT DISTINCT {_period(staged)} FROM {STAGED}").fetchall()
    found = [
        (label, last_day(year, staged.shape.year_end).isoformat())
        for (label,) in written
        if label and (year := year_ending(label))
    ]
    _create(connection, "_statistics_period", ("label", "period_end"), found)


def _stage_kinds(staged: Staged, connection: Connection) -> None:
    """The table _statistics_kind: for each filter's value, how measures are called, if taken."""
    found = []
    for name, each in staged.shape.filters.items():
        column = staged.expression(each.columns)
        for (value,) in connection.execute(f"SELECT DISTINCT {column} FROM {STAGED}").fetchall():
            found.append((name, value, each.short_name(value)))
    _create(connection, "_statistics_kind", ("filter", "value", "short"), found)


def _create(
    connection: Connection, name: str, columns: tuple[str, ...], rows: list[tuple[str | None, ...]]
) -> None:
    values = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    listed = ", ".join(
        f"unnest(${n}::VARCHAR[]) AS {column}" for n, column in enumerate(columns, start=1)
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {listed}", values)


def _stage_rows(staged: Staged, connection: Connection) -> None:
    """The table _statistics_row: each staged row with its area (two for a joint figure), period
    and ``kind``, the filters' part of a measure's name (NULL where a filter leaves the row out).
    """
    places = " AND ".join(
        f"{part} IS NOT DISTINCT FROM place.{name}"
        for name, part in zip(
            ("level", "number", "code", "name", "region"), _place_parts(staged), strict=True
        )
    )
    joins, kinds = [], ["''"]
    for n, (name, each) in enumerate(staged.shape.filters.items()):
        joins.append(
            f"LEFT JOIN _statistics_kind AS kind{n} ON kind{n}.filter = {literal(name)} "
            f"AND kind{n}.value IS NOT DISTINCT FROM {staged.expression(each.columns)}"
        )
        kinds.append(f"kind{n}.short || '/'")
    dated_columns = any(each.year for columns in staged.measures.values() for each in columns)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {ROWS} AS
        SELECT staged.*, {" || ".join(kinds)} AS _kind, place.area AS _area,
            place.together AS _together, {_period(staged)} AS _label,
            period.period_end::DATE AS _period_end,
            {"TRUE" if dated_columns else "period.period_end IS NOT NULL"} AS _timed,
            concat_ws(' ', {", ".join(_place_parts(staged)[:3])}) AS _place
        FROM {STAGED} AS staged
        LEFT JOIN _statistics_place AS place ON {places}
        LEFT JOIN _statistics_period AS period ON period.label = {_period(staged)}
        {" ".join(joins)}
        """
    )


_REASONS = (
    ("unknown_area", "_area IS NULL", "_place", "the area '{0}' is not known"),
    (
        "unknown_year",
        "_area IS NOT NULL AND NOT _timed",
        "_label",
        "'{0}' is not a year that Waymark knows",
    ),
    (
        "other_group",
        "_area IS NOT NULL AND _timed AND _kind IS NULL",
        "''",
        "another group than the one used",
    ),
)


def _count_rows(connection: Connection, report: TableReport) -> None:
    rows = connection.execute(
        f"SELECT count(DISTINCT _row), count(DISTINCT _row) FILTER ({USED}) FROM {ROWS}"
    ).fetchone()
    report.rows_read, report.rows_loaded = rows
    report.rows_rejected = report.rows_read - report.rows_loaded
    for rule, condition, written, message in _REASONS:
        for value, count, row in connection.execute(
            f"SELECT {written}, count(DISTINCT _row), min(_row) FROM {ROWS} "
            f"WHERE {condition} GROUP BY 1 ORDER BY 3 LIMIT 50"
        ).fetchall():
            affected = counted(count, "row")
            report.reject(rule, f"{message.format(value or '')}; {affected} from here on.", row)
