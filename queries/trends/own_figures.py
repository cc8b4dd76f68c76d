"""The council's own figures of a trend: one row a period, or one from each source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from data.database import Connection
from queries.trends.choice import Choice
from queries.trends.windows import SHARING, published_windows

SOURCES = ("cases", "reported", "published")


class Figure(NamedTuple):
    """One observation of the council."""

    member: str
    period_end: date
    source: str
    window: str
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str
    release: str | None
    note: str | None

    @property
    def ok(self) -> bool:
        return self.status == "ok" and self.value is not None


def get_own_figures(
    cursor: Connection, council: str, choices: Sequence[Choice]
) -> dict[str, list[Figure]]:
    """By slug, in no order: figures in the window shown, and years that may be drawn with it; of
    one series whose points share cases from month to month, the single months too."""
    wanted = [
        (each.indicator.slug, each.unit, window, each.split)
        for each in choices
        for window in dict.fromkeys((*_windows(each), *_behind(each)))
    ]
    if not wanted:
        return {}
    rows = cursor.execute(
        """
        WITH wanted AS (
            SELECT unnest(?::VARCHAR[]) AS slug, unnest(?::VARCHAR[]) AS unit,
                   unnest(?::VARCHAR[]) AS "window", unnest(?::VARCHAR[]) AS split
        )
        SELECT slug, member, period_end, source, "window", value, numerator, denominator,
               status, release, note
        FROM observation SEMI JOIN wanted USING (slug, unit, "window", split)
        WHERE area = ? AND list_contains(?, split)
        """,
        [*map(list, zip(*wanted, strict=True)), council, list({each.split for each in choices})],
    ).fetchall()
    found = defaultdict(list)
    for slug, *figure in rows:
        found[slug].append(Figure(*figure))
    return found


def series(figures: Iterable[Figure], choice: Choice, source: str) -> list[Figure]:
    """The rows of a trend: ``source`` best, all, or one of SOURCES; by member, then period.

    Best is the first source, in the order cases, reported, published, that has a row for the
    period; a row that says only that no figure is available gives way to one that says more.
    A figure of the window shown goes before a year's; figures of other windows are left out.
    """
    rank = {window: order for order, window in enumerate(_windows(choice))}
    periods: dict[tuple[str, date], dict[str, Figure]] = defaultdict(dict)
    for each in figures:
        if each.window not in rank:
            continue
        kept = periods[each.member, each.period_end]
        rival = kept.get(each.source)
        if rival is None or rank[each.window] < rank[rival.window]:
            kept[each.source] = each
    places = {member: place for place, member in enumerate(choice.members)}
    ordered = sorted(
        (key for key in periods if key[0] in places), key=lambda key: (places[key[0]], key[1])
    )
    return [figure for key in ordered for figure in _shown(periods[key], source)]


def _shown(by_source: Mapping[str, Figure], source: str) -> list[Figure]:
    held = [by_source[each] for each in SOURCES if each in by_source]
    if source == "all":
        return held
    if source in SOURCES:
        return [each for each in held if each.source == source]
    return [next((each for each in held if each.status != "not_available"), held[0])]


def single_months(figures: Iterable[Figure], choice: Choice, source: str) -> list[Figure]:
    """The single months behind a window whose points share cases, as ``series`` gives them."""
    months = replace(choice, window="m")
    kept = [each for each in figures if each.window == "m"] if _behind(choice) else []
    return series(kept, months, source)


def _behind(choice: Choice) -> tuple[str, ...]:
    return ("m",) if choice.window in SHARING and len(choice.members) == 1 else ()


def _windows(choice: Choice) -> tuple[str, ...]:
    """The window shown, then years that may be drawn with it."""
    years = published_windows(choice.indicator, choice.unit, choice.window)
    return (choice.window, *(each for each in years if each != choice.window))
