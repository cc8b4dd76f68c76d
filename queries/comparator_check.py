"""Comparators typed in performance workbooks, held against the published figures loaded."""

import re
from collections import defaultdict

from data.areas import ENGLAND
from data.checks.comparators import Figures, Published, TypedComparator, comparator_warning
from data.database import Connection
from data.reports import Warn
from queries.catalogue import Indicator

Place = tuple[str, str | None]


def comparator_warnings(
    connection: Connection, indicators: dict[str, Indicator], council_area: str
) -> dict[Place, list[Warn]]:
    """Warnings by (file, sheet), for the report of each workbook's sheet.

    Reads the tables typed_comparator and observation, and so runs once both are filled. A
    financial year such as 2014/15 is compared with what is published for a day within it.
    """
    titles = {slug: indicator.title for slug, indicator in indicators.items()}
    figures = _published(connection, council_area)
    warnings: dict[Place, list[Warn]] = defaultdict(list)
    for (file, sheet, cell, slug, unit, period), typed in _typed(connection).items():
        known = figures.get((unit, period), {})
        warning = comparator_warning(slug, period, cell, typed, known, titles)
        if warning:
            warnings[file, sheet].append(warning)
    return dict(warnings)


def _typed(connection: Connection) -> dict[tuple, list[TypedComparator]]:
    """The comparators of each cell that published figures can be held against."""
    rows = connection.execute(
        """
        SELECT file, sheet, cell, slug, unit, period_label, who, value, text
        FROM typed_comparator
        WHERE who IN ('council', 'england') AND value IS NOT NULL
        ORDER BY file, sheet, length(cell), cell, who
        """
    ).fetchall()
    cells: dict[tuple, list[TypedComparator]] = defaultdict(list)
    for *key, who, value, text in rows:
        decimals = re.search(r"\.(\d+)", text)
        places = len(decimals[1]) if decimals else 0
        cells[tuple(key)].append(TypedComparator(who, value, places, text))
    return dict(cells)


def _published(connection: Connection, council_area: str) -> dict[tuple[str, str], Figures]:
    """Published figures of the council and England by (unit, financial year), slug and who."""
    rows = connection.execute(
        """
        SELECT
            unit,
            year(period_end - INTERVAL 3 MONTH) AS begins,
            slug,
            CASE area WHEN ? THEN 'england' ELSE 'council' END,
            value,
            release
        FROM observation
        WHERE source = 'published' AND split = '' AND value IS NOT NULL AND area IN (?, ?)
        ORDER BY slug, period_end
        """,
        [ENGLAND, ENGLAND, council_area],
    ).fetchall()
    found: dict[tuple[str, str], dict[str, dict[str, Published]]] = defaultdict(dict)
    for unit, begins, slug, who, value, release in rows:
        period = f"{begins}/{(begins + 1) % 100:02d}"
        found[unit, period].setdefault(slug, {})[who] = Published(value, release)
    return dict(found)
