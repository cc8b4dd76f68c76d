"""The council's money month by month: what placements cost, and from it spending and forecast."""

from datetime import date

import numpy as np
import pandas as pd

from data.sample.population import financial_year_start
from data.sample.span import Span, months_between
from data.sample.stories import RESIDENTIAL_WEEKLY_COSTS, Stories

# Pounds a week in the last financial year of the sample; prices rise yearly by INFLATION.
UNIT_COSTS = {"foster_own": 540, "foster_other": 1_060, "residential": 5_650, "supported": 1_320,
              "elsewhere": 140}  # fmt: skip
INFLATION = 0.052
OTHER_SERVICES = 33_500_000
SAVINGS_TARGET = 1_450_000
AGENCY_WEEK = 1_420


def finance_months(
    span: Span,
    stories: Stories,
    placed: dict[str, np.ndarray],
    workforce: pd.DataFrame,
    scale: float,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """One row a month of the span, by ``month``; pounds.

    Columns: budget, spend_to_date, forecast_outturn, forecast_variance, savings_target,
    savings_delivered, placement_week (pounds a week at the month's end), placements (open then),
    unit_cost, agency_month, care_week (pounds a week for each child in care), placement_budget,
    placement_forecast.
    """
    months = months_between(span.start, span.end)
    agency = workforce.set_index("month")["agency"]
    usual = [_usual_week(each, month, span, placed) for each, month in enumerate(months)]
    dear = [_dear_week(month, stories) for month in months]
    rows, year = [], {}
    for each, month in enumerate(months):
        if month.month == 4 or not rows:
            same = [u for u, m in zip(usual, months, strict=True)
                    if financial_year_start(m) == financial_year_start(month)]  # fmt: skip
            year = _opened(month, span, float(np.mean(same)), scale, rng)
        count = sum(placed[name][each] for name in UNIT_COSTS)
        rows.append(_month(month, year, usual[each], dear[each], int(count), agency[month], rng))
    return pd.DataFrame(rows)


def _price(month: date, span: Span) -> float:
    return (1 + INFLATION) ** (financial_year_start(month) - financial_year_start(span.end))


def _usual_week(each: int, month: date, span: Span, placed: dict[str, np.ndarray]) -> float:
    """What placements cost a week at usual prices."""
    return sum(placed[name][each] * cost for name, cost in UNIT_COSTS.items()) * _price(month, span)


def _dear_week(month: date, stories: Stories) -> float:
    """What the planted placements cost a week beyond the usual price of a residential one."""
    first = stories.placements_overspend.first
    since = (month.year - first.year) * 12 + month.month - first.month
    costs = RESIDENTIAL_WEEKLY_COSTS[: max(0, since + 1)]
    return sum(costs) - len(costs) * UNIT_COSTS["residential"]


def _opened(month: date, span: Span, weekly: float, scale: float, rng: np.random.Generator) -> dict:
    """The year's budget: placements as they turn out to be, but for the planted ones."""
    price = (1 + INFLATION * 0.8) ** (financial_year_start(month) - financial_year_start(span.end))
    elapsed = (month.month - 4) % 12
    placements = round(weekly * 52 * (1 + rng.normal(0.001, 0.004)), -3)
    return {
        "placements": placements,
        "other": round(OTHER_SERVICES * price * scale, -3),
        "spent": placements * elapsed / 12,
        "swing": 0.0,
        "dear": 0.0,
        "others_pace": 1 + rng.normal(0.003, 0.003),
        "savings": round(SAVINGS_TARGET * price * scale, -3),
        "delivery": float(np.clip(rng.normal(0.93, 0.05), 0.6, 1.04)),
    }


def _month(
    month: date,
    year: dict,
    usual: float,
    dear: float,
    placements: int,
    agency: float,
    rng: np.random.Generator,
) -> dict:
    """One month's money. The forecast is the budget, a third of the swings in numbers so far, and
    all of what the dear placements cost."""
    turn = (month.month - 4) % 12 + 1
    budget = year["placements"] + year["other"]
    year["spent"] += (usual + dear) * 52 / 12
    expected = year["placements"] / 12
    year["swing"] += (usual * 52 / 12 - expected) * 0.35
    year["dear"] += dear * 52 / 12
    lasting = year["placements"] + year["swing"] + year["dear"] + dear * 52 / 12 * (12 - turn)
    other = year["other"] * (year["others_pace"] + rng.normal(0, 0.0008))
    forecast = round(lasting + other, -3)
    ramp = 1 / (1 + np.exp(-(turn - 6.0) / 2.0))
    return {
        "month": month,
        "budget": budget,
        "spend_to_date": round(year["spent"] + other * turn / 12, -2),
        "forecast_outturn": forecast,
        "forecast_variance": forecast - budget,
        "savings_target": year["savings"],
        "savings_delivered": round(year["savings"] * year["delivery"] * ramp, -2),
        "placement_week": round(usual + dear, -1),
        "placements": placements,
        "unit_cost": round((usual + dear) / placements) if placements else 0,
        "agency_month": round(agency * AGENCY_WEEK * 52 / 12, -2),
        "care_week": round((usual + dear) * 1.32 / placements) if placements else 0,
        "placement_budget": year["placements"],
        "placement_forecast": round(lasting, -3),
    }
