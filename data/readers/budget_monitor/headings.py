"""The headings of a budget monitor: in one row, or in two or three with merged groups above."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.money import NotAnAmount, amount, declared_scales, plain_text
from data.readers.budget_monitor.words import heading_role, is_known_by
from data.readers.finance_period import said
from data.sources.table import column_letter

Row = Sequence[str | None]

SEARCHED_ROWS = 30
DEEPEST = 3
MONEY_ROLES = (
    "original_budget",
    "virement",
    "budget",
    "budget_to_date",
    "actual_to_date",
    "commitments",
    "variance_to_date",
    "forecast_outturn",
    "forecast_variance",
    "previous_forecast",
    "previous_variance",
)
_WORD_ROLES = ("label", "nature", "period", "code", "budget_holder", "rag", "commentary")
_TO_DATE = ("budget_to_date", "actual_to_date", "commitments")
_FORECAST = ("forecast_outturn", "previous_forecast")


@dataclass(frozen=True)
class Column:
    """One column: ``position`` counts from 0, ``scale`` is the unit its heading names, if one.

    A column of percentages has ``percent``, and the role of the variance that it is a share of.
    """

    position: int
    role: str
    heading: str
    percent: bool = False
    scale: int | None = None

    @property
    def letter(self) -> str:
        return column_letter(self.position + 1)


@dataclass(frozen=True)
class Header:
    """``first`` and ``last`` are its rows, from 0; ``unread`` are headed columns without a role."""

    first: int
    last: int
    columns: tuple[Column, ...]
    unread: tuple[Column, ...] = ()

    @property
    def told(self) -> tuple[int, int]:
        """How many columns have a role, and how many name their unit."""
        return len(self.columns), sum(each.scale is not None for each in self.columns)

    def money(self) -> list[Column]:
        return [each for each in self.columns if each.role in MONEY_ROLES and not each.percent]

    def having(self, role: str) -> list[Column]:
        return [each for each in self.columns if each.role == role and not each.percent]

    def one(self, role: str) -> Column | None:
        return next(iter(self.having(role)), None)


def found_header(rows: Sequence[Row]) -> Header | None:
    """The rows near the top that head a budget monitor; None where there are none.

    Of the blocks of up to three rows, the one whose columns have most roles; of equals the one
    that names most units, then the smallest.
    """
    best: Header | None = None
    for first in range(min(SEARCHED_ROWS, len(rows))):
        for last in range(first, min(first + DEEPEST, len(rows))):
            if not _heads(rows[last]):
                break
            found = _header(rows, first, last)
            if found and (best is None or found.told > best.told):
                best = found
    return best


def _heads(row: Row) -> bool:
    """Whether a row may be one of headings: two cells or more, and no figure among them."""
    cells = [cell for cell in row if cell and cell.strip()]
    return len(cells) >= 2 and not any(_is_figure(cell) for cell in cells)


def _is_figure(cell: str) -> bool:
    try:
        return amount(cell) is not None
    except NotAnAmount:
        return False


def _header(rows: Sequence[Row], first: int, last: int) -> Header | None:
    headings = _combined(rows[first : last + 1])
    columns = [_column(at, heading) for at, heading in enumerate(headings) if heading]
    named = _with_variances([each for each in columns if each.role])
    named = _with_label(_once(_by_month(named)), headings, rows, last)
    if not is_known_by({each.role for each in named if not each.percent}):
        return None
    if not any(each.role == "label" for each in named):
        return None
    used = {each.position for each in named}
    unread = tuple(each for each in columns if each.position not in used)
    return Header(first, last, tuple(sorted(named, key=lambda each: each.position)), unread)


def _combined(block: Sequence[Row]) -> list[str]:
    """Each column's heading: the cells above one another; a group's cell stands for all below."""
    width = max(len(row) for row in block)
    parts: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(block):
        group = ""
        for at in range(width):
            own = plain_text(row[at] or "") if at < len(row) else ""
            group = own or group
            lower = any(at < len(r) and (r[at] or "").strip() for r in block[depth + 1 :])
            if own or (lower and group):
                parts[at].append(own or group)
    return [" ".join(each) for each in parts]


def _column(position: int, heading: str) -> Column:
    scales = declared_scales(heading)
    role = heading_role(heading) or ("percent" if heading.strip() in ("%", "% age") else "")
    percent = "%" in heading or role == "percent"
    return Column(position, role, heading, percent, scales.pop() if len(scales) == 1 else None)


def _with_variances(columns: list[Column]) -> list[Column]:
    """A bare variance is of the forecast or of the months so far, as what stands before it is;
    a bare percentage is of the variance before it."""
    told: list[Column] = []
    for each in columns:
        before = [other.role for other in told if not other.percent]
        if each.role == "variance":
            near = next((r for r in reversed(before) if r in (*_TO_DATE, *_FORECAST)), None)
            of_forecast = near in _FORECAST or near is None
            each = replace(each, role="forecast_variance" if of_forecast else "variance_to_date")
        elif each.role == "percent":
            near = next((r for r in reversed(before) if r.endswith("variance")), "")
            each = replace(each, role=near or "movement")
        told.append(each)
    return told


def _by_month(columns: list[Column]) -> list[Column]:
    """Of two forecasts headed by months, (Aug) and (Sep), the earlier is the previous month's."""
    earlier = {"forecast_variance": "previous_variance", "forecast_outturn": "previous_forecast"}
    for role, previous in earlier.items():
        dated = [(m, each) for each in columns if each.role == role and (m := _turn(each.heading))]
        months = sorted({month for month, _ in dated})
        if len(months) > 1:
            old = {each for month, each in dated if month != months[-1]}
            columns = [replace(each, role=previous) if each in old else each for each in columns]
    return columns


def _turn(heading: str) -> int:
    """The month that a heading names, counted from April as 1; 0 where it names none."""
    found = said(heading)
    month = found.months[0].month if found.months else (*found.numbers, 0)[0]
    return (month - 4) % 12 + 1 if month else 0


def _once(columns: list[Column]) -> list[Column]:
    """The first column of each role of money; of words there may be several."""
    seen: set[tuple[str, bool]] = set()
    kept = []
    for each in columns:
        if each.role in _WORD_ROLES or (each.role, each.percent) not in seen:
            kept.append(each)
        seen.add((each.role, each.percent))
    return kept


def _with_label(
    columns: list[Column], headings: list[str], rows: Sequence[Row], last: int
) -> list[Column]:
    """The columns of labels that hold words; where none is headed, an unheaded one that does."""
    below = rows[last + 1 : last + 60]
    if not any((cell or "").strip() for row in below for cell in row):  # headings alone
        return columns
    kept = [each for each in columns if each.role != "label" or _holds_words(below, each.position)]
    if any(each.role == "label" for each in kept):
        return kept
    taken = {each.position for each in kept}
    for at in range(len(headings) or 1):
        if at not in taken and _holds_words(below, at):
            return [Column(at, "label", headings[at]), *kept]
    return kept


def _holds_words(rows: Sequence[Row], at: int) -> bool:
    cells = [row[at] for row in rows if at < len(row) and (row[at] or "").strip()]
    return bool(cells) and sum(not _is_figure(cell or "") for cell in cells) * 2 > len(cells)
