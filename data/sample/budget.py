"""The revenue budget line by line and month by month, in hundreds of pounds.

Amounts are whole hundreds, so that £'000 with one decimal is exact wherever it is written, and
sums of lines are the totals.
"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from data.sample.placement_costs import (
    AGENCY_FOSTERING,
    HOMES,
    INFLATION,
    OTHER,
    OWN_FOSTERING,
    OWN_HOMES,
    SECURE,
    SUPPORTED,
    WEEKLY,
)
from data.sample.population import financial_year_start
from data.sample.span import Span
from data.sample.stories import RESIDENTIAL_WEEKLY_COSTS, Stories

WEEKS = 52
AGENCY_WORKERS = "Agency workers"
THOUSAND = 10


@dataclass(frozen=True)
class Line:
    """``yearly`` is the budget in pounds at scale 1 in the last financial year; a line of
    placements, or of agency workers, has instead what it pays for. ``strays`` is how far a year's
    outturn strays from the budget."""

    section: str
    name: str
    holder: str
    yearly: int = 0
    pays_for: str = ""
    strays: float = 0.006


SOCIAL_WORK, PLACEMENTS, PERMANENCE = "Social work", "Placements", "Permanence and leaving care"
EARLY, SUPPORT = "Safeguarding and early help", "Commissioning, legal and grants"
FOSTERING_HEAD, ASSESSING_HEAD = "Head of Children in Care", "Head of Assessment and Safeguarding"
PLACING = "Placements Manager"
LINES = (
    Line(SOCIAL_WORK, "Assessment and front door teams", ASSESSING_HEAD, 5_200_000),
    Line(SOCIAL_WORK, "Family safeguarding teams", ASSESSING_HEAD, 6_300_000),
    Line(SOCIAL_WORK, "Children in care and fostering teams", FOSTERING_HEAD, 3_900_000),
    Line(SOCIAL_WORK, "Agency social workers", ASSESSING_HEAD, pays_for=AGENCY_WORKERS),
    Line(PLACEMENTS, "In-house fostering", FOSTERING_HEAD, pays_for=OWN_FOSTERING),
    Line(PLACEMENTS, "Independent fostering agencies", PLACING, pays_for=AGENCY_FOSTERING),
    Line(PLACEMENTS, "External residential", PLACING, pays_for=HOMES),
    Line(PLACEMENTS, "In-house residential", FOSTERING_HEAD, pays_for=OWN_HOMES),
    Line(PLACEMENTS, "Supported accommodation", PLACING, pays_for=SUPPORTED),
    Line(PLACEMENTS, "Secure and welfare", PLACING, pays_for=SECURE),
    Line(PLACEMENTS, "Other placements", FOSTERING_HEAD, pays_for=OTHER),
    Line(PERMANENCE, "Special guardianship and adoption allowances", FOSTERING_HEAD, 4_100_000),
    Line(PERMANENCE, "Disabled children", "Head of Disabled Children", 4_300_000),
    Line(PERMANENCE, "Care leavers", FOSTERING_HEAD, 3_200_000),
    Line(EARLY, "Safeguarding and quality assurance", "Head of Safeguarding", 2_600_000),
    Line(EARLY, "Early help and family hubs", "Head of Early Help", 5_400_000),
    Line(EARLY, "Youth justice", "Head of Early Help", 1_500_000),
    Line(SUPPORT, "Commissioning and business support", "Head of Commissioning", 2_200_000),
    Line(SUPPORT, "Legal costs", "Head of Commissioning", 2_400_000, strays=0.02),
    Line(SUPPORT, "Grant income", "Head of Finance", -10_300_000, strays=0.003),
)
# (from, to, the month of the year from which it stands, the share of what is moved): money moves
# among lines of one kind alone, so that the whole stays what it was.
VIREMENTS = (
    ("Commissioning and business support", "Early help and family hubs", 4, 0.020),
    ("In-house fostering", "Independent fostering agencies", 6, 0.015),
    ("Family safeguarding teams", "Assessment and front door teams", 8, 0.008),
)


@dataclass(frozen=True)
class Amounts:
    """One line in one month; hundreds of pounds. ``previous`` is last month's forecast, None in
    the year's first; ``told`` the commentary."""

    month: date
    line: Line
    original: int
    virement: int
    to_date: int
    actual: int
    commitments: int
    forecast: int
    told: str = ""
    previous: int | None = None

    @property
    def current(self) -> int:
        return self.original + self.virement

    @property
    def variance(self) -> int:
        return self.forecast - self.current


def budget_months(
    span: Span,
    months: list[date],
    stories: Stories,
    spent: dict[str, np.ndarray],
    scale: float,
    rng: np.random.Generator,
) -> list[list[Amounts]]:
    """Every line of every month. ``spent`` has the pounds of each month for each service type, the
    planted placements' within, and for agency workers."""
    years = [financial_year_start(month) for month in months]
    found: list[list[Amounts]] = []
    for year in sorted(set(years)):
        turns = [each for each, of in enumerate(years) if of == year]
        size = _price(year, span) * scale
        dear = np.array([_dear_week(months[each], stories) for each in turns]) * WEEKS / 12
        lines = [
            _paid_year(line, [months[each] for each in turns], spent[line.pays_for][turns],
                            dear if line.pays_for == HOMES else 0 * dear, rng)
            if line.pays_for
            else _other_year(line, [months[each] for each in turns], size, rng)
            for line in LINES
        ]  # fmt: skip
        found += _with_virements([list(each) for each in zip(*lines, strict=True)])
    return found


