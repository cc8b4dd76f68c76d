"""From cases to observations: the one generic step behind every computed indicator.

``cases_<slug>`` (queries.observations.case_tables) → ``monthly``, what each month or month end
counts for each split and member → ``windowed``, summed over the window → ``observation``.
All of it set-based; tests/slow_recomputation.py does the same with loops.
"""

from collections.abc import Callable, Sequence
from datetime import date

from data.database import Connection, quote
from data.settings import Standards
from queries.catalogue import Indicator
from queries.observations.calendar import (
    create_calendar,
    create_month_ends,
    create_shared_tables,
    create_standards,
)
from queries.observations.case_tables import (
    WINDOWS,
    Shape,
    case_table_name,
    create_case_table,
    window_is_summed,
)
from queries.observations.kinds import tellings
from queries.observations.precedence import count_by_kind, create_second_count, name_kind
from queries.observations.series_start import first_month

_QUOTIENT = "numerator / nullif(denominator, 0)"
_VALUES = {
    "percent": f"100.0 * {_QUOTIENT}",
    "per_10000": f"10000.0 * {_QUOTIENT}",
    "days": _QUOTIENT,
    "ratio": _QUOTIENT,
    "pounds": _QUOTIENT,
    "fte": _QUOTIENT,
}
# Units that are a sum alone and have no denominator to show, unless an average is asked for.
_SUMS = ("count", "pounds", "fte")


def case_observations(
    connection: Connection,
    indicators: dict[str, Indicator],
    council_area: str,
    as_at: date | None = None,
    standards: Standards | None = None,
    counted: Callable[[str], None] = lambda table: None,
    precedence: Sequence[str] = (),
) -> None:
    """Add to ``observation`` the figures of every indicator that has a query for its cases.

    Leaves ``working_day``, ``month_end`` and ``cases_<slug>`` of each indicator standing. Figures
    run from the first month known whole to the last complete month. An indicator without a case
    has no figures. ``as_at`` is the day that the extract reaches, guessed where it is not given
    (calendar.extract_reaches); ``standards`` are the council's own, the defaults where none are
    given. ``counted`` is told each ``cases_<slug>`` that is done with here, and may write it
    elsewhere and drop it. Where several kinds of export tell cases, ``precedence`` names those
    that go first, and ``second_count`` has what gave way (queries.observations.precedence).
    Raises CaseQueryError naming the query's file.
    """
    create_calendar(connection)
    create_standards(connection, standards or Standards())
    create_second_count(connection)
    computed = [each for each in indicators.values() if each.computed]

    def prepare(reaches: date | None) -> None:
        create_month_ends(connection, as_at or reaches)
        create_shared_tables(connection)

    def count(indicator: Indicator) -> None:
        shape = create_case_table(connection, indicator)
        add_observations(connection, indicator, shape, council_area)

    told = tellings(connection, precedence)
    if len(told) > 1:
        count_by_kind(connection, computed, told, prepare, count)
        create_month_ends(connection, as_at)
        for indicator in computed:
            counted(case_table_name(indicator.slug))
        return
    prepare(None)
    for indicator in computed:
        count(indicator)
        counted(case_table_name(indicator.slug))
    if told and told[0].kind != "ssd":
        name_kind(connection, computed, told[0].kind)


def add_observations(
    connection: Connection, indicator: Indicator, shape: Shape, council_area: str
) -> None:
    """One indicator's figures, from its cases, for all its windows, units, splits and members."""
    first = first_month(connection, indicator, shape)
    if first is None:
        return
    _create_monthly(connection, indicator, shape, first)
    for window in indicator.windows:
        if window in WINDOWS[shape.kind]:
            _create_windowed(connection, indicator, shape, window)
            for unit in indicator.units:
                _insert(connection, indicator, window, unit, council_area)


