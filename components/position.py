"""A council's place among those it is compared with, and who those are."""

from data.counted_text import counted
from queries.trends.view import Comparator, TrendRow
from queries.trends.wording import rank_words

MIDDLES = {
    "statistical_neighbours": "Neighbours’",
    "region": "Region’s councils’",
    "england": "English councils’",
    "chosen": "Chosen councils’",
}


def position(row: TrendRow | None, better: str) -> str:
    """'6th of 11', or '6th highest of 11' where neither direction is better; empty without a
    rank."""
    if row is None or row.rank is None or row.neighbour_count is None:
        return ""
    return rank_words(row.rank, row.neighbour_count + 1, better)


def position_said(row: TrendRow | None, better: str) -> str:
    """As ``position``, but a figure that is not itself published claims no rank among those that
    are: 'would have been 6th of 11 in 2024/25'."""
    place = position(row, better)
    if not place or row is None or row.source == "published":
        return place
    return f"would have been {place} in {row.published_period}"


def seen_words(comparator: Comparator, seen: int | None) -> str:
    """'9 of 10 neighbours' where fewer than all have the figure; otherwise empty."""
    members = len(comparator.members)
    if not seen or seen >= members:
        return ""
    noun = "neighbours" if comparator.kind == "statistical_neighbours" else "councils"
    return f"{seen} of {members} {noun} have the figure"


def middle_name(comparator: Comparator) -> str:
    """What the band's middle line is called: 'Neighbours’ median'."""
    return f"{MIDDLES.get(comparator.kind, 'Neighbours’')} {comparator.statistic}"


def compared_with(comparator: Comparator, seen: int | None = None) -> str:
    """Who the band is of: '10 statistical neighbours (2025 model), median'.

    ``seen``: how many of them have the figure, where fewer do: '9 of 10 statistical …'.
    """
    members = len(comparator.members)
    one, many = {
        "region": ("council of the region", "councils of the region"),
        "england": ("English council", "English councils"),
        "chosen": ("chosen council", "chosen councils"),
    }.get(comparator.kind, ("statistical neighbour", "statistical neighbours"))
    count = counted(members, one, many)
    if seen is not None and seen < members:
        count = f"{seen} of {count}"
    model = f" ({comparator.model} model)" if comparator.model else ""
    return f"{count}{model}, {comparator.statistic}"
