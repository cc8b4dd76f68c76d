"""A chart with what belongs to it: the verdict above, the facts and ways onward below."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from dash import dcc, html

from components.axes import FROM_ZERO
from components.change import change_on_a_year
from components.graph import graph
from components.numbers import UNIT_WORDS, parts
from components.palette import OPENED
from components.periods import is_yearly, period_name, window_words
from components.position import compared_with, position
from components.split_figure import member_labels, split_figure
from components.trend_figure import trend_figure, whole_rows
from components.trend_labels import edge_words
from components.years_figure import has_years, years_figure
from queries.trends.view import Trend

HEIGHT = 288
LARGE_HEIGHT = 440
_COUNTED = {
    "workforce": "counted from the list of posts",
    "finance": "added up from finance’s own files",
}
DOWNLOADS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


def chart(
    trend: Trend, links: Mapping[str, str], later: bool = False, instead: str = ""
) -> html.Figure:
    """One chart. ``links`` has the addresses 'open' and those of the downloads by ending.

    ``instead`` says what is shown in place of what was asked for, where that is not held.
    """
    slug = trend.indicator.slug
    figure = split_figure(trend, HEIGHT) if trend.split else trend_figure(trend, HEIGHT)
    heading = f"chart-{slug}"
    return html.Figure(
        [
            html.Div(
                [
                    html.H2(trend.verdict, id=heading, className="chart-title"),
                    html.P(subtitle(trend, figure), className="chart-subtitle"),
                    _instead(instead),
                ]
            ),
            graph(figure, slug, trend.verdict, later) if trend.rows else _none_in_period(trend),
            edge_key(trend),
            html.Figcaption(
                [
                    html.Span(facts(trend), className="chart-facts"),
                    _menu(trend, links),
                    html.Span(source_words(trend), className="chart-source"),
                ],
                className="chart-foot",
            ),
        ],
        className="chart",
        id=slug,
        **{"aria-labelledby": heading},
    )


def large_chart(
    trend: Trend, instead: str = "", month_end: date | None = None, years: bool = False
) -> html.Figure:
    """The one chart of an indicator's own page; ``month_end`` is the month opened beside it.

    ``years`` lays the financial years over each other, where there are months of two.
    """
    if years and has_years(trend):
        figure = years_figure(trend, LARGE_HEIGHT)
    else:
        years = False
        draw = split_figure if trend.split else trend_figure
        figure = draw(trend, LARGE_HEIGHT)
        if month_end:
            shapes = figure["layout"].get("shapes", ())
            figure["layout"]["shapes"] = [*shapes, opened_mark(month_end)]
    return html.Figure(
        [
            html.P(trend.verdict, id="verdict", className="chart-title"),
            html.P(
                subtitle(trend, figure) + (" · April to March" if years else ""),
                className="chart-subtitle",
            ),
            _instead(instead),
            graph(figure, trend.indicator.slug, trend.verdict)
            if trend.rows
            else _none_in_period(trend),
            None if years else edge_key(trend),
            html.Figcaption(
                [
                    html.Span(facts(trend), className="chart-facts"),
                    html.Span(source_words(trend), className="chart-source"),
                ],
                className="chart-foot",
            ),
        ],
        className="chart chart-large",
        **{"aria-labelledby": "verdict"},
    )


def opened_mark(month_end: date) -> dict:
    """The opened month as an upright band behind the line."""
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": (month_end - timedelta(days=20)).isoformat(),
        "x1": (month_end + timedelta(days=20)).isoformat(),
        "y0": 0,
        "y1": 1,
        "fillcolor": OPENED,
        "line": {"width": 0},
        "layer": "below",
    }


def _instead(words: str) -> html.P | None:
    return html.P(words, className="chart-instead") if words else None


def downloads(links: Mapping[str, str], name: str) -> html.Div:
    """The figures as files."""
    return html.Div(
        [html.Span("Download", className="quiet")]
        + [
            html.A([words, _hidden(f" of {name}")], href=links[ending], className="menu-link")
            for ending, words in DOWNLOADS.items()
            if ending in links
        ],
        className="menu-links",
    )


def subtitle(trend: Trend, figure: Mapping) -> str:
    """Indicator, unit, window, latest month; and that the scale does not start at zero."""
    yearly = is_yearly(whole_rows(trend))
    parts = [trend.indicator.title]
    if trend.unit == "per_10000" or (trend.unit == "fte" and "equivalent" not in parts[0]):
        parts[0] += f", {UNIT_WORDS[trend.unit]}"
    parts.append(window_words(trend, yearly))
    if trend.split:
        parts.append(f"by {trend.split.replace('_', ' ')}")
    low, high = figure["layout"]["yaxis"]["range"]
    if trend.unit not in FROM_ZERO and not low <= 0 <= high:
        parts.append("scale does not start at zero")
    return " · ".join(parts)


def facts(trend: Trend) -> str:
    """Numerator of denominator, rank, and change on a year ago, as one quiet line."""
    last = trend.latest
    if last is None or trend.split:
        return ""
    said = [
        parts(last, trend.indicator, trend.unit),
        position(last, trend.indicator.better),
        change_on_a_year(trend),
    ]
    return " · ".join(each for each in said if each)


def _none_in_period(trend: Trend) -> html.P:
    last = f" The latest is of {period_name(trend.latest)}." if trend.latest else ""
    return html.P(f"There is no figure in this period.{last}", className="no-figures quiet")


def edge_key(trend: Trend) -> html.P:
    """The labels again as words, for a screen too narrow to hold them beside the lines."""
    said = member_labels(trend) if trend.split else edge_words(trend, whole_rows(trend))
    spans = [html.Span(words, style={"color": colour}) for words, colour in said]
    return html.P(spans, className="chart-key", **{"aria-hidden": "true"})


def source_words(trend: Trend) -> str:
    """Where the latest figure comes from, and when it was read: 'counted from cases · as at …'."""
    last = trend.latest
    words = {
        "cases": _COUNTED.get(trend.indicator.theme, "counted from cases"),
        "reported": "as reported by the council",
        "published": "published figures",
    }
    said = words.get(last.source, last.source) if last else ""
    named = f"{said}: {last.release}" if last and last.release else said
    return f"{named} · as at {as_at(trend.generation)}" if named else ""


def as_at(generation: str) -> str:
    """The day of the refresh that a generation is named by: '3 Nov 2026'."""
    day = datetime.strptime(generation[:8], "%Y%m%d")
    return f"{day.day} {day:%b %Y}"


def _menu(trend: Trend, links: Mapping[str, str]) -> html.Div:
    slug = trend.indicator.slug
    return html.Div(
        [
            html.Details(
                [
                    html.Summary(["Table", _hidden(f" of {trend.indicator.short}")]),
                    html.Div(
                        html.P("Fetching the figures…", className="quiet"),
                        id={"type": "chart-table", "slug": slug},
                        className="menu-body",
                    ),
                ],
                id={"type": "chart-table-opener", "slug": slug},
            ),
            html.Details(
                [
                    html.Summary(["Definition", _hidden(f" of {trend.indicator.short}")]),
                    html.Div(definition_lines(trend), className="menu-body"),
                ]
            ),
            html.Details(
                [
                    html.Summary(["Download", _hidden(f" {trend.indicator.short}")]),
                    html.Div(downloads(links, trend.indicator.short), className="menu-body"),
                ]
            ),
            dcc.Link(
                ["Open", _hidden(f" {trend.indicator.short}")],
                href=links["open"],
                className="menu-link",
            ),
        ],
        className="chart-menu",
    )


def definition_lines(trend: Trend) -> list[html.P]:
    """What is counted and why, and what the band is of."""
    indicator = trend.indicator
    lines = [html.P(indicator.definition), html.P(indicator.why, className="quiet")]
    seen = trend.latest.neighbour_count if trend.latest else None
    if trend.why_no_band:
        lines.append(html.P(trend.why_no_band, className="quiet"))
    else:
        lines.append(
            html.P(f"Compared with {compared_with(trend.comparator, seen)}.", className="quiet")
        )
    lines += [html.P(note, className="quiet") for note in trend.notes]
    if trend.why_no_control_chart:
        lines.append(html.P(trend.why_no_control_chart, className="quiet"))
    return lines


def _hidden(text: str) -> html.Span:
    return html.Span(text, className="visually-hidden")
