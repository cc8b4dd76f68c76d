"""Small censuses for tests, and what they come to in the case tables."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.context import LoadContext
from data.ingest import load_files, new_context
from data.reports import TableReport
from data.settings import Settings
from data.vocabulary import Vocabulary
from tests.census_xml import Node, census, identifiers, write_flat, write_xml

TABLES = (
    "ssd_person",
    "ssd_disability",
    "ssd_cin_episodes",
    "ssd_cin_assessments",
    "ssd_assessment_factors",
    "ssd_cin_plans",
    "ssd_s47_enquiry",
    "ssd_initial_cp_conference",
    "ssd_cp_plans",
    "ssd_cp_reviews",
)


def group(name: str, *inside: Node, **values: str) -> Node:
    """An element of these values, then of these elements."""
    return name, [*values.items(), *inside]


def need(referred: str, *inside: Node, closed: str = "", nfa: str = "0", **more: str) -> Node:
    """A case: its referral, and what is inside it."""
    ending = {"CINclosureDate": closed, "ReasonForClosure": "RC7"} if closed else {}
    values = {"CINreferralDate": referred, "PrimaryNeedCode": "N1", "ReferralNFA": nfa}
    return group("CINdetails", *inside, **values, **ending, **more)


def assessed(start: str, done: str = "", *factors: str) -> Node:
    named: list[Node] = [("AssessmentFactors", each) for each in factors]
    held: list[Node] = [("FactorsIdentifiedAtAssessment", named)] if factors else []
    ending = {"AssessmentAuthorisationDate": done} if done else {}
    return group("Assessments", *held, AssessmentActualStartDate=start, **ending)


def enquiry(start: str, conference: str = "", target: str = "") -> Node:
    held = {"DateOfInitialCPC": conference} if conference else {}
    due = {"InitialCPCtarget": target} if target else {}
    return group("Section47", S47ActualStartDate=start, **due, **held)


def plan(start: str, *reviews: str, end: str = "", before: str = "0") -> Node:
    held: list[Node] = [("Reviews", [("CPPreviewDate", each)]) for each in reviews]
    ending = {"CPPendDate": end} if end else {}
    values = {"CPPstartDate": start, "InitialCategoryOfAbuse": "NEG", "NumberOfPreviousCPP": before}
    return group("ChildProtectionPlans", *held, **values, **ending)


def need_plan(start: str, end: str = "") -> Node:
    ending = {"CINPlanEndDate": end} if end else {}
    return group("CINPlanDates", CINPlanStartDate=start, **ending)


def child(name: str, *needs: Node, born: str = "2015-05-17") -> list[Node]:
    return [identifiers(name, PersonBirthDate=born, UPN="H9988776655443"), *needs]


def yearly(year: int, *children: list[Node]) -> tuple[int, Node]:
    return year, census(*children, year=year)


def read(
    folder: Path, *sets: tuple[int, Node], flat: bool = False, left_out: Sequence[str] = ()
) -> tuple[LoadContext, list[TableReport]]:
    """The sets written and loaded in the order given, XML or flattened."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for year, tree in sets:
        if flat:
            inside = folder / str(year)
            write_flat(tree, inside, year, left_out)
            paths += sorted(inside.iterdir())
        else:
            paths.append(write_xml(tree, folder, year))
    return load(folder, paths)


def load(folder: Path, paths: Sequence[Path]) -> tuple[LoadContext, list[TableReport]]:
    """Files loaded for the council 908; every row is accounted for, and each line is one line."""
    settings = Settings.model_validate({"council": {"code": "908"}})
    context = new_context(settings, Vocabulary(()))
    files = load_files(paths, folder, context)
    reports = [report for each in files for report in each.reports]
    for report in reports:
        assert report.rows_read == report.rows_loaded + report.rows_rejected
        assert report.rows_withdrawn <= report.rows_loaded
        for said in [*report.warnings, *report.rejects]:
            assert said.rule not in ("waymark_fault", "not_recognised")
            assert "\n" not in said.message
    return context, reports


def stored(context: LoadContext, columns: str, table: str) -> list[tuple[Any, ...]]:
    """Rows of a case table, dates as text, in order."""
    rows = context.connection.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()
    return [tuple(str(v) if hasattr(v, "isoformat") else v for v in row) for row in rows]


def all_tables(context: LoadContext) -> dict[str, list[tuple[Any, ...]]]:
    return {name: stored(context, "*", name) for name in TABLES}


def said(reports: Sequence[TableReport], rule: str) -> list[str]:
    """The messages of a rule, of all reports."""
    both = [each for report in reports for each in [*report.warnings, *report.rejects]]
    return [each.message for each in both if each.rule == rule]
