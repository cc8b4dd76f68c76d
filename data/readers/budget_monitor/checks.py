"""A monitor's own arithmetic: totals, virements, variances, percentages. Each check warns."""

from collections.abc import Iterable, Iterator
from math import copysign

from data.readers.budget_monitor.arranging import Line, Total
from data.readers.budget_monitor.entries import Sheet
from data.reports import TableReport, Warn

MOST_LISTED = 20
_PENNY = 0.005
_ROLE_NAMES = {
    "original_budget": "original budget",
    "virement": "virement",
    "budget": "budget",
    "budget_to_date": "budget to date",
    "actual_to_date": "actual to date",
    "commitments": "commitments",
    "variance_to_date": "variance to date",
    "forecast_outturn": "forecast",
    "forecast_variance": "forecast variance",
    "previous_forecast": "previous forecast",
    "previous_variance": "previous variance",
}


def total_warnings(totals: Iterable[Total], sheet: Sheet) -> Iterator[Warn]:
    """Totals that are not the sum of the lines above them; a total is never added itself."""
    for total in totals:
        for role, added in total.wrong.items():
            first, last = total.lines[0].entry.number, total.lines[-1].entry.number
            lines = f"row {first}" if first == last else f"rows {first} to {last}"
            yield Warn(
                "total",
                f"The total of the {_ROLE_NAMES[role]} is typed as "
                f"{money(total.entry.pounds[role])}; its lines in {lines} add up to "
                f"{money(added)}. The lines are used; correct whichever is wrong.",
                sheet.cell(role, total.entry.number),
            )


def virement_warnings(lines: Iterable[Line], sheet: Sheet) -> Iterator[Warn]:
    """Lines whose original budget and virement do not make their revised budget."""
    for line in lines:
        pounds = line.entry.pounds
        if not {"original_budget", "virement", "budget"} <= pounds.keys():
            continue
        made = pounds["original_budget"] + pounds["virement"]
        if abs(made - pounds["budget"]) > _room(sheet, "original_budget", "virement", "budget"):
            yield Warn(
                "virement",
                f"{money(pounds['original_budget'])} and a virement of "
                f"{money(pounds['virement'])} make {money(made)}, and the revised budget is typed "
                f"as {money(pounds['budget'])}. The revised budget is used.",
                sheet.cell("budget", line.entry.number),
            )


def variance_warnings(lines: Iterable[Line], sheet: Sheet, sign: int | None) -> Iterator[Warn]:
    """Typed variances that differ from forecast less budget, or have the other sign than
    ``sign`` (1: overspend positive) says."""
    for line in lines:
        computed, typed = computed_variance(line), line.entry.pounds.get("forecast_variance")
        if computed is None or typed is None:
            continue
        room = _room(sheet, "budget", "forecast_outturn", "forecast_variance")
        cell = sheet.cell("forecast_variance", line.entry.number)
        shown = f"forecast less budget is {money(computed)}, typed is {money(typed)}"
        if abs(abs(typed) - abs(computed)) > room:
            yield Warn("variance", f"The variance: {shown}. The first is used.", cell)
        elif sign and line.sign > 0 and abs(sign * typed - computed) > room:
            yield Warn(
                "variance_sign",
                f"The variance has the sign of the other kind: {shown}, where an overspend is "
                f"{'positive' if sign > 0 else 'negative'}. The first is used.",
                cell,
            )


def percent_warnings(lines: Iterable[Line], sheet: Sheet) -> Iterator[Warn]:
    """Typed percentages that are not the forecast variance's share of the budget."""
    for line in lines:
        meant = line.entry.percents.get("forecast_variance", ())
        budget, variance = line.entry.pounds.get("budget"), _either_variance(line)
        if not meant or not budget or variance is None:
            continue
        share = abs(100 * variance / budget)
        room = 0.06 + abs(100 * _room(sheet, "forecast_variance", "forecast_outturn") / budget)
        room = max(room, 0.51) if all(each == round(each) for each in meant) else room
        if all(abs(abs(each) - share) > room for each in meant):
            yield Warn(
                "percent",
                f"The variance is {share:.1f}% of the budget, and {abs(meant[0]):g} is typed. "
                "Percentages are computed, not loaded.",
                _percent_cell(line, sheet),
            )


def computed_variance(line: Line) -> float | None:
    """Forecast less budget, in pounds; income negative."""
    budget, forecast = line.pounds("budget"), line.pounds("forecast_outturn")
    return None if budget is None or forecast is None else round(forecast - budget, 2)


def shown_sign(lines: Iterable[Line], sheet: Sheet) -> int | None:
    """The sign that the sheet's own forecasts give its variances: 1 where overspends are positive.

    None where no line shows it, or as many show the one as the other.
    """
    room = _room(sheet, "budget", "forecast_outturn", "forecast_variance")
    votes = 0
    for line in lines:
        computed, typed = computed_variance(line), line.entry.pounds.get("forecast_variance")
        agree = computed and typed and line.sign > 0 and abs(abs(typed) - abs(computed)) <= room
        if agree and abs(computed) > room:
            votes += int(copysign(1, computed * typed))
    return None if votes == 0 else (1 if votes > 0 else -1)


def list_warnings(found: Iterable[Warn], report: TableReport) -> None:
    """The first twenty of them, and how many more there are."""
    warnings = list(found)
    report.warnings += warnings[:MOST_LISTED]
    more = len(warnings) - MOST_LISTED
    if more > 0:
        report.warn(warnings[0].rule, f"{more} more such as the ones above.")


def money(pounds: float) -> str:
    """A sum in a message, to the penny where it has pence."""
    whole = abs(pounds - round(pounds)) < _PENNY
    written = f"{abs(pounds):,.0f}" if whole else f"{abs(pounds):,.2f}"
    return f"-£{written}" if pounds < 0 and written.strip("0.,") else f"£{written}"


def _either_variance(line: Line) -> float | None:
    computed = computed_variance(line)
    return line.entry.pounds.get("forecast_variance") if computed is None else computed


def _room(sheet: Sheet, *roles: str) -> float:
    """How far rounding alone may take the sum of columns: half the last place of each."""
    return _PENNY + sum(sheet.steps.get(role, 0) / 2 for role in roles)


def _percent_cell(line: Line, sheet: Sheet) -> str:
    columns = [c for c in sheet.header.columns if c.percent and c.role == "forecast_variance"]
    return f"{columns[0].letter}{line.entry.number}"
