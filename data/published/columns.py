"""The columns of a published file: which measure each holds, by its name or one close to it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from data.published.shapes import Shape, find_column, normal

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FORMS: Mapping[str, str] = {
    "{year}": r"(?P<end>20\d\d)",
    "{span}": r"\d\d(?P<end>\d\d)",
    "{march}": r"3103(?P<end>\d\d)",
    "{month}": rf"(?P<month>{'|'.join(MONTHS)})",
}


class Column(NamedTuple):
    """A measure's column, and the year or the month (1 to 12) that its heading names."""

    heading: str
    year: int | None = None
    month: int | None = None


@dataclass(frozen=True)
class Columns:
    """A file's columns under a shape. ``near`` gives, for a heading taken by its close spelling,
    the name that it was taken for; ``unused`` are those that no measure, filter or place takes."""

    measures: dict[str, list[Column]]
    near: dict[str, str]
    unused: tuple[str, ...]


def columns_of(shape: Shape, headings: Iterable[str | None]) -> Columns:
    """What each heading is to ``shape``: exact names first, then close spellings of what is left.

    A close spelling must be the only one for its measure, and its measure the only one for it.
    """
    written = [heading for heading in headings if heading]
    measures = {
        measure: found
        for measure, names in shape.columns.items()
        if (found := _exact(names, written))
    }
    taken = {column.heading for found in measures.values() for column in found}
    taken |= {heading for heading in written if shape.is_no_measure(heading)}
    near = _near(shape, measures, [heading for heading in written if heading not in taken])
    for heading, (measure, _) in near.items():
        measures[measure] = [Column(heading)]
    left = (heading for heading in written if heading not in taken and heading not in near)
    return Columns(measures, {heading: name for heading, (_, name) in near.items()}, tuple(left))


def share_found(shape: Shape, headings: list[str]) -> float:
    """The share, 0 to 1, of the shape's expected measures in ``headings``.

    0 where a filter or the level of the geography is missing.
    """
    needed = [each.columns for each in shape.filters.values()]
    needed.append(shape.geography.number if shape.geography.every else shape.geography.level)
    if not all(find_column(names, headings) for names in needed):
        return 0.0
    found = columns_of(shape, headings).measures.keys() & shape.measures.keys()
    return len(found) / len(shape.measures)


def is_near(name: str, heading: str) -> bool:
    """Whether ``heading`` says ``name`` in another spelling: other separators, a plural, number
    for count or percentage for percent, or one word of them spelt otherwise.

    A word with a digit must be the same, and so must a word's first three letters: 41-45 days are
    not 46-50 days, and a re-referral is no referral.
    """
    mine, theirs = _words(name), _words(heading)
    if "".join(mine) == "".join(theirs):
        return True
    if len(mine) != len(theirs):
        return False
    differing = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _misspelt(*differing[0])


def _exact(names: tuple[str, ...], headings: list[str]) -> list[Column]:
    if not any("{" in name for name in names):
        return [Column(found)] if (found := find_column(names, headings)) else []
    return [
        column
        for name in names
        for heading in headings
        if (column := _dated_column(name, heading)) is not None
    ]


def _dated_column(name: str, heading: str) -> Column | None:
    pattern = re.escape(name)
    for form, written in _FORMS.items():
        pattern = pattern.replace(re.escape(form), written)
    matched = re.fullmatch(pattern, heading.strip(), re.IGNORECASE)
    if not matched:
        return None
    named = matched.groupdict()
    year = int(named["end"]) % 100 + 2000 if named.get("end") else None
    month = MONTHS.index(named["month"].capitalize()) + 1 if named.get("month") else None
    return Column(heading, year, month)


def _near(
    shape: Shape, found: Mapping[str, list[Column]], headings: list[str]
) -> dict[str, tuple[str, str]]:
    """For each heading that one unfound measure alone comes near to: (measure, its name)."""
    pairs = [
        (heading, measure, name)
        for measure, names in shape.columns.items()
        if measure not in found
        for name in names
        if "{" not in name
        for heading in headings
        if is_near(name, heading)
    ]
    sole: dict[str, tuple[str, str]] = {}
    for heading, measure, name in pairs:
        headings_of = {each[0] for each in pairs if each[1] == measure}
        measures_of = {each[1] for each in pairs if each[0] == heading}
        if len(headings_of) == len(measures_of) == 1:
            sole.setdefault(heading, (measure, name))
    return sole


_SAME = {"number": "count", "num": "count", "percentage": "percent", "pct": "percent"}
_LEAST_LIKENESS = 0.8


def _words(text: str) -> list[str]:
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", text.replace("%", " percent "))
    words = re.findall(r"[a-z0-9+<>]+", normal(spaced))
    plain = [word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words]
    return [_SAME.get(word, word) for word in plain]


def _misspelt(mine: str, theirs: str) -> bool:
    if re.search(r"\d", mine + theirs) or mine[:3] != theirs[:3]:
        return False
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= _LEAST_LIKENESS
