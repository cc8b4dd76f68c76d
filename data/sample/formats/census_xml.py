"""A children in need census as XML: its flattened tables put together again, child by child."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from data.sample.formats.export_table import Cell, ExportTable
from data.sample.formats.list_csv import written

_SOURCE = ("SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime")
_IDS = ("CINdetailsID", "CPPID")
_LEVELS = "<Content><CBDSLevels><CBDSLevel>Child</CBDSLevel></CBDSLevels></Content>"
Row = dict[str, str]
Rows = dict[tuple[str, ...], list[Row]]


def write_census_xml(path: Path, tables: list[ExportTable]) -> Path:
    """``tables`` are those of one census by their ``sheet``; blank values are left out."""
    named = {table.sheet: table for table in tables}
    by_child = {name: _by_ids(table, 1) for name, table in named.items() if name != "Header"}
    plans = _by_ids(named["ChildProtectionPlans"], 2)
    reviews = _by_ids(named["Reviews"], 3)
    parts = {
        tag: _by_ids(named[table], 2)
        for tag, table in (
            ("Assessments", "Assessments"),
            ("CINPlanDates", "CINplanDates"),
            ("Section47", "Section47"),
        )
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n')
        file.write(_header(named["Header"]) + "\n<Children>\n")
        for child, identifiers in by_child["ChildIdentifiers"].items():
            cases = "".join(
                _case(each, parts, plans, reviews) for each in by_child["CINdetails"].get(child, [])
            )
            said = _characteristics(child, by_child)
            own = "".join(_element("ChildIdentifiers", each) for each in identifiers)
            file.write(f"<Child>{own}{said}{cases}</Child>\n")
        file.write("</Children>\n</Message>\n")
    return path


def _by_ids(table: ExportTable, ids: int) -> Rows:
    """A table's rows by its first ``ids`` columns: the child's, the case's, the plan's."""
    found: Rows = defaultdict(list)
    for row in table.rows:
        texts = [written(cell, table.dates) for cell in row]
        found[tuple(texts[:ids])].append(dict(zip(table.headings, texts, strict=True)))
    return dict(found)


def _header(table: ExportTable) -> str:
    row = dict(zip(table.headings, _texts(table.rows[0], table.dates), strict=True))
    source = _leaves((name, row[name]) for name in _SOURCE)
    collection = _leaves((name, value) for name, value in row.items() if name not in _SOURCE)
    return (
        f"<Header><CollectionDetails>{collection}</CollectionDetails>"
        f"<Source>{source}</Source>{_LEVELS}</Header>"
    )


def _texts(row: Iterable[Cell], dates: str) -> Iterator[str]:
    return (written(cell, dates) for cell in row)


def _characteristics(child: tuple[str, ...], by_child: dict[str | None, Rows]) -> str:
    disabilities = by_child["Disabilities"].get(child, [])
    listed = _leaves(("Disability", each["Disability"]) for each in disabilities)
    held = f"<Disabilities>{listed}</Disabilities>" if listed else ""
    rows = by_child["ChildCharacteristics"].get(child, [])
    return "".join(_element("ChildCharacteristics", row, held, but="LAchildID") for row in rows)


def _case(case: Row, parts: dict[str, Rows], plans: Rows, reviews: Rows) -> str:
    """One CINdetails with all that belongs to it."""
    ids = (case["LAchildID"], case["CINdetailsID"])
    inside = "".join(
        _element(tag, row, but="LAchildID")
        for tag, rows in parts.items()
        for row in rows.get(ids, [])
    )
    for plan in plans.get(ids, []):
        held = reviews.get((*ids, plan["CPPID"]), [])
        days = _leaves(("CPPreviewDate", review["CPPreviewDate"]) for review in held)
        inside += _element(
            "ChildProtectionPlans",
            plan,
            f"<Reviews>{days}</Reviews>" if days else "",
            but="LAchildID",
        )
    return _element("CINdetails", case, inside, but="LAchildID")


def _element(tag: str, row: Row, inside: str = "", but: str = "") -> str:
    own = _leaves((name, text) for name, text in row.items() if name not in (*_IDS, but))
    return f"<{tag}>{own}{inside}</{tag}>"


def _leaves(values: Iterable[tuple[str, str]]) -> str:
    return "".join(f"<{name}>{escape(text)}</{name}>" for name, text in values if text)
