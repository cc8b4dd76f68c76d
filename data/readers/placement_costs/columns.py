"""The columns of a file of placement costs: in one row of headings, or two with groups above."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.money import NotAnAmount, amount, plain_text
from data.readers.placement_costs.words import column_role

Row = Sequence[str | None]

_SEARCHED_ROWS = 20
_ACTUAL = ("actual", "current", "snapshot", "forecast", "projected", "latest")


@dataclass(frozen=True)
class Columns:
    """``first`` and ``last`` are the rows of headings, from 0; ``roles`` gives each its position.

    ``headings`` are the columns' headings, by position.
    """

    first: int
    last: int
    roles: dict[str, int]
    headings: dict[int, str]


def is_child_level(roles: dict[str, int]) -> bool:
    """Whether each row is one child's placement with its price, or what it has cost this year."""
    priced = "weekly_cost" in roles or {"accrued", "start_date"} <= roles.keys()
    return priced and {"child_id", "placement_type"} <= roles.keys()


def is_of_kinds(roles: dict[str, int]) -> bool:
    """Whether each row is a kind of placement, with its number and price."""
    return {"placement_type", "weekly_cost"} <= roles.keys() and "child_id" not in roles and (
        "placements" in roles
    )  # fmt: skip


def found_columns(rows: Sequence[Row]) -> Columns | None:
    """The headings near the top that tell of placements and prices; None where there are none."""
    best: Columns | None = None
    for first in range(min(_SEARCHED_ROWS, len(rows))):
        for last in (first, first + 1):
            if last >= len(rows) or not all(_heads(row) for row in rows[first : last + 1]):
                break
            found = _columns(rows, first, last)
            known = is_child_level(found.roles) or is_of_kinds(found.roles)
            if known and (best is None or len(found.roles) > len(best.roles)):
                best = found
    return best


def _heads(row: Row) -> bool:
    cells = [cell for cell in row if (cell or "").strip()]
    return len(cells) >= 2 and not any(_is_figure(cell or "") for cell in cells)


def _is_figure(cell: str) -> bool:
    try:
        return amount(cell) is not None
    except NotAnAmount:
        return False


def _columns(rows: Sequence[Row], first: int, last: int) -> Columns:
    group, headings = "", {}
    above = rows[first] if last > first else ()
    for at in range(max(len(row) for row in rows[first : last + 1])):
        group = _cell(above, at) or group
        own = _cell(rows[last], at)
        if own or (at < len(above) and _cell(above, at)):
            headings[at] = " ".join(filter(None, (group, own)))
    roles: dict[str, int] = {}
    for at, heading in headings.items():
        role = column_role(heading) or column_role(_cell(rows[last], at))
        if role and (role not in roles or _is_of_now(heading, headings[roles[role]])):
            roles[role] = at
    return Columns(first, last, roles, headings)


def _is_of_now(heading: str, other: str) -> bool:
    """Whether a heading says that it is of the placements there are, and another does not."""
    now = [any(word in each.casefold() for word in _ACTUAL) for each in (heading, other)]
    return now == [True, False]


def _cell(row: Row, at: int) -> str:
    return plain_text(row[at] or "") if at < len(row) else ""
