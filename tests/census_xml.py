"""Children in need censuses as XML, written for tests, and the same flattened the slow way."""

from xml.etree import ElementTree
from xml.sax.saxutils import escape

Node = tuple[str, "str | list[Node]"]

HEADER: Node = (
    "Header",
    [
        (
            "CollectionDetails",
            [("Collection", "CIN"), ("Year", "2025"), ("ReferenceDate", "2025-03-31")],
        ),
        ("Source", [("SourceLevel", "L"), ("LEA", "908"), ("DateTime", "2025-05-01T10:00:00")]),
        ("Content", [("CBDSLevels", [("CBDSLevel", "Child")])]),
    ],
)


def identifiers(child: str, **values: str) -> Node:
    """A child's ChildIdentifiers."""
    return "ChildIdentifiers", [("LAchildID", child), *values.items()]


def census(*children: list[Node]) -> Node:
    """A whole census of these children."""
    return "Message", [HEADER, ("Children", [("Child", each) for each in children])]


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
    for child in ElementTree.fromstring(xml).iter("Child"):
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
