"""Header rows: which row is one, and what each of its columns holds."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from data.readers.performance_workbook.cells import TypedCell, typed_cell
from data.readers.performance_workbook.columns import Column, Header
from data.readers.performance_workbook.periods import (
    Month,
    dated_months,
    financial_year_end,
    month_end,
    named_month,
)

Row = list[str | None]

# The first pattern that a heading fits decides; not_read says why a column holds no figures.
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern, re.I))
    for role, pattern in (
        (
            "not_read",
            r"\bbest\b|top q|quartile|threshold|rank\b|\bdot\b|direction of travel|\brag\b",
        ),
        ("not_read", r"trend|variance|comment|narrative|owner|tolerance|\bred\b|\bamber\b"),
        ("not_read", r"(against|versus|vs\.?|distance (from|to)|met) target"),
        ("direction", r"good perf|good is|polarity|direction wanted|better (is|when)"),
        ("data_note", r"data note|^unit|^measure type|^format"),
        ("reference", r"^(no\.?|ref\.?|reference|code|id|#|number)$"),
        ("target", r"target"),
        ("comparator", r"england.*neighbour|neighbour.*england|comparator|benchmark figures"),
        ("neighbours", r"stat\w*\.? ?neigh\w*|\bsns?\b"),
        ("england", r"\bnat(ional)?\b ?(ave|average|mean|figure)?|\bengland\b"),
        ("year_to_date", r"\bytd\b|year to date"),
        ("year_end", r"year[ -]?end|outturn|\bfinal\b|out-?turn"),
        ("label", r"indicator|measure|source|description|performance"),
    )
)
_INDICATOR = re.compile(r"indicator|measure|\bkpi\b", re.I)
_LABEL_ALONE = re.compile(r"(performance )?(indicators?|measures?|kpis?)( names?)?", re.I)
_ACTUAL = re.compile(r"actuals?|figures?|values?|results?|performance|number|%", re.I)


def month_columns(row: Row, above: Row | None = None) -> dict[int, Month]:
    """The positions of a header row's months; empty where the row is no header.

    A header has two months or more, not in its first filled cell unless the row ``above`` heads
    the labels left of them; or one month beside a column that only a performance workbook has.
    Months typed as numbers alone rise through the calendar, since figures look like them.
    """
    filled = [position for position, cell in enumerate(row) if cell and cell.strip()]
    headed = bool(filled) and _labels_headed(above or [], filled[0])
    months = {at: named_month(row[at] or "") for at in (filled if headed else filled[1:])}
    found = {position: month for position, month in months.items() if month}
    if not found or (not headed and named_month(row[filled[0]] or "")):
        return {}
    if any(_is_figure(row[position] or "") for position in filled if position not in found):
        return {}
    if len(found) == 1:
        roles = {_role(row[position] or "") for position in filled if position not in found}
        return found if roles & {"target", "year_end", "comparator", "neighbours"} else {}
    dated = [(month.year, month.number) for month in found.values() if month.year]
    told = all(re.search(r"[a-z]|\d{4}-\d", row[at] or "", re.I) for at in found)
    rising = told or all(one < other for one, other in pairwise(dated))
    return found if rising and _month_ends_only(row, found) else {}


def _labels_headed(above: Row, before: int) -> bool:
    """Whether the row above heads a column of labels, as a cell merged over two rows does."""
    return any(cell and _INDICATOR.search(cell) for cell in above[:before])


def header_at(rows: list[Row], index: int, last: Month | None, year: date | None) -> Header | None:
    """The header whose month names stand in row ``index``, with its rows above and below."""
    months = month_columns(rows[index], rows[index - 1] if index else None)
    if not months:
        return None
    cut = _second_table(rows[index], months)
    months = {at: month for at, month in months.items() if cut is None or at < cut}
    years_above = _years_above(rows, index, months)
    named = [_with_year(months[at], years_above.get(at)) for at in months]
    ends = dict(zip(months, dated_months(named, last, year), strict=True))
    below = _subheading_rows(rows, index, months)
    above = _group_rows(rows, index)
    columns = _columns(rows, index, above, below, ends)
    columns = tuple(
        replace(each, role="second_table") if cut is not None and each.position >= cut else each
        for each in columns
    )
    return Header(index - above, index + below, _one_target_a_year(columns))


def _second_table(row: Row, months: dict[int, Month]) -> int | None:
    """Where a second table begins beside the first: a label's heading, then months again."""
    return next(
        (
            at
            for at, cell in enumerate(row)
            if cell and _LABEL_ALONE.fullmatch(cell.strip()) and min(months) < at < max(months)
        ),
        None,
    )


