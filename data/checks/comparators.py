"""Comparators typed in a workbook against the published figures of their indicator and year."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.reports import Warn

MOST_NAMED = 3


@dataclass(frozen=True)
class TypedComparator:
    """One comparator of a cell. ``who``: council or england; ``places``: decimals typed."""

    who: str
    value: float
    places: int
    text: str


@dataclass(frozen=True)
class Published:
    """A published figure and the release that it stands in."""

    value: float
    release: str


# By slug, then by who: the figures published for one year in one unit.
Figures = Mapping[str, Mapping[str, Published]]

_WHO = {"council": "the council", "england": "England"}


def comparator_warning(
    slug: str,
    period: str,
    cell: str,
    typed: list[TypedComparator],
    published: Figures,
    titles: Mapping[str, str],
) -> Warn | None:
    """A warning where a typed comparator is not its indicator's published figure.

    It names the indicators whose published figures the cell does hold. None where all agree, or
    where nothing is published to compare with. ``titles``: indicators' titles by slug.
    """
    own = published.get(slug, {})
    wrong = [each for each in typed if each.who in own and not _agrees(each, own[each.who].value)]
    if not wrong:
        return None
    differences = "; ".join(
        f"{each.text} is typed for {_WHO[each.who]}, and {own[each.who].value:.{each.places}f} is "
        f"published ({own[each.who].release})"
        for each in wrong
    )
    named = [titles[other] for other in published if other != slug and _is(typed, published[other])]
    message = f"{titles[slug]}, {period}: {differences}."
    if named:
        listed = " or ".join(f"‘{title}’" for title in named[:MOST_NAMED])
        message += f" What is typed is published for {listed}: check that the row is the right one."
    return Warn("comparator", message, cell)


def _agrees(typed: TypedComparator, value: float) -> bool:
    return abs(typed.value - value) <= 0.5 * 10**-typed.places + 1e-9


def _is(typed: list[TypedComparator], figures: Mapping[str, Published]) -> bool:
    """Whether the figures are those typed: none differs, and at least one is there."""
    known = [each for each in typed if each.who in figures]
    return bool(known) and all(_agrees(each, figures[each.who].value) for each in known)
