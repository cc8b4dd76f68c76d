"""The council's targets, as its plan writes them: a row an objective, a column a financial year."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from data.sample.population import financial_year_start
from data.sample.saving import save_workbook

YEARS = 7
# (reference, slug, label, baseline, targets of the last years, oldest first). Some are met, some
# are near, some are not; a blank is a year without one.
OBJECTIVES: tuple[tuple[str, str, str, str, tuple[str | None, ...]], ...] = (
    ("CP1", "re_referrals", "Re-referrals within 12 months", "24.1%",
     ("≤25%", "≤24%", "≤24%", "≤23%", "≤22%", "≤21%", "≤20%")),
    ("CP2", "assessments_in_45_days", "Assessments completed within 45 working days", "82%",
     ("≥80%", "≥82%", "≥82%", "≥84%", "≥85%", "≥85%", "≥85%")),
    ("CP3", "initial_conferences_in_15_days",
     "Initial child protection conferences held within 15 working days", "79%",
     ("≥78%", "≥80%", "≥80%", "≥80%", "≥80%", "≥82%", "≥82%")),
    ("CP4", "plans_ended_after_2_years",
     "Child protection plans ended that had lasted two years or more", "4.6%",
     ("<6%", "<6%", "<6%", "<5.5%", "<5%", "<5%", "<5%")),
    ("CP5", "repeat_plans", "Child protection plans for a second or subsequent time", "21%",
     ("between 12% and 24%",) * 7),
    ("CP6", "children_in_care", "Children in care per 10,000 children aged under 18", "61.0",
     (None, None, "70 or less", "72 or less", "72 or less", "73 or less", "74 or less")),
    ("CP7", "placements_3_or_more", "Children in care with three or more placements in the year",
     "10.4%", ("≤11%", "≤11%", "≤10.5%", "≤10.5%", "≤10%", "≤10%", "≤10%")),
    ("CP8", "in_residential_accommodation",
     "Children in care living in residential accommodation", "13%",
     ("<14%", "<14%", "<14%", "<13.5%", "<13%", "<13%", "<12.5%")),
    ("CP9", "reviews_in_timescale", "Review child protection conferences completed in timescale",
     "93.2%", ("≥94%", "≥94%", "≥95%", "≥95%", "≥95%", "≥96%", "≥97%")),
    ("KPO1", "turnover", "Children's social worker turnover", "14.8%",
     ("≤15%", "≤15%", "≤14%", "≤14%", "≤13.5%", "≤13%", "≤13%")),
    ("KPO2", "vacancy_rate", "Social worker vacancy rate", "16.5%",
     ("≤17%", "≤16%", "≤16%", "≤15%", "≤15%", "≤14%", "≤14%")),
    ("KPO3", "agency_rate", "Agency social workers as a share of the workforce", "14%",
     ("≤15%", "≤15%", "≤14%", "≤13.5%", "≤13.5%", "≤13%", "≤13%")),
    ("KPO4", "caseload", "Average caseload of social workers", "17.1",
     ("17 or less", "17 or less", "17 or less", "16.5 or less", "16.5 or less", "16 or less",
      "16 or less")),
    ("KPO5", "sickness_absence", "Sickness absence of social workers", "3.6%",
     ("≤3.5%", "≤3.5%", "≤3.5%", "≤3.4%", "≤3.4%", "≤3.2%", "≤3%")),
    ("KPO6", "forecast_variance", "Forecast variance from budget", "£180,000",
     ("≤£0",) * 7),
    ("KPO7", "savings_delivered", "Savings delivered as a percentage of the year's target", "92%",
     (None, None, "≥95%", "≥95%", "≥95%", "≥95%", "≥95%")),
    ("KPO8", "plans_open_2_years",
     "Children subject to a child protection plan for 2 years or more", "3.9%",
     (None, None, None, *("Top half of statistical neighbours",) * 4)),
)  # fmt: skip


def targets_by_year(end: date) -> dict[str, dict[int, str]]:
    """Targets by slug and the calendar year in which their financial year begins."""
    last = financial_year_start(end)
    return {
        slug: {last - back: text for back, text in enumerate(reversed(texts)) if text is not None}
        for _, slug, _, _, texts in OBJECTIVES
    }


def write_targets(path: Path, end: date) -> Path:
    """The plan's two tables of targets, a sheet each."""
    book = Workbook()
    book.remove(book.active)
    for title, prefix, heading in (
        ("Corporate plan objectives", "CP", "Corporate plan objectives"),
        ("Key performance objectives", "KPO", "Key performance objectives"),
    ):
        sheet = book.create_sheet(title)
        years = [financial_year_start(end) - back for back in reversed(range(YEARS))]
        sheet.append(
            ["Ref", heading, "Baseline", *(f"Target {y}/{(y + 1) % 100:02d}" for y in years)]
        )
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for reference, _, label, baseline, texts in OBJECTIVES:
            if reference.startswith(prefix):
                sheet.append([reference, label, baseline, *texts])
        sheet.column_dimensions["B"].width = 64
    return save_workbook(book, path, end)
