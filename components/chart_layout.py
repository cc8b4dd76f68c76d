"""What all charts share: margins, typeface, axes without boxes."""

from datetime import date

from components.axes import Scale, tick_words
from components.palette import COUNCIL, FONT, GRID, QUIET, RULE

TOP, FOOT, LEFT, RIGHT = 26, 26, 48, 140


def base_layout(height: int) -> dict:
    """What every chart shares: typeface, white ground, no legend, no dragging."""
    return {
        "height": height,
        "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": FOOT, "pad": 0},
        "font": {"family": FONT, "size": 12, "color": QUIET},
        "paper_bgcolor": "#fff",
        "plot_bgcolor": "#fff",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 40,
        "hoverlabel": {"bgcolor": "#fff", "bordercolor": COUNCIL, "font": {"family": FONT}},
    }


def value_axis(scale: Scale, unit: str) -> dict:
    """The upright axis of a scale."""
    return {
        "range": [scale.low, scale.high],
        "tickvals": list(scale.ticks),
        "ticktext": tick_words(scale, unit),
        "gridcolor": GRID,
        "zeroline": scale.low < 0,
        "zerolinecolor": RULE,
        "fixedrange": True,
    }


def time_axis(start: date, end: date, ticks: tuple[list[str], list[str]]) -> dict:
    """The axis of time from ``start`` to ``end``."""
    return {
        "type": "date",
        "range": [start.isoformat(), end.isoformat()],
        "tickvals": ticks[0],
        "ticktext": ticks[1],
        "tickangle": 0,
        "showgrid": False,
        "showline": True,
        "linecolor": RULE,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": RULE,
        "fixedrange": True,
    }


def upright(at: str) -> dict:
    """A hairline from foot to top at a day of the axis of time."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "line": {"color": RULE, "width": 1},
    }
