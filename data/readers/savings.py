"""A savings plan: a row a saving, with its target for the year and what has been delivered so far.

Fills ``saving``. Totals are checked against the lines above and not loaded.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

from data.context import LoadContext, Recognition
from data.money import NotAnAmount, amount, declared_scales, plain_text
from data.private_text import quoted
from data.readers.budget_monitor.entries import Undeclared
from data.readers.budget_monitor.words import heading_words, is_total
from data.readers.finance_period import (
    FUTURE,
    NoPeriod,
    financial_year,
    in_year,
    is_future,
    period_of_cell,
    sheet_month,
)
from data.readers.finance_rows import create_staged, insert_staged, load_staged
from data.readers.longer_rows import warn_of_longer_read
from data.readers.savings_repeats import leave_repeats, standing
from data.reports import TableReport
from data.sources.table import SourceTable, column_letter

TABLE = "saving"
MOST_SAVED = 50_000_000
"""No children's services save more in a year: where it would be more in £'000, sums are pounds."""

_SUMS = ("target", "delivered", "forecast", "shortfall")
_TEXTS = ("title", "service", "rag", "status")
_SAME = ("reference", "title")
_SEARCHED_ROWS = 20
_START_OF_YEAR = 4

Row = Sequence[str | None]


@dataclass(frozen=True)
class _Header:
    row: int
    roles: dict[str, int]
    headings: dict[str, str]


@dataclass
class _Plan:
    """``steps``: the last place typed in each column, in pounds."""

    header: _Header
    report: TableReport
    scales: dict[str, int]
    rows: list[dict[str, Any]] = field(default_factory=list)
    steps: dict[str, float] = field(default_factory=dict)


@cache
def _roles() -> dict[str, re.Pattern[str]]:
    """The patterns of each role, as savings.toml gives them."""
    written = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {role: re.compile("|".join(patterns)) for role, patterns in written["roles"].items()}


def recognise(source: SourceTable, context: LoadContext) -> Recognition | None:
    """By its headings: savings named by reference or title, with a target."""
    header = _header(source.preview, f"{source.file} {source.sheet or ''}")
    if header is None:
        return None
    share = len(header.roles) / len(_roles())
    return Recognition(TABLE, 0.6 + 0.35 * share, header.row + 1)


def load(source: SourceTable, recognition: Recognition, context: LoadContext) -> TableReport:
    """Load each saving in pounds, or refuse the table where its unit or month is not said."""
    report = TableReport(source.file, source.sheet, TABLE)
    rows = source.read_rows()
    header = _header(rows, f"{source.file} {source.sheet or ''}")
    assert header is not None  # recognised by it
    filled = list(_filled(rows, header))
    report.rows_read = len(filled)
    titles = [plain_text(c) for row in rows[: header.row] for c in row if (c or "").strip()]
    try:
        month = None if "as_at" in header.roles else _month(titles, header, source, report)
        scales = _scales(titles, filled, header, context)
    except (NoPeriod, Undeclared) as fault:
        rule = fault.rule if isinstance(fault, Undeclared) else "period"
        report.rows_rejected = len(filled)
        report.reject(rule, f"Nothing of this table was loaded: {fault}", header.row + 1)
        return report
    plan = _Plan(header, report, scales)
    year = financial_year(titles, header.headings.values(), source.sheet, source.file)
    for number, row in filled:
        _read_row(row, number, plan, month, year)
    leave_repeats(plan.rows, report)
    _turn_negative(plan)
    warn_of_longer_read(source, rows, header.row + 1, report)
    report.rows_loaded = len(plan.rows)
    place = {"file": source.file, "sheet": source.sheet or ""}
    create_staged(context.connection, TABLE)
    insert_staged(context.connection, TABLE, [row | place for row in plan.rows])
    load_staged(context.connection, TABLE, _SAME, report)
    return report


def _header(rows: Sequence[Row], named: str) -> _Header | None:
    for at, row in enumerate(rows[:_SEARCHED_ROWS]):
        roles: dict[str, int] = {}
        for position, cell in enumerate(row):
            plain = heading_words(cell or "")
            role = next((r for r, p in _roles().items() if plain and p.search(plain)), None)
            if role:
                roles.setdefault(role, position)
        text = " ".join([named, *(cell for line in rows[: at + 1] for cell in line if cell)])
        of_savings = "saving" in text.casefold() or "delivered" in roles
        if of_savings and "target" in roles and {"reference", "title"} & roles.keys():
            return _Header(at, roles, {r: plain_text(row[p] or "") for r, p in roles.items()})
    return None


def _filled(rows: Sequence[Row], header: _Header) -> Iterator[tuple[int, Row]]:
    """The rows with a sum, and their numbers in the sheet."""
    sums = [header.roles[role] for role in _SUMS if role in header.roles]
    for at in range(header.row + 1, len(rows)):
        if any(each < len(rows[at]) and (rows[at][each] or "").strip() for each in sums):
            yield at + 1, rows[at]


def _month(titles: list[str], header: _Header, source: SourceTable, report: TableReport) -> date:
    """The month end that the table is of; a plan for a year, of no month, stands from April."""
    headings = list(header.headings.values())
    try:
        return sheet_month(titles, headings, source.sheet, source.file)
    except NoPeriod:
        year = financial_year(titles, headings, source.sheet, source.file)
        if year is None or "delivered" in header.roles:
            raise
        report.warn(
            "plan_of_year",
            "It names a financial year and no month: taken as the plan at the year's start.",
        )
        return in_year(_START_OF_YEAR, year)


def _scales(
    titles: list[str], filled: list[tuple[int, Row]], header: _Header, context: LoadContext
) -> dict[str, int]:
    """Each column's unit: its heading's, the titles', settings', or pounds where it can only be.

    Raises Undeclared, saying what to write, where none is told.
    """
    named = {scale for text in titles for scale in declared_scales(text)}
    whole = named.pop() if len(named) == 1 else context.settings.finance.scale
    if whole is None and _only_pounds(filled, header):
        whole = 1
    scales = {}
    for role in _SUMS:
        own = declared_scales(header.headings.get(role, ""))
        used = own.pop() if len(own) == 1 else whole
        if role in header.roles and used is None:
            raise Undeclared(
                "unit",
                f"nothing says whether '{header.headings[role]}' is in £, £'000 or £m: write it in "
                'the heading, or in settings.toml: [finance] unit = "pounds".',
            )
        scales[role] = used or 1
    return scales


def _only_pounds(filled: list[tuple[int, Row]], header: _Header) -> bool:
    """Whether the sums can only be pounds: typed with a £, or absurd as thousands."""
    found = []
    for _, row in filled:
        try:
            found.append(amount(_text(row, header, "target")))
        except NotAnAmount:
            continue
    typed = [each for each in found if each]
    months = max(1, len({_text(row, header, "as_at") for _, row in filled}))
    if typed and all(each.own_scale for each in typed):
        return True
    return 1000 * sum(abs(float(each.typed)) for each in typed) / months > MOST_SAVED


def _read_row(row: Row, number: int, plan: _Plan, month: date | None, year: date | None) -> None:
    sums = {role: _sum(row, number, role, plan) for role in _SUMS if role in plan.header.roles}
    as_at = month or period_of_cell(_text(row, plan.header, "as_at"), year)
    texts = {role: _text(row, plan.header, role) or None for role in _TEXTS}
    reference = _text(row, plan.header, "reference") or texts["title"]
    label = texts["title"] or reference or ""
    if fault := _fault(reference, label, as_at, sums):
        plan.report.rows_rejected += 1
        plan.report.reject(*fault, number)
        if fault[0] == "total_row":
            _check_total(sums, number, plan, as_at)
        return
    _check_shortfall(sums, number, plan)
    plan.rows.append(texts | sums | {"as_at": as_at, "reference": reference, "row": number})


def _fault(
    reference: str | None, label: str, as_at: date | None, sums: dict[str, float | None]
) -> tuple[str, str] | None:
    if not reference or is_total(label) or is_total(reference):
        return "total_row", "A total: checked and not added. Nothing to do."
    if as_at is None:
        return "period", "The date is of no month that can be told. Write it as 31/12/2025."
    if is_future(as_at):
        return "future_month", FUTURE
    if sums.get("target") is None and sums.get("delivered") is None:
        return "missing_value", "Neither a target nor what was delivered can be read."
    return None


def _sum(row: Row, number: int, role: str, plan: _Plan) -> float | None:
    text = _text(row, plan.header, role)
    try:
        found = amount(text)
    except NotAnAmount:
        cell = f"{column_letter(plan.header.roles[role] + 1)}{number}"
        plan.report.warn(
            "bad_number", f"{quoted(text)} is no sum, and counts as blank. Write a figure.", cell
        )
        return None
    if found is None:
        return None
    step = max(0.01, plan.scales[role] * 10.0**-found.places)
    plan.steps[role] = min(plan.steps.get(role, step), step)
    return found.pounds(plan.scales[role])


def _check_total(
    sums: dict[str, float | None], number: int, plan: _Plan, as_at: date | None
) -> None:
    """The total of all lines above it of its month; a subtotal's lines cannot be told."""
    lines = [each for each in standing(plan.rows) if each["as_at"] == as_at]
    for role, typed in sums.items():
        added = sum(each.get(role) or 0 for each in lines)
        room = plan.steps.get(role, 1) * max(1, sqrt(len(lines))) + 0.005
        if typed is not None and len(lines) > 1 and abs(added - typed) > room:
            plan.report.warn(
                "total",
                f"The total is typed as £{typed:,.0f}; the lines above add up to £{added:,.0f}. "
                "The lines are used; correct whichever is wrong.",
                f"{column_letter(plan.header.roles[role] + 1)}{number}",
            )


