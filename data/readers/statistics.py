"""DfE statistics: Explore Education Statistics CSVs of any release, and older wide files.

Which columns hold which measure is data: data/published/shapes/*.toml.
"""

from data.context import LoadContext, Recognition
from data.counted_text import counted
from data.database import Connection, literal, quote
from data.published.columns import Column, Columns, columns_of, share_found
from data.published.figures import Release, insert_figures, number_of, published_codes
from data.published.shapes import Shape, normal, shapes
from data.published.staging import ROWS, STAGED, USED, Staged, newest_year, stage_matches
from data.published.years import last_day, year_in_name
from data.reports import TableReport
from data.sources.table import SourceTable

LEAST_SHARE = 0.5
"""A shape is known when this share of its expected measures is there: columns come and go."""

_STATISTICS_COLUMNS = {"time_period", "time_identifier", "geographic_level"}


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
        known,
        key=lambda each: (len(columns_of(each[1], headings).measures) * each[0], each[0]),
    )
    return shape, share


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Every row of the file into ``published_figure`` (each measure one row) or ``population``.

    A row counts as loaded where its area and period are understood. Rejected, one line for each
    reason: rows whose area or year is not, and all rows of a file that no shape fits.
    """
    report = TableReport(source.file, source.sheet, recognition.table)
    connection = context.connection
    headings = source.stage(connection, recognition.header_row, STAGED)
    if recognition.detail["shape"] is None:
        _reject_all(connection, headings, recognition.header_row, report)
    else:
        shape = shapes()[recognition.detail["shape"]]
        columns = columns_of(shape, headings)
        staged = Staged(shape, headings, columns.measures, year_in_name(source.file))
        _warn_of_columns(shape, columns, report)
        _load_shape(staged, source.file, context, report)
    connection.execute(f"DROP TABLE {STAGED}")
    return report


def _reject_all(
    connection: Connection, headings: list[str], header_row: int, report: TableReport
) -> None:
    counted = connection.execute(f"SELECT count(*) FROM {STAGED}").fetchone()[0]
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


def _warn_of_columns(shape: Shape, columns: Columns, report: TableReport) -> None:
    """What a person should know of a release not seen before: names taken, missing, left out."""
    mapping = f"data/published/shapes/{shape.id}.toml"
    if columns.near:
        taken = ", ".join(f"'{heading}' as {name}" for heading, name in columns.near.items())
        report.warn(
            "columns_taken_by_spelling",
            f"This looks like {shape.id.replace('_', ' ')} with columns renamed. Taken by their "
            f"spelling: {taken}. Check one figure of each, and add the names to {mapping}.",
        )
    missing = [names[0] for name, names in shape.measures.items() if name not in columns.measures]
    if missing:
        report.warn(
            "missing_columns",
            f"{len(missing)} expected columns are not in this file: {', '.join(missing[:8])}. "
            f"The rest was loaded. If they were renamed, add the new names to {mapping}.",
        )
    if columns.unused:
        report.warn(
            "columns_not_used",
            f"{len(columns.unused)} columns are not known, and nothing of them was loaded: "
            f"{', '.join(columns.unused[:8])}. To use them, name them in {mapping}.",
        )


def _load_shape(staged: Staged, file: str, context: LoadContext, report: TableReport) -> None:
    connection = context.connection
    newest = newest_year(staged, connection)
    if newest is None and staged.shape.year_in_name:
        _reject_without_year(connection, report)
        return
    stage_matches(staged, context, report)
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
    connection.execute(f"DROP TABLE {ROWS}")


def _reject_without_year(connection: Connection, report: TableReport) -> None:
    counted = connection.execute(f"SELECT count(*) FROM {STAGED}").fetchone()[0]
    report.rows_read = report.rows_rejected = counted
    report.reject(
        "unknown_year",
        "No column of this file tells its year. Put the year into the file's name, such as "
        "s251_2015.xlsx for the year ending in March 2015.",
    )


def _insert_population(
    staged: Staged, release: Release, connection: Connection, report: TableReport
) -> None:
    """Rows without a number (x) are rejected: the estimate is not given for that area and year."""
    ((column, _, _),) = staged.measures["children"]
    number = number_of(quote(column))
    connection.execute(
        f"""
        INSERT INTO population
        SELECT _area, year(_period_end), {number}, ?, ?, ? FROM {ROWS}
        WHERE {USED} AND {number} IS NOT NULL
        """,
        [release.name, release.year, release.file],
    )
    for text, count, row in connection.execute(
        f"""
        SELECT trim({quote(column)}), count(DISTINCT _row), min(_row) FROM {ROWS}
        WHERE {USED} AND {number} IS NULL
        GROUP BY 1 ORDER BY 3
        """
    ).fetchall():
        report.rows_loaded -= count
        report.rows_rejected += count
        report.reject(
            "no_population",
            f"{counted(count, 'row')} from here on with '{text or ''}' and no number of children; "
            "no rate can be computed for them.",
            row,
            column,
        )


def _stage_figures(staged: Staged, newest: int, connection: Connection) -> None:
    """The table _statistics_figure: one row for each row, area and measure."""
    shape = staged.shape
    parts = []
    for measure, columns in staged.measures.items():
        for column in columns:
            day, label = _period_of(column, shape, newest)
            parts.append(
                f"SELECT {literal(shape.id + '/')} || _kind || {literal(measure)} AS measure, "
                f"_area AS area, {day} AS period_end, {label} AS period_label, "
                f"{quote(column.heading)} AS text, _together AS together, "
                f"{shape.scales.get(measure, 1)} AS scale, _row FROM {ROWS} WHERE {USED}"
            )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE _statistics_figure AS {' UNION ALL '.join(parts)}"
    )


def _period_of(column: Column, shape: Shape, newest: int) -> tuple[str, str]:
    """SQL for the last day of a column's period, and for its label.

    A month belongs to the row's year: April to December of 2021-22 are in 2021.
    """
    if shape.layout == "wide":
        ended = column.year or newest
        return f"DATE '{last_day(ended, shape.year_end)}'", literal(str(ended))
    if column.month:
        before = (int(shape.year_end[:2]) - column.month) % 12
        day = f"last_day(_period_end - INTERVAL {before} MONTH)"
        return day, f"strftime({day}, '%Y-%m')"
    return "_period_end", "_label"


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
