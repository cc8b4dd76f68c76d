"""Whether a sheet of money is another council's, by a name above its headings or in a column.

A council is known by its whole name: North Yorkshire is not York. In a title its name must begin
the text or be called a council, for Reading, Bury and Kent are other things too.
"""

import re
from collections.abc import Iterable
from functools import cache

from data.areas import Area, reference_areas
from data.context import LoadContext
from data.money import plain_text

OTHER_COUNCIL = (
    "the placing authority is another council than the one in settings.toml, under [council] "
    "code. Nothing to do, or correct the code there."
)

_BEFORE = r"(?:council of|borough of|city of|county of)(?: the)? "
_AFTER = (
    r" (?:(?:city|county|borough|metropolitan|district|unitary|mbc|lbc?|rbc?) )*"
    r"(?:council|m?bc|cc|cyps|children|childrens|children's|budget|revenue|finance|financial|"
    r"placements?|savings?|period|monthly|monitor(?:ing)?|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december))\b"
)
_CALLED = (
    r" (?:(?:city|county|borough|metropolitan|district) )*(?:council|mbc|children's services)\b"
)


def other_council_titled(titles: Iterable[str], context: LoadContext) -> str | None:
    """The name of another English council that the titles give; None where they give this one's,
    or none."""
    own = _own(context)
    found = [area for text in titles for area in _titled(_plain(text))]
    if not found or any(_is_same(area, own) for area in found):
        return None
    return found[0].name


def other_council_said(name: str) -> str:
    """What is said of a sheet of another council."""
    return (
        f"the titles name {name}, which is not the council in settings.toml. If this is yours, "
        "write its code there, under [council] code; if not, take the file away."
    )


def is_other_council(written: str, context: LoadContext) -> bool:
    """Whether a cell names another English council, by its whole name or its code."""
    plain = _plain(written)
    by_code = context.areas.find(written)
    area = context.areas.get(by_code) if by_code else None
    if area is None:
        area = _names().get(plain) or _names().get(_bare(plain))
    return area is not None and area.kind == "council" and not _is_same(area, _own(context))


def _own(context: LoadContext) -> Area | None:
    found = context.areas.find(context.settings.council.code)
    return context.areas.get(found) if found else None


def _is_same(area: Area, own: Area | None) -> bool:
    return own is not None and (area.id == own.id or _key(area.name) == _key(own.name))


def _titled(plain: str) -> Iterable[Area]:
    """The councils of a title: called so, or whose name begins it before a word of such sheets."""
    for found in _pattern().finditer(plain):
        before, after = plain[: found.start()], plain[found.end() :]
        begins = not before.strip() and (
            not after.strip() or re.match(r"\s*[,:;(-]", after) or re.match(_AFTER, after)
        )
        called = re.search(_BEFORE + r"$", before) or re.match(_CALLED, after)
        if begins or called:
            yield _names()[found[0]]


@cache
def _names() -> dict[str, Area]:
    """Each way in which a council is named → the council; one that still is before one ended."""
    councils = [each for each in reference_areas() if each.kind == "council"]
    named = {}
    for area in sorted(councils, key=lambda each: each.closed is None):
        key = _key(area.name)
        named |= dict.fromkeys({key, key.removeprefix("county "), key.split(" upon hull")[0]}, area)
        if key == "kingston upon hull":
            named |= {"hull": area}
    named.pop("kingston", None)
    return named


@cache
def _pattern() -> re.Pattern[str]:
    """Any council's name, the longest that fits."""
    longest = sorted(_names(), key=len, reverse=True)
    return re.compile(r"(?<![\w'])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w'])")


def _key(name: str) -> str:
    """``Bristol, City of`` as bristol; ``Dorset (before 2019)`` as dorset."""
    plain = _plain(name.split(" (")[0])
    return re.sub(r", (?:city|county) of$", "", plain)


def _plain(text: str) -> str:
    plain = plain_text(text).casefold().replace(".", "")
    return plain.replace(" & ", " and ").replace("-on-", " on ")


def _bare(plain: str) -> str:
    """A council's name in a cell, without the words for what it is."""
    words = r"(?:london|royal|metropolitan|city|county|borough|district|council|of|mbc|unitary)"
    return re.sub(rf"^(?:{words} )+|(?: {words})+$", "", plain)
