"""The one way to a Plotly chart: nothing is sent anywhere, no logo, no wheel to trap a scroll."""

from dash import dcc, html

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
    a page of twenty charts is ready when its first four are. Its place is kept. Small multiples
    stay wide enough for their headings, and scroll on a narrow screen.
    """
    apart = "xaxis2" in figure["layout"]
    height = f"{figure['layout']['height']}px"
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
        className="graph graph-apart" if apart else "graph",
        style={"height": height},
        role="img",
        **({"tabIndex": "0"} if apart else {}),
        **{"aria-label": alternative},
    )
