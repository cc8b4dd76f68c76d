"""Comparators typed in performance workbooks, held against the published figures loaded."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.areas import ENGLAND
from data.checks.comparators import (
    Figures,
    Known,
    Published,
    TypedComparator,
    comparator_warnings_of,
)
from data.database import Connection
from data.reports import Warn
from queries.catalogue import Indicator
from queries.store import Store

Place = tuple[str, str | None]
# Slug, unit and financial year.
_Key = tuple[str, str, str]

_FEWEST = 5
_UNITS = {
    "count": "a number",
    "percent": "a percentage",
    "per_10000": "a rate per 10,000",
}


def comparator_warnings(
    connection: Connection, indicators: dict[str, Indicator], council_area: str
) -> dict[Place, list[Warn]]:
    """Warnings by (file, sheet), for the report of each workbook's sheet.

    Reads the tables typed_comparator, observation, published_figure and neighbour, and so runs
    once all are filled. A financial year such as 2014/15 is compared with what is published for a
    year, or a day within it, in every release loaded.
    """
    titles = {slug: indicator.title for slug, indicator in indicators.items()}
    figures = _figures(connection, indicators, council_area)
    oldest = _oldest_model(connection, council_area)
    warnings: dict[Place, list[Warn]] = defaultdict(list)
    for (file, sheet, cell, *key), typed in _typed(connection).items():
        slug, unit, period = key
        known = Known(
            own=figures.get((slug, unit, period), {}),
            elsewhere=list(_elsewhere(figures, (slug, unit, period), titles)),
            model_of_the_time=oldest is not None and oldest <= period,
        )
        found = comparator_warnings_of(titles[slug], period, cell, typed, known)
        warnings[file, sheet] += found
    return {place: found for place, found in warnings.items() if found}


@dataclass(frozen=True)
class Remark:
    """What a refresh said of one cell's comparators. ``where``: 'book.xlsx, sheet CIC, cell D5'."""

    message: str
    where: str


def get_comparator_remarks(store: Store, slug: str) -> tuple[Remark, ...]:
    """What the refresh said of the comparators typed beside one indicator."""
    rows = store.cursor().execute(
        "SELECT DISTINCT file, sheet, cell FROM typed_comparator WHERE slug = ?", [slug]
    )
    cells = set(rows.fetchall())
    return tuple(
        Remark(warning["message"], f"{each['file']}, sheet {each['sheet']}, cell {warning['cell']}")
        for each in store.manifest["files"]
        for warning in each["warnings"]
        if warning["rule"].startswith("comparator")
        and (each["file"], each["sheet"], warning["cell"]) in cells
    )


def _elsewhere(
    figures: Mapping[_Key, Figures], key: _Key, titles: Mapping[str, str]
) -> Iterator[tuple[str, Figures]]:
    """Other indicators of the unit and year; then the same one's other years, and other units."""
    slug, unit, period = key
    for (other, its_unit, year), known in figures.items():
        if (its_unit, year) == (unit, period) and other != slug:
            yield f"for ‘{titles[other]}’", known
    for (other, its_unit, year), known in figures.items():
        if (other, its_unit) == (slug, unit) and year != period:
            yield f"for {year}", known
    for (other, its_unit, year), known in figures.items():
        if (other, year) == (slug, period) and its_unit != unit:
            yield f"as {_UNITS.get(its_unit, its_unit)}", known


def _typed(connection: Connection) -> dict[tuple, list[TypedComparator]]:
    """The comparators of each cell that published figures can be held against."""
    rows = connection.execute(
        """
        SELECT file, sheet, cell, slug, unit, period_label, who, value, text
        FROM typed_comparator
        WHERE who IN ('council', 'england', 'neighbours') AND value IS NOT NULL
        ORDER BY file, sheet, length(cell), cell, who
        """
    ).fetchall()
    cells: dict[tuple, list[TypedComparator]] = defaultdict(list)
    for *key, who, value, text in rows:
        decimals = re.search(r"\.(\d+)", text)
        places = len(decimals[1]) if decimals else 0
        cells[tuple(key)].append(TypedComparator(who, value, places, text))
    return dict(cells)


