"""What the sample's council publishes of itself, counted from its journeys and its posts."""

from datetime import date, timedelta
from statistics import median

import numpy as np
import pandas as pd

from data.sample.councils import ENGLAND, NEIGHBOURS, WAYSHIRE
from data.sample.published import Figures
from data.sample.span import Span
from data.sample.workforce import rolling_absence, rolling_turnover

# (measure, count, per what, decimals); rates are per 10,000 children of the year before.
RATES = (
    ("CPP_Total_Rateper10,000", "referrals", 1), ("Section_47", "enquiries", 1),
    ("CIN", "need", 1), ("CPP_rate", "plans", 1), ("CPP_Abuse_Rate", "plans_started", 1),
    ("DeRegCPR", "plans_ended", 1), ("ISCP_Conf", "conferences", 1), ("LAC", "care", 0),
    ("LAC_Start_Rate", "care_started", 0), ("LAC_Cease_Rate", "care_ended", 0),
)  # fmt: skip
COUNTS = (
    ("CPP_Total_NumRef", "referrals"), ("CPP_Num", "plans"), ("CPP_Abuse", "plans_started"),
    ("CPRDuration", "plans_ended_2_years"), ("ReRegCPR", "plans_repeat"),
    ("10_ICPC", "conferences_10"), ("15_ICPC", "conferences_15"), ("20_ICPC", "conferences_20"),
    ("21_ICPC", "conferences_21"), ("LACnum", "care"), ("LACnum_Start", "care_started"),
    ("LACceased", "care_ended"), ("LACStableNum_2016on", "three_placements"),
    ("Unacc_Asylmn_Seek_Childn", "asylum"),
)  # fmt: skip
SHARES = (
    ("ReReferral", "re_referrals", "referrals", 1),
    ("CIN_Refferals_NFA", "no_further_action", "referrals", 1),
    ("Continue_Assess_Comp", "assessments_in_45", "assessments", 1),
    ("CPPlans2yrs", "plans_ended_2_years", "plans_ended", 1),
    ("CPPlans2yrsActive", "plans_2_years", "plans", 1),
    ("PrevRegCPR", "plans_repeat", "plans_started", 1),
    ("RevCP", "reviews_in_time", "reviews_due", 1),
    ("LACStable_2016on", "three_placements", "care", 0),
    ("LAC_SecHome_And_ChildHome", "homes", "care", 0), ("LACDistance", "far", "care", 0),
    ("Unacc_Asylmn_Seek_Childn%", "asylum", "care", 0),
    ("%_of LAC Adopted", "adopted", "care_ended", 0),
    ("LAC_ceased_SGO%", "guardianship", "care_ended", 0),
    ("LAC_ceased_CAO%", "arrangements", "care_ended", 0),
)  # fmt: skip

# The comparator cells of the workbook: (indicator, measure, decimals, sign after the number).
COMPARED = (
    ("re_referrals", "ReReferral", 1, "%"),
    ("assessments_in_45_days", "Continue_Assess_Comp", 1, "%"),
    ("protection_plans", "CPP_rate", 1, ""),
    ("plans_ended_after_2_years", "CPPlans2yrs", 1, "%"),
    ("repeat_plans", "PrevRegCPR", 1, "%"),
    ("reviews_in_timescale", "RevCP", 1, "%"),
    ("initial_conferences_in_15_days", "CP_conf_15days", 1, "%"),
    ("children_in_care", "LAC", 0, ""),
    ("placements_3_or_more", "LACStable_2016on", 0, "%"),
    ("in_residential_accommodation", "LAC_SecHome_And_ChildHome", 0, "%"),
    ("turnover", "Work_Force_TO_Rate", 1, "%"),
    ("vacancy_rate", "Work_Force_Vac_Rate", 1, "%"),
    ("agency_rate", "Work_Force_Agecy_Rate", 1, "%"),
    ("caseload", "Work_Force_AvgNumCase_SW", 1, ""),
    ("sickness_absence", "Work_Force_SWAbsence", 1, "%"),
)


