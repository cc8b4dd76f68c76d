"""A bare Dash page that draws the same six figures: what most people would write.

Dash's own full plotly.js, a callback for each chart, go.Figure, and the chart's figures asked of
DuckDB in every callback. It is spared what Waymark does beside: choosing units, targets, verdicts,
tables and downloads. ``PORT``, ``BARE_PARQUET`` and ``BARE_FIGURES`` say what it serves.
"""

import json
import os
from pathlib import Path

import dash
import dash_bootstrap_components as dbc
import plotly.graph_objects as go
from dash import Input, Output, dcc, html
from waitress import serve

from data.database import Connection, connect, parquet_source

FILTER = "filter"
_OWN = """
SELECT period_end, source, value, numerator, denominator, status FROM observation
WHERE slug = ? AND unit = ? AND "window" = ? AND split = '' AND area = ? ORDER BY period_end
"""
_BAND = """
SELECT period_end, min(value), quantile_cont(value, [0.25, 0.5, 0.75]), max(value)
FROM observation
WHERE slug = ? AND unit = ? AND source = 'published' AND status = 'ok' AND split = '' AND area <> ?
GROUP BY period_end ORDER BY period_end
"""


def bare_app(connection: Connection, said: dict) -> dash.Dash:
    """The page. ``said``: 'council', 'top' (pixels above the charts), 'views' by filter value,
    each a list of charts (slug, unit, window, title, figure)."""
    app = dash.Dash("bare", assets_folder="none", title="Bare")
    views = said["views"]
    first = next(iter(views))
    app.layout = html.Div(
        [
            html.Div(
                [
                    html.H1("Bare"),
                    dbc.Select(
                        id=FILTER,
                        options=[{"value": name, "label": name} for name in views],
                        value=first,
                    ),
                ],
                style={"height": f"{said['top']}px", "overflow": "hidden"},
            ),
            html.Div(
                [_box(at, chart) for at, chart in enumerate(views[first])],
                style={"display": "grid", "gridTemplateColumns": "1fr 1fr", "gap": "16px"},
            ),
        ],
        style={"padding": "0 24px"},
    )
    for at in range(len(views[first])):
        _follow(app, at, connection, said)
    return app


def _box(at: int, chart: dict) -> html.Div:
    return html.Div(
        [
            html.H2(chart["title"], style={"fontSize": "15px", "height": "110px"}),
            html.Div(dcc.Graph(id=f"chart-{at}", style={"height": "288px"}), className="graph"),
        ]
    )


def _follow(app: dash.Dash, at: int, connection: Connection, said: dict) -> None:
    @app.callback(Output(f"chart-{at}", "figure"), Input(FILTER, "value"))
    def drawn(view: str) -> go.Figure:
        chart = said["views"][view][at]
        cursor = connection.cursor()
        asked = [chart["slug"], chart["unit"]]
        cursor.execute(_OWN, [*asked, chart["window"], said["council"]]).fetchall()
        cursor.execute(_BAND, [*asked, said["council"]]).fetchall()
        return go.Figure(chart["figure"])


def main() -> None:
    """Serve until ended."""
    connection = connect()
    source = parquet_source(Path(os.environ["BARE_PARQUET"]))
    connection.execute(f"CREATE TABLE observation AS SELECT * FROM {source}")
    said = json.loads(Path(os.environ["BARE_FIGURES"]).read_text(encoding="utf-8"))
    server = bare_app(connection, said).server
    server.test_client().get("/")
    serve(server, host="127.0.0.1", port=int(os.environ["PORT"]), threads=8)


if __name__ == "__main__":
    main()
