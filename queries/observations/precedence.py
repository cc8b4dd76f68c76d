"""Figures of each kind of export by itself, then the best of them, period by period.

While a kind's figures are counted, the case tables show that kind's rows alone, so that queries
need not know of kinds. What a kind says of a period that one of higher precedence tells already is
kept beside, in ``second_count``, so that the difference can be shown.
"""

from collections.abc import Callable, Sequence
from datetime import date

from data.database import Connection, literal, quote
from data.tables import OBSERVATION, create_table
from queries.catalogue import Indicator
from queries.observations.case_tables import TOLD_BY, case_table_name
from queries.observations.kinds import Telling, groups_read, kinds, only
from queries.observations.tables_read import tables_read

SECOND = "second_count"
"""As ``observation``: the figures that gave way. ``release`` names the kind of each."""

_GATHERED = "gathered "


def create_second_count(connection: Connection) -> None:
    """The table ``second_count``, empty."""
    connection.execute(f"DROP TABLE IF EXISTS {SECOND}")
    create_table(connection, SECOND, OBSERVATION)


def count_by_kind(
    connection: Connection,
    indicators: Sequence[Indicator],
    told: Sequence[Telling],
    prepare: Callable[[date | None], None],
    count: Callable[[Indicator], None],
) -> None:
    """Run ``count`` for each kind and each indicator that it tells; then choose.

    ``prepare`` makes what queries share, given the day that the kind reaches. An indicator of no
    case table is counted once. Afterwards ``observation`` has one kind's figures for each
    indicator, window and period, and ``cases_<slug>`` the cases of every kind, with ``told_by``.
    """
    first = told[0].kind
    for telling in told:
        with only(connection, telling):
            prepare(telling.reaches)
            for indicator in indicators:
                groups = groups_read(tables_read(indicator.sql_file.read_text(encoding="utf-8")))
                teller = telling.groups.get(groups[0]) if groups else None
                if teller == telling.kind or (teller is None and telling.kind == first):
                    count(indicator)
                    _mark(connection, indicator.slug, teller)
    for indicator in indicators:
        _put_back(connection, indicator.slug)
    _choose(connection, [each.kind for each in told])


def name_kind(connection: Connection, indicators: Sequence[Indicator], kind: str) -> None:
    """Say of every figure counted that it comes from ``kind``, the only one there is."""
    slugs = [
        each.slug
        for each in indicators
        if groups_read(tables_read(each.sql_file.read_text(encoding="utf-8")))
    ]
    connection.execute(
        "UPDATE observation SET release = ? WHERE source = 'cases' AND list_contains(?, slug)",
        [kinds()[kind].title, slugs],
    )


def _mark(connection: Connection, slug: str, kind: str | None) -> None:
    """Name the kind of the figures just counted, and gather their cases with those of before."""
    title = kinds()[kind].title if kind else None
    connection.execute(
        "UPDATE observation SET release = ? WHERE slug = ? AND source = 'cases' "
        "AND release IS NULL",
        [title, slug],
    )
    cases, gathered = quote(case_table_name(slug)), quote(_GATHERED + slug)
    named = f"SELECT *, {literal(title) if title else 'NULL::VARCHAR'} AS {TOLD_BY} FROM {cases}"
    connection.execute(f"CREATE TABLE IF NOT EXISTS {gathered} AS {named} LIMIT 0")
    connection.execute(f"INSERT INTO {gathered} BY NAME {named}")
    connection.execute(f"DROP TABLE {cases}")


def _put_back(connection: Connection, slug: str) -> None:
    gathered = quote(_GATHERED + slug)
    connection.execute(f"ALTER TABLE {gathered} RENAME TO {quote(case_table_name(slug))}")


def _choose(connection: Connection, precedence: Sequence[str]) -> None:
    """Of each indicator, window and period one kind's figures stand; the others' give way."""
    titles = [kinds()[each].title for each in precedence]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE standing AS "
        'SELECT slug, "window", period_end, '
        "arg_min(release, list_position($titles::VARCHAR[], release)) AS release "
        "FROM observation WHERE source = 'cases' AND release IS NOT NULL GROUP BY ALL",
        {"titles": titles},
    )
    gave_way = (
        "source = 'cases' AND release IS NOT NULL AND (slug, \"window\", period_end, release) "
        'NOT IN (SELECT slug, "window", period_end, release FROM standing)'
    )
    connection.execute(f"INSERT INTO {SECOND} BY NAME FROM observation WHERE {gave_way}")
    connection.execute(f"DELETE FROM observation WHERE {gave_way}")
    connection.execute("DROP TABLE standing")
