"""The years of which the sample can make a yearly return, one after another."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from data.database import Connection
from data.sample.span import EPOCH, Span

_MACROS = Path(__file__).with_name("year.sql")


def return_years(span: Span) -> list[int]:
    """Each year ending 31 March that the sample's history covers whole, by the year it ends in."""
    begins = EPOCH + timedelta(days=span.history_start)
    years = range(begins.year, span.end.year + 1)
    return [
        year for year in years if date(year - 1, 4, 1) >= begins and date(year, 3, 31) <= span.end
    ]


def each_year(connection: Connection, span: Span, known: str) -> Iterator[int]:
    """Make year.sql's macros and what ``known`` (SQL) adds, and go through the years: while one
    is given, ``year_end()`` is its last day."""
    years = return_years(span)
    if not years:
        return
    connection.execute("SET VARIABLE last_year_end = ?", [date(years[-1], 3, 31)])
    connection.execute(_MACROS.read_text("utf-8"))
    connection.execute(known)
    for year in years:
        connection.execute("SET VARIABLE year_end = ?", [date(year, 3, 31)])
        yield year


def year_name(year: int) -> str:
    """A year ending 31 March as files name it: 2024-25."""
    return f"{year - 1}-{year % 100:02}"
