"""A chart with what belongs to it: the verdict above, the facts and ways onward below."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from dash import dcc, html

from components.axes import FROM_ZERO
from components.change import change_on_a_year
from components.control_figure import control_figure, control_key
from components.control_words import control_reason, control_subtitle
from components.graph import graph
from components.numbers import UNIT_WORDS, parts, row_number
from components.periods import is_yearly, period_name, window_words
from components.position import compared_with, position_said, seen_words
from components.split_figure import member_labels, split_figure
from components.trend_figure import trend_figure, whole_rows
from components.trend_labels import edge_words
from queries.trends.view import Control, Trend

HEIGHT = 288
_COUNTED = {
    "workforce": "counted from the list of posts",
    "finance": "added up from finance’s own files",
}
DOWNLOADS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


def chart(
    trend: Trend,
    links: Mapping[str, str],
    later: bool = False,
    instead: str = "",
    whole: Trend | None = None,
    as_control: bool = False,
) -> html.Figure:
    """One chart. ``links`` has the addresses 'open' and those of the downloads by ending.

    ``instead`` says what is shown in place of what was asked for, where that is not held.
    ``whole`` stands behind the members of a split. ``as_control``: drawn as a control chart, where
    there is one; the link 'control' leads there or back.
    """
    slug = trend.indicator.slug
    control = trend.control if as_control else None
    figure = _figure(trend, whole, control)
    heading = f"chart-{slug}"
    return html.Figure(
        [
            html.Div(
                [
                    html.H2(trend.verdict, id=heading, className="chart-title"),
                    html.P(
                        control_subtitle(trend, figure, control)
                        if control
                        else subtitle(trend, figure, whole),
                        className="chart-subtitle",
                    ),
                    shown_words(control_reason(control) if control else ""),
                    shown_words(instead),
                ]
            ),
            graph(figure, slug, trend.verdict, later) if trend.rows else none_in_period(trend),
            edge_key(control_key(trend, control) if control else _key(trend, whole)),
            html.Figcaption(
                [
                    html.Span(facts(trend), className="chart-facts"),
                    _menu(trend, links, as_control),
                    html.Span(source_words(trend), className="chart-source"),
                ],
                className="chart-foot",
            ),
        ],
        className="chart",
        id=slug,
        **{"aria-labelledby": heading},
    )


def _figure(trend: Trend, whole: Trend | None, control: Control | None) -> dict:
    if control:
        return control_figure(trend, control, HEIGHT)
    draw = partial(split_figure, whole=whole) if trend.split else trend_figure
    return draw(trend, HEIGHT)


def shown_words(words: str) -> html.P | None:
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


def subtitle(trend: Trend, figure: Mapping, whole: Trend | None = None) -> str:
    """Indicator, unit, window, latest month; that the scale does not start at zero; and what the
    grey line of small charts is."""
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
    if whole and whole.latest and "xaxis2" in figure["layout"]:
        places = whole.indicator.places(whole.unit)
        known = row_number(whole.latest, whole.unit, places)
        parts.append(f"grey: {whole.council.name} {known}")
    return " · ".join(parts)


def facts(trend: Trend) -> str:
    """Numerator of denominator, rank, how many it is among where some are missing, and change on a
    year ago, as one quiet line."""
    last = trend.latest
    if last is None or trend.split:
        return ""
    said = [
        parts(last, trend.indicator, trend.unit),
        position_said(last, trend.indicator.better),
        seen_words(trend.comparator, last.neighbour_count) if not trend.why_no_band else "",
        change_on_a_year(trend),
    ]
    return " · ".join(each for each in said if each)


def none_in_period(trend: Trend) -> html.P:
    last = f" The latest is of {period_name(trend.latest)}." if trend.latest else ""
    return html.P(f"There is no figure in this period.{last}", className="no-figures quiet")


def _key(trend: Trend, whole: Trend | None) -> list[tuple[str, str]]:
    return member_labels(trend, whole) if trend.split else edge_words(trend, whole_rows(trend))


def edge_key(said: Sequence[tuple[str, str]]) -> html.P:
    """Labels as (words, colour), for a screen too narrow to hold them beside the lines."""
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


def _menu(trend: Trend, links: Mapping[str, str], as_control: bool) -> html.Div:
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
            _control_link(trend, links, as_control),
            dcc.Link(
                ["Open", _hidden(f" {trend.indicator.short}")],
                href=links["open"],
                className="menu-link",
            ),
        ],
        className="chart-menu",
    )


def _control_link(trend: Trend, links: Mapping[str, str], as_control: bool) -> dcc.Link | None:
    """To this chart as a control chart (a run chart where the rules do not hold), or back."""
    if trend.control is None or "control" not in links:
        return None
    kind = "Control chart" if trend.control.segments else "Run chart"
    words = "Trend" if as_control else kind
    return dcc.Link(
        [words, _hidden(f" of {trend.indicator.short}")],
        href=links["control"],
        className="menu-link",
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
