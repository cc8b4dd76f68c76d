"""The budget monitor as finance sends it: a workbook a financial year, a sheet a period."""

from datetime import date
from itertools import groupby
from pathlib import Path

from data.sample.budget import Amounts, turn_of
from data.sample.plain_book import Sheet, Style, Value, write_book
from data.sample.population import financial_year_start

HEADINGS = (
    "Service line", "Budget holder", "Original budget", "Virement", "Current budget",
    "Budget to date", "Actual to date", "Commitments", "Forecast outturn", "Forecast variance",
    "Forecast variance %", "Previous forecast", "RAG", "Commentary",
)  # fmt: skip
HEADING_ROW = 5
SIGN = "£'000. Overspend positive, (underspend) in brackets."
WIDTHS = {"A": 44, "B": 34, **dict.fromkeys("CDEFGHIJKL", 13), "N": 60}
AMBER, RED = 0.02, 0.05
# In one year the monitor was typed: figures are text there, negative ones in brackets.
TYPED_AFTER = 1

Row = list[tuple[Value, Style]]


def write_budget_monitors(folder: Path, months: list[list[Amounts]]) -> list[Path]:
    """One workbook for each financial year of ``months``."""
    paths = []
    years = groupby(months, key=lambda lines: financial_year_start(lines[0].month))
    for turn, (year, periods) in enumerate(years):
        sheets = [_sheet(lines[0].month, lines, turn == TYPED_AFTER) for lines in periods]
        path = folder / f"budget_monitor_{year}-{(year + 1) % 100:02d}.xlsx"
        paths.append(write_book(path, sheets))
    return paths


def _sheet(month: date, lines: list[Amounts], typed: bool) -> Sheet:
    period = f"period {turn_of(month)}, {month:%B %Y}"
    title = f"Wayshire Children's Services: budget monitor, {period}"
    rows: list[Row] = [[(title, Style.TITLE)], [(SIGN, Style.PLAIN)]]
    rows += [[]] * (HEADING_ROW - 1 - len(rows))
    rows.append([(heading, Style.HEADING) for heading in HEADINGS])
    for section, members in groupby(lines, key=lambda each: each.line.section):
        rows += _section(section, list(members), typed)
    rows.append(_total("Total Children's Services", lines, typed))
    last = chr(64 + len(HEADINGS))
    return Sheet(
        f"P{turn_of(month)} {month:%b}",
        rows,
        [f"A1:{last}1", f"A2:{last}2"],
        WIDTHS,
        f"B{HEADING_ROW + 1}",
    )


def _section(section: str, lines: list[Amounts], typed: bool) -> list[Row]:
    """A section's heading, lines and subtotal, and an empty row."""
    rows: list[Row] = [[(section, Style.SECTION)]]
    for each in lines:
        money = _money([each], typed, Style.MONEY, Style.PERCENT)
        told = [(rag(each), Style.PLAIN), (each.told or None, Style.PLAIN)]
        names = [(each.line.name, Style.PLAIN), (each.line.holder, Style.PLAIN)]
        rows.append([*names, *money, *told])
    return [*rows, _total(f"Total {section[0].lower()}{section[1:]}", lines, typed), []]


def _total(name: str, lines: list[Amounts], typed: bool) -> Row:
    money = _money(lines, typed, Style.TOTAL_MONEY, Style.TOTAL_PERCENT)
    return [(name, Style.TOTAL), (None, Style.TOTAL), *money, *[(None, Style.TOTAL)] * 2]


def _money(lines: list[Amounts], typed: bool, money: Style, percent: Style) -> Row:
    """The cells from the original budget to the previous forecast."""
    *amounts, previous = _sums(lines)
    current, variance = amounts[2], amounts[7]
    share = round(variance / abs(current), 4) if current else "n/a"
    cells = [(_amount(each, typed), money) for each in amounts]
    return [*cells, (share, percent), (_amount(previous, typed), money)]


def _amount(hundreds: int | None, typed: bool) -> Value:
    """Thousands of pounds, or as somebody types them."""
    if hundreds is None:
        return None
    return _as_typed(hundreds / 10) if typed else hundreds / 10


def _sums(lines: list[Amounts]) -> list[int | None]:
    """Hundreds of pounds in the order of the headings, without the percentage."""
    previous = [each.previous for each in lines]
    return [
        sum(each.original for each in lines), sum(each.virement for each in lines),
        sum(each.current for each in lines), sum(each.to_date for each in lines),
        sum(each.actual for each in lines), sum(each.commitments for each in lines),
        sum(each.forecast for each in lines), sum(each.variance for each in lines),
        None if None in previous else sum(previous),
    ]  # fmt: skip


def _as_typed(thousands: float) -> str:
    return f"({-thousands:,.1f})" if thousands < 0 else f"{thousands:,.1f}"


def rag(each: Amounts) -> str:
    """Over by up to 2% of the budget green, to 5% amber, beyond it red."""
    share = each.variance / abs(each.current) if each.current else 0.0
    return "Red" if share > RED else "Amber" if share > AMBER else "Green"
