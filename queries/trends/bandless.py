"""Why a chart has no band: the sentence that stands in its place."""

from queries.trends.bands import Covering
from queries.trends.choice import Choice
from queries.trends.comparators import Compared
from queries.trends.windows import published_windows


def why_no_band(choice: Choice, compared: Compared, covering: Covering | None, fewest: int) -> str:
    """One sentence, with what to look at instead where there is something."""
    if not compared.ids:
        return compared.notes[0] if compared.notes else "There is no council to compare with."
    if covering is not None:
        return _too_few(compared, covering, fewest)
    indicator, noun = choice.indicator, compared.noun
    if not indicator.comparable(choice.unit):
        instead = ": look at the rate per 10,000 children" if "per_10000" in indicator.units else ""
        return f"This figure grows with a council's size, so it is not compared{instead}."
    windows = {each.window for each in indicator.published if each.unit == choice.unit}
    windows = windows or {each.window for each in indicator.published}
    laid = published_windows(indicator, choice.unit, choice.window)
    if windows and windows.isdisjoint(laid):
        instead = ": look at rolling twelve months" if "r" in indicator.windows else ""
        return (
            "Published figures are of whole years, and cannot be laid over those of a shorter "
            f"time{instead}."
        )
    if choice.window == "m" and "m" in windows:
        return f"No figures of {noun} are published for this month: look at rolling twelve months."
    return f"No figures of {noun} are published for this."


def _too_few(compared: Compared, covering: Covering, fewest: int) -> str:
    count, asked, noun = covering.band.count, len(compared.ids), compared.noun
    if asked < fewest:
        return f"A band needs {fewest} councils or more; there are {asked} {noun}."
    said = f"Only {count}" if count else "None"
    return (
        f"{said} of {asked} {noun} published a figure for "
        f"{covering.band.name}: no band is drawn under {fewest}."
    )
