"""In what order the overview stands: its own by theme, or the worst first by one column."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from components.scorecard import Sorting
from queries.trends.overview import ScorecardRow

BEST = "-best"
# An order's name as the address and the control have it, and in words.
ORDERS = (
    ("", "theme"),
    ("name", "name"),
    ("target", "target, missed first"),
    ("target-best", "target, met first"),
    ("change", "change, worst first"),
    ("change-best", "change, best first"),
    ("position", "position, worst first"),
    ("position-best", "position, best first"),
    ("signal", "significance, worsening first"),
    ("signal-best", "significance, improving first"),
)
COLUMNS = ("name", "target", "change", "position", "signal")
_STATUSES = {"not_met": 0, "near": 1, "met": 2}
_MEANINGS = {"concerning": 0, "neither": 1, "none": 1, "improving": 2}


def in_order(rows: Sequence[ScorecardRow], order: str) -> list[ScorecardRow]:
    """``rows`` in one of ORDERS; those of which the column says nothing stand last."""
    if not order:
        return list(rows)
    if order == "name":
        return sorted(rows, key=lambda row: row.title.casefold())
    badness = _BADNESS[order.removesuffix(BEST)]
    found = [(badness(row), row) for row in rows]
    known = [(bad, row) for bad, row in found if bad is not None]
    known.sort(key=lambda each: each[0], reverse=not order.endswith(BEST))
    return [row for _, row in known] + [row for bad, row in found if bad is None]


def sortings(asked: Mapping[str, str]) -> dict[str, Sorting]:
    """The heading of each column that orders the table: where it leads, and how it stands.

    A heading leads to the worst first, then to the best first, then back to the themes.
    """
    found = {}
    for column in COLUMNS:
        orders = [name for name, _ in ORDERS if name in (column, column + BEST)]
        at = orders.index(asked["sort"]) if asked["sort"] in orders else None
        following = [*orders, ""][0 if at is None else at + 1]
        state = ("none" if at is None else "descending", "ascending")[at or 0]
        if column == "name" and at is not None:
            state = "ascending"
        found[column] = Sorting(_address({**asked, "sort": following}), state)
    return found


def _address(asked: Mapping[str, str]) -> str:
    query = {name: value for name, value in asked.items() if value}
    return "/?" + urlencode(query) if query else "/"


def _worse_by(row: ScorecardRow) -> float | None:
    """How much worse than a year ago, as a share of what it was: below zero is better."""
    if row.change is None or row.value is None or row.better == "neither":
        return None
    before = abs(row.value - row.change)
    share = row.change / before if before else (1e9 if row.change > 0 else -1e9) * bool(row.change)
    return share if row.better == "lower" else -share


def _placed(row: ScorecardRow) -> float | None:
    """From 0 for the best of the councils to 1 for the worst."""
    if row.rank is None or row.of is None or row.of < 2 or row.better == "neither":
        return None
    return (row.rank - 1) / (row.of - 1)


def _missed(row: ScorecardRow) -> float | None:
    found = _STATUSES.get(row.target_status)
    return None if found is None else -found


def _signalled(row: ScorecardRow) -> float | None:
    found = _MEANINGS.get(row.spc_meaning or "")
    return None if found is None else -found


_BADNESS: dict[str, Callable[[ScorecardRow], float | None]] = {
    "target": _missed,
    "change": _worse_by,
    "position": _placed,
    "signal": _signalled,
}
