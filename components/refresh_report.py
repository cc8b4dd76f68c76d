"""What a refresh read: each table of each file, what was loaded, what was not and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dash import html

from data.counted_text import counted

_COUNTS = (
    ("rows_read", "Read"),
    ("rows_loaded", "Loaded"),
    ("rows_rejected", "Rejected"),
    ("rows_withdrawn", "Withdrawn"),
)
MOST_SHOWN = 50
HOLDS = {
    "reported_figure": "Reported figures",
    "published_figure": "Published figures",
    "target": "Targets",
    "population": "Populations",
    "area": "Councils and regions",
    "neighbour": "Statistical neighbours",
    "typed_comparator": "Comparators typed in a workbook",
    "council_code": "Codes as the council’s editors have said they mean",
    "unmapped_code": "Codes that the standard does not have",
    "post_month": "Posts, month by month",
    "budget_month": "Budget lines, month by month",
    "placement_cost": "Placements and their weekly cost",
    "saving": "Savings",
    "return_year": "Years of yearly returns",
    "annex_a_extract": "Extracts of Annex A, and how far they reach",
    "care_as_listed": "Children in care as each Annex A lists them",
    "ssda903_header": "SSDA903: children",
    "ssda903_episodes": "SSDA903: episodes of care",
    "ssda903_reviews": "SSDA903: reviews",
    "ssda903_uasc": "SSDA903: unaccompanied asylum-seeking children",
    "ssda903_oc2": "SSDA903: outcomes of the year",
    "ssda903_outcome": "SSDA903: outcomes of the year, as kept",
    "ssda903_oc3": "SSDA903: care leavers",
    "ssda903_ad1": "SSDA903: adoptions",
    "ssda903_placed_for_adoption": "SSDA903: decisions to place for adoption",
    "ssda903_previous_permanence": "SSDA903: permanence of before",
    "ssda903_missing": "SSDA903: missing episodes",
    "ssda903_social_worker": "SSDA903: social workers",
    "ssda903_dolo": "SSDA903: deprivation of liberty orders",
    "cin_census_header": "Children in need census: header",
    "cin_census_child_identifiers": "Children in need census: children",
    "cin_census_child_characteristics": "Children in need census: ethnicity",
    "cin_census_disabilities": "Children in need census: disabilities",
    "cin_census_cin_details": "Children in need census: referrals and episodes of need",
    "cin_census_assessments": "Children in need census: assessments",
    "cin_census_cin_plan_dates": "Children in need census: child in need plans",
    "cin_census_section_47": "Children in need census: section 47 enquiries",
    "cin_census_child_protection_plans": "Children in need census: protection plans",
    "cin_census_reviews": "Children in need census: reviews of plans",
    "ssd_assessment_factors": "Factors found at assessment",
    "ssd_care_leavers": "Care leavers",
    "ssd_cin_assessments": "Assessments",
    "ssd_cin_episodes": "Referrals and episodes of need",
    "ssd_cin_plans": "Child in need plans",
    "ssd_cin_visits": "Child in need visits",
    "ssd_cla_care_plan": "Care plans",
    "ssd_cla_episodes": "Episodes of care",
    "ssd_cla_health": "Health checks of children in care",
    "ssd_cla_placement": "Placements",
    "ssd_cla_reviews": "Reviews of children in care",
    "ssd_cla_visits": "Visits to children in care",
    "ssd_contacts": "Contacts",
    "ssd_cp_plans": "Child protection plans",
    "ssd_cp_reviews": "Child protection reviews",
    "ssd_cp_visits": "Child protection visits",
    "ssd_department": "Teams",
    "ssd_disability": "Disabilities",
    "ssd_early_help_episodes": "Episodes of early help",
    "ssd_immigration_status": "Immigration statuses",
    "ssd_initial_cp_conference": "Initial child protection conferences",
    "ssd_involvements": "Workers’ involvements",
    "ssd_legal_status": "Legal statuses",
    "ssd_missing": "Missing episodes",
    "ssd_permanence": "Permanence",
    "ssd_person": "Children",
    "ssd_professionals": "Workers",
    "ssd_s47_enquiry": "Section 47 enquiries",
    "ssd_sdq_scores": "Strengths and difficulties scores",
}

Report = Mapping[str, Any]


def totals(reports: Sequence[Report]) -> str:
    """'24 files: 53,120 rows read, 52,987 loaded, 133 rejected.'"""
    sums = {name: sum(each[name] for each in reports) for name, _ in _COUNTS}
    files = counted(len({each["file"] for each in reports}), "file")
    words = [f"{sums['rows_loaded']:,} loaded", f"{sums['rows_rejected']:,} rejected"]
    if sums["rows_withdrawn"]:
        words.append(f"{sums['rows_withdrawn']:,} withdrawn")
    return f"{files}: {counted(sums['rows_read'], 'row')} read, {', '.join(words)}."


def report_table(reports: Sequence[Report]) -> html.Div:
    """One row a table found in a file; sheets alike and without a remark share one."""
    head = [("File", ""), ("Sheet", ""), ("Holds", "")]
    shown = [
        name
        for key, name in _COUNTS
        if name != "Withdrawn" or any(report[key] for report in reports)
    ]
    head += [(name, "number") for name in shown] + [("To look at", "number")]
    table = html.Table(
        [
            html.Caption("What the refresh read", className="visually-hidden"),
            html.Thead(
                html.Tr([html.Th(name, scope="col", className=kind) for name, kind in head])
            ),
            html.Tbody([_report_row(each, shown) for each in sheets_together(reports)]),
        ],
        className="figures stacking files-read",
        role="table",
    )
    return html.Div(
        table, className="table-scroll", role="region", tabIndex="0", **{"aria-label": "Files read"}
    )


def sheets_together(reports: Sequence[Report]) -> list[Report]:
    """The reports, those of a file's sheets that hold the same and need no look as one.

    Its counts are their sums, its sheet '12 sheets, P1 Apr to P12 Mar'.
    """
    found: list[Report] = []
    for (_, _, plain), same in groupby(reports, key=_alike):
        each = list(same)
        found += [_together(each)] if plain and len(each) > 2 else each
    return found


def _alike(report: Report) -> tuple[str, str | None, bool]:
    remarked = report["rejects"] or report["warnings"] or report["rows_rejected"]
    return report["file"], report["table"], bool(report["sheet"]) and not remarked


def _together(reports: Sequence[Report]) -> Report:
    first, last = reports[0], reports[-1]
    sums = {key: sum(each[key] for each in reports) for key, _ in _COUNTS}
    named = f"{len(reports)} sheets, {first['sheet']} to {last['sheet']}"
    return {**first, **sums, "sheet": named}


def _kind(name: str, count: int) -> str:
    if not count:
        return "nought"
    return "strong" if name == "Rejected" else ""


def _breaking(name: str) -> list:
    """A file's name, which may break after its underscores and nowhere else by choice."""
    parts = name.split("_")
    words = [f"{part}_" for part in parts[:-1]] + parts[-1:]
    return [each for word in words for each in (word, html.Wbr())][:-1]


