"""Where a figure stands among the councils compared with, in words."""

from datetime import date

from queries.trends.bands import Band
from queries.trends.periods import published_name
from queries.trends.wording import rank_words


def position_words(
    value: float, band: Band, better: str, noun: str, carried: date | None = None
) -> str:
    """Where ``value`` stands among the band's councils: worse than three quarters of neighbours.

    ``carried`` names the published period where it is not the value's own.
    """
    below, above, count = band.below(value), band.above(value), band.count
    when = f" in {published_name(carried)}" if carried else ""
    if 0 in (below, above):
        joint = "joint " if below + above < count else ""
        lowest_first = better == "lower"
        first = (below if lowest_first else above) == 0
        return f"{joint}{rank_words(1 if first else count + 1, count + 1, better)} councils{when}"
    lower, _, upper = band.quartiles or (value, value, value)
    if lower <= value <= upper:
        return f"in the middle half of {noun}{when}"
    low = value < lower
    passed = above if low else below
    word = _side_word(low, better)
    share = "three quarters" if passed >= 0.75 * count else f"{passed} of {count}"
    return f"{word} than {share} of {noun}{when}".replace(f"{count} of ", f"{count} ")


def _side_word(low: bool, better: str) -> str:
    if better == "neither":
        return "lower" if low else "higher"
    return "better" if low == (better == "lower") else "worse"
