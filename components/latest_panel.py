"""The latest figure taken apart: its parts, and its change on the month and the year before."""

from dash import html

from components.numbers import parts, row_number
from components.periods import long_month, period_name
from components.position import position_said
from components.status import status_mark
from components.trend_figure import whole_rows
from queries.trends.view import Trend, TrendRow
from queries.trends.wording import change_text


def latest_panel(trend: Trend) -> html.Div | None:
    """'October 2026: 88.4%, 23 of 26 …'; None without a figure, or with a split's many."""
    last = trend.latest
    if last is None or last.value is None or trend.split:
        return None
    heading = period_name(last) if last.yearly else long_month(last.period_end)
    places = trend.indicator.places(trend.unit)
    facts = [
        ("Figure", row_number(last, trend.unit, places)),
        ("Counted", parts(last, trend.indicator, trend.unit)),
        *[(f"On {name}", text) for name, text in _changes(trend, last, places)],
        ("Position", position_said(last, trend.indicator.better)),
    ]
    return html.Div(
        [
            html.H2(heading),
            html.Dl(
                [html.Div([html.Dt(name), html.Dd(text)]) for name, text in facts if text],
                className="facts",
            ),
            html.P(status_mark(trend, last)),
        ],
        className="latest",
    )


def _changes(trend: Trend, last: TrendRow, places: int) -> list[tuple[str, str]]:
    rows = [row for row in whole_rows(trend) if row.yearly == last.yearly]
    before = next((row for row in reversed(rows) if row.period_end < last.period_end), None)
    compared = [before] if before is not trend.year_before else []
    return [
        (period_name(row), change_text(last.value - row.value, trend.unit, places))
        for row in [*compared, trend.year_before]
        if row is not None and row.value is not None
    ]