def _create_monthly(
    connection: Connection, indicator: Indicator, shape: Shape, first: date
) -> None:
    """The table ``monthly``: every month × split × member, members without a case as zero.

    ``numerator`` and ``denominator`` are counts, or the sums of ``amount`` and ``base``.
    ``only_window`` is the window that a row serves alone, or blank.
    """
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE monthly
            (split VARCHAR, member VARCHAR, month_end DATE, only_window VARCHAR,
             numerator DOUBLE, denominator DOUBLE)
        """
    )
    for split in ("", *indicator.case_splits):
        member = quote(split) if split else "''"
        connection.execute(
            f"""
            INSERT INTO monthly
            WITH counted AS ({_counted(indicator, shape, member)}),
            months AS ({_months(indicator, shape, split)}),
            members AS ({_members(indicator, shape, split)}),
            spine AS (SELECT months.*, member FROM months, members WHERE months.month_end >= ?)
            SELECT '{split}', spine.member, spine.month_end, spine.only_window,
                coalesce(numerator, 0), coalesce(denominator, 0)
            FROM spine LEFT JOIN counted USING (member, month_end, only_window)
            """,
            [first],
        )


def _members(indicator: Indicator, shape: Shape, split: str) -> str:
    """SQL for the members that a split has in the months that are known."""
    member = quote(split) if split else "''"
    known = f"last_day({shape.day}) IN (SELECT month_end FROM months)"
    within = known if shape.says_what_is_known(split) else "true"
    return (
        f"SELECT DISTINCT {member} AS member FROM {quote(case_table_name(indicator.slug))} "
        f"WHERE {within}"
    )


def _months(indicator: Indicator, shape: Shape, split: str) -> str:
    """SQL for the months that are known: of snapshots, those that were taken; of others, all but
    those of a case of which something is not known."""
    cases = quote(case_table_name(indicator.slug))
    if shape.kind == "snapshot":
        return (
            f"SELECT DISTINCT snapshot AS month_end, {_only_window(shape)} AS only_window "
            f"FROM {cases}"
        )
    months = "SELECT month_end, '' AS only_window FROM month_end"
    if not shape.says_what_is_known(split):
        return months
    return (
        f"{months} WHERE month_end NOT IN (SELECT last_day({shape.day}) FROM {cases} "
        f"WHERE NOT ({shape.whether_known(split)}))"
    )


def _only_window(shape: Shape) -> str:
    return '"window"' if shape.has_window else "''"


def _counted(indicator: Indicator, shape: Shape, member: str) -> str:
    """SQL for the months and members that have cases."""
    cases = quote(case_table_name(indicator.slug))
    if shape.kind == "open":
        month = "month_end.month_end"
        source = (
            f"{cases} AS cases JOIN month_end ON cases.start_date <= month_end.month_end "
            "AND (cases.end_date IS NULL OR cases.end_date > month_end.month_end)"
        )
    else:
        month, source = f"last_day({shape.day})", cases
    return (
        f"SELECT {month} AS month_end, {member} AS member, {_only_window(shape)} AS only_window, "
        f"{shape.numerator} AS numerator, {shape.denominator} AS denominator "
        f"FROM {source} GROUP BY 1, 2, 3"
    )


def _create_windowed(
    connection: Connection, indicator: Indicator, shape: Shape, window: str
) -> None:
    """The table ``windowed``: ``monthly`` summed over the window ending at each month.

    A rolling year begins once twelve months are known, a year to date with the first April; a
    month that is not known leaves every window that needs it without a figure.
    """
    summed = window_is_summed(indicator, shape, window)
    over = {
        "r": "PARTITION BY split, member ORDER BY month_end ROWS 11 PRECEDING",
        "y": "PARTITION BY split, member, financial_year ORDER BY month_end",
    }[window] if summed else "PARTITION BY split, member, month_end"  # fmt: skip
    whole = {
        "r": "count(*) OVER period = 12 "
        "AND min(month_end) OVER period = last_day(month_end - INTERVAL 11 MONTH)",
        "y": "count(*) OVER period = (month(month_end) + 8) % 12 + 1",
    }[window] if summed else "true"  # fmt: skip
    below = (
        "arg_max(denominator, month_end)" if indicator.denominator_at_end else "sum(denominator)"
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE windowed AS
        WITH dated AS (
            SELECT *, year(month_end) - (month(month_end) < 4)::INTEGER AS financial_year
            FROM monthly WHERE only_window IN ('', '{window}')
        )
        SELECT split, member, month_end, financial_year,
            sum(numerator) OVER period AS numerator,
            {below} OVER period AS denominator
        FROM dated
        WINDOW period AS ({over})
        QUALIFY {whole}
        """
    )


def _insert(
    connection: Connection, indicator: Indicator, window: str, unit: str, council_area: str
) -> None:
    """``windowed`` into ``observation`` in one unit.

    A rate is of the whole alone: the population is not known by sex, ethnicity or category.
    """
    connection.execute(
        f"""
        INSERT INTO observation BY NAME
        WITH figures AS ({_rated(unit)}),
        valued AS (SELECT *, {_value(indicator, unit)} AS figure FROM figures)
        SELECT $slug AS slug, $unit AS unit, $window AS window, split, member,
            $area AS area, 'cases' AS source, month_end AS period_end,
            figure AS value, numerator,
            {"NULL" if _is_plain(indicator, unit) else "denominator"} AS denominator,
            CASE WHEN figure IS NOT NULL THEN 'ok'
                 WHEN denominator IS NULL THEN 'not_available'
                 ELSE 'not_applicable' END AS status,
            NULL AS release, note
        FROM valued
        """,
        {"slug": indicator.slug, "unit": unit, "window": window, "area": council_area},
    )


def _is_plain(indicator: Indicator, unit: str) -> bool:
    return unit in _SUMS and not indicator.average


def _value(indicator: Indicator, unit: str) -> str:
    return "numerator" if _is_plain(indicator, unit) else _VALUES[unit]


def _rated(unit: str) -> str:
    """SQL for ``windowed`` with the denominator of the unit.

    A period in the financial year April Y to March Y+1 is divided by the children of mid-year Y,
    as the Department for Education does; where that is not held, by the latest before it.
    """
    if unit != "per_10000":
        return "SELECT *, NULL AS note FROM windowed"
    return """
        SELECT windowed.* REPLACE (children AS denominator),
            CASE WHEN children IS NULL THEN 'No population of the council is held for this period.'
                 WHEN people.year < financial_year
                 THEN 'Divided by the population of mid-' || people.year || ', the latest held.'
            END AS note
        FROM windowed ASOF LEFT JOIN (
            SELECT year, max_by(children, release_year) AS children FROM population
            WHERE area = $area AND children IS NOT NULL GROUP BY year
        ) AS people ON windowed.financial_year >= people.year
        WHERE split = ''
    """
