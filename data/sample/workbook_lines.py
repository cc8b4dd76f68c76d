"""The sheets and sections of the sample's performance workbook."""

from data.sample.care_lines import care_lines, need_lines, protection_lines
from data.sample.resource_lines import budget_lines, cost_lines, load_lines, post_lines
from data.sample.workbook import Monthly, Section


def performance_sheets(monthly: Monthly) -> dict[str, list[Section]]:
    """All sheets of the workbook, by name."""
    return {
        "CIN & CP": [
            Section(
                "CHILDREN IN NEED", "Source: Social Work Performance Data Set", need_lines(monthly)
            ),
            Section(
                "CHILD PROTECTION",
                "Source: Monthly Management Information",
                protection_lines(monthly),
            ),
        ],
        "CIC": [
            Section(
                "CHILDREN IN CARE", "Source: Social Work Performance Data Set", care_lines(monthly)
            )
        ],
        "Workforce": [
            Section("SOCIAL WORK WORKFORCE", "Source: HR monthly post list", post_lines(monthly)),
            Section("ABSENCE AND CASELOADS", "Source: HR and case system", load_lines(monthly)),
        ],
        "Finance": [
            Section("REVENUE BUDGET", "Source: Budget monitor (£'000)", budget_lines(monthly)),
            Section(
                "PLACEMENTS AND AGENCY", "Source: Placement and agency ledgers", cost_lines(monthly)
            ),
        ],
    }
