"""A read sheet into ``budget_month``, every row of it accounted for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from data.context import LoadContext
from data.counted_text import counted
from data.readers.budget_monitor.arranging import Arranged, Line, arranged, finished
from data.readers.budget_monitor.checks import (
    computed_variance,
    list_warnings,
    percent_warnings,
    shown_sign,
    total_warnings,
    variance_warnings,
    virement_warnings,
)
from data.readers.budget_monitor.closing import last_told
from data.readers.budget_monitor.entries import Entry, Sheet, Undeclared, is_note, titles_above
from data.readers.budget_monitor.headings import Header, Row
from data.readers.budget_monitor.same_money import leave_same_money
from data.readers.finance_period import FUTURE, NoPeriod, is_future, sheet_month
from data.readers.finance_rows import create_staged, insert_staged, load_staged
from data.reports import TableReport
from data.sources.table import SourceTable

TABLE = "budget_month"
_SAME = ("service", "service_line", "nature")
_PLAIN_ROLES = (
    "original_budget",
    "virement",
    "budget_to_date",
    "actual_to_date",
    "commitments",
    "previous_forecast",
)
_MOST_CELLS_NAMED = 8


def load_sheet(
    sheet: Sheet,
    rows: Sequence[Row],
    source: SourceTable,
    context: LoadContext,
    report: TableReport,
) -> None:
    """Load every month of the sheet. Raises Undeclared where its month or a sign is not said."""
    placed: list[dict[str, Any]] = []
    place = {"file": source.file, "sheet": source.sheet or ""}
    for month, entries in _months(sheet, rows, source, report).items():
        for row in _month_rows(sheet, entries, report):
            placed.append(row | place | {"as_at": month})
    _reject_unread(sheet, report)
    report.rows_loaded = len(placed)
    report.rows_read = report.rows_loaded + report.rows_rejected
    create_staged(context.connection, TABLE)
    insert_staged(context.connection, TABLE, placed)
    leave_same_money(context.connection, report)
    load_staged(context.connection, TABLE, _SAME, report)


def reject_all(rows: Sequence[Row], header: Header, fault: Undeclared, report: TableReport) -> None:
    """No row of the sheet is loaded, for one reason."""
    money_at = [each.position for each in header.money()]
    report.rows_loaded = 0
    report.rows_read = report.rows_rejected = sum(
        any(at < len(row) and (row[at] or "").strip() for at in money_at) and not is_note(row)
        for row in rows[header.last + 1 :]
    )
    report.reject(fault.rule, f"Nothing of this sheet was loaded: {fault}", header.first + 1)


def _months(
    sheet: Sheet, rows: Sequence[Row], source: SourceTable, report: TableReport
) -> dict[date, list[Entry]]:
    """The entries of each month: by a column of periods, or all of the one that the sheet names."""
    if (column := sheet.header.one("period")) is not None:
        months: dict[date, list[Entry]] = defaultdict(list)
        for entry in sheet.entries:
            if entry.period and not is_future(entry.period):
                months[entry.period].append(entry)
                continue
            report.rows_rejected += 1
            if entry.period:
                report.reject("future_month", FUTURE, entry.number, column.heading)
                continue
            report.reject(
                "period",
                "The period is no month that can be told: write one such as 2025-12-31, or P9 "
                "with the financial year in the file's name.",
                entry.number,
                column.heading,
            )
        return {month: last_told(each, month, report) for month, each in months.items()}
    headings = [each.heading for each in sheet.header.columns]
    try:
        month = sheet_month(titles_above(rows, sheet.header), headings, source.sheet, source.file)
    except NoPeriod as fault:
        raise Undeclared("period", str(fault)) from None
    if is_future(month):
        raise Undeclared(
            "future_month",
            f"{month:%B %Y} is still to come. Write the month that the figures describe.",
        )
    return {month: sheet.entries}


def _month_rows(sheet: Sheet, entries: list[Entry], report: TableReport) -> Iterator[dict]:
    """The rows of one month for the table, after its checks."""
    found = finished(_income_told(sheet, entries, report))
    sign = sheet.sign or shown_sign(found.lines, sheet)
    _refuse_unsigned(sheet, found, sign)
    for warnings in (
        total_warnings(found.totals, sheet),
        virement_warnings(found.lines, sheet),
        variance_warnings(found.lines, sheet, sign),
        percent_warnings(found.lines, sheet),
    ):
        list_warnings(warnings, report)
    _warn_of_missing(found, report)
    _reject_rows(found, report)
    for line in found.lines:
        yield _line_row(line, sign)
    for total in found.totals:
        services = {each.service for each in total.lines}
        name = total.entry.label or "Total"
        service = services.pop() if len(services) == 1 else name
        whole = Line(total.entry, service, name, "total")
        yield _line_row(whole, sign)


def _income_told(sheet: Sheet, entries: list[Entry], report: TableReport) -> Arranged:
    """The entries arranged, with income taken off whichever way it is typed.

    Raises Undeclared where income is typed as positive and no total shows that it is taken off.
    """
    plain = arranged(sheet, entries)
    income = [each for each in plain.lines if each.nature == "income"]
    typed = [value for each in income if (value := each.entry.pounds.get("budget"))]
    typed = typed or [value for each in income for value in each.entry.pounds.values() if value]
    if not typed or min(typed) < 0:
        return plain
    turned = arranged(sheet, entries, income_sign=-1)
    if turned.agreement > plain.agreement:
        report.warn(
            "income_positive",
            f"Income is typed as positive in {counted(len(income), 'row')}, and the totals take "
            "it off: so does Waymark.",
        )
        return turned
    if plain.agreement > turned.agreement:
        return plain
    raise Undeclared(
        "income_sign",
        f"row {income[0].entry.number} is income typed as a positive sum, and no net total shows "
        "whether it is taken off: type income as negative, or add the net rows.",
    )


def _refuse_unsigned(sheet: Sheet, found: Arranged, sign: int | None) -> None:
    """A variance that alone tells the forecast must have its sign told."""
    for line in found.lines:
        needs = line.entry.pounds.get("forecast_variance") and computed_variance(line) is None
        if needs and sign is None:
            raise Undeclared(
                "sign",
                "it has variances and no forecasts, and nothing says whether an overspend is "
                "positive. Write it above the headings, such as 'overspend positive', or in "
                'settings.toml: [finance] overspend = "positive".',
            )


def _line_row(line: Line, sign: int | None) -> dict[str, Any]:
    row: dict[str, Any] = {role: line.pounds(role) for role in _PLAIN_ROLES}
    budget = line.pounds("budget")
    if budget is None and row["original_budget"] is not None:
        budget = row["original_budget"] + (row["virement"] or 0)
    forecast, variance = line.pounds("forecast_outturn"), line.entry.pounds.get("forecast_variance")
    signed = None if variance is None else (sign or 1) * variance
    if forecast is None and budget is not None and signed is not None:
        forecast = round(budget + signed, 2)
    previous = line.entry.pounds.get("previous_variance")
    return row | {
        "service": line.service,
        "service_line": line.service_line,
        "nature": line.nature,
        "budget": budget,
        "forecast_outturn": forecast,
        "forecast_variance": _difference(forecast, budget, signed),
        "previous_variance": previous * sign if previous is not None and sign else None,
        "commentary": line.entry.commentary,
        "row": line.entry.number,
    }


def _difference(forecast: float | None, budget: float | None, signed: float | None) -> float | None:
    if forecast is None or budget is None:
        return signed
    return round(forecast - budget, 2)


def _warn_of_missing(found: Arranged, report: TableReport) -> None:
    """Lines with a budget and no forecast, where other lines have one: the forecast is without."""
    have = [each.entry.pounds.keys() & {"forecast_outturn", "forecast_variance"}
            for each in found.lines]  # fmt: skip
    without = [
        each.entry.number
        for each, forecast in zip(found.lines, have, strict=True)
        if each.entry.pounds.get("budget") and not forecast
    ]
    if without and any(have):
        listed = ", ".join(map(str, without[:_MOST_CELLS_NAMED]))
        report.warn(
            "no_forecast",
            "Lines with a budget and no forecast count as none in it: "
            f"{'row' if len(without) == 1 else 'rows'} {listed}"
            f"{' …' if len(without) > _MOST_CELLS_NAMED else ''}.",
        )


def _reject_rows(found: Arranged, report: TableReport) -> None:
    report.rows_rejected += len(found.parts) + len(found.nameless)
    for entry in found.parts:
        report.reject(
            "part_of_line",
            "A part of the line above it, said again; it is not counted twice. Nothing to do.",
            entry.number,
        )
    for entry in found.nameless:
        report.reject(
            "no_label",
            "Figures without a label, which are not the sum of the lines above: name the line.",
            entry.number,
        )


def _reject_unread(sheet: Sheet, report: TableReport) -> None:
    report.rows_rejected += len(sheet.empty) + len(sheet.beyond)
    for number in sheet.beyond:
        report.reject(
            "second_table",
            "Below another row of headings, so its columns are others: move that table to a sheet "
            "of its own.",
            number,
        )
    for number in sheet.empty:
        report.reject(
            "bad_number", "No cell of this row can be read as money. Write figures alone.", number
        )
    left = [each for each in sheet.unreadable if int(each[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            not in sheet.empty]  # fmt: skip
    for cell, found in left[:_MOST_CELLS_NAMED]:
        report.warn(
            "bad_number", f"{found} is no sum of money, and counts as blank. Write a figure.", cell
        )
    if len(left) > _MOST_CELLS_NAMED:
        report.warn(
            "bad_number", f"{len(left) - _MOST_CELLS_NAMED} more cells are no sum of money."
        )