def _figures(
    connection: Connection, indicators: Mapping[str, Indicator], council_area: str
) -> dict[_Key, Figures]:
    """By indicator, unit and year, then by who: the figure in use, then other releases'; of
    neighbours the median and the mean under each model."""
    found: dict[_Key, dict[str, list[Published]]] = defaultdict(lambda: defaultdict(list))
    for slug, unit, begins, area, value, release in [
        *_shown(connection, council_area),
        *_every_release(connection, indicators, council_area),
    ]:
        known = found[slug, unit, _year(begins)]["england" if area == ENGLAND else "council"]
        if all(abs(each.value - value) > 1e-9 for each in known):
            known.append(Published(value, release))
    for slug, unit, begins, model, count, of, median, mean in _neighbours(connection, council_area):
        known = found[slug, unit, _year(begins)]["neighbours"]
        seen = f"of {count}" if count == of else f"of {count} of {of}"
        known.append(Published(median, f"median {seen}, {model} model"))
        known.append(Published(mean, f"mean {seen}, {model} model"))
    return {key: dict(known) for key, known in found.items()}


def _year(begins: int) -> str:
    return f"{begins}/{(begins + 1) % 100:02d}"


def _shown(connection: Connection, council_area: str) -> list[tuple]:
    """Published figures of the council and England as the charts show them."""
    return connection.execute(
        """
        SELECT slug, unit, year(period_end - INTERVAL 3 MONTH), area, value, release
        FROM observation
        WHERE source = 'published' AND split = '' AND value IS NOT NULL AND "window" <> 'm'
          AND area IN (?, ?)
        ORDER BY slug, period_end
        """,
        [ENGLAND, council_area],
    ).fetchall()


def _every_release(
    connection: Connection, indicators: Mapping[str, Indicator], council_area: str
) -> list[tuple]:
    """The same of every release, newest first: a workbook of its day has the figure of its day."""
    measures = [
        (slug, each.unit, each.measure)
        for slug, indicator in indicators.items()
        for each in indicator.published
        if each.measure and not each.per_population and not each.split and each.window != "m"
    ]
    if not measures:
        return []
    return connection.execute(
        """
        WITH entry AS (
            SELECT unnest(?::VARCHAR[]) AS slug, unnest(?::VARCHAR[]) AS unit,
                   unnest(?::VARCHAR[]) AS measure
        )
        SELECT slug, unit, year(period_end - INTERVAL 3 MONTH), area, value, release
        FROM published_figure JOIN entry USING (measure)
        WHERE status = 'ok' AND value IS NOT NULL AND area IN (?, ?)
        ORDER BY slug, period_end, release_year DESC, release
        """,
        [*map(list, zip(*measures, strict=True)), ENGLAND, council_area],
    ).fetchall()


def _neighbours(connection: Connection, council_area: str) -> list[tuple]:
    """The median and mean of the neighbours' published figures, by model, the newest first."""
    return connection.execute(
        """
        WITH member AS (
            SELECT DISTINCT model, neighbour AS area,
                   count(DISTINCT neighbour) OVER (PARTITION BY model) AS members
            FROM neighbour WHERE area = $own AND neighbour <> $own
        )
        SELECT slug, unit, year(period_end - INTERVAL 3 MONTH) AS begins, model, count(*),
               any_value(members), median(value), avg(value)
        FROM observation JOIN member USING (area)
        WHERE source = 'published' AND split = '' AND status = 'ok' AND value IS NOT NULL
          AND "window" <> 'm'
        GROUP BY slug, unit, period_end, "window", model
        HAVING count(*) >= $fewest
        ORDER BY slug, period_end, model DESC
        """,
        {"own": council_area, "fewest": _FEWEST},
    ).fetchall()


def _oldest_model(connection: Connection, council_area: str) -> str | None:
    """The year of the oldest model loaded: what was typed for an earlier one is by another."""
    row = connection.execute(
        "SELECT min(model) FROM neighbour WHERE area = ?", [council_area]
    ).fetchone()
    return row[0] if row else None
