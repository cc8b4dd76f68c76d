"""The savings plan: named savings of each financial year, and what they have delivered so far."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from data.sample.budget import THOUSAND, turn_of
from data.sample.population import financial_year_start
from data.sample.span import day_number

TARGET = 1_450_000
RISE = 0.0416
# (title, service, owner, its share of a year's target against others)
SAVINGS = (
    ("Recruit 24 more in-house foster carers", "Placements", "Head of Children in Care", 1.5),
    ("Step down from residential to foster care", "Placements", "Placements Manager", 1.6),
    ("Renegotiate independent fostering framework", "Placements", "Head of Commissioning", 1.0),
    ("Replace agency workers with permanent staff", "Social work",
     "Head of Assessment and Safeguarding", 1.3),
    ("Reunify families sooner", "Placements", "Head of Children in Care", 1.1),
    ("Review of high-cost packages with health", "Placements", "Head of Commissioning", 1.2),
    ("Family hubs share buildings with libraries", "Safeguarding and early help",
     "Head of Early Help", 0.6),
    ("Own supported accommodation for care leavers", "Permanence and leaving care",
     "Placements Manager", 0.9),
    ("Fewer external legal advocates", "Commissioning, legal and grants",
     "Head of Commissioning", 0.5),
    ("Direct payments in place of commissioned short breaks", "Permanence and leaving care",
     "Head of Disabled Children", 0.5),
)  # fmt: skip
FEWEST = 6


@dataclass(frozen=True)
class SavingMonth:
    """One saving in one month; hundreds of pounds."""

    month: date
    reference: str
    title: str
    service: str
    owner: str
    target: int
    delivered: int
    forecast: int

    @property
    def rag(self) -> str:
        share = self.forecast / self.target
        return "Green" if share >= 0.97 else "Amber" if share >= 0.85 else "Red"

    @property
    def status(self) -> str:
        if self.delivered >= 0.98 * self.target:
            return "Delivered"
        return {"Green": "On track", "Amber": "At risk", "Red": "Not achievable"}[self.rag]


def saving_months(
    months: list[date], scale: float, rng: np.random.Generator
) -> list[list[SavingMonth]]:
    """The savings of every month: six to eight a year, each with its own pace."""
    last, plans = financial_year_start(months[-1]), {}
    found = []
    for month in months:
        year = financial_year_start(month)
        if year not in plans:
            plans[year] = _plan(year, TARGET * scale * (1 + RISE) ** (year - last), rng)
        found.append([_in_month(month, *each) for each in plans[year]])
    return found


def _plan(year: int, target: float, rng: np.random.Generator) -> list[tuple]:
    """(reference, saving, target in hundreds, the share delivered in the end, middle month)."""
    count = FEWEST + year % 3
    chosen = [SAVINGS[(year * 3 + each) % len(SAVINGS)] for each in range(count)]
    weight = np.array([share for *_, share in chosen])
    targets = np.maximum(1, np.round(target / 1000 * weight / weight.sum())).astype(int) * THOUSAND
    delivery = np.clip(rng.normal(0.96, 0.10, count), 0.45, 1.05)
    middle = rng.uniform(4.6, 6.6, count)
    return [
        (f"S{year % 100:02d}-{each + 1:02d}", chosen[each], int(targets[each]), delivery[each],
         middle[each])
        for each in range(count)
    ]  # fmt: skip


def _in_month(
    month: date, reference: str, saving: tuple, target: int, delivery: float, middle: float
) -> SavingMonth:
    title, service, owner, _ = saving
    turn = turn_of(month)
    ramp = 1 / (1 + np.exp(-(turn - middle) / 1.8))
    delivered = round(target * delivery * ramp)
    known = min(1.0, turn / 8)
    forecast = max(delivered, round(target * (1 - (1 - delivery) * known)))
    return SavingMonth(month, reference, title, service, owner, target, delivered, forecast)


def write_savings(path: Path, month_ends: list[date], savings: list[list[SavingMonth]]) -> Path:
    """All months stacked; pounds."""
    rows = [
        {
            "As At": day_number(end), "Reference": each.reference, "Title": each.title,
            "Service": each.service, "Target (£)": each.target * 100,
            "Delivered to date (£)": each.delivered * 100, "Forecast (£)": each.forecast * 100,
            "Shortfall (£)": (each.target - each.forecast) * 100, "RAG": each.rag,
            "Owner": each.owner, "Status": each.status,
        }
        for end, month in zip(month_ends, savings, strict=True)
        for each in month
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows)
    dates = table["As At"].cast(pa.int32()).cast(pa.date32())
    pyarrow.csv.write_csv(table.set_column(0, "As At", dates), path)
    return path
