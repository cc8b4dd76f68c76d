"""Is it changing? The two icons of a control chart, in words too, and where limits start anew."""

from dash import dcc, html
from dash.development.base_component import Component

from components.control_words import (
    ASSURANCE,
    VARIATION,
    assurance_words,
    range_words,
    variation_words,
)
from components.spc_icons import assurance_icon, variation_icon
from components.standing import standing_panel
from queries.trends.view import Control, Trend

TITLE = "Is it changing?"


def control_panel(
    trend: Trend, control: Control, chart_address: str, below: list[Component | None]
) -> html.Div:
    """The panel; ``chart_address`` leads to the chart itself, ``below`` are rebases and forms."""
    return standing_panel(
        TITLE,
        [
            *(_icons(trend, control) if control.variation else [_run(control)]),
            html.P(range_words(trend, control.segments[-1]), className="quiet")
            if control.variation
            else None,
            html.P(control.instead, className="quiet small") if control.instead else None,
            html.P(dcc.Link(_link_words(control), href=chart_address)),
            *below,
        ],
        name="control",
    )


def _icons(trend: Trend, control: Control) -> list[html.Div]:
    variation = control.variation or ""
    said = [_said(variation_icon(variation), VARIATION[variation], variation_words(control))]
    if words := assurance_words(trend, control):
        icon = assurance_icon(control.assurance)
        said.append(_said(icon, ASSURANCE[control.assurance], words))
    return said


def _said(icon: html.Img, head: str, words: str) -> html.Div:
    return html.Div([icon, html.P([html.Strong(f"{head}. "), words])], className="spc-said")


def _run(control: Control) -> html.P:
    return html.P([html.Strong("Not tested. "), control.why_run or ""])


def _link_words(control: Control) -> str:
    return "See the control chart" if control.segments else "See the run chart"
