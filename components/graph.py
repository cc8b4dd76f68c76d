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


def graph(figure: dict, name: str, alternative: str) -> html.Div:
    """A chart of the figure's own height, read out as ``alternative``."""
    height = f"{figure['layout']['height']}px"
    return html.Div(
        html.Div(
            dcc.Graph(
                id={"type": "graph", "name": name},
                figure=figure,
                config=CONFIG,
                responsive=True,
                style={"height": height},
            ),
            className="graph-frame",
        ),
        className="graph",
        style={"height": height},
        role="img",
        **{"aria-label": alternative},
    )
