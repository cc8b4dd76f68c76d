"""The workbook's rows on children in need, child protection and children in care."""

import numpy as np

from data.sample.workbook import PERCENT, Line, Monthly, last_march, rolling


def _recent(monthly: Monthly, name: str) -> np.ndarray:
    """The span's months of a count; the tallies begin eleven months earlier."""
    return monthly.tallies[name][11:]


def _counts(monthly: Monthly, name: str) -> dict:
    """A line's monthly counts, and the last financial year's total."""
    march = last_march(monthly.span)
    months = monthly.tallies[name][: 12 + march] if march is not None else np.array([])
    total = int(months[-12:].sum()) if len(months) >= 12 else None
    return {"cells": [int(value) for value in _recent(monthly, name)], "year_end": total}


def _yearly_share(monthly: Monthly, slug: str, label: str, part: str, whole: str) -> Line:
    """A percentage over the rolling year, its fraction in the row beneath."""
    parts, wholes = rolling(monthly.tallies[part]), rolling(monthly.tallies[whole])
    return Line(
        label,
        [round(a / b, 4) if b else "n/a" for a, b in zip(parts, wholes, strict=True)],
        beneath=[f"{a:.0f}/{b:.0f}" for a, b in zip(parts, wholes, strict=True)],
        number_format=PERCENT,
        **monthly.beside(slug),
    )


def need_lines(monthly: Monthly) -> list[Line]:
    return [
        Line("Total number of Contacts recorded during the month", **_counts(monthly, "contacts")),
        Line(
            "Total number of Referrals received during the month", **_counts(monthly, "referrals")
        ),
        Line(
            "Percentage of Contacts recorded during the month resulting in a Referral",
            _monthly_share(monthly, "contacts_referred", "contacts"),
            year_end=_year_end_share(monthly, "contacts_referred", "contacts"),
            number_format=PERCENT,
        ),
        _yearly_share(
            monthly,
            "referrals_to_assessment",
            "Percentage of referrals to children's social care going on to a Social Work "
            "Assessment - Rolling Year to Month End (NI68b)",
            "referrals_assessed",
            "referrals",
        ),
        _yearly_share(
            monthly,
            "re_referrals",
            "% Repeat referrals to social care within 12 months - Rolling Year to Month End (LI18)",
            "re_referrals",
            "referrals",
        ),
        Line(
            "Number of Children Subject of Section 47 Enquiries Started in the month",
            **_counts(monthly, "enquiries"),
        ),
        _yearly_share(
            monthly,
            "assessments_in_45_days",
            "Number and % of Assessments completed within 45 working days, rolling year to month "
            "end (CSFSD10b)",
            "assessments_in_45",
            "assessments",
        ),
    ]


def _counts_at_end(monthly: Monthly, name: str) -> dict:
    """A line's counts at each month's end; the year end's is March's."""
    return {"cells": [int(value) for value in _recent(monthly, name)]}


def _monthly_share(monthly: Monthly, part: str, whole: str) -> list[object]:
    """A percentage of each month alone."""
    both = zip(_recent(monthly, part), _recent(monthly, whole), strict=True)
    return [round(float(a / b), 4) if b else "n/a" for a, b in both]


def _year_end_share(monthly: Monthly, part: str, whole: str) -> float | None:
    """A percentage of the last financial year."""
    march = last_march(monthly.span)
    if march is None or not (among := rolling(monthly.tallies[whole])[march]):
        return None
    return round(float(rolling(monthly.tallies[part])[march] / among), 4)


def _rated(monthly: Monthly, name: str) -> list[str]:
    """A count and its rate per 10,000 children: 430 (38.60)."""
    return [
        f"{value:.0f} ({10_000 * value / children:.2f})"
        for value, children in zip(_recent(monthly, name), monthly.children, strict=True)
    ]


