"""DfE statistics: Explore Education Statistics CSVs of any release, and older wide files.

Which columns hold which measure is data: data/published/shapes/*.toml.
"""

from dataclasses import dataclass

from data.context import LoadContext, Recognition
from data.database import Connection, literal, quote
from data.published.figures import Release, insert_figures, number_of, published_codes
from data.published.places import Place, areas_of
from data.published.shapes import (
    Shape,
    find_column,
    measure_columns,
    normal,
    shapes,
    share_found,
)
from data.published.years import last_day, year_ending
from data.reports import TableReport
from data.sources.table import SourceTable

LEAST_SHARE = 0.5
"""A shape is known when this share of its expected measures is there: columns come and go."""

_STAGED = "_statistics"
_STATISTICS_COLUMNS = {"time_period", "time_identifier", "geographic_level"}


@dataclass(frozen=True)
class Staged:
    """A staged file of a known shape: its headings as written, and the measures' columns."""

    shape: Shape
    headings: list[str]
    measures: dict[str, list[tuple[str, int | None]]]

    def column(self, names: tuple[str, ...]) -> str | None:
        return find_column(names, self.headings)

    def expression(self, names: tuple[str, ...]) -> str:
        """SQL for the column that is one of ``names``, NULL where the file has none."""
        column = self.column(names)
        return quote(column) if column else "NULL::VARCHAR"


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """A statistics file by its columns, in whichever of the first rows they stand.

    One with the columns of Explore Education Statistics but no shape is recognised too, so that
    its one reject can say what to do.
    """
    for header_row, row in enumerate(source.preview[:10], start=1):
        headings = [cell for cell in row if cell]
        shape, share = best_shape(headings)
        if shape:
            return Recognition(shape.fills, 0.5 + share / 2, header_row, {"shape": shape.id})
        if {normal(heading) for heading in headings} >= _STATISTICS_COLUMNS:
            return Recognition("published_figure", LEAST_SHARE, header_row, {"shape": None})
    return None


