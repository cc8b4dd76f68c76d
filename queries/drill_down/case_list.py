"""The cases of one figure as a list that a person reads: each says why it counts."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from queries.cases import Cases, get_cases
from queries.catalogue import Indicator
from queries.observations.case_tables import KNOWS
from queries.store import Store
from queries.trends.view import Trend

MOST_LISTED = 2_000
"""More rows than anybody reads on a screen; the file to download has all of them."""

Kind = Literal["text", "date", "number"]

# What only the generic step needs, and what its own heading says better.
_INTERNAL = ("is_numerator", "is_known", "known_from", "window", "told_by")
_HEADINGS = {
    "person_id": "Case",
    "event_date": "Date",
    "as_at": "At the end of",
    "snapshot": "At the end of",
    "amount": "Adds to the numerator",
    "base": "Adds to the denominator",
}
_FIRST = ("person_id", "event_date", "as_at", "snapshot", "start_date", "end_date")


@dataclass(frozen=True)
class CaseColumn:
    """``field`` names it in the rows; ``heading`` is what people read."""

    field: str
    heading: str
    kind: Kind


@dataclass(frozen=True)
class CaseList:
    """``rows``: values by the columns' fields, at most MOST_LISTED unless all were asked for.

    ``count`` is how many cases there are; ``numerator`` and ``denominator`` what they come to.
    ``is_share``: whether the cases are of a denominator, and not themselves the count.
    """

    columns: tuple[CaseColumn, ...]
    rows: tuple[dict[str, Any], ...]
    count: int
    numerator: float
    denominator: float
    is_share: bool


def get_case_list(
    store: Store, trend: Trend, period_end: date, member: str = "", whole: bool = False
) -> CaseList:
    """The cases that ``trend``'s point at ``period_end`` counts, ordered as queries.cases has them.

    ``whole`` for all of them. Raises NoCases where the figure is not counted from cases. Whoever
    calls this has checked that the person may see cases (pages/access.py).
    """
    indicator = trend.indicator
    split = trend.split if member else ""
    most = None if whole else MOST_LISTED
    found = get_cases(store.cursor(), indicator, period_end, trend.window, split, member, most)
    columns = _columns(indicator, found)
    rows = tuple(
        {column.field: row[column.field] for column in columns if column.field != "counts_as"}
        | {"counts_as": _counts_as(indicator, row)}
        for row in found.rows
    )
    return CaseList(
        columns, rows, found.count, found.numerator, found.denominator, is_share(indicator)
    )


def is_share(indicator: Indicator) -> bool:
    """Whether cases stand in a denominator. A count's do not: what a rate is divided by are the
    children of the area."""
    return indicator.average or bool({"percent", "days", "ratio"} & {*indicator.units})


def _columns(indicator: Indicator, found: Cases) -> tuple[CaseColumn, ...]:
    """The case, where it counts, its dates, what else is known of it, the splits last."""
    names = [each for each in found.columns if each not in _INTERNAL and not each.startswith(KNOWS)]
    first = [each for each in _FIRST if each in names]
    others = [each for each in names if each not in first and each not in indicator.case_splits]
    splits = [each for each in indicator.case_splits if each in names]
    ordered = [*first, *others]
    columns = [CaseColumn(each, _heading(each), _kind(found, each)) for each in ordered]
    if is_share(indicator):
        columns.insert(1, CaseColumn("counts_as", "Counts in", "text"))
    return (*columns, *(CaseColumn(each, _heading(each), "text") for each in splits))


def _heading(name: str) -> str:
    return _HEADINGS.get(name) or name.replace("_", " ").capitalize().replace(" id", " ID")


def _kind(found: Cases, name: str) -> Kind:
    values = (row[name] for row in found.rows if row[name] is not None)
    first = next(values, None)
    if isinstance(first, date):
        return "date"
    return "number" if isinstance(first, int | float) and not isinstance(first, bool) else "text"


def _counts_as(indicator: Indicator, row: dict[str, Any]) -> str:
    """Where the row counts; what the two are is said above the list, in the indicator's words."""
    above = row["is_numerator"] if "is_numerator" in row else row.get("amount", 1) != 0
    below = row.get("base", 1) != 0
    if above and below:
        return "Both"
    return "Numerator" if above else "Denominator"