def protection_lines(monthly: Monthly) -> list[Line]:
    return [
        Line(
            "No. of Children Subject to a Child Protection (CP) Plan as at Month End (Per 10,000 "
            "population (LI14))",
            _rated(monthly, "plans"),
            **monthly.beside("protection_plans"),
        ),
        Line(
            "No. of Child Protection (CP) Plans starting in the month",
            **_counts(monthly, "plans_started"),
        ),
        Line(
            "No. of Child Protection (CP) Plans ending in the month",
            **_counts(monthly, "plans_ended"),
        ),
        Line(
            "No. of Children subject to a Review Child Protection Conference During the Month",
            **_counts(monthly, "reviews"),
        ),
        _yearly_share(
            monthly,
            "reviews_in_timescale",
            "No. and % of Review Child Protection Conferences in Timescale - Rolling Year to Month "
            "End (NI67)",
            "reviews_in_time",
            "reviews_due",
        ),
        _yearly_share(
            monthly,
            "plans_ended_after_2_years",
            "No. and % of Children Ceasing to be Subject to a CP Plan During the Year Who Had Been "
            "Subject to a Plan Lasting 2 Years or More - Rolling Year to Month End (NI64)",
            "plans_ended_2_years",
            "plans_ended",
        ),
        _yearly_share(
            monthly,
            "repeat_plans",
            "No. and % of Children Made Subject to a CP Plan During the Year Who Were Subject to a "
            "Plan for the Second or Subsequent Time - Rolling Year to Month End (NI65)",
            "plans_repeat",
            "plans_started",
        ),
        _conferences_in_time(monthly),
    ]


def _conferences_in_time(monthly: Monthly) -> Line:
    """Each month's percentage with its fraction in the cell; the year end's is of its year."""
    in_time = monthly.tallies["conferences_10"] + monthly.tallies["conferences_15"]
    held = monthly.tallies["timed_conferences"]
    march, year_end = last_march(monthly.span), None
    if march is not None and (among := rolling(held)[march]):
        year_end = round(rolling(in_time)[march] / among, 4)
    return Line(
        "Percentage of initial child protection conferences in the month which were held "
        "within 15 working days of Strategy Discussion (LSCBL13)",
        [
            f"{100 * a / b:.1f}% ({a:.0f}/{b:.0f})" if b else "n/a"
            for a, b in zip(in_time[11:], held[11:], strict=True)
        ],
        year_end=year_end,
        number_format=PERCENT,
        **monthly.beside("initial_conferences_in_15_days"),
    )


def care_lines(monthly: Monthly) -> list[Line]:
    care = _recent(monthly, "care")

    def shares(name: str) -> list[str]:
        return [
            f"{100 * a / b:.1f}%\n{a:.0f}/{b:.0f}" if b else "n/a"
            for a, b in zip(_recent(monthly, name), care, strict=True)
        ]

    return [
        Line(
            "No. of Children in Care as at Month End (Per 10,000 population (LI15))",
            _rated(monthly, "care"),
            **monthly.beside("children_in_care"),
        ),
        Line(
            "No. of CIC whose episode of care started in the month",
            **_counts(monthly, "care_started"),
        ),
        Line(
            "No. of CIC whose episode of care ended in the month", **_counts(monthly, "care_ended")
        ),
        Line(
            "No. of Children in Care as at Month End - Ages 0 to 4 Ages 5 to 10 Ages 11+",
            [
                " ".join(f"{count:.0f}" for count in counts)
                for counts in zip(
                    *(_recent(monthly, name) for name in ("care_0_4", "care_5_10", "care_11")),
                    strict=True,
                )
            ],
        ),
        Line(
            "Legal Activity - Ongoing Interim Care Orders",
            **_counts_at_end(monthly, "interim_orders"),
        ),
        Line(
            "% CIC in residential accommodation (LI13)",
            shares("residential"),
            **monthly.beside("in_residential_accommodation"),
        ),
        Line(
            "Short Term Stability of Children in Care: Number of Placements - Rolling Year to "
            "Month End (NI62)",
            shares("three_placements"),
            **monthly.beside("placements_3_or_more"),
        ),
    ]
