"""The workbook's rows on workforce and finance."""

from data.sample.workbook import PERCENT, Line, Monthly, dated, last_march
from data.sample.workforce import rolling_absence, rolling_turnover

PLAIN, MONEY = "#,##0.0", "#,##0"


def _shares(months: list[float], wholes: list[float]) -> list[float]:
    return [round(a / b, 4) if b else "n/a" for a, b in zip(months, wholes, strict=True)]


def post_lines(monthly: Monthly) -> list[Line]:
    work, span = monthly.workforce, monthly.span
    post, vacant = dated(work, "in_post", span), dated(work, "vacancies", span)
    agency = dated(work, "agency", span)
    both = [a + b for a, b in zip(post, vacant, strict=True)]
    with_agency = [a + b for a, b in zip(post, agency, strict=True)]
    turnover = work.assign(rolled=rolling_turnover(work) / 100)
    return [
        Line(
            "Establishment: number of FTE social worker posts",
            dated(work, "establishment", span),
            number_format=PLAIN,
        ),
        Line("Social workers in post (FTE)", post, number_format=PLAIN),
        Line(
            "Social worker turnover - rolling year to month end (%)",
            [round(value, 4) for value in dated(turnover, "rolled", span)],
            number_format=PERCENT,
            **monthly.beside("turnover"),
        ),
        Line(
            "Vacancy rate at month end (%)",
            _shares(vacant, both),
            number_format=PERCENT,
            **monthly.beside("vacancy_rate"),
        ),
        Line(
            "Agency social workers as a percentage of the workforce at month end (%)",
            _shares(agency, with_agency),
            number_format=PERCENT,
            **monthly.beside("agency_rate"),
        ),
        Line(
            "Vacancies covered by agency workers at month end (%)",
            _shares(dated(work, "agency_cover", span), vacant),
            number_format=PERCENT,
        ),
        Line(
            "Newly qualified social workers (ASYE) in post at month end (%)",
            _shares(dated(work, "newly_qualified", span), post),
            number_format=PERCENT,
        ),
        Line(
            "Social workers in post for less than a year at month end (%)",
            _shares(dated(work, "under_a_year", span), post),
            number_format=PERCENT,
        ),
    ]


def load_lines(monthly: Monthly) -> list[Line]:
    work, span = monthly.workforce, monthly.span
    absence = work.assign(rolled=rolling_absence(work) / 100)
    caseload = work.assign(each=(work["cases"] / work["case_holders"]).round(1))
    return [
        Line(
            "Sickness absence of social workers - rolling year to month end (%)",
            [round(value, 4) for value in dated(absence, "rolled", span)],
            number_format=PERCENT,
            **monthly.beside("sickness_absence"),
        ),
        Line(
            "Average caseload of case-holding social workers at month end",
            dated(caseload, "each", span),
            number_format=PLAIN,
            **monthly.beside("caseload"),
        ),
        Line(
            "Children without an allocated worker at month end",
            [int(value) for value in dated(work, "unallocated", span)],
            **monthly.beside("unallocated_children"),
        ),
    ]


def _thousands(monthly: Monthly, column: str) -> list[float]:
    return [round(value / 1000, 1) for value in dated(monthly.finance, column, monthly.span)]


def budget_lines(monthly: Monthly) -> list[Line]:
    money, span = monthly.finance, monthly.span
    variance = dated(money, "forecast_variance", span)
    share = _shares(variance, dated(money, "budget", span))
    saved = _shares(dated(money, "savings_delivered", span), dated(money, "savings_target", span))
    return [
        Line(
            "Net budget for the year, year to date (£'000)",
            _thousands(monthly, "budget"),
            number_format=PLAIN,
        ),
        Line(
            "Net spend to date, year to date (£'000)",
            _thousands(monthly, "spend_to_date"),
            number_format=PLAIN,
        ),
        Line(
            "Forecast outturn for the year, at year to date (£'000)",
            _thousands(monthly, "forecast_outturn"),
            number_format=PLAIN,
        ),
        Line(
            "Forecast variance, overspend positive, year to date (£'000)",
            _thousands(monthly, "forecast_variance"),
            number_format=PLAIN,
            **monthly.beside("forecast_variance"),
        ),
        Line(
            "Forecast variance as a percentage of budget, overspend positive, year to date (%)",
            share,
            number_format="0.0%",
        ),
        Line(
            "Savings delivered, year to date (£'000)",
            _thousands(monthly, "savings_delivered"),
            number_format=PLAIN,
        ),
        Line(
            "Savings delivered as a percentage of the year's target, year to date (%)",
            saved,
            number_format=PERCENT,
            **monthly.beside("savings_delivered"),
        ),
    ]


def cost_lines(monthly: Monthly) -> list[Line]:
    money, span = monthly.finance, monthly.span
    agency, march = dated(money, "agency_month", span), last_march(span)
    agency_year = sum(agency[march - 11 : march + 1]) if march is not None and march > 10 else None
    return [
        Line(
            "Spend on placements at month end (£ a week)",
            dated(money, "placement_week", span),
            number_format=MONEY,
        ),
        Line(
            "Average weekly cost of a placement at month end (£)",
            dated(money, "unit_cost", span),
            number_format=MONEY,
            **monthly.beside("placement_unit_cost"),
        ),
        Line(
            "Cost per child in care (£ a week)",
            dated(money, "care_week", span),
            number_format=MONEY,
        ),
        Line(
            "Spend on agency staff in the month (£)",
            agency,
            year_end=agency_year,
            number_format=MONEY,
            **monthly.beside("agency_spend"),
        ),
    ]