def best_shape(headings: list[str]) -> tuple[Shape | None, float]:
    """The shape that most of the headings fit, and the share of its measures found."""
    known = [(share_found(shape, headings), shape) for shape in shapes().values()]
    known = [(share, shape) for share, shape in known if share >= LEAST_SHARE]
    if not known:
        return None, 0.0
    share, shape = max(
        known, key=lambda each: (len(measure_columns(each[1], headings)) * each[0], each[0])
    )
    return shape, share


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Every row of the file into ``published_figure`` (each measure one row) or ``population``.

    A row counts as loaded where its area and period are understood. Rejected, one line for each
    reason: rows whose area or year is not, and all rows of a file that no shape fits.
    """
    report = TableReport(source.file, source.sheet, recognition.table)
    connection = context.connection
    headings = source.stage(connection, recognition.header_row, _STAGED)
    if recognition.detail["shape"] is None:
        _reject_all(connection, headings, recognition.header_row, report)
    else:
        shape = shapes()[recognition.detail["shape"]]
        staged = Staged(shape, headings, measure_columns(shape, headings))
        _warn_of_missing(staged, report)
        _load_shape(staged, source.file, context, report)
    connection.execute(f"DROP TABLE {_STAGED}")
    return report


def _reject_all(
    connection: Connection, headings: list[str], header_row: int, report: TableReport
) -> None:
    counted = connection.execute(f"SELECT count(*) FROM {_STAGED}").fetchone()[0]
    report.rows_read = report.rows_rejected = counted
    geography = ("time_", "geographic_", "country_", "region_", "old_la", "new_la", "la_name")
    named = [heading for heading in headings if not normal(heading).startswith(geography)]
    report.reject(
        "unknown_statistics",
        f"This is a DfE statistics file that no mapping knows; its columns are "
        f"{', '.join(named[:12])}. Nothing of it was loaded. To use it, add a TOML to "
        "data/published/shapes that names these columns.",
        header_row,
    )


def _warn_of_missing(staged: Staged, report: TableReport) -> None:
    missing = [
        names[0] for name, names in staged.shape.measures.items() if name not in staged.measures
    ]
    if missing:
        report.warn(
            "missing_columns",
            f"{len(missing)} expected columns are not in this file: {', '.join(missing[:8])}. "
            "The rest was loaded. If they were renamed, add the new names to "
            f"data/published/shapes/{staged.shape.id}.toml.",
        )


def _load_shape(staged: Staged, file: str, context: LoadContext, report: TableReport) -> None:
    connection = context.connection
    newest = _newest_year(staged, connection)
    _stage_places(staged, context, report)
    _stage_periods(staged, connection)
    _stage_kinds(staged, connection)
    _stage_rows(staged, connection)
    _count_rows(connection, report)
    if newest and report.rows_loaded:
        release = Release(staged.shape.release(newest), newest, file)
        if staged.shape.fills == "population":
            _insert_population(staged, release, connection, report)
        else:
            _stage_figures(staged, newest, connection)
            _warn_of_differences(connection, report)
            codes = {**published_codes(), **staged.shape.codes}
            insert_figures(connection, "_statistics_figure", release, codes, report)
            connection.execute("DROP TABLE _statistics_figure")
    for name in ("place", "period", "kind", "row"):
        connection.execute(f"DROP TABLE _statistics_{name}")


def _newest_year(staged: Staged, connection: Connection) -> int | None:
    if staged.shape.layout == "wide":
        named = (year for columns in staged.measures.values() for _, year in columns if year)
        return max(named, default=None)
    written = connection.execute(f"SELECT DISTINCT {_period(staged)} FROM {_STAGED}").fetchall()
    years = (year_ending(label) for (label,) in written if label)
    return max((year for year in years if year), default=None)


def _period(staged: Staged) -> str:
    return "NULL::VARCHAR" if staged.shape.layout == "wide" else staged.expression(("time_period",))


def _place_parts(staged: Staged) -> list[str]:
    """SQL for the parts of a place: level, number, code, name, region."""
    geography = staged.shape.geography
    level, region = staged.expression(geography.level), staged.expression(geography.region_code)
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
    written = context.connection.execute(f"SELECT DISTINCT {parts} FROM {_STAGED}").fetchall()
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
    written = connection.execute(f"SELECT DISTINCT {_period(staged)} FROM {_STAGED}").fetchall()
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
        for (value,) in connection.execute(f"SELECT DISTINCT {column} FROM {_STAGED}").fetchall():
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
    wide = staged.shape.layout == "wide"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE _statistics_row AS
        SELECT staged.*, {" || ".join(kinds)} AS _kind, place.area AS _area,
            place.together AS _together, {_period(staged)} AS _label,
            period.period_end::DATE AS _period_end,
            {"TRUE" if wide else "period.period_end IS NOT NULL"} AS _timed,
            concat_ws(' ', {", ".join(_place_parts(staged)[:3])}) AS _place
        FROM {_STAGED} AS staged
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
    counted = connection.execute(
        """
        SELECT count(DISTINCT _row), count(DISTINCT _row)
            FILTER (_area IS NOT NULL AND _timed AND _kind IS NOT NULL)
        FROM _statistics_row
        """
    ).fetchone()
    report.rows_read, report.rows_loaded = counted
    report.rows_rejected = report.rows_read - report.rows_loaded
    for rule, condition, written, message in _REASONS:
        for value, count, row in connection.execute(
            f"SELECT {written}, count(DISTINCT _row), min(_row) FROM _statistics_row "
            f"WHERE {condition} GROUP BY 1 ORDER BY 3 LIMIT 50"
        ).fetchall():
            report.reject(rule, f"{message.format(value or '')}; {count:,} rows from here on.", row)


def _insert_population(
    staged: Staged, release: Release, connection: Connection, report: TableReport
) -> None:
    """Rows without a number (x) are rejected: the estimate is not given for that area and year."""
    ((column, _),) = staged.measures["children"]
    number = number_of(quote(column))
    connection.execute(
        f"""
        INSERT INTO population
        SELECT _area, year(_period_end), {number}, ?, ?, ? FROM _statistics_row
        WHERE _area IS NOT NULL AND _timed AND _kind IS NOT NULL AND {number} IS NOT NULL
        """,
        [release.name, release.year, release.file],
    )
    for text, count, row in connection.execute(
        f"""
        SELECT trim({quote(column)}), count(DISTINCT _row), min(_row) FROM _statistics_row
        WHERE _area IS NOT NULL AND _timed AND _kind IS NOT NULL AND {number} IS NULL
        GROUP BY 1 ORDER BY 3
        """
    ).fetchall():
        report.rows_loaded -= count
        report.rows_rejected += count
        report.reject(
            "no_population",
            f"{count:,} rows from here on give '{text or ''}' and no number of children; "
            "no rate can be computed for them.",
            row,
            column,
        )


def _stage_figures(staged: Staged, newest: int, connection: Connection) -> None:
    """The table _statistics_figure: one row for each row, area and measure."""
    shape = staged.shape
    parts = []
    for measure, columns in staged.measures.items():
        for column, year in columns:
            if shape.layout == "wide":
                ended = year or newest
                day = f"DATE '{last_day(ended, shape.year_end)}'"
                label = literal(str(ended))
            else:
                day, label = "_period_end", "_label"
            parts.append(
                f"SELECT {literal(shape.id + '/')} || _kind || {literal(measure)} AS measure, "
                f"_area AS area, {day} AS period_end, {label} AS period_label, "
                f"{quote(column)} AS text, _together AS together, _row FROM _statistics_row "
                "WHERE _area IS NOT NULL AND _timed AND _kind IS NOT NULL"
            )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE _statistics_figure AS {' UNION ALL '.join(parts)}"
    )


def _warn_of_differences(connection: Connection, report: TableReport) -> None:
    """A file that gives one figure twice: the first row's stays, and where they differ, say so."""
    twice = """
        SELECT measure, area, period_end, together, min(_row) AS first, max(_row) AS last,
            count(DISTINCT trim(text)) AS texts
        FROM _statistics_figure GROUP BY ALL HAVING count(*) > 1
    """
    count, rows = connection.execute(
        f"SELECT count(*), list(DISTINCT last) FROM ({twice}) WHERE texts > 1"
    ).fetchone()
    connection.execute(
        "DELETE FROM _statistics_figure AS figure USING "
        f"(SELECT DISTINCT * FROM ({twice})) AS pair "
        "WHERE pair.measure = figure.measure AND pair.area = figure.area "
        "AND pair.period_end = figure.period_end "
        "AND pair.together IS NOT DISTINCT FROM figure.together AND figure._row > pair.first"
    )
    if count:
        listed = ", ".join(str(row) for row in sorted(rows)[:5])
        report.warn(
            "given_twice",
            f"{count:,} figures are given twice with different values (rows {listed}); the first "
            "of each was used.",
        )
