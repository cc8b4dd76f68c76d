"""The one way to a Plotly chart: nothing is sent anywhere, no logo, no wheel to trap a scroll."""

from dash import dcc, html

from components.two_widths import heights

CONFIG = {
    "displaylogo": False,
    "showSendToCloud": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "locale": "en-GB",
}


def graph(figure: dict, name: str, alternative: str, later: bool = False) -> html.Div:
    """A chart of the figure's own height, read out as ``alternative``.

    ``later``: it is drawn when it comes into view or the browser has nothing else to do, so that
    a page of twenty charts is ready when its first four are. Its place is kept. One of several
    panels has a height of its own on a narrow screen, where its panels stand otherwise.
    """
    sizes = heights(figure)
    height = "100%" if sizes else f"{figure['layout']['height']}px"
    own = {"--wide": f"{sizes[0]}px", "--narrow": f"{sizes[1]}px"} if sizes else {"height": height}
    drawn = dcc.Graph(
        id={"type": "graph", "name": name},
        figure=figure,
        config=CONFIG,
        responsive=True,
        style={"height": height},
    )
    waiting = dcc.Store(
        id={"type": "later-graph", "name": name}, data=drawn.to_plotly_json() if later else None
    )
    return html.Div(
        [
            html.Div(
                None if later else drawn,
                className="graph-frame",
                id={"type": "graph-frame", "name": name},
            ),
            waiting,
        ],
        className=_kind(figure),
        style=own,
        role="img",
        **{"aria-label": alternative},
    )


def _kind(figure: dict) -> str:
    """Small multiples, panels on one axis of time, or one chart."""
    if not heights(figure):
        return "graph"
    return "graph graph-panels" + (" graph-apart" if "xaxis2" in figure["layout"] else "")
