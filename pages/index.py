"""The HTML that every address answers first: what the browser fetches, and in which order."""

from pathlib import Path
from typing import Any

import dash
from dash import dcc
from dash.fingerprint import build_fingerprint

# Of what Dash serves by itself: Waymark's pages have no table of its kind, and browsers have had
# for years what the polyfill brings; its parsing alone delayed every first page.
_LEFT_OUT = ("/dash_table/", "/deps/polyfill@")

_INDEX = """<!DOCTYPE html>
<html lang="en-GB">
<head>
{%metas%}
<title>{%title%}</title>
{%favicon%}
<link rel="preload" href="/assets/vendor/public-sans/public-sans-latin-wght-normal.woff2"
 as="font" type="font/woff2" crossorigin="anonymous">
<link rel="preload" href="/_dash-layout" as="fetch" crossorigin="anonymous">
<link rel="preload" href="/_dash-dependencies" as="fetch" crossorigin="anonymous">
{%css%}
</head>
<body>
{%app_entry%}
<noscript><p>Waymark draws its charts in the browser and needs JavaScript.</p></noscript>
<footer hidden>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>
"""


class Index(dash.Dash):
    """Dash, with Waymark's HTML: the page's content is on its way while the scripts are read."""

    def __init__(self, *given: Any, **settings: Any) -> None:
        super().__init__(*given, index_string=_INDEX, **settings)

    def interpolate_index(self, **parts: str) -> str:
        """The HTML of an address, without the scripts that no page of Waymark uses."""
        wanted = [
            line
            for line in parts["scripts"].splitlines()
            if not any(each in line for each in _LEFT_OUT)
        ]
        parts["scripts"] = "\n".join([f'<script src="{_chart_script()}" async></script>', *wanted])
        return super().interpolate_index(**parts)


def _chart_script() -> str:
    """The part of Dash that draws charts, which it would ask for only when the first one is due."""
    name = "async-graph.js"
    file = Path(dcc.__file__).parent / name
    marked = build_fingerprint(f"dcc/{name}", dcc.__version__, int(file.stat().st_mtime))
    return f"/_dash-component-suites/dash/{marked}"
