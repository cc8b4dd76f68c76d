"""Councils, regions and England: one id each, and the ways in which files name them.

An area's id is text: a council's DfE number (908), a region's ONS code, E92000001 for England.
"""

import csv
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

REFERENCE = Path(__file__).parent / "reference" / "councils.csv"
ENGLAND = "E92000001"

REGIONS = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
    "E13000001": "Inner London",
    "E13000002": "Outer London",
}


@dataclass(frozen=True)
class Area:
    """``kind`` is council, region or england; ``region`` is the id of a council's region.

    ``opened`` and ``closed`` are a council's first and last day. They are known of those made or
    ended by a reorganisation since 2009; None means before then, or not ended.
    """

    id: str
    name: str
    kind: str
    ons_code: str | None = None
    region: str | None = None
    opened: date | None = None
    closed: date | None = None


class Areas:
    """All areas known: the reference table's, and those that files add."""

    def __init__(self, areas: list[Area]) -> None:
        self._by_id = {area.id: area for area in areas}
        self._ids = {code: area.id for area in areas if (code := area.ons_code)}

    def __iter__(self):
        return iter(self._by_id.values())

    def get(self, area_id: str) -> Area | None:
        return self._by_id.get(area_id)

    def find(self, code: str | None) -> str | None:
        """The id behind an ONS code or DfE number as a file or a person writes it, or None."""
        if code is None:
            return None
        text = code.strip().upper().removesuffix(".0")
        if text in self._by_id:
            return text
        return self._ids.get(text)

    def add(self, area: Area) -> None:
        """Make a council that a file names known; one known already keeps its reference."""
        known = self._by_id.get(area.id)
        if known is None:
            self._by_id[area.id] = area
        elif area.ons_code and not known.ons_code:
            self._by_id[area.id] = replace(known, ons_code=area.ons_code)
        if area.ons_code:
            self._ids.setdefault(area.ons_code, area.id)


def reference_areas() -> Areas:
    """England, its regions, and every council of data/reference/councils.csv.

    A council's earlier ONS codes (``former_ons_codes``, separated by spaces) find it too.
    """
    areas = [Area(ENGLAND, "England", "england", ENGLAND)]
    areas += [Area(code, name, "region", code) for code, name in REGIONS.items()]
    former: dict[str, str] = {}
    if REFERENCE.exists():
        with REFERENCE.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                areas.append(_council(row))
                former |= dict.fromkeys(row["former_ons_codes"].split(), row["number"])
    known = Areas(areas)
    known._ids |= {code: number for code, number in former.items() if code not in known._ids}
    return known


def _council(row: dict[str, str]) -> Area:
    return Area(
        id=row["number"],
        name=row["name"],
        kind="council",
        ons_code=row["ons_code"] or None,
        region=row["region"] or None,
        opened=date.fromisoformat(row["opened"]) if row["opened"] else None,
        closed=date.fromisoformat(row["closed"]) if row["closed"] else None,
    )