def own_figures(
    span: Span,
    yearly: dict[str, np.ndarray],
    years: list[int],
    children: dict[int, int],
    workforce: pd.DataFrame,
) -> dict[str, dict[int, float]]:
    """The council's own figures by LAIT measure and year; years not known whole are left out."""
    found: dict[str, dict[int, float]] = {}
    known = known_from(span)
    for turn, year in enumerate(years):
        counts = {
            name: float(values[turn])
            for name, values in yearly.items()
            if year >= known.get(name, known["referrals"])
        }
        base = children[min(max(year - 1, min(children)), max(children))]
        for measure, value in _year_figures(counts, base).items():
            found.setdefault(measure, {})[year] = value
    return found | _workforce_figures(workforce)


def known_from(span: Span) -> dict[str, int]:
    """The first year ending 31 March in which each count is whole; all else as ``referrals``."""
    front = span.front_door_start.year + (span.front_door_start.month > 4) + 2
    history = (date(1970, 1, 1) + timedelta(span.history_start)).year
    plans = (date(1970, 1, 1) + timedelta(span.plan_history_start)).year
    known = {"referrals": front}
    known |= dict.fromkeys(("plans", "plans_started", "plans_ended", "plans_ended_2_years",
                            "plans_2_years"), plans + 1)  # fmt: skip
    known |= dict.fromkeys(("care", "care_started", "care_ended", "asylum", "adopted",
                            "guardianship", "arrangements"), span.care_start.year + 12)  # fmt: skip
    known |= dict.fromkeys(
        ("three_placements", "homes", "far", "reviews", "reviews_due", "reviews_in_time"),
        history + 2,
    )
    return known | {"plans_repeat": plans + 4}


def _year_figures(counts: dict[str, float], children: int) -> dict[str, float]:
    """One year's figures from its counts; what needs a count not known is left out."""
    found = {}
    for measure, name, decimals in RATES:
        if name in counts:
            found[measure] = round(10_000 * counts[name] / children, decimals)
    for measure, name in COUNTS:
        if name in counts:
            found[measure] = counts[name]
    for measure, part, whole, decimals in SHARES:
        if part in counts and counts.get(whole):
            found[measure] = round(100 * counts[part] / counts[whole], decimals)
    if held := counts.get("timed_conferences"):
        in_time = counts["conferences_10"] + counts["conferences_15"]
        found["CP_conf_15days"] = round(100 * in_time / held, 1)
    return found


def _workforce_figures(months: pd.DataFrame) -> dict[str, dict[int, float]]:
    """The census at 30 September; rates over the year to it where the year is known whole."""
    table = months.assign(turnover=rolling_turnover(months), absence=rolling_absence(months))
    found: dict[str, dict[int, float]] = {}
    for row in table.itertuples():
        if row.month.month != 9 or np.isnan(row.turnover):
            continue
        both, with_agency = row.in_post + row.vacancies, row.in_post + row.agency
        figures = {
            "Work_Force_NoSW": row.in_post,
            "Work_Force_TO_Rate": row.turnover,
            "Social_Work_Leavers": row.turnover * row.in_post / 100,
            "Work_Force_Vac_Rate": 100 * row.vacancies / both,
            "Work_Force_Agecy_Rate": 100 * row.agency / with_agency,
            "Vacancies_cover": 100 * row.agency_cover / row.vacancies if row.vacancies else None,
            "Work_Force_AvgNumCase_SW": row.cases / row.case_holders,
            "Work_Force_SWAbsence": row.absence,
        }
        for name, value in figures.items():
            if value is not None:
                found.setdefault(name, {})[row.month.year] = round(value, 1)
        found.setdefault("Work_Force_Num_CaseHeld", {})[row.month.year] = float(row.cases)
    return found


def comparators(figures: Figures) -> dict[str, str]:
    """The workbook's comparator cells: the last published figures of council, England and the
    neighbours' median."""
    cells = {}
    for slug, measure, decimals, sign in COMPARED:
        areas = figures[measure]
        year = max(areas[ENGLAND])
        like = [value for each in NEIGHBOURS if (value := areas[each.number].get(year)) is not None]
        own, england = areas[WAYSHIRE.number].get(year), areas[ENGLAND][year]
        parts = ((WAYSHIRE.name, own), ("England", england), ("SN", median(like) if like else None))
        cells[slug] = " ".join(
            f"{who} = {value:.{decimals}f}{sign}" for who, value in parts if value is not None
        )
    return cells
