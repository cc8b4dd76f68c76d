"""The Local Authority Interactive Tool's store: every measure, council, region and year.

Its rules (year labels, year ends, area numbers) are data: data/published/lait.toml. The tool's
dictionary of measures is known too, and fills nothing.
"""

import tomllib
from functools import cache

from data.context import LoadContext, Recognition
from data.counted_text import counted
from data.database import quote
from data.published.figures import FOLDER, Release, insert_figures, published_codes
from data.published.places import known_council
from data.published.years import last_day, year_ending
from data.reports import TableReport
from data.sources.table import SourceTable

TABLE = "published_figure"
_STAGED = "_lait"


@cache
def lait_rules() -> dict:
    """data/published/lait.toml."""
    return tomllib.loads((FOLDER / "lait.toml").read_text(encoding="utf-8"))


def lait_year_ending(label: str) -> int | None:
    """The year in which a LAIT year ends: 2024 for ``2024``, 2025 for ``2024-25 (OT)``."""
    return year_ending(label, lait_rules()["year_labels"])


def lait_year_end(measure: str) -> str:
    """The month and day on which the years of ``measure`` end: 09-30 for the workforce."""
    ends = lait_rules()["year_ends"]
    named = (end for end, measures in ends.items() if measure in measures)
    return next(named, lait_rules()["year_end"])


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """The store or the dictionary, by their columns in the first row."""
    heading = {(cell or "").strip() for cell in (source.preview or [[]])[0]}
    for kind in ("columns", "dictionary_columns"):
        if heading.issuperset(lait_rules()[kind]):
            return Recognition(TABLE, 1.0, 1, {"store": kind == "columns"})
    return None


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Every row into ``published_figure`` as measure ``lait/<Short Desc>``.

    Rejected, one line for each reason: a year label or an area number that no rule knows.
    """
    report = TableReport(source.file, source.sheet, TABLE)
    source.stage(context.connection, recognition.header_row, _STAGED)
    if not recognition.detail["store"]:
        return _dictionary(context, report)
    years = _stage_periods(context)
    _stage_areas(context)
    _count_rows(context, report)
    if years:
        newest = max(years)
        release = Release(lait_rules()["release"].format(year=newest), newest, source.file)
        _insert(context, release, report)
    for name in (_STAGED, "_lait_period", "_lait_area"):
        context.connection.execute(f"DROP TABLE {quote(name)}")
    return report


def _dictionary(context: LoadContext, report: TableReport) -> TableReport:
    (count,) = context.connection.execute(f"SELECT count(*) FROM {_STAGED}").fetchone()
    context.connection.execute(f"DROP TABLE {_STAGED}")
    report.rows_read = report.rows_rejected = count
    report.reject(
        "no_figures",
        "This is LAIT's dictionary, which describes measures and holds no figures. Nothing of it "
        "is needed; LAIT's figures are in its Parquet store (bds_long).",
        1,
    )
    return report


def _stage_periods(context: LoadContext) -> set[int]:
    """The table _lait_period (measure, label, period_end); gives the years that periods end in."""
    written = context.connection.execute(
        f'SELECT DISTINCT "Short Desc", Years FROM {_STAGED} '
        'WHERE "Short Desc" IS NOT NULL AND Years IS NOT NULL'
    ).fetchall()
    found = [
        (measure, label, last_day(year, lait_year_end(measure)))
        for measure, label in written
        if (year := lait_year_ending(label))
    ]
    context.connection.execute(
        "CREATE OR REPLACE TEMP TABLE _lait_period AS SELECT unnest($1::VARCHAR[]) AS measure, "
        "unnest($2::VARCHAR[]) AS label, unnest($3::DATE[]) AS period_end",
        [list(column) for column in zip(*found, strict=True)] or [[], [], []],
    )
    return {period_end.year for _, _, period_end in found}


def _stage_areas(context: LoadContext) -> None:
    """The table _lait_area (number as written, area); a council nobody knows yet is added."""
    written = context.connection.execute(
        f'SELECT "LA Number", any_value("LA and Regions") FROM {_STAGED} '
        'WHERE "LA Number" IS NOT NULL GROUP BY 1'
    ).fetchall()
    numbered = lait_rules()["areas"]
    found = []
    for number, name in written:
        plain = number.strip().removesuffix(".0")
        area = numbered.get(plain) or known_council(context.areas, plain, None, name, None)
        if area:
            found.append((number, area))
    context.connection.execute(
        "CREATE OR REPLACE TEMP TABLE _lait_area AS "
        "SELECT unnest($1::VARCHAR[]) AS number, unnest($2::VARCHAR[]) AS area",
        [list(column) for column in zip(*found, strict=True)] or [[], []],
    )


_PLACED = f"""
    {_STAGED} AS row
    LEFT JOIN _lait_period AS period
        ON period.measure = row."Short Desc" AND period.label = row.Years
    LEFT JOIN _lait_area AS place ON place.number = row."LA Number"
"""


def _count_rows(context: LoadContext, report: TableReport) -> None:
    rows = context.connection.execute(
        f"""
        SELECT count(*), count(*) FILTER (period_end IS NOT NULL AND area IS NOT NULL)
        FROM {_PLACED}
        """
    ).fetchone()
    report.rows_read, report.rows_loaded = rows
    report.rows_rejected = report.rows_read - report.rows_loaded
    for rule, column, missing, remedy in _REASONS:
        for written, count, row in context.connection.execute(
            f'SELECT row."{column}", count(*), min(_row) FROM {_PLACED} WHERE {missing} '
            "GROUP BY 1 ORDER BY 1"
        ).fetchall():
            report.reject(
                rule,
                f"{counted(count, 'row')} with {column} '{written or ''}': {remedy}",
                row,
                column,
            )


_REASONS = (
    (
        "unknown_year",
        "Years",
        "period_end IS NULL",
        "not a year. If it is one, add its form to data/published/lait.toml.",
    ),
    (
        "unknown_area",
        "LA Number",
        "area IS NULL AND period_end IS NOT NULL",
        "no council or region has this number. If one has, add it to data/published/lait.toml.",
    ),
)


def _insert(context: LoadContext, release: Release, report: TableReport) -> None:
    context.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE _lait_figure AS
        SELECT 'lait/' || row."Short Desc" AS measure, area, period_end,
            row.Years AS period_label, row."Values" AS text, NULL::VARCHAR AS together, 1 AS scale
        FROM {_PLACED} WHERE period_end IS NOT NULL AND area IS NOT NULL
        """
    )
    insert_figures(context.connection, "_lait_figure", release, published_codes(), report)
    context.connection.execute("DROP TABLE _lait_figure")
