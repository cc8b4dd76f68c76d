"""Which units of an indicator carry a target that is still of use."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from data.database import Connection
from queries.trends.targets import stale


def get_aimed_units(cursor: Connection, months: Mapping[str, date]) -> dict[str, set[str]]:
    """By slug, the units that carry a target in force, and not a stale one, in its month."""
    rows = cursor.execute(
        """
        SELECT slug, unit, max(valid_from), max(by_year)
        FROM target
        JOIN (SELECT unnest(?::VARCHAR[]) AS slug, unnest(?::DATE[]) AS month) USING (slug)
        WHERE kind <> 'none' AND valid_from <= month
        GROUP BY ALL
        """,
        [list(months), list(months.values())],
    ).fetchall()
    found = defaultdict(set)
    for slug, unit, start, by_year in rows:
        if not stale(start, by_year, months[slug]):
            found[slug].add(unit)
    return dict(found)
