"""The rows of the sample's performance workbook, as a council words them."""

import numpy as np

from data.sample.span import Span
from data.sample.workbook import Line, Monthly, Section, dated, last_march, rolling
from data.sample.workforce import rolling_absence, rolling_turnover

PERCENT, PLAIN, MONEY = "0.0%", "#,##0.0", "#,##0"


def performance_sheets(monthly: Monthly) -> dict[str, list[Section]]:
    """All sheets of the workbook, by name."""
    return {
        "CIN & CP": [
            Section("CHILDREN IN NEED", "Source: Social Work Performance Data Set", _need(monthly)),
            Section("CHILD PROTECTION", "Source: Monthly Management Information", _plans(monthly)),
        ],
        "CIC": [
            Section("CHILDREN IN CARE", "Source: Social Work Performance Data Set", _care(monthly))
        ],
        "Workforce": [
            Section("SOCIAL WORK WORKFORCE", "Source: HR monthly post list", _posts(monthly)),
            Section("ABSENCE AND CASELOADS", "Source: HR and case system", _load(monthly)),
        ],
        "Finance": [
            Section("REVENUE BUDGET", "Source: Budget monitor (£'000)", _budget(monthly)),
            Section("PLACEMENTS AND AGENCY", "Source: Placement and agency ledgers", _costs(monthly)),
        ],
    }


def _recent(monthly: Monthly, name: str) -> np.ndarray:
    """The span's months of a count; the tallies begin eleven months earlier."""
    return monthly.tallies[name][11:]


def _counts(monthly: Monthly, name: str) -> dict:
    """A line's monthly counts, and the last financial year's total."""
    march = last_march(monthly.span)
    months = monthly.tallies[name][: 12 + march] if march is not None else np.array([])
    total = int(months[-12:].sum()) if len(months) >= 12 else None
    return {"cells": [int(value) for value in _recent(monthly, name)], "year_end": total}


def _yearly_share(
    monthly: Monthly, slug: str, label: str, part: str, whole: str
) -> Line:
    """A percentage over the rolling year, its fraction in the row beneath."""
    parts, wholes = rolling(monthly.tallies[part]), rolling(monthly.tallies[whole])
    return Line(
        label,
        [round(a / b, 4) if b else "n/a" for a, b in zip(parts, wholes, strict=True)],
        beneath=[f"{a:.0f}/{b:.0f}" for a, b in zip(parts, wholes, strict=True)],
        number_format=PERCENT,
        **monthly.beside(slug),
    )


def _need(monthly: Monthly) -> list[Line]:
    return [
        Line("Total number of Contacts recorded during the month", **_counts(monthly, "contacts")),
        Line("Total number of Referrals received during the month", **_counts(monthly, "referrals")),
        _yearly_share(
            monthly, "re_referrals",
            "% Repeat referrals to social care within 12 months - Rolling Year to Month End (LI18)",
            "re_referrals", "referrals",
        ),
        Line("Number of Children Subject of Section 47 Enquiries Started in the month",
             **_counts(monthly, "enquiries")),
        _yearly_share(
            monthly, "assessments_in_45_days",
            "Number and % of Assessments completed within 45 working days, rolling year to month "
            "end (CSFSD10b)",
            "assessments_in_45", "assessments",
        ),
    ]  # fmt: skip


def _rated(monthly: Monthly, name: str) -> list[str]:
    """A count and its rate per 10,000 children: 430 (38.60)."""
    return [
        f"{value:.0f} ({10_000 * value / children:.2f})"
        for value, children in zip(_recent(monthly, name), monthly.children, strict=True)
    ]


def _plans(monthly: Monthly) -> list[Line]:
    in_time = monthly.tallies["conferences_10"] + monthly.tallies["conferences_15"]
    held = monthly.tallies["timed_conferences"]
    march = last_march(monthly.span)
    year_end = None
    if march is not None and (among := rolling(held)[march]):
        year_end = round(rolling(in_time)[march] / among, 4)
    return [
        Line("No. of Children Subject to a Child Protection (CP) Plan as at Month End (Per 10,000 "
             "population (LI14))", _rated(monthly, "plans"), **monthly.beside("protection_plans")),
        Line("No. of Child Protection (CP) Plans starting in the month",
             **_counts(monthly, "plans_started")),
        Line("No. of Child Protection (CP) Plans ending in the month",
             **_counts(monthly, "plans_ended")),
        _yearly_share(
            monthly, "plans_ended_after_2_years",
            "No. and % of Children Ceasing to be Subject to a CP Plan During the Year Who Had Been "
            "Subject to a Plan Lasting 2 Years or More - Rolling Year to Month End (NI64)",
            "plans_ended_2_years", "plans_ended",
        ),
        _yearly_share(
            monthly, "repeat_plans",
            "No. and % of Children Made Subject to a CP Plan During the Year Who Were Subject to a "
            "Plan for the Second or Subsequent Time - Rolling Year to Month End (NI65)",
            "plans_repeat", "plans_started",
        ),
        Line("Percentage of initial child protection conferences in the month which were held "
             "within 15 working days of Strategy Discussion (LSCBL13)",
             [f"{100 * a / b:.1f}% ({a:.0f}/{b:.0f})" if b else "n/a"
              for a, b in zip(in_time[11:], held[11:], strict=True)],
             year_end=year_end, number_format=PERCENT, **monthly.beside("initial_conferences_in_15_days")),
    ]  # fmt: skip


