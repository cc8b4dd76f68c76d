"""How a column's dates are written, where that leaves a doubt: month first, or two-figure years.

Asked of a column's distinct texts, so that millions of rows cost what a few thousand days do.
"""

from dataclasses import dataclass

from data.convert import cleaned, month_first
from data.counted_text import counted
from data.database import quote
from data.readers.case_rows import TYPED, CaseRows
from data.readers.found_column import STAGED, FoundColumn
from data.reports import TableReport
from data.sources.table import column_letter

_FEWEST_DATES = 40
_FEWEST_DAYS, _FEWEST_MONTHS = 5, 2
_LAST_MONTH = 12
_NUMERIC = r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(\D|$)"
_NAMED_TWO_FIGURES = r"^\s*\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2}(\D|$)"
_SECOND_OVER_12 = r"^\s*\d{1,2}[/.-](1[3-9]|2\d|3[01])[/.-]"


@dataclass(frozen=True)
class _Written:
    """Of a column: how many cells are filled, how many of them are such as 03/04/2025, the largest
    first number of those, and how many different first and second numbers they have."""

    filled: int
    numeric: int
    largest: int
    firsts: int
    seconds: int
    two_figures: int
    first_row: int


def warn_of_dates(rows: CaseRows, each: FoundColumn, report: TableReport) -> None:
    """Warn where a date column looks month first, or has years in two figures."""
    written = _written(rows, each)
    if not _warn_of_unread_month_first(rows, each, report) and _may_be_month_first(written):
        report.warn(
            "may_be_month_first",
            f"{each.name}: in all {written.numeric:,} dates the first number is 12 or less, though "
            "days run to 31. They were read day first; if they are written month first, day and "
            "month have changed places. Check one against the case, and export dates as "
            "2025-12-31.",
            f"{column_letter(each.position)}{written.first_row}",
        )
    if written.two_figures:
        report.warn(
            "two_figure_years",
            f"{each.name}: {counted(written.two_figures, 'date has a year', 'dates have years')} "
            "in two figures; 00 to 68 were read as 2000 to 2068, 69 to 99 as 1969 to 1999. Export "
            "years in full.",
            f"{column_letter(each.position)}{written.first_row}",
        )


def _may_be_month_first(written: _Written) -> bool:
    """Whether numbers that should be days over many months never pass 12.

    Days that are all the first of a month, or twelve days of one month, are no sign of it.
    """
    return (
        written.numeric >= _FEWEST_DATES
        and written.numeric >= 0.9 * written.filled
        and written.largest <= _LAST_MONTH
        and written.firsts >= _FEWEST_DAYS
        and written.seconds >= _FEWEST_MONTHS
    )


def _written(rows: CaseRows, each: FoundColumn) -> _Written:
    found = rows.connection.execute(
        f"""
        WITH texts AS (
            SELECT {quote(each.heading)} AS text, count(*) AS cells, min(_row) AS row
            FROM {STAGED} WHERE {quote(each.heading)} IS NOT NULL GROUP BY 1
        ), parts AS (
            SELECT *, regexp_extract(text, ?, ['a', 'b', 'year', 'rest']) AS part FROM texts
        )
        SELECT coalesce(sum(cells), 0), coalesce(sum(cells) FILTER (part.a <> ''), 0),
            coalesce(max(try_cast(part.a AS INTEGER)), 0),
            count(DISTINCT part.a) FILTER (part.a <> ''),
            count(DISTINCT part.b) FILTER (part.a <> ''),
            coalesce(
                sum(cells) FILTER (length(part.year) = 2 OR regexp_matches(text, ?)), 0
            ),
            coalesce(min(row), 0)
        FROM parts
        """,
        [_NUMERIC, _NAMED_TWO_FIGURES],
    ).fetchone()
    return _Written(*map(int, found))


def _warn_of_unread_month_first(rows: CaseRows, each: FoundColumn, report: TableReport) -> bool:
    """Where all the dates that could not be read would be dates month first, so may the rest be."""
    raw = quote(each.heading)
    is_one = f"{month_first(cleaned(raw))} AND regexp_matches({raw}, ?)"
    count, are_all, first = rows.connection.execute(
        f"SELECT count(*), bool_and({is_one}), min(_row) "
        f"FROM {STAGED} SEMI JOIN (SELECT _row FROM {TYPED} WHERE {each.bad}) USING (_row)",
        [_SECOND_OVER_12],
    ).fetchone()
    if not (count and are_all):
        return False
    report.warn(
        "month_first",
        f"{each.name}: its dates look month first (12/31/2025): {count:,} could not be read, "
        "and of the others day and month may have changed places. Export them day first "
        "(31/12/2025) or as 2025-12-31.",
        f"{column_letter(each.position)}{first}",
    )
    return True
