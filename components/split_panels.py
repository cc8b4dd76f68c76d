"""Small multiples: a panel each for a split's members, all on one pair of scales."""

import textwrap
from collections.abc import Sequence

from components.chart_layout import FOOT, base_layout, value_axis
from components.edge_labels import escaped
from components.members import (
    Members,
    last_known,
    member_line,
    members_axis,
    members_scale,
    whole_line,
    whole_within,
    worst_first,
)
from components.numbers import row_number
from components.palette import COUNCIL, FONT, INK
from components.periods import is_yearly
from components.two_widths import fitted
from queries.trends.view import Trend, TrendRow

# Panels abreast on a wide screen and on a narrow one.
COLUMNS = (3, 1)
_PLOT, _LINE, _BELOW, _TICKS = 84, 16, 14, 10  # pixels
_ASIDE = 0.05  # between panels abreast, of the chart's width
_WIDEST = 27  # characters of a heading, where three stand abreast of half a page


def panels_figure(trend: Trend, members: Members, whole: Trend | None = None) -> dict:
    """``whole``, where it is of the same size as its parts, stands behind each of them."""
    members = worst_first(trend, members)
    scale = members_scale(trend, members, whole)
    behind = whole_within(members, whole)
    layout = base_layout(0)
    layout["margin"] = layout["margin"] | {"t": 0, "r": 12}
    upright = value_axis(scale, trend.unit)
    ends = slice(None, None, max(1, len(scale.ticks) - 1))
    upright |= {"tickvals": upright["tickvals"][ends], "ticktext": upright["ticktext"][ends]}
    along = _ends_of_time(members)
    traces, notes = [], []
    for at, (member, rows) in enumerate(members.items()):
        name = _suffix(at)
        here = {"xaxis": f"x{name}", "yaxis": f"y{name}"}
        if behind:
            traces.append(whole_line(whole, behind, 1.2) | here)
        traces.append(
            member_line(trend, rows, COUNCIL) | _dotted(rows) | here | {"cliponaxis": False}
        )
        layout[f"xaxis{name}"] = along | {"anchor": f"y{name}"}
        layout[f"yaxis{name}"] = upright | {"anchor": f"x{name}"}
        notes.append(_heading(trend, member, rows))
    lines = max(note["text"].count("<br>") + 1 for note in notes)
    figure = {"data": traces, "layout": layout | {"annotations": notes}}
    return fitted(figure, *(_places(len(members), columns, lines) for columns in COLUMNS))


def _suffix(at: int) -> str:
    return str(at + 1) if at else ""


def _places(count: int, columns: int, lines: int) -> tuple[int, dict]:
    """The height, and where each panel stands where ``columns`` stand abreast."""
    head = _LINE * lines + 6
    cell = head + _PLOT + _BELOW
    tall = -(-count // columns) * cell
    wide = (1 - _ASIDE * (columns - 1)) / columns
    places = {}
    for at in range(count):
        down, across = divmod(at, columns)
        left = across * (wide + _ASIDE)
        top = 1 - (down * cell + head) / tall
        name = _suffix(at)
        places |= {
            f"xaxis{name}.domain": [left, left + wide],
            f"yaxis{name}.domain": [max(top - _PLOT / tall, 0), top],
            f"xaxis{name}.showticklabels": at + columns >= count,
            f"yaxis{name}.showticklabels": across == 0,
            f"annotations.{at}.x": left,
            f"annotations.{at}.y": top,
        }
    return tall + FOOT, places


def _heading(trend: Trend, member: str, rows: Sequence[TrendRow]) -> dict:
    """'Assessment North 86.7%', over its panel; a long name takes two lines."""
    last = last_known(rows)
    value = (
        row_number(last, trend.unit, trend.indicator.places(trend.unit)) if last else "no figure"
    )
    *before, end = textwrap.wrap(f"{member} {value.replace(' ', _HELD)}", _WIDEST)
    name = end.removesuffix(value.replace(" ", _HELD))
    said = [*(escaped(line) for line in before), f"{escaped(name)}<b>{escaped(value)}</b>"]
    return {
        "xref": "paper",
        "xanchor": "left",
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 3,
        "align": "left",
        "showarrow": False,
        "text": "<br>".join(said),
        "font": {"family": FONT, "size": 12, "color": INK},
    }


_HELD = "\u00a0"  # keeps a figure on one line


def _ends_of_time(members: Members) -> dict:
    axis = members_axis(members)
    ends = slice(None, None, max(1, len(axis["tickvals"]) - 1))
    return axis | {
        "tickvals": axis["tickvals"][ends],
        "ticktext": [text.removeprefix("Apr ") for text in axis["ticktext"][ends]],
    }


def _dotted(rows: Sequence[TrendRow]) -> dict:
    """A dot at the last month, and at those that stand alone and would not be seen."""
    if is_yearly(rows):
        return {}
    known = [row.value is not None for row in rows]
    last = max((at for at, each in enumerate(known) if each), default=None)
    sizes = [0] * len(rows)
    for at, each in enumerate(known):
        beside = known[max(at - 1, 0) : at] + known[at + 1 : at + 2]
        if at == last:
            sizes[at] = 7
        elif each and not any(beside):
            sizes[at] = 4
    return {
        "mode": "lines+markers",
        "marker": {
            "size": sizes,
            "color": ["#fff" if row.recording else COUNCIL for row in rows],
            "opacity": 1,
            "line": {"color": COUNCIL, "width": [2 if row.recording else 0 for row in rows]},
        },
    }
