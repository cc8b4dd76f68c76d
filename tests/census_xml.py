"""Children in need censuses as XML, written for tests, and the same flattened the slow way."""

import csv
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

Node = tuple[str, "str | list[Node]"]

HEADINGS = {
    "Header": "Collection Year ReferenceDate SourceLevel LEA SoftwareCode Release SerialNo "
    "DateTime",
    "ChildIdentifiers": "LAchildID UPN FormerUPN UPNunknown PersonBirthDate "
    "ExpectedPersonBirthDate GenderCurrent PersonDeathDate",
    "ChildCharacteristics": "LAchildID Ethnicity",
    "Disabilities": "LAchildID Disability",
    "CINdetails": "LAchildID CINdetailsID CINreferralDate ReferralSource PrimaryNeedCode "
    "CINclosureDate ReasonForClosure DateOfInitialCPC ReferralNFA",
    "Assessments": "LAchildID CINdetailsID AssessmentActualStartDate "
    "AssessmentInternalReviewDate AssessmentAuthorisationDate AssessmentFactors",
    "CINplanDates": "LAchildID CINdetailsID CINPlanStartDate CINPlanEndDate",
    "Section47": "LAchildID CINdetailsID S47ActualStartDate InitialCPCtarget DateOfInitialCPC "
    "ICPCnotRequired",
    "ChildProtectionPlans": "LAchildID CINdetailsID CPPID CPPstartDate CPPendDate "
    "InitialCategoryOfAbuse LatestCategoryOfAbuse NumberOfPreviousCPP",
    "Reviews": "LAchildID CINdetailsID CPPID CPPreviewDate",
}


def header(year: int = 2025, lea: str = "908") -> Node:
    """The header of a census of the year ending 31 March."""
    return (
        "Header",
        [
            (
                "CollectionDetails",
                [
                    ("Collection", "CIN"),
                    ("Year", str(year)),
                    ("ReferenceDate", f"{year}-03-31"),
                ],
            ),
            (
                "Source",
                [("SourceLevel", "L"), ("LEA", lea), ("DateTime", f"{year}-05-01T10:00:00")],
            ),
            ("Content", [("CBDSLevels", [("CBDSLevel", "Child")])]),
        ],
    )


def identifiers(child: str, **values: str) -> Node:
    """A child's ChildIdentifiers."""
    return "ChildIdentifiers", [("LAchildID", child), *values.items()]


def census(*children: list[Node], year: int = 2025, lea: str = "908") -> Node:
    """A whole census of these children."""
    return "Message", [header(year, lea), ("Children", [("Child", each) for each in children])]


def written(node: Node) -> str:
    """XML of a node and all in it."""
    name, inside = node
    held = escape(inside) if isinstance(inside, str) else "".join(map(written, inside))
    return f"<{name}>{held}</{name}>"


def xml_text(root: Node) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written(root)}\n'


def flattened(xml: str) -> dict[str, list[dict[str, str]]]:
    """The tables of a census, read whole: CINdetails counted in the file, plans in each."""
    tables: dict[str, list[dict[str, str]]] = {}
    number = 0
    whole = ElementTree.fromstring(xml)
    told = [each for each in whole.iter() if each.tag in ("CollectionDetails", "Source")]
    tables["Header"] = [{leaf.tag: leaf.text or "" for each in told for leaf in each}]
    for child in whole.iter("Child"):
        ids = {"LAchildID": child.findtext("ChildIdentifiers/LAchildID", "")}
        for each in child.findall("ChildIdentifiers"):
            _add(tables, "ChildIdentifiers", {}, each)
        for each in child.findall("ChildCharacteristics"):
            _add(tables, "ChildCharacteristics", ids, each)
        for each in child.iter("Disability"):
            tables.setdefault("Disabilities", []).append({**ids, "Disability": each.text or ""})
        for details in child.findall("CINdetails"):
            number += 1
            _flatten_details(tables, {**ids, "CINdetailsID": str(number)}, details)
    return tables


def _flatten_details(tables: dict, ids: dict[str, str], details: ElementTree.Element) -> None:
    _add(tables, "CINdetails", ids, details)
    for each in details.findall("Assessments"):
        factors = " ".join(factor.text or "" for factor in each.iter("AssessmentFactors"))
        _add(tables, "Assessments", ids, each, AssessmentFactors=factors)
    for each in details.findall("CINPlanDates"):
        _add(tables, "CINplanDates", ids, each)
    for each in details.findall("Section47"):
        _add(tables, "Section47", ids, each)
    for number, plan in enumerate(details.findall("ChildProtectionPlans"), start=1):
        of_plan = {**ids, "CPPID": str(number)}
        _add(tables, "ChildProtectionPlans", of_plan, plan)
        for review in plan.iter("CPPreviewDate"):
            row = {**of_plan, "CPPreviewDate": review.text or ""}
            tables.setdefault("Reviews", []).append(row)


def _add(
    tables: dict, name: str, ids: dict[str, str], element: ElementTree.Element, **more: str
) -> None:
    own = {each.tag: each.text for each in element if len(each) == 0 and each.text}
    row = {**ids, **own, **{column: text for column, text in more.items() if text}}
    tables.setdefault(name, []).append(row)


def write_flat(census: Node, folder: Path, year: int, left_out: Iterable[str] = ()) -> None:
    """A file a table, as flattening tools write them: a number first, a row a factor."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = flattened(xml_text(census))
    for name, names in HEADINGS.items():
        if name in left_out:
            continue
        with (folder / f"{name}_{year}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(["", *names.split()])
            for number, row in enumerate(_a_row_a_factor(tables.get(name, []))):
                writer.writerow([number, *(row.get(each, "") for each in names.split())])


def write_xml(census: Node, folder: Path, year: int) -> Path:
    path = folder / f"census_{year}.xml"
    path.write_text(xml_text(census), encoding="utf-8")
    return path


def _a_row_a_factor(rows: list[dict[str, str]]) -> Iterable[dict[str, str]]:
    for row in rows:
        for factor in row.get("AssessmentFactors", "").split() or [""]:
            yield row | {"AssessmentFactors": factor}