def _check_shortfall(sums: dict[str, float | None], number: int, plan: _Plan) -> None:
    """A typed shortfall is the target less the forecast, or less what was delivered."""
    shortfall, target = sums.get("shortfall"), sums.get("target")
    others = [sums[role] for role in ("forecast", "delivered") if sums.get(role) is not None]
    if shortfall is None or target is None or not others:
        return
    room = sum(plan.steps.get(role, 0) for role in _SUMS) / 2 + 0.005
    if all(abs(abs(target - each) - abs(shortfall)) > room for each in others):
        plan.report.warn(
            "shortfall",
            f"The shortfall is typed as £{shortfall:,.0f}, and the target less the forecast is "
            f"£{target - others[0]:,.0f}. Shortfalls are not loaded; correct whichever is wrong.",
            f"{column_letter(plan.header.roles['shortfall'] + 1)}{number}",
        )


def _turn_negative(plan: _Plan) -> None:
    """Where every saving is typed as a sum below zero, as a cut of the budget, they are savings."""
    targets = [each["target"] for each in plan.rows if each.get("target")]
    if not targets or max(targets) > 0:
        return
    for row in plan.rows:
        row |= {role: -row[role] for role in _SUMS if row.get(role)}
    plan.report.warn(
        "savings_negative", "Every saving is typed as less than zero; each is taken as a saving."
    )


def _text(row: Row, header: _Header, role: str) -> str:
    at = header.roles.get(role)
    return plain_text(row[at] or "") if at is not None and at < len(row) else ""
