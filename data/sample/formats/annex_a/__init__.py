"""Ofsted's Annex A from the sample's case tables: a run of extracts, a workbook a month's end.

Each extract tells what was known on its day (known.sql), in the layout of Ofsted's template, list
by list (list_1.sql …). A few of its last month's rows are recorded late and come with the next
extract; the last extract lacks nothing.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from data.database import Connection, literal, quote
from data.sample.formats.export_table import ExportTable, selected
from data.sample.span import Span

_HERE = Path(__file__).parent
TITLES = {
    1: "Contacts",
    2: "Early Help",
    3: "Referral",
    4: "Assessments",
    5: "Section 47 enquiries and Initial Child Protection Conferences",
    6: "Children in Need",
    7: "Child protection",
    8: "Children in care",
    9: "Care leavers",
    10: "Adoption",
    11: "Adopters",
}


def annex_a(connection: Connection, span: Span, seed: int) -> Iterator[list[ExportTable]]:
    """The lists of each extract, oldest extract first.

    ``connection`` has the sample's case tables; ``seed`` draws who is recorded late.
    """
    _make_ready(connection, span, seed)
    for as_at in span.month_ends():
        yield _extract(connection, as_at, is_last=as_at == span.end)


def _make_ready(connection: Connection, span: Span, seed: int) -> None:
    connection.execute("SET VARIABLE seed = ?", [str(seed)])
    connection.execute("SET VARIABLE last_day = ?", [span.end])
    for name, texts in tomllib.loads((_HERE / "preferred.toml").read_text("utf-8")).items():
        cases = " ".join(
            f"WHEN {literal(code)} THEN {literal(text)}" for code, text in texts.items()
        )
        connection.execute(
            f"CREATE MACRO {quote(f'preferred_{name}')}(code) AS CASE code {cases} END"
        )
    connection.execute((_HERE / "recorded.sql").read_text("utf-8"))
    connection.execute((_HERE / "known.sql").read_text("utf-8"))


def _extract(connection: Connection, as_at: date, is_last: bool) -> list[ExportTable]:
    late_from = as_at + timedelta(days=1) if is_last else as_at.replace(day=1)
    connection.execute("SET VARIABLE as_at = ?", [as_at])
    connection.execute("SET VARIABLE late_from = ?", [late_from])
    file = f"annex_a_{as_at}.xlsx"
    return [
        selected(
            connection,
            _list_sql(number),
            file,
            sheet=f"List_{number}",
            above=((f"List {number}: {title}",),),
        )
        for number, title in TITLES.items()
    ]


@cache
def _list_sql(number: int) -> str:
    return (_HERE / f"list_{number}.sql").read_text("utf-8")