def _report_row(report: Report, shown: Sequence[str]) -> html.Tr:
    counts = [(name, report[key]) for key, name in _COUNTS]
    looks = len(report["warnings"])
    return html.Tr(
        [
            html.Th(_breaking(report["file"]), scope="row", role="rowheader"),
            _cell(report["sheet"] or "", "", ""),
            _cell(holds(report["table"]) or html.Strong("not recognised"), "", ""),
            *[
                _cell(f"{count:,}", name, _kind(name, count))
                for name, count in counts
                if name in shown
            ],
            _cell(f"{looks:,}" if looks else "", "To look at", ""),
        ],
        role="row",
    )


def _cell(content: Any, name: str, kind: str) -> html.Td:
    """A cell; one with a ``name`` is a number, and says its name where a phone has no headings."""
    named = {"data-label": name} if name else {}
    return html.Td(content, className=f"number {kind}" if name else kind, role="cell", **named)


def holds(table: str | None) -> str:
    """What a file's rows are, in words: 'Child in need plans (ssd_cin_plans)'; '' of none."""
    if not table:
        return ""
    if table in HOLDS:
        return f"{HOLDS[table]} ({table})" if table.startswith("ssd_") else HOLDS[table]
    return table.replace("_", " ")


def findings(reports: Sequence[Report]) -> html.Div:
    """Rejects and warnings, by rule and file, the rejects first."""
    blocks = [
        block
        for report in reports
        for block in (
            _block(report, "rejects", "Rejected"),
            _block(report, "warnings", "To look at"),
        )
        if block
    ]
    if not blocks:
        return html.Div(html.P("Nothing was rejected and nothing needs a look."))
    return html.Div(blocks)


def _block(report: Report, kind: str, title: str) -> html.Section | None:
    found = report[kind]
    if not found:
        return None
    place = report["file"] + (f" [{report['sheet']}]" if report["sheet"] else "")
    rules = Counter(each["rule"] for each in found)
    return html.Section(
        [html.H3(f"{title}: {place}")]
        + [
            _rule(rule, count, [each for each in found if each["rule"] == rule])
            for rule, count in rules.most_common()
        ],
        className="findings",
    )


def _rule(rule: str, count: int, found: Sequence[Mapping[str, Any]]) -> html.Details:
    more = count - MOST_SHOWN
    lines = [html.Li(_finding(each)) for each in found[:MOST_SHOWN]]
    if more > 0:
        lines.append(html.Li(f"… and {more:,} more in the download"))
    return html.Details(
        [html.Summary(f"{rule.replace('_', ' ').capitalize()} ({count:,})"), html.Ul(lines)],
        open=count <= 8,
        className="example",
    )


def _finding(each: Mapping[str, Any]) -> list:
    """'row 12, column DOB: …' or 'E19: …'."""
    place = each.get("cell") or ", ".join(
        f"{name} {each[name]}" for name in ("row", "column") if each.get(name)
    )
    return [html.Strong(f"{place}: "), each["message"]] if place else [each["message"]]