def _one_target_a_year(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of several target columns of one year, such as one beside each month, the last alone."""
    last = {each.period_end: each.position for each in columns if each.role == "target"}
    return tuple(
        replace(each, role="other_target")
        if each.role == "target" and each.position != last[each.period_end]
        else each
        for each in columns
    )


def _columns(
    rows: list[Row], index: int, above: int, below: int, ends: dict[int, date | None]
) -> tuple[Column, ...]:
    width = max(len(row) for row in rows[index - above : index + below + 1])
    columns = []
    for position in range(width):
        own = _joined(rows[index : index + below + 1], position)
        own = own or _joined(rows[index - above : index], position)
        group = _group_heading(rows[index - above : index], position)
        if position in ends:
            columns.append(Column(position, "month", own, ends[position]))
        elif own:
            columns.append(_named_column(position, own, group))
    latest = max((each for each in ends.values() if each), default=None)
    return _with_label([_to_date(column, latest) for column in columns])


def _to_date(column: Column, latest: date | None) -> Column:
    """A year-to-date column is of the last month beside it."""
    if column.role != "year_to_date":
        return column
    return Column(column.position, column.role, column.heading, latest)


def _named_column(position: int, own: str, group: str) -> Column:
    role = _role(own) or _role(f"{group} {own}") or "not_read"
    year = financial_year_end(own) or financial_year_end(group)
    if role == "not_read" and financial_year_end(own) and not _words(own):
        role = "year_end"
    if role == "year_end" and year is None:
        role = "not_read"
    return Column(position, role, own, year)


def _with_label(columns: list[Column]) -> tuple[Column, ...]:
    """The columns with exactly one label, or else the first column left over as the label.

    An indicator's or a measure's column goes before that of its source or description.
    """
    labels = [column for column in columns if column.role == "label"]
    named = [column for column in labels if _INDICATOR.search(column.heading)]
    left_over = [column for column in columns if column.role == "not_read"]
    chosen = (named or labels or left_over or columns)[0]
    return tuple(
        Column(c.position, "label" if c is chosen else "not_read", c.heading)
        if c is chosen or c.role == "label"
        else c
        for c in columns
    )


def _role(heading: str) -> str | None:
    return next((role for role, pattern in _ROLES if pattern.search(heading)), None)


def _words(heading: str) -> str:
    return re.sub(r"[\d/\-–\s]", "", heading)


def _joined(rows: list[Row], position: int) -> str:
    cells = (row[position] for row in rows if position < len(row) and row[position])
    return re.sub(r"\s+", " ", " ".join(cell for cell in cells if cell)).strip()


def _group_heading(rows: list[Row], position: int) -> str:
    """The heading of the merged cell above a column: the last filled one at or left of it."""
    for row in reversed(rows):
        left = [cell for cell in row[: position + 1] if cell and cell.strip()]
        if left:
            return left[-1].strip()
    return ""


def _group_rows(rows: list[Row], index: int) -> int:
    """1 where the row above groups the columns: headings right of the first column alone."""
    above = rows[index - 1] if index else []
    filled = [c for c in above[1:] if c and c.strip() and not _INDICATOR.search(c)]
    first = (above or [""])[0] or ""
    labelled = not first.strip() or bool(_INDICATOR.search(first))
    return int(bool(filled) and labelled and not any(map(_numeric, filled)))


def _subheading_rows(rows: list[Row], index: int, months: dict[int, Month]) -> int:
    """1 where the row below goes on with headings, such as Red, Amber, Target Green."""
    below = rows[index + 1] if index + 1 < len(rows) else []
    filled = {at: cell for at, cell in enumerate(below) if cell and cell.strip()}
    roles = [_role(cell) for at, cell in filled.items() if at not in months]
    beside = set(filled) & set(months)
    plain = all(_ACTUAL.fullmatch(filled[at].strip()) for at in beside)
    plain = plain and not any(map(_numeric, filled.values()))
    return int(plain and bool(roles) and all(roles) and min(filled) > 0)


def _years_above(rows: list[Row], index: int, months: dict[int, Month]) -> dict[int, int]:
    """The calendar year of each month whose year stands in the row above: 2015, or 2015/16."""
    if not _year_row(rows, index):
        return {}
    years = {}
    for position, month in months.items():
        heading = _group_heading([rows[index - 1]], position)
        financial = financial_year_end(heading)
        if financial:
            years[position] = financial.year - (month.number > 3)
        elif re.fullmatch(r"20\d{2}", heading):
            years[position] = int(heading)
    return years


def _year_row(rows: list[Row], index: int) -> bool:
    above = rows[index - 1] if index else []
    return any(
        cell and (re.fullmatch(r"20\d{2}", cell.strip()) or financial_year_end(cell))
        for cell in above[1:]
    )


def _with_year(month: Month, year: int | None) -> Month:
    return month if month.year is not None or year is None else Month(month.number, year)


def _month_ends_only(row: Row, found: dict[int, Month]) -> bool:
    """Whether full dates among the months are first or last days, as headings' dates are."""
    for position, month in found.items():
        dated = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?", (row[position] or "").strip())
        if dated and int(dated[3]) not in (1, month_end(int(dated[1]), month.number).day):
            return False
    return True


def _is_figure(text: str) -> bool:
    return isinstance(typed_cell(text), TypedCell) and not _year_like(text.strip())


def _numeric(cell: str | None) -> bool:
    text = (cell or "").strip()
    return bool(re.search(r"\d", text)) and not _year_like(text) and not _role(text)


def _year_like(text: str) -> bool:
    return bool(re.fullmatch(r"20\d{2}", text)) or financial_year_end(text) is not None
