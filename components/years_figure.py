"""Financial years over each other: is this autumn like last autumn?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.axes import Scale, value_scale
from components.chart_layout import FOOT, TOP, base_layout, value_axis
from components.edge_labels import EdgeLabel, annotations
from components.numbers import row_number
from components.palette import COUNCIL, INK, MIDDLE, OPENED, QUIET, RULE
from components.periods import opens, year_start
from components.trend_figure import point_words, whole_rows
from data.counted_text import counted
from queries.trends.periods import MONTHS
from queries.trends.view import Trend, TrendRow

YEARS = 3
"""The year under way and the two before it."""
_DRAWN = (
    {"color": COUNCIL, "width": 2.5},
    {"color": MIDDLE, "width": 1.8},
    {"color": QUIET, "width": 1.4, "dash": "dot"},
)
_INKS = (COUNCIL, MIDDLE, INK)
_FROM_APRIL = (*MONTHS[3:], *MONTHS[:3])


@dataclass(frozen=True)
class Laid:
    """Rows of financial years by their names, the one that is looked at first."""

    years: dict[str, list[TrendRow]]

    @property
    def rows(self) -> list[TrendRow]:
        return [row for of_year in self.years.values() for row in of_year]


def has_years(trend: Trend) -> bool:
    """Whether there are months of two financial years to lay over each other, of the whole or of
    one member of a split."""
    return len({row.member for row in trend.rows}) == 1 and len(years_of(trend)) > 1


def years_of(trend: Trend) -> dict[int, list[TrendRow]]:
    """Months with a figure by the year in which their financial year starts, the latest first."""
    months = [row for row in whole_rows(trend) if not row.yearly and row.value is not None]
    found: dict[int, list[TrendRow]] = {}
    for row in sorted(months, key=lambda row: year_start(row.period_end), reverse=True):
        found.setdefault(year_start(row.period_end).year, []).append(row)
    return {year: sorted(rows, key=lambda row: row.period_end) for year, rows in found.items()}


def laid(trend: Trend, year: int | None = None, over: int | None = None) -> Laid | None:
    """The year that starts in ``year``, else the latest, over that of ``over``, else the two before
    it (or after, where there is none before); None where there are not two."""
    if not has_years(trend):
        return None
    found = years_of(trend)
    year = year if year in found else next(iter(found))
    before = [each for each in found if each < year] or [each for each in found if each > year]
    under = [over] if over in found and over != year else before[: YEARS - 1]
    return Laid({year_name(each): found[each] for each in (year, *under)})


def year_name(start: int) -> str:
    """2025/26, of the year that starts in April 2025."""
    return f"{start}/{(start + 1) % 100:02d}"


def years_figure(trend: Trend, height: int, over: Laid) -> dict:
    """Financial years as lines from April to March: a dict for dcc.Graph."""
    scale = value_scale([row.value for row in over.rows], trend.unit)
    labels = [
        EdgeLabel(text, rows[-1].value, ink, bold=ink == COUNCIL)
        for (text, ink), rows in zip(years_key(trend, over), over.years.values(), strict=True)
    ]
    traces = [
        _line(trend, of_year, drawn)
        for of_year, drawn in zip(over.years.values(), _DRAWN, strict=False)
    ]
    return {
        "data": traces[::-1],
        "layout": _layout(trend, scale, height)
        | {"annotations": annotations(labels, scale, height - TOP - FOOT)},
    }


def years_key(trend: Trend, over: Laid) -> list[tuple[str, str]]:
    """('2026/27, Oct: 87.7%', its line's ink) of each year, a whole one without its month."""
    places = trend.indicator.places(trend.unit)
    said = []
    for (name, rows), ink in zip(over.years.items(), _INKS, strict=False):
        last = rows[-1]
        month = last.period_end.month
        until = "" if month == 3 else f", {MONTHS[month - 1]}"
        said.append((f"{name}{until}: {row_number(last, trend.unit, places)}", ink))
    return said


def years_words(trend: Trend, over: Laid) -> str:
    """'Of 7 months, beside the same months of 2025/26: 3 higher, 4 lower.' And how to see single
    months where each point is of twelve."""
    (_, rows), (name, before), *_ = over.years.items()
    then = {row.period_end.month: row.value for row in before}
    both = [(row.value, then[row.period_end.month]) for row in rows if row.period_end.month in then]
    higher = sum(now > was for now, was in both)
    lower = sum(now < was for now, was in both)
    counts = [(higher, "higher"), (lower, "lower"), (len(both) - higher - lower, "the same")]
    told = ", ".join(f"{count} {word}" for count, word in counts if count)
    months = counted(len(both), "month")
    said = f"Of {months}, beside the same of {name}: {told}." if both else ""
    if trend.window == "r" and "m" in trend.indicator.windows:
        said += " Each point is of twelve months: the window ‘By month’ shows single ones."
    return said.strip()


def month_mark(month_end: date) -> dict:
    """The month opened as an upright band: it is of every year."""
    at = (month_end.month - 4) % 12
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": at - 0.4,
        "x1": at + 0.4,
        "y0": 0,
        "y1": 1,
        "fillcolor": OPENED,
        "line": {"width": 0},
        "layer": "below",
    }


def _line(trend: Trend, rows: Sequence[TrendRow], drawn: dict) -> dict:
    known = {(row.period_end.month - 4) % 12: row for row in rows}
    shown = [known.get(month) for month in range(max(known) + 1)]
    hollow = [bool(row and row.recording) for row in shown]
    first = drawn is _DRAWN[0]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(shown))),
        "y": [row and row.value for row in shown],
        "line": drawn,
        "marker": {
            "size": [9 if first and row is rows[-1] else 6 if first else 4 for row in shown],
            "color": ["#fff" if each else drawn["color"] for each in hollow],
            "opacity": 1,
            "line": {"color": drawn["color"], "width": [2 if each else 0 for each in hollow]},
        },
        "text": [row and point_words(trend, row) for row in shown],
        "customdata": [row and opens(row, trend.split) for row in shown],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "cliponaxis": False,
        "showlegend": False,
    }


def _layout(trend: Trend, scale: Scale, height: int) -> dict:
    ticks = list(range(0, 12, 2))
    return base_layout(height) | {
        "xaxis": {
            "range": [-0.3, 11.3],
            "tickvals": ticks,
            "ticktext": [_FROM_APRIL[each] for each in ticks],
            "showgrid": False,
            "zeroline": False,
            "showline": True,
            "linecolor": RULE,
            "ticks": "outside",
            "ticklen": 4,
            "tickcolor": RULE,
            "fixedrange": True,
        },
        "yaxis": value_axis(scale, trend.unit),
    }
