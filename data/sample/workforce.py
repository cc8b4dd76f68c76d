"""The council's social workers month by month: posts, leavers, vacancies, absence, cases."""

from datetime import date

import numpy as np
import pandas as pd

from data.sample.span import Span, months_between
from data.sample.stories import Stories

ESTABLISHMENT = 252.0
IN_POST = 214.0
CASE_HOLDING = 0.60
WORKING_DAYS_A_MONTH = 253 / 12
SICKNESS_SEASON = (1.25, 1.15, 1.05, 0.95, 0.90, 0.88, 0.85, 0.80, 0.95, 1.08, 1.15, 1.22)


def workforce_months(
    span: Span, stories: Stories, scale: float, cases: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    """One row a month from the front door's first, by ``month`` (its first day); all FTE.

    Columns: establishment, in_post, starters, leavers, vacancies, agency, agency_cover,
    case_holders, cases, days_lost, days_available, newly_qualified, under_a_year.
    ``cases`` are open cases at each of those months' ends.
    """
    months = months_between(span.front_door_start, span.end)
    in_post, rows = IN_POST * scale, []
    owed = 0.0
    for month, held in zip(months, cases, strict=True):
        establishment = round((ESTABLISHMENT + 2.0 * _years(months[0], month)) * scale, 1)
        owed += in_post * _turnover(month, stories) / 1200 + rng.normal(0, 0.35 * scale**0.5)
        leavers = max(0.0, round(owed * 2) / 2)
        owed -= leavers
        wanted = establishment * 0.872 - (in_post - leavers)
        starters = max(0.0, round((0.28 * wanted + rng.normal(0, 0.7 * scale**0.5)) * 2) / 2)
        in_post = round(in_post - leavers + starters, 1)
        rows.append(_month(month, establishment, in_post, starters, leavers, held, rng))
    return pd.DataFrame(rows)


def _years(first: date, month: date) -> float:
    """Whole financial years since the first: posts are agreed from April."""
    return (month.year - (month.month < 4)) - (first.year - (first.month < 4))


def _turnover(month: date, stories: Stories) -> float:
    """The yearly rate of leaving in per cent; the planted step is a step of the months' rate."""
    story = stories.turnover_step
    return story.during if month >= story.first.replace(day=1) else story.usual


def _month(
    month: date,
    establishment: float,
    in_post: float,
    starters: float,
    leavers: float,
    held: float,
    rng: np.random.Generator,
) -> dict:
    vacancies = round(max(establishment - in_post, 0.0), 1)
    cover = round(vacancies * float(np.clip(rng.normal(0.76, 0.05), 0.5, 0.98)), 1)
    agency = round(cover + in_post * 0.012, 1)
    available = in_post * WORKING_DAYS_A_MONTH
    absence = 0.034 * SICKNESS_SEASON[month.month - 1] * float(rng.normal(1.0, 0.07))
    holders = round(CASE_HOLDING * in_post + 0.8 * agency, 1)
    return {
        "month": month,
        "establishment": establishment,
        "in_post": in_post,
        "starters": starters,
        "leavers": leavers,
        "vacancies": vacancies,
        "agency": agency,
        "agency_cover": cover,
        "case_holders": holders,
        "cases": round(held),
        "days_lost": round(available * absence, 1),
        "days_available": round(available, 1),
        "newly_qualified": round(in_post * float(np.clip(rng.normal(0.12, 0.008), 0.05, 0.3)), 1),
        "under_a_year": round(in_post * float(np.clip(rng.normal(0.19, 0.01), 0.05, 0.5)), 1),
        "unallocated": int(rng.poisson(max(1.0, held * 0.004))),
    }


def rolling_turnover(months: pd.DataFrame) -> pd.Series:
    """Leavers of twelve months over staff in post at their end, per cent; blank before twelve."""
    return 100 * months["leavers"].rolling(12).sum() / months["in_post"]


def rolling_absence(months: pd.DataFrame) -> pd.Series:
    """Days lost in twelve months over days available, per cent."""
    return 100 * months["days_lost"].rolling(12).sum() / months["days_available"].rolling(12).sum()
