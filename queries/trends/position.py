"""Where a figure stands among the councils compared with, in words."""

from datetime import date

from queries.trends.bands import Band
from queries.trends.periods import published_name
from queries.trends.wording import rank_words


def position_words(
    value: float, band: Band, better: str, noun: str, carried: date | None = None
) -> str:
    """Where ``value`` stands among the band's councils: worse than three quarters of neighbours.

    ``carried`` is the published period where it is not the value's own; the words then compare
    today's figure with what the others were, and claim no place among them.
    """
    below, above, count = band.below(value), band.above(value), band.count
    if 0 in (below, above):
        return _at_an_end(value, band, better, noun, carried)
    lower, _, upper = band.quartiles or (value, value, value)
    whose = _figures_of(noun, carried)
    if lower <= value <= upper:
        return f"in the middle half of {whose}"
    low = value < lower
    passed = above if low else below
    word = _side_word(low, better)
    share = "three quarters of" if passed >= 0.75 * count else f"{passed} of {count}"
    return f"{word} than {share} {whose}".replace(f"{count} of ", f"{count} ")


def _at_an_end(value: float, band: Band, better: str, noun: str, carried: date | None) -> str:
    """Beyond all of them. A figure of today has no rank among those of an earlier period."""
    below, above, count = band.below(value), band.above(value), band.count
    first = (below if better == "lower" else above) == 0
    if not carried:
        joint = "joint " if below + above < count else ""
        return f"{joint}{rank_words(1 if first else count + 1, count + 1, better)} councils"
    when = published_name(carried)
    if below + above < count:
        return f"level with the {rank_words(1 if first else count, count, better)} {noun} in {when}"
    return f"{_side_word(above == count, better)} than all {count} {_figures_of(noun, carried)}"


def _figures_of(noun: str, carried: date | None) -> str:
    """neighbours, or neighbours' 2024/25 figures; councils' in the North West, of a region."""
    if not carried:
        return noun
    head, place, rest = noun.partition(" in ")
    return f"{head}' {published_name(carried)} figures{place}{rest}"


def _side_word(low: bool, better: str) -> str:
    if better == "neither":
        return "lower" if low else "higher"
    return "better" if low == (better == "lower") else "worse"