def _price(year: int, span: Span) -> float:
    return (1 + INFLATION * 0.8) ** (year - financial_year_start(span.end))


def turn_of(month: date) -> int:
    """The position of a month in its financial year: 1 is April."""
    return (month.month - 4) % 12 + 1


def _dear_week(month: date, stories: Stories) -> float:
    """What the planted placements cost a week beyond the usual price of one in a home."""
    first = stories.placements_overspend.first
    since = (month.year - first.year) * 12 + month.month - first.month
    costs = RESIDENTIAL_WEEKLY_COSTS[: max(0, since + 1)]
    return sum(costs) - len(costs) * WEEKLY[HOMES][0]


def _hundreds(pounds: float) -> int:
    return round(pounds / 100)


def _paid_year(
    line: Line, months: list[date], spent: np.ndarray, dear: np.ndarray, rng: np.random.Generator
) -> list[Amounts]:
    """A year of a line of which each month's spending is known: budgeted as it turns out to be,
    but for the dear placements. The forecast is the budget, ever more of the swings so far, and
    all of what the dear placements cost."""
    usual = spent - dear
    original = round(usual.mean() * 12 * (1 + rng.normal(0.001, 0.004)), -3)
    total = original / 12 * (turn_of(months[0]) - 1)
    swing, extra, found = 0.0, 0.0, []
    for month, now, beyond in zip(months, usual, dear, strict=True):
        turn = turn_of(month)
        total += now + beyond
        swing += now - original / 12
        extra += beyond
        share = 0.35 + 0.65 * (turn / 12) ** 3
        forecast = _hundreds(original + swing * share + extra + beyond * (12 - turn))
        told = _told(line, forecast - _hundreds(original), _hundreds(original), beyond > 0)
        found.append(_amounts(month, line, original, _hundreds(total), forecast, 0.62, told))
    return found


def _amounts(
    month: date,
    line: Line,
    original: float,
    actual: int,
    forecast: int,
    committed: float,
    told: str,
) -> Amounts:
    """A line in a month; ``committed`` is the share of what is still to come that is ordered."""
    return Amounts(
        month,
        line,
        _hundreds(original),
        0,
        _hundreds(original * turn_of(month) / 12),
        actual,
        max(0, round((forecast - actual) * committed)),
        forecast,
        told,
    )


def _other_year(
    line: Line, months: list[date], size: float, rng: np.random.Generator
) -> list[Amounts]:
    """A year of any other line: it strays a little, a little differently each month."""
    original = round(line.yearly * size, -3)
    pace = 1 + rng.normal(0.006 if line.yearly > 0 else 0.0, line.strays)
    found = []
    for month in months:
        turn = turn_of(month)
        forecast = _hundreds(original * (pace + rng.normal(0, 0.0015) * (12 - turn) / 11))
        actual = round(forecast * turn / 12)
        told = _told(line, forecast - _hundreds(original), _hundreds(original), False)
        found.append(_amounts(month, line, original, actual, forecast, 0.12, told))
    return found


def _with_virements(year: list[list[Amounts]]) -> list[list[Amounts]]:
    """A year's months with money moved among their lines, each with last month's forecast."""
    before: list[Amounts] = []
    found = []
    for month in year:
        moved = _moved(month)
        now = [_vired(each, moved.get(each.line.name, 0)) for each in month]
        found.append(
            [replace(each, previous=old.forecast) for each, old in zip(now, before, strict=True)]
            if before
            else now
        )
        before = now
    return found


def _moved(month: list[Amounts]) -> dict[str, int]:
    """What each line has been given or has lost since April; it sums to nothing."""
    originals = {each.line.name: each.original for each in month}
    moved: dict[str, int] = {}
    for giver, taker, turn, share in VIREMENTS:
        if turn_of(month[0].month) >= turn:
            amount = THOUSAND * round(originals[giver] * share / THOUSAND)
            moved[giver] = moved.get(giver, 0) - amount
            moved[taker] = moved.get(taker, 0) + amount
    return moved


def _vired(each: Amounts, amount: int) -> Amounts:
    """A line after a virement: where it pays for no placements its forecast goes with it."""
    turn = turn_of(each.month)
    to_date = round((each.original + amount) * turn / 12)
    if each.line.pays_for or not amount:
        return replace(each, virement=amount, to_date=to_date)
    forecast = each.forecast + amount
    actual = round(forecast * turn / 12)
    return replace(each, virement=amount, to_date=to_date, forecast=forecast, actual=actual)


def _told(line: Line, variance: int, budget: int, planted: bool) -> str:
    """What the budget holder writes beside a line that strays."""
    share = variance / abs(budget) if budget else 0.0
    if planted and variance > 0:
        return "New high-cost placements since July drive the forecast; reviewed every fortnight."
    if line.pays_for == AGENCY_WORKERS:
        return "More agency cover than budgeted." if share > 0.01 else ""
    if line.pays_for and share > 0.02:
        return "More placements than budgeted, or dearer ones."
    if line.pays_for and share < -0.02:
        return "Fewer placements than budgeted."
    return "Demand above what was planned." if share > 0.012 and line.yearly > 0 else ""
