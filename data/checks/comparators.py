"""Comparators typed in a workbook against the published figures of their indicator and year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from data.reports import Warn

MOST_NAMED = 3


@dataclass(frozen=True)
class TypedComparator:
    """One comparator of a cell. ``who``: council, england or neighbours; ``places``: decimals
    typed."""

    who: str
    value: float
    places: int
    text: str


@dataclass(frozen=True)
class Published:
    """A published figure and the release that it stands in.

    Of neighbours: the median or mean of their figures, and in ``release`` which of them and by
    which model.
    """

    value: float
    release: str


# By who: what was published of one indicator, unit and year, the figure in use first.
Figures = Mapping[str, Sequence[Published]]


@dataclass(frozen=True)
class Known:
    """What the comparators of one cell are held against.

    ``own``: the figures of the cell's indicator, unit and year. ``elsewhere``: other indicators,
    years and units of which the cell's figures may be, each named as a sentence ends: 'for
    ‘Repeat plans’'. ``model_of_the_time``: whether the model of neighbours is loaded that was in
    use in that year.
    """

    own: Figures = field(default_factory=dict)
    elsewhere: Sequence[tuple[str, Figures]] = ()
    model_of_the_time: bool = False


_WHO = {"council": "the council", "england": "England"}


def comparator_warnings_of(
    title: str, period: str, cell: str, typed: Sequence[TypedComparator], known: Known
) -> list[Warn]:
    """A warning where a comparator of the cell is not its indicator's published figure, and one
    where the neighbours' is neither the median nor the mean under any model that is loaded.

    The first names what the cell does hold, where that is published. Nothing is said of a figure
    that agrees with any release, or of one where nothing is published to compare with.
    """
    found = [_published_warning, _neighbours_warning]
    warnings = [each(f"{title}, {period}", cell, typed, known, period) for each in found]
    return [each for each in warnings if each]


def _published_warning(
    name: str, cell: str, typed: Sequence[TypedComparator], known: Known, _: str
) -> Warn | None:
    direct = [each for each in typed if each.who in _WHO]
    wrong = [each for each in direct if _differs(each, known.own)]
    if not wrong:
        return None
    differences = "; ".join(
        f"{each.text} is typed for {_WHO[each.who]}, and {_first(each, known.own)}"
        for each in wrong
    )
    unknown = [each for each in direct if not known.own.get(each.who)]
    differences += "".join(
        f"; {each.text} is typed for {_WHO[each.who]}, and none is published" for each in unknown
    )
    message = f"{name}: {differences}."
    if named := _matches(typed, known):
        listed = " or ".join(named[:MOST_NAMED])
        message += f" What is typed is published {listed}: check the row, the year and the unit."
    return Warn("comparator", message, cell)


def _neighbours_warning(
    name: str, cell: str, typed: Sequence[TypedComparator], known: Known, period: str
) -> Warn | None:
    wrong = [each for each in typed if each.who == "neighbours" and _differs(each, known.own)]
    if not wrong:
        return None
    given = ", ".join(
        f"{_written(each.value, wrong[0].places)} ({each.release})"
        for each in known.own["neighbours"]
    )
    message = (
        f"{name}: {wrong[0].text} is typed for statistical neighbours. Their published figures "
        f"give {given}."
    )
    if same := _same_neighbours(typed, wrong[0], known):
        message += f" What is typed is theirs {same}: check the row, the year and the unit."
    elif not known.model_of_the_time:
        message += (
            f" The model in use in {period} is not loaded, so it cannot be told whether what is "
            "typed was right."
        )
    return Warn("comparator_neighbours", message, cell)


def _same_neighbours(typed: Sequence[TypedComparator], wrong: TypedComparator, known: Known) -> str:
    """Where the cell's other figures are published and the neighbours' is of the same indicator:
    'for ‘Repeat plans’ (median of 10, 2021 model)'. Empty where nowhere is."""
    for words, figures in known.elsewhere:
        same = [each for each in figures.get("neighbours", ()) if _agrees(wrong, each.value)]
        if same and _agreeing(typed, figures):
            return f"{words} ({same[0].release})"
    return ""


def _written(value: float, places: int) -> str:
    """As people round: halves away from zero."""
    return str(Decimal(repr(round(value, 9))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _first(typed: TypedComparator, own: Figures) -> str:
    """'24.2 is published (Children in need 2025)'."""
    shown = own[typed.who][0]
    return f"{_written(shown.value, typed.places)} is published ({shown.release})"


def _matches(typed: Sequence[TypedComparator], known: Known) -> list[str]:
    """What the cell's figures are published for: most of them first, in the order given."""
    found = [(_agreeing(typed, figures), words) for words, figures in known.elsewhere]
    swapped = {"council": known.own.get("england", ()), "england": known.own.get("council", ())}
    found.append((_agreeing(typed, swapped), "the other way round, England’s for the council"))
    return [words for count, words in sorted(found, key=lambda each: -each[0]) if count]


def _agreeing(typed: Sequence[TypedComparator], figures: Figures) -> int:
    """How many are the figures published there; 0 where one of the council or England differs, or
    where neither is known."""
    if any(each.who in _WHO and _differs(each, figures) for each in typed):
        return 0
    same = [each.who for each in typed if each.who in figures and not _differs(each, figures)]
    return len(same) if set(same) & set(_WHO) else 0


def _differs(typed: TypedComparator, figures: Figures) -> bool:
    """Whether it is published there, and in no release as typed."""
    known = figures.get(typed.who, ())
    return bool(known) and not any(_agrees(typed, each.value) for each in known)


def _agrees(typed: TypedComparator, value: float) -> bool:
    return abs(typed.value - value) <= 0.5 * 10**-typed.places + 1e-9
