"""Places as published files name them: levels, DfE numbers, ONS codes, several councils in one."""

import re
from dataclasses import dataclass

from data.areas import ENGLAND, REGIONS, Area, Areas

_LEVELS = {
    "national": "england",
    "regional": "region",
    "region": "region",
    "local authority": "council",
    "la": "council",
}
_REGION_NAMES = {name.lower(): code for code, name in REGIONS.items()} | {
    "london (inner)": "E13000001",
    "london (outer)": "E13000002",
    "yorkshire and humber": "E12000003",
    "yorkshire & the humber": "E12000003",
    "east": "E12000006",
}
_NUMBER = re.compile(r"\d{3,4}")


@dataclass(frozen=True)
class Place:
    """One row's place, as written. ``number`` and ``code`` may name several: ``314 / 318``."""

    level: str | None
    number: str | None
    code: str | None
    name: str | None
    region: str | None


def region_id(name: str | None) -> str | None:
    """The id of a region by a name that files give it, in any case; None where unknown."""
    return _REGION_NAMES.get(name.strip().lower()) if name else None


def areas_of(place: Place, areas: Areas) -> list[str]:
    """The ids of the areas that ``place`` names: none where it is not understood.

    By level first, since the 2015 children in need file gives England the code of the Isle of
    Wight. A region by name, since the 2015 looked after file gives Inner and Outer London the code
    of London, else by code. A council by DfE number, which outlives a change of ONS code, else by
    ONS code, never by name; one with a DfE number that nobody knows yet is added to ``areas``.
    """
    level = _LEVELS.get((place.level or "").strip().lower())
    if level == "england":
        return [ENGLAND]
    if level == "region":
        code = (place.code or "").strip()
        found = region_id(place.name) or (code if code in REGIONS else None)
        return [found] if found else []
    if level == "council":
        return _councils(place, areas)
    return []


def known_council(
    areas: Areas, number: str | None, code: str | None, name: str | None, region: str | None
) -> str | None:
    """A council's id by DfE number, else by ONS code; added where number and name are new."""
    written = (number or "").strip().removesuffix(".0")
    if found := areas.find(written) or areas.find(code):
        return found
    if not _NUMBER.fullmatch(written) or not (name or "").strip():
        return None
    placed = region if region in REGIONS else region_id(region)
    ons_code = code.strip() if code and code.strip().startswith("E") else None
    areas.add(Area(written, name.strip(), "council", ons_code, placed))
    return written


def _councils(place: Place, areas: Areas) -> list[str]:
    numbers, codes, names = (_parts(each) for each in (place.number, place.code, place.name))
    count = max(len(numbers), len(codes))
    if count < 2:
        numbers, codes, names = [place.number], [place.code], [place.name]
    found = [
        known_council(areas, _at(numbers, n), _at(codes, n), _at(names, n), place.region)
        for n in range(max(count, 1))
    ]
    return [each for each in found if each] if all(found) else []


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in text.split(" / ")] if text else []


def _at(parts: list[str | None], position: int) -> str | None:
    return parts[position] if position < len(parts) else None
