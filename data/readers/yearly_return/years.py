"""Which year ending 31 March each table of a return is of, and which years are told without a gap.

The dates inside tell it, never a file's name alone: one council's 2017 set is the year that began
in 2017, another's the year that ended then.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from data.readers.yearly_return.holding import Source

_PAIR = re.compile(r"(?<!\d)20(\d\d)\D{0,3}(?:20)?(\d\d)(?!\d)")
_SHORT_PAIR = re.compile(r"(?<!\d)(\d\d)[-_/ ]?(\d\d)(?!\d)")
_ALONE = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
STATED = "the header of its set states"
"""By what the year is no guess."""


@dataclass(frozen=True)
class Dated:
    """A source's year, or None where nothing tells it; ``by`` says in words what did."""

    source: Source
    year: int | None
    by: str


def settled(found: Sequence[Source], leading: str, header: str = "") -> list[Dated]:
    """The year of each source: by the ``header`` of its set, the ``leading`` table beside it, its
    own dates, any table beside it, its name, its folder, or else the newest year of all."""
    return [_settled(source, found, leading, header) for source in found]


def _settled(source: Source, found: Sequence[Source], leading: str, header: str) -> Dated:
    if stated := _stated_year(source, found, leading, header):
        return Dated(source, stated, STATED)
    if source.name == leading and source.own_year:
        return Dated(source, source.own_year, "its dates tell")
    together = [each for each in found if is_beside(each, source)]
    leads = [each for each in found if each.name == leading and each.own_year] or found
    newest = max((each.own_year for each in leads if each.own_year), default=None)
    ways = (
        (_only_year(e for e in together if e.name == leading), "the dates of the set tell"),
        (source.own_year, "its dates tell"),
        (_only_year(together), "the dates of the tables beside it tell"),
        (_year_by_name(source, found), "its name tells"),
        (_only_year(e for e in leads if _folder(e) == _folder(source)), "its folder tells"),
        (newest, "it is the newest here, and nothing else tells"),
    )
    return next((Dated(source, year, by) for year, by in ways if year), Dated(source, None, ""))


def _stated_year(source: Source, found: Sequence[Source], leading: str, header: str) -> int | None:
    """The year that the header of a source's set states."""
    headers = [each for each in found if each.name == header]
    if year := _only_year(each for each in headers if is_beside(each, source)):
        return year
    return _only_year(each for each in headers if is_of_set(source, each, found, leading))


def is_of_set(source: Source, header: Source, found: Sequence[Source], leading: str) -> bool:
    """Whether a table is of a header's set: beside it, or in its folder, where one set lies."""
    if is_beside(source, header):
        return True
    inside = [each.name for each in found if _folder(each) == _folder(header)]
    is_alone = inside.count(header.name) == 1 and inside.count(leading) <= 1
    return is_alone and _folder(source) == _folder(header)


def is_beside(one: Source, other: Source) -> bool:
    """Whether two tables are of one set: sheets of a workbook, or files named alike."""
    return one.file == other.file or one.beside == other.beside


def named_year(text: str) -> int | None:
    """The year ending 31 March that a name tells: ``2018-19``, ``1819``, ``2018_2019``, ``2019``.

    The last that is found, so that a file's name goes before its folder's.
    """
    for pattern in (_PAIR, _SHORT_PAIR):
        pairs = [(int(a), int(b)) for a, b in pattern.findall(text)]
        if years := [2000 + last for first, last in pairs if last == (first + 1) % 100]:
            return years[-1]
    alone = _ALONE.findall(text)
    return int(alone[-1]) if alone else None


def without_gap(years: Iterable[int]) -> list[int]:
    """The newest years that follow one another, in order."""
    run: list[int] = []
    for year in sorted(set(years), reverse=True):
        if run and run[-1] != year + 1:
            break
        run.append(year)
    return run[::-1]


def _only_year(found: Iterable[Source]) -> int | None:
    years = {each.own_year for each in found if each.own_year}
    return years.pop() if len(years) == 1 else None


def _year_by_name(source: Source, found: Sequence[Source]) -> int | None:
    """The year in a name, which where dated files are named by the year's beginning is that."""
    named = named_year(source.file)
    told = [(each.own_year, named_year(each.file)) for each in found]
    apart = {own - name for own, name in told if own and name}
    return named + 1 if named and apart == {1} else named


def _folder(source: Source) -> str:
    return str(PurePath(source.file).parent)
