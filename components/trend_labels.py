"""The words in a chart: labels where lines end, and the year that neighbours are published to."""

from collections.abc import Sequence

from components.bands import Step, last_known, steps
from components.chart_layout import upright
from components.edge_labels import EdgeLabel, escaped
from components.numbers import number, row_number
from components.palette import COUNCIL, ENGLAND, FONT, MIDDLE, QUIET, TARGET
from components.position import middle_name
from components.status import target_in_words
from queries.trends.view import Trend, TrendRow

SUMS = ("count", "fte")


def edge_labels(trend: Trend, rows: list[TrendRow], found: list[Step]) -> list[EdgeLabel]:
    places = trend.indicator.places(trend.unit)
    labels = []
    last = next((row for row in reversed(rows) if row.value is not None), None)
    if last:
        text = f"{trend.council.name} {row_number(last, trend.unit, places)}"
        labels.append(EdgeLabel(text, last.value, COUNCIL, bold=True))
    if rows and rows[-1].target is not None:
        due = rows[-1].target_due
        words = f"Target {target_in_words(trend, rows[-1])}" + (f" by {due.year}" if due else "")
        labels.append(EdgeLabel(words, rows[-1].target, TARGET))
    for which, (name, colour) in references(trend).items():
        value = last_known(found, which)
        if value is not None:
            text = f"{name} {number(value, trend.unit, places, exact=True)}"
            labels.append(EdgeLabel(text, value, colour))
    return labels


def references(trend: Trend) -> dict[str, tuple[str, str]]:
    """(name, colour) of each reference line: England's only where it compares.

    A count or a sum of England, or of a region, is no measure of one council.
    """
    named = {"middle": (middle_name(trend.comparator), MIDDLE)}
    if trend.unit in SUMS or trend.indicator.denominator is None:
        return named
    if trend.comparator.kind == "region":
        named["region"] = ("Region", MIDDLE)
    return named | {"england": ("England", ENGLAND)}


def hairline(found: list[Step]) -> list[dict]:
    step = _first_carried(found)
    if not step:
        return []
    return [upright(step.start.isoformat())]


def year_note(found: list[Step]) -> list[dict]:
    step = _first_carried(found)
    if not step:
        return []
    published = [each.period for each in found if each.period and not each.carried]
    right_half = found.index(step) >= len(found) / 2
    return [
        {
            "x": step.start.isoformat(),
            "xref": "x",
            "xanchor": "right" if right_half else "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": 3,
            "showarrow": False,
            "text": f"neighbours published to {escaped(published[-1])}",
            "font": {"size": 11, "color": QUIET, "family": FONT},
        }
    ]


def _first_carried(found: list[Step]) -> Step | None:
    known = [step for step in found if step.period]
    carried = next((step for step in known if step.carried), None)
    return carried if carried and any(not step.carried for step in known) else None


def edge_words(trend: Trend, rows: Sequence[TrendRow]) -> list[tuple[str, str]]:
    """The same labels as words with their lines' colours, the council's first."""
    found = steps(rows, trend.comparator.statistic)
    words = [(label.text, label.colour) for label in edge_labels(trend, list(rows), found)]
    return words + [(note["text"], QUIET) for note in year_note(found)]
