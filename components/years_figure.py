"""Financial years over each other: is this autumn like last autumn?"""

from collections.abc import Sequence

from components.axes import Scale, value_scale
from components.chart_layout import FOOT, TOP, base_layout, value_axis
from components.edge_labels import EdgeLabel, annotations
from components.numbers import row_number
from components.palette import COUNCIL, INK, MIDDLE, QUIET, RULE
from components.periods import opens, year_start
from components.trend_figure import point_words, whole_rows
from queries.trends.periods import MONTHS, financial_year
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


def has_years(trend: Trend) -> bool:
    """Whether there are months of two financial years to lay over each other."""
    return not trend.split and len(_by_year(trend)) > 1


def years_figure(trend: Trend, height: int) -> dict:
    """The last three financial years as lines from April to March: a dict for dcc.Graph."""
    years = list(_by_year(trend).items())[:YEARS]
    rows = [row for _, of_year in years for row in of_year]
    scale = value_scale([row.value for row in rows], trend.unit)
    labels = [
        _label(trend, name, of_year, ink)
        for (name, of_year), ink in zip(years, _INKS, strict=False)
    ]
    traces = [
        _line(trend, of_year, drawn) for (_, of_year), drawn in zip(years, _DRAWN, strict=False)
    ]
    return {
        "data": traces[::-1],
        "layout": _layout(trend, scale, height)
        | {"annotations": annotations(labels, scale, height - TOP - FOOT)},
    }


def _by_year(trend: Trend) -> dict[str, list[TrendRow]]:
    """Months with a figure by the name of their financial year, the latest year first."""
    months = [row for row in whole_rows(trend) if not row.yearly and row.value is not None]
    found: dict[str, list[TrendRow]] = {}
    for row in sorted(months, key=lambda row: year_start(row.period_end), reverse=True):
        found.setdefault(financial_year(row.period_end), []).append(row)
    return {name: sorted(rows, key=lambda row: row.period_end) for name, rows in found.items()}


def _label(trend: Trend, name: str, rows: Sequence[TrendRow], ink: str) -> EdgeLabel:
    places = trend.indicator.places(trend.unit)
    text = f"{name}: {row_number(rows[-1], trend.unit, places)}"
    return EdgeLabel(text, rows[-1].value, ink, bold=ink == COUNCIL)


def _line(trend: Trend, rows: Sequence[TrendRow], drawn: dict) -> dict:
    known = {(row.period_end.month - 4) % 12: row for row in rows}
    shown = [known.get(month) for month in range(max(known) + 1)]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(shown))),
        "y": [row and row.value for row in shown],
        "line": drawn,
        "marker": {"size": 6 if drawn is _DRAWN[0] else 4, "color": drawn["color"]},
        "text": [row and point_words(trend, row) for row in shown],
        "customdata": [row and opens(row) for row in shown],
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
