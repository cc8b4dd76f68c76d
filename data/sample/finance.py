"""The council's money month by month: sums of its budget lines, placements, savings and posts."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.sample.budget import AGENCY_WORKERS, WEEKS, Amounts, budget_months, turn_of
from data.sample.placement_costs import SERVICE_TYPES
from data.sample.savings import SavingMonth, saving_months
from data.sample.span import Span, months_between
from data.sample.stories import Stories

# A child in care costs more than the placement: what each has besides, as a share of it.
BESIDES = 0.32


@dataclass(frozen=True)
class Finance:
    """By month of the span: the budget's lines, the savings, and what the workbook tells."""

    lines: list[list[Amounts]]
    savings: list[list[SavingMonth]]
    months: pd.DataFrame


def finance(
    span: Span,
    stories: Stories,
    spent: dict[str, np.ndarray],
    workforce: pd.DataFrame,
    scale: float,
    seed: int,
) -> Finance:
    """``spent`` has ``cost <type>`` (pounds a week) and ``placed <type>`` by month of the span.

    The columns of ``months`` are month, budget, spend_to_date, forecast_outturn,
    forecast_variance, savings_target, savings_delivered, placement_week (pounds a week at the
    month's end), placements (open then), unit_cost, agency_month, care_week (pounds a week for
    each child in care); pounds.
    """
    rng = np.random.default_rng([seed, 6])
    months = months_between(span.start, span.end)
    paid = {name: spent[f"cost {name}"] * WEEKS / 12 for name in SERVICE_TYPES}
    paid[AGENCY_WORKERS] = workforce.set_index("month").loc[months, "agency_month"].to_numpy()
    lines = budget_months(span, months, stories, paid, scale, rng)
    savings = saving_months(months, scale, rng)
    agency = _agency_spend(lines, paid[AGENCY_WORKERS][0])
    rows = [
        _month(month, lines[each], savings[each], agency[each], _placed(spent, each))
        for each, month in enumerate(months)
    ]
    return Finance(lines, savings, pd.DataFrame(rows))


def _agency_spend(lines: list[list[Amounts]], first: float) -> list[int]:
    """Each month's spending on agency workers, as the monitor's line tells it from month to month;
    the first month's line may have months before the span within it."""
    actual = [
        next(each.actual for each in month if each.line.pays_for == AGENCY_WORKERS)
        for month in lines
    ]
    begun = [0 if turn_of(month[0].month) == 1 else before
             for month, before in zip(lines[1:], actual[:-1], strict=True)]  # fmt: skip
    later = [100 * (now - before) for now, before in zip(actual[1:], begun, strict=True)]
    return [100 * round(first / 100), *later]


def _placed(spent: dict[str, np.ndarray], each: int) -> tuple[int, int]:
    """Pounds a week for all placements open at a month's end, and their number."""
    return (
        int(sum(spent[f"cost {name}"][each] for name in SERVICE_TYPES)),
        int(sum(spent[f"placed {name}"][each] for name in SERVICE_TYPES)),
    )


def _month(
    month: date,
    lines: list[Amounts],
    savings: list[SavingMonth],
    agency: int,
    placed: tuple[int, int],
) -> dict:
    weekly, count = placed
    return {
        "month": month,
        "budget": 100 * sum(each.current for each in lines),
        "spend_to_date": 100 * sum(each.actual for each in lines),
        "forecast_outturn": 100 * sum(each.forecast for each in lines),
        "forecast_variance": 100 * sum(each.variance for each in lines),
        "savings_target": 100 * sum(each.target for each in savings),
        "savings_delivered": 100 * sum(each.delivered for each in savings),
        "placement_week": weekly,
        "placements": count,
        "unit_cost": round(weekly / count) if count else 0,
        "agency_month": agency,
        "care_week": round(weekly * (1 + BESIDES) / count) if count else 0,
    }
