"""The figures of what is seen together: one month beside the year before, and every month."""

from collections.abc import Callable, Sequence
from datetime import date

from dash import dcc, html

from components.chart import downloads
from components.filters import hidden
from components.numbers import figure_or_reason
from components.periods import long_month, period_name
from components.together import Strip, Together
from components.trend_figure import whole_rows
from queries.trends.periods import month_index, month_name
from queries.trends.view import Trend, TrendRow

_YEAR = 12


def month_beside(found: Together) -> html.Div:
    """The month opened, or the latest, of each indicator, beside the same month a year before."""
    day = found.month_end or found.own.latest.period_end
    before = day.replace(year=day.year - 1, day=1)
    head = [html.Th(hidden("Indicator"), scope="col")]
    head += [html.Th(month_name(each), scope="col", className="number") for each in (day, before)]
    body = [
        html.Tr(
            [html.Th(strip.trend.indicator.short, scope="row")]
            + [html.Td(_in_month(strip.trend, each), className="number") for each in (day, before)]
        )
        for strip in found.strips
    ]
    return html.Div(
        [
            html.H2(f"All of them in {long_month(day)}"),
            html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className="figures"),
        ],
        className="month-beside",
    )


def together_table(found: Together, month_link: Callable[[TrendRow], str]) -> html.Div:
    """Every period, the latest first, a column an indicator; and each one's files below.

    ``month_link`` gives the address at which a month of the page's own indicator is opened.
    """
    trends = [strip.trend for strip in found.strips]
    by_day = [{row.period_end: row for row in whole_rows(trend)} for trend in trends]
    days = sorted({day for rows in by_day for day in rows}, reverse=True)
    head = [html.Th("Period", scope="col")]
    head += [html.Th(trend.indicator.short, scope="col", className="number") for trend in trends]
    body = [
        html.Tr(
            [html.Th(_named(day, by_day, month_link), scope="row")]
            + [
                html.Td(_figure(trend, rows.get(day)), className="number")
                for trend, rows in zip(trends, by_day, strict=True)
            ]
        )
        for day in days
    ]
    table = html.Table(
        [
            html.Caption(_CAPTION, className="visually-hidden"),
            html.Thead(html.Tr(head)),
            html.Tbody(body),
        ],
        className="figures",
    )
    scrolled = html.Div(
        table,
        className="table-scroll table-tall",
        tabIndex="0",
        role="region",
        **{"aria-label": _CAPTION},
    )
    return html.Div([scrolled, _files(found.strips)])


_CAPTION = "Figures of the indicators seen together"


def _files(strips: Sequence[Strip]) -> html.Ul:
    return html.Ul(
        [
            html.Li(
                [strip.trend.indicator.short, downloads(strip.files, strip.trend.indicator.short)]
            )
            for strip in strips
            if strip.files
        ],
        className="together-files",
    )


def _named(
    day: date, by_day: Sequence[dict[date, TrendRow]], month_link: Callable[[TrendRow], str]
) -> dcc.Link | str:
    row = next(rows[day] for rows in by_day if day in rows)
    own = by_day[0].get(day)
    return dcc.Link(period_name(own), href=month_link(own)) if own else period_name(row)


def _in_month(trend: Trend, day: date) -> str:
    rows = whole_rows(trend)
    row = next((row for row in rows if month_index(row.period_end) == month_index(day)), None)
    return _figure(trend, row) or "–"


def _figure(trend: Trend, row: TrendRow | None) -> str:
    return figure_or_reason(row, trend.unit, trend.indicator.places(trend.unit)) if row else ""
