"""The one chart of an indicator's own page: through time, by its parts, or year over year."""

from dataclasses import dataclass
from datetime import date, timedelta

from dash import html

from components.chart import (
    edge_key,
    facts,
    none_in_period,
    shown_words,
    source_words,
    subtitle,
)
from components.control_figure import control_figure, control_key
from components.control_table import control_table
from components.control_words import control_alternative, control_reason, control_subtitle
from components.forecast_lines import forecast_key
from components.forecast_table import forecast_details
from components.graph import graph
from components.palette import OPENED
from components.split_figure import member_labels, split_figure
from components.trend_figure import trend_figure, whole_rows
from components.trend_labels import edge_words
from components.years_figure import Laid, laid, month_mark, years_figure, years_key, years_words
from queries.forecasts.view import Forecast
from queries.forecasts.wording import forecast_words
from queries.trends.view import Control, Trend

HEIGHT = 440


@dataclass(frozen=True)
class Lines:
    """How the months are drawn. ``years``: financial years over each other, the year that starts in
    ``year`` (None: the latest) over that of ``over`` (None: the two before). ``apart``: a panel for
    each member of a split. ``control``: as a control chart. ``whole`` stands behind the members.
    ``forecast``: what the line is carried on by, or why it is not."""

    years: bool = False
    year: int | None = None
    over: int | None = None
    apart: bool = False
    control: bool = False
    whole: Trend | None = None
    forecast: Forecast | None = None


def large_chart(
    trend: Trend, instead: str = "", month_end: date | None = None, lines: Lines | None = None
) -> html.Figure:
    """``month_end`` is the month opened beside it; years lie over each other only where there are
    months of two."""
    lines = lines or Lines()
    over = laid(trend, lines.year, lines.over) if lines.years else None
    control = trend.control if lines.control else None
    figure = _figure(trend, month_end, lines, over, control)
    key = years_key(trend, over) if over else _key(trend, lines, control)
    under = subtitle(trend, figure, lines.whole) + (" · April to March" if over else "")
    coming = forecast_words(lines.forecast, trend) if lines.forecast else ""
    said = [
        html.P(trend.verdict, id="verdict", className="chart-title"),
        html.P(
            control_subtitle(trend, figure, control) if control else under,
            className="chart-subtitle",
        ),
        html.P(years_words(trend, over), className="chart-instead") if over else None,
        shown_words(control_reason(control) if control else ""),
        shown_words(instead),
        shown_words(coming),
    ]
    more = control_alternative(trend, control) if control else coming
    alternative = f"{trend.verdict} {more}".strip()
    drawn = graph(figure, trend.indicator.slug, alternative) if trend.rows else None
    foot = [
        html.Span(facts(trend), className="chart-facts"),
        html.Span(source_words(trend), className="chart-source"),
    ]
    return html.Figure(
        [
            *said,
            drawn or none_in_period(trend),
            edge_key(key),
            _points(trend, control),
            forecast_details(lines.forecast, trend) if lines.forecast else None,
            html.Figcaption(foot, className="chart-foot"),
        ],
        className="chart chart-large",
        **{"aria-labelledby": "verdict"},
    )


def _figure(
    trend: Trend, month_end: date | None, lines: Lines, over: Laid | None, control: Control | None
) -> dict:
    if control:
        figure = control_figure(trend, control, HEIGHT)
        marks = opened_marks(figure, month_end)
    elif over:
        figure = years_figure(trend, HEIGHT, over)
        marks = [month_mark(month_end)] if month_end else []
    elif trend.split:
        figure = split_figure(trend, HEIGHT, lines.whole, lines.apart)
        marks = opened_marks(figure, month_end)
    else:
        figure = trend_figure(trend, HEIGHT, lines.forecast)
        marks = opened_marks(figure, month_end)
    figure["layout"]["shapes"] = [*figure["layout"].get("shapes", ()), *marks]
    return figure


def _key(trend: Trend, lines: Lines, control: Control | None) -> list[tuple[str, str]]:
    if control:
        return control_key(trend, control)
    if trend.split:
        return member_labels(trend, lines.whole, lines.apart)
    return [*forecast_key(lines.forecast, trend), *edge_words(trend, whole_rows(trend))]


def _points(trend: Trend, control: Control | None) -> html.Details | None:
    """The single months as a table, where the page's own is of another window."""
    if control is None or control.instead is None:
        return None
    return html.Details(
        [html.Summary("The single months as a table"), control_table(trend, control)],
        className="chart-points",
    )


def opened_marks(figure: dict, month_end: date | None) -> list[dict]:
    """The opened month as an upright band behind the line of each panel."""
    if month_end is None:
        return []
    panels = [name.removeprefix("xaxis") for name in figure["layout"] if name.startswith("xaxis")]
    return [
        {
            "type": "rect",
            "xref": f"x{panel}",
            "yref": f"y{panel} domain",
            "x0": (month_end - timedelta(days=20)).isoformat(),
            "x1": (month_end + timedelta(days=20)).isoformat(),
            "y0": 0,
            "y1": 1,
            "fillcolor": OPENED,
            "line": {"width": 0},
            "layer": "below",
        }
        for panel in panels
    ]
