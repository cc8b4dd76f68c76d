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
CONTINGENCY = 0.012
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
    weekly = [_weekly(each, month, span, stories, placed, scale) for each, month in enumerate(months)]
    rows, year = [], {}
    for each, month in enumerate(months):
        if month.month == 4 or not rows:
            year = _opened(month, span, weekly[each], scale, rng)
        rows.append(_month(month, each, year, weekly, placed, agency[month], rng))
    return pd.DataFrame(rows)


def _weekly(
    each: int,
    month: date,
    span: Span,
    stories: Stories,
    placed: dict[str, np.ndarray],
    scale: float,
) -> float:
    """What placements cost a week; the planted four at their own price, not the usual one."""
    price = (1 + INFLATION) ** (financial_year_start(month) - financial_year_start(span.end))
    usual = sum(placed[name][each] * cost for name, cost in UNIT_COSTS.items()) * price
    first = stories.placements_overspend.first
    since = (month.year - first.year) * 12 + month.month - first.month
    dear = RESIDENTIAL_WEEKLY_COSTS[: max(0, since + 1)]
    return usual + sum(dear) - len(dear) * UNIT_COSTS["residential"] * price


def _opened(month: date, span: Span, weekly: float, scale: float, rng: np.random.Generator) -> dict:
    """The year's budget, set in April from what placements cost then."""
    price = (1 + INFLATION * 0.8) ** (financial_year_start(month) - financial_year_start(span.end))
    placements = round(weekly * 52 * (1 + CONTINGENCY), -3)
    other = round(OTHER_SERVICES * price * scale, -3)
    return {
        "placements": placements,
        "other": other,
        "spent": 0.0,
        "elapsed": (month.month - 4) % 12,
        "others_pace": 1 + rng.normal(-0.001, 0.003),
        "savings": round(SAVINGS_TARGET * price * scale, -3),
        "delivery": float(np.clip(rng.normal(0.88, 0.07), 0.6, 1.0)),
    }


def _month(
    month: date,
    each: int,
    year: dict,
    weekly: list[float],
    placed: dict[str, np.ndarray],
    agency: float,
    rng: np.random.Generator,
) -> dict:
    turn = (month.month - 4) % 12 + 1
    budget = year["placements"] + year["other"]
    year["spent"] += weekly[each] * 52 / 12
    other_forecast = year["other"] * (year["others_pace"] + rng.normal(0, 0.0008))
    spent = year["spent"] + weekly[each] * 52 / 12 * 0 + other_forecast * turn / 12
    if year["elapsed"]:
        spent += year["placements"] * year["elapsed"] / 12
    left = 12 - turn
    placement_forecast = (
        year["spent"] + year["placements"] * year["elapsed"] / 12 + weekly[each] * 52 / 12 * left
    )
    forecast = round(placement_forecast + other_forecast, -3)
    ramp = 1 / (1 + np.exp(-(turn - 6.5) / 2.2))
    count = sum(placed[name][each] for name in UNIT_COSTS)
    return {
        "month": month,
        "budget": budget,
        "spend_to_date": round(spent, -2),
        "forecast_outturn": forecast,
        "forecast_variance": forecast - budget,
        "savings_target": year["savings"],
        "savings_delivered": round(year["savings"] * year["delivery"] * ramp, -2),
        "placement_week": round(weekly[each], -1),
        "placements": int(count),
        "unit_cost": round(weekly[each] / count) if count else 0,
        "agency_month": round(agency * AGENCY_WEEK * 52 / 12, -2),
        "care_week": round(weekly[each] * 1.32 / count) if count else 0,
        "placement_budget": year["placements"],
        "placement_forecast": round(placement_forecast, -3),
    }