def _care(monthly: Monthly) -> list[Line]:
    care = _recent(monthly, "care")

    def shares(name: str) -> list[str]:
        return [
            f"{100 * a / b:.1f}%\n{a:.0f}/{b:.0f}" if b else "n/a"
            for a, b in zip(_recent(monthly, name), care, strict=True)
        ]

    return [
        Line("No. of Children in Care as at Month End (Per 10,000 population (LI15))",
             _rated(monthly, "care"), **monthly.beside("children_in_care")),
        Line("No. of CIC whose episode of care started in the month",
             **_counts(monthly, "care_started")),
        Line("No. of CIC whose episode of care ended in the month", **_counts(monthly, "care_ended")),
        Line("% CIC in residential accommodation (LI13)", shares("residential"),
             **monthly.beside("in_residential_accommodation")),
        Line("Short Term Stability of Children in Care: Number of Placements - Rolling Year to "
             "Month End (NI62)", shares("three_placements"), **monthly.beside("placements_3_or_more")),
    ]  # fmt: skip


def _shares(months: list[float], wholes: list[float]) -> list[float]:
    return [round(a / b, 4) if b else "n/a" for a, b in zip(months, wholes, strict=True)]


def _posts(monthly: Monthly) -> list[Line]:
    work, span = monthly.workforce, monthly.span
    post, vacant = dated(work, "in_post", span), dated(work, "vacancies", span)
    agency = dated(work, "agency", span)
    both = [a + b for a, b in zip(post, vacant, strict=True)]
    with_agency = [a + b for a, b in zip(post, agency, strict=True)]
    turnover = work.assign(rolled=rolling_turnover(work) / 100)
    return [
        Line("Establishment: number of FTE social worker posts", dated(work, "establishment", span),
             number_format=PLAIN),
        Line("Social workers in post (FTE)", post, number_format=PLAIN),
        Line("Social worker turnover - rolling year to month end (%)",
             [round(value, 4) for value in dated(turnover, "rolled", span)],
             number_format=PERCENT, **monthly.beside("turnover")),
        Line("Vacancy rate at month end (%)", _shares(vacant, both), number_format=PERCENT,
             **monthly.beside("vacancy_rate")),
        Line("Agency social workers as a percentage of the workforce at month end (%)",
             _shares(agency, with_agency), number_format=PERCENT, **monthly.beside("agency_rate")),
        Line("Vacancies covered by agency workers at month end (%)",
             _shares(dated(work, "agency_cover", span), vacant), number_format=PERCENT),
        Line("Newly qualified social workers (ASYE) in post at month end (%)",
             _shares(dated(work, "newly_qualified", span), post), number_format=PERCENT),
        Line("Social workers in post for less than a year at month end (%)",
             _shares(dated(work, "under_a_year", span), post), number_format=PERCENT),
    ]  # fmt: skip


def _load(monthly: Monthly) -> list[Line]:
    work, span = monthly.workforce, monthly.span
    absence = work.assign(rolled=rolling_absence(work) / 100)
    caseload = work.assign(each=(work["cases"] / work["case_holders"]).round(1))
    return [
        Line("Sickness absence of social workers - rolling year to month end (%)",
             [round(value, 4) for value in dated(absence, "rolled", span)], number_format=PERCENT,
             **monthly.beside("sickness_absence")),
        Line("Average caseload of case-holding social workers at month end",
             dated(caseload, "each", span), number_format=PLAIN, **monthly.beside("caseload")),
        Line("Children without an allocated worker at month end",
             [int(value) for value in dated(work, "unallocated", span)],
             **monthly.beside("unallocated_children")),
    ]  # fmt: skip


def _thousands(monthly: Monthly, column: str) -> list[float]:
    return [round(value / 1000, 1) for value in dated(monthly.finance, column, monthly.span)]


def _budget(monthly: Monthly) -> list[Line]:
    money, span = monthly.finance, monthly.span
    variance = dated(money, "forecast_variance", span)
    share = _shares(variance, dated(money, "budget", span))
    saved = _shares(dated(money, "savings_delivered", span), dated(money, "savings_target", span))
    return [
        Line("Net budget for the year, year to date (£'000)", _thousands(monthly, "budget"), number_format=PLAIN),
        Line("Net spend to date, year to date (£'000)", _thousands(monthly, "spend_to_date"),
             number_format=PLAIN),
        Line("Forecast outturn for the year, at year to date (£'000)", _thousands(monthly, "forecast_outturn"),
             number_format=PLAIN),
        Line("Forecast variance, overspend positive, year to date (£'000)",
             _thousands(monthly, "forecast_variance"), number_format=PLAIN),
        Line("Forecast variance as a percentage of budget, overspend positive, year to date (%)", share,
             number_format="0.0%", **monthly.beside("forecast_variance")),
        Line("Savings delivered, year to date (£'000)", _thousands(monthly, "savings_delivered"),
             number_format=PLAIN),
        Line("Savings delivered as a percentage of the year's target, year to date (%)", saved,
             number_format=PERCENT, **monthly.beside("savings_delivered")),
    ]  # fmt: skip


def _costs(monthly: Monthly) -> list[Line]:
    money, span = monthly.finance, monthly.span
    agency, march = dated(money, "agency_month", span), last_march(span)
    agency_year = sum(agency[march - 11 : march + 1]) if march is not None and march > 10 else None
    return [
        Line("Spend on placements at month end (£ a week)", dated(money, "placement_week", span),
             number_format=MONEY),
        Line("Average weekly cost of a placement at month end (£)", dated(money, "unit_cost", span),
             number_format=MONEY, **monthly.beside("placement_unit_cost")),
        Line("Cost per child in care (£ a week)", dated(money, "care_week", span),
             number_format=MONEY),
        Line("Spend on agency staff in the month (£)", agency, year_end=agency_year,
             number_format=MONEY, **monthly.beside("agency_spend")),
    ]  # fmt: skip

