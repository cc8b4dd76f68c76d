"""A table with a row a kind of placement into ``placement_cost``: its number and usual price."""

from collections.abc import Iterator, Sequence
from datetime import date

from data.context import LoadContext
from data.money import NotAnAmount, amount, declared_scales, plain_text
from data.private_text import quoted
from data.readers.budget_monitor.words import is_total
from data.readers.finance_council import OTHER_COUNCIL, is_other_council
from data.readers.finance_period import (
    FUTURE,
    NoPeriod,
    day_of_cell,
    is_future,
    period_of_cell,
    sheet_month,
)
from data.readers.finance_rows import create_staged, insert_staged, load_staged
from data.readers.longer_rows import warn_of_longer_read
from data.readers.performance_workbook.periods import month_end
from data.readers.placement_costs.columns import Columns, Row
from data.readers.placement_costs.told_twice import reject_kinds_told
from data.readers.placement_costs.words import placement_kind
from data.reports import TableReport
from data.sources.table import SourceTable, column_letter

TABLE = "placement_cost"
_SAME = ("placement_type",)
_TOLERANCE = 0.6  # numbers of placements are often yearly averages, told to a whole


def load_kinds(
    source: SourceTable, found: Columns, context: LoadContext, report: TableReport
) -> None:
    """Load each kind with its number and price; totals are checked and not loaded."""
    rows = source.read_rows()
    titles = [cell for row in rows[: found.first] for cell in row if cell]
    headings = [found.headings[found.roles["placements"]]]
    month = None
    try:
        if "as_at" not in found.roles:
            month = sheet_month(titles, headings, source.sheet, source.file)
    except NoPeriod as fault:
        report.rows_read = report.rows_rejected = len(list(_filled(rows, found)))
        report.reject("period", f"Nothing of this table was loaded: {fault}", found.last + 1)
        return
    staged: list[dict] = []
    reads = [_Read(row, number, found, report) for number, row in _filled(rows, found)]
    report.rows_read = len(reads)
    latest = _latest_days(reads)
    for read in reads:
        as_at = month or period_of_cell(read.text("as_at"), None)
        left_out = _is_left_out(read, as_at, latest, context)
        if left_out or (made := _row(read, as_at, staged)) is None:
            report.rows_rejected += 1
        else:
            staged.append(made | {"file": source.file, "sheet": source.sheet or ""})
    report.rows_loaded = len(staged)
    warn_of_longer_read(source, rows, found.last + 1, report)
    create_staged(context.connection, TABLE)
    insert_staged(context.connection, TABLE, staged)
    reject_kinds_told(context.connection, report)
    load_staged(context.connection, TABLE, _SAME, report)


def _filled(rows: Sequence[Row], found: Columns) -> Iterator[tuple[int, Row]]:
    """The rows below the headings with a number or a price, and their numbers in the sheet."""
    figures = [at for role, at in found.roles.items() if role in ("placements", "weekly_cost")]
    for at in range(found.last + 1, len(rows)):
        row = rows[at]
        if any(each < len(row) and (row[each] or "").strip() for each in figures):
            yield at + 1, row


class _Read:
    """One row's cells by role."""

    def __init__(self, row: Row, number: int, found: Columns, report: TableReport) -> None:
        self.row, self.number, self.found, self.report = row, number, found, report

    def text(self, role: str) -> str:
        at = self.found.roles.get(role)
        return plain_text(self.row[at] or "") if at is not None and at < len(self.row) else ""

    def cell(self, role: str) -> str:
        return f"{column_letter(self.found.roles[role] + 1)}{self.number}"

    def figure(self, role: str) -> float | None:
        """The figure, in its heading's unit; one that cannot be read is blank, and said so."""
        if not (text := self.text(role)):
            return None
        scales = declared_scales(self.found.headings[self.found.roles[role]])
        try:
            found = amount(text)
            return None if found is None else found.pounds(scales.pop() if len(scales) == 1 else 1)
        except NotAnAmount:
            self.report.warn(
                "bad_number",
                f"{quoted(text)} is no figure, and counts as blank. Write a figure.",
                self.cell(role),
            )
            return None


def _latest_days(reads: Sequence[_Read]) -> dict[date, date]:
    """The month end of each column's day → the latest day of that month."""
    days = sorted(day for read in reads if (day := day_of_cell(read.text("as_at"))))
    return {month_end(day.year, day.month): day for day in days}


def _is_left_out(
    read: _Read, as_at: date | None, latest: dict[date, date], context: LoadContext
) -> bool:
    """Whether a row is of a month to come, an earlier day or another council; the reason listed."""
    day = day_of_cell(read.text("as_at"))
    if as_at and is_future(as_at):
        read.report.reject("future_month", FUTURE, read.number)
    elif is_other_council(read.text("council"), context):
        read.report.reject("other_council", f"Not loaded: {OTHER_COUNCIL}", read.number)
    elif as_at and day and day < latest.get(as_at, day):
        read.report.reject(
            "earlier_snapshot",
            f"Not loaded: {latest[as_at].day} {latest[as_at]:%B %Y} is a later day of the same "
            "month, and it stands. Nothing to do.",
            read.number,
        )
    else:
        return False
    return True


def _row(read: _Read, as_at: object, before: list[dict]) -> dict | None:
    """A row of the table; None, with the reason listed, for a total or what cannot be used."""
    written, report = read.text("placement_type"), read.report
    count = read.figure("placements")
    if not written or is_total(written):
        report.reject("total_row", "A total: checked and not added. Nothing to do.", read.number)
        _check_total(read, count, [each for each in before if each["as_at"] == as_at])
        return None
    if as_at is None:
        report.reject("period", "The date of the snapshot is no month's. Write it.", read.number)
        return None
    if count is None:
        report.reject("missing_value", "The number of placements is blank.", read.number)
        return None
    return {
        "as_at": as_at,
        "placement_id": written,
        "placement_type": placement_kind(written, read.text("provider_type")),
        "placements": count,
        "weekly_cost": read.figure("weekly_cost"),
        "budgeted_placements": read.figure("budgeted_placements"),
        "row": read.number,
    }


def _check_total(read: _Read, count: float | None, before: list[dict]) -> None:
    added = sum(each["placements"] for each in before)
    label = plain_text(read.text("placement_type")).casefold()
    if count is None or not before or label not in ("", "total", "grand total", "totals"):
        return
    if abs(added - count) > _TOLERANCE:
        read.report.warn(
            "total",
            f"The total is typed as {count:,g} placements; the lines above add up to {added:,g}. "
            "The lines are used; correct whichever is wrong.",
            read.cell("placements"),
        )
