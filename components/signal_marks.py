"""Control-chart marks: triangles, up or down; the words say improving or concerning."""

from collections.abc import Sequence

from components.numbers import number
from components.palette import CONCERNING, IMPROVING, NEITHER
from queries.trends.periods import month_name
from queries.trends.view import Signal, Trend, TrendRow

_COLOURS = {"improving": IMPROVING, "concerning": CONCERNING}
# What a mark means, where a direction is better; elsewhere its side says enough.
MEANINGS = {"improving": "improving", "concerning": "worsening"}
_SHAPES = {"high": "up", "low": "down"}
RULES = {
    "beyond_limits": "beyond the control limits",
    "shift": "a run on one side of the average",
    "trend": "a run in one direction",
    "two_of_three": "two of three points far from the average",
}


def signal_traces(
    trend: Trend, rows: list[TrendRow], signals: Sequence[Signal] | None = None
) -> list[dict]:
    """One trace of all marked points; none where common cause alone is at work. ``signals``: those
    of the rows where they are not the trend's own."""
    values = {row.period_end: row.value for row in rows if row.value is not None}
    marked = [
        signal
        for signal in (trend.signals if signals is None else signals)
        if signal.period_end in values
    ]
    if not marked:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [signal.period_end.isoformat() for signal in marked],
            "y": [values[signal.period_end] for signal in marked],
            "marker": {
                "symbol": [f"triangle-{_SHAPES[signal.direction]}" for signal in marked],
                "size": [7 if signal.meaning == "neither" else 10 for signal in marked],
                "opacity": 1,
                "color": [_COLOURS.get(signal.meaning, NEITHER) for signal in marked],
                "line": {"color": "#fff", "width": 1},
            },
            "text": [signal_words(signal, trend, values[signal.period_end]) for signal in marked],
            "customdata": [f"{signal.period_end:%Y-%m}" for signal in marked],
            "hovertemplate": "%{text}<extra></extra>",
            "cliponaxis": False,
            "showlegend": False,
        }
    ]


def signal_words(signal: Signal, trend: Trend, value: float) -> str:
    """'Jul 2025  67.6%: improving, beyond the control limits'."""
    figure = number(value, trend.unit, trend.indicator.places(trend.unit))
    meaning = "" if signal.meaning == "neither" else f"{signal.meaning}, "
    rule = RULES.get(signal.rule, signal.rule)
    return (
        f"<b>{month_name(signal.period_end)}</b>  {figure}<br>{meaning}{signal.direction}: {rule}"
    )
