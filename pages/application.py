"""The Dash application: every page, every route, nothing from outside."""

from datetime import date
from pathlib import Path

import dash
from dash import ALL, MATCH, ClientsideFunction, Input, Output, State, html
from flask import Flask, Response, request

from components.periods import long_month
from components.refresh_now import RUNNING
from components.shell import nav_id, shell
from data.settings import SettingsError
from pages import (
    cases_file,
    chart_tables,
    code_forms,
    figures_out,
    health,
    neighbour_values,
    quality_file,
    rebase_forms,
    redraw,
    refresh_now,
    together_table,
)
from pages.compression import compress
from pages.first_page import first_page
from pages.guard import guard
from pages.index import Index
from queries.catalogue import THEMES, catalogue
from queries.store import NoGeneration, current_store

ROOT = Path(__file__).resolve().parents[1]
INDICATOR = "/indicator/"
# Licences; and the grid of cases, which its own page fetches when cases are opened.
_NOT_ON_EVERY_PAGE = r".*\.txt$|ag-grid-.*"


def create_app() -> dash.Dash:
    """The application. Reads the catalogue, and raises CatalogueError where it has faults."""
    catalogue()
    server = Flask("waymark")
    server.register_blueprint(figures_out.routes)
    server.register_blueprint(cases_file.routes)
    server.register_blueprint(health.routes)
    server.register_blueprint(quality_file.routes)
    server.register_blueprint(code_forms.routes)
    server.register_blueprint(refresh_now.routes)
    server.register_blueprint(rebase_forms.routes)
    app = Index(
        "app",
        server=server,
        use_pages=True,
        pages_folder=str(ROOT / "pages"),
        assets_folder=str(ROOT / "assets"),
        assets_ignore=_NOT_ON_EVERY_PAGE,
        title="Waymark",
        update_title="",
        suppress_callback_exceptions=True,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.layout = _layout
    _follow_addresses(app)
    chart_tables.register(app)
    neighbour_values.register(app)
    together_table.register(app)
    redraw.register(app)
    server.after_request(_unknown_is_404)
    guard(server, app)
    compress(server)
    return app


def _layout() -> html.Div:
    pages = [
        (page["path"], page["name"])
        for page in sorted(dash.page_registry.values(), key=lambda page: page.get("order") or 0)
        if page.get("order") is not None
    ]
    return shell(pages, _said(), [first_page(), redraw.redraw_store()], _foot())


def _said() -> str:
    """Whose figures these are and to when: 'Wayshire · data to October 2026'."""
    try:
        store = current_store()
    except (NoGeneration, SettingsError):
        return "No figures yet"
    if not store.latest_month:
        return store.council.name
    latest = date.fromisoformat(f"{store.latest_month}-01")
    return f"{store.council.name} · data to {long_month(latest)}"


def _foot() -> str:
    try:
        made = current_store().manifest["made_at"]
    except (NoGeneration, SettingsError):
        return "Waymark"
    return f"Waymark · figures as at {made[8:10]}/{made[5:7]}/{made[:4]}, {made[11:16]} UTC"


def _follow_addresses(app: dash.Dash) -> None:
    app.clientside_callback(
        ClientsideFunction("waymark", "followFilters"),
        Input({"type": "filter", "name": ALL}, "value"),
        State({"type": "filter", "name": ALL}, "id"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("waymark", "drawLater"),
        Input({"type": "later-graph", "name": ALL}, "data"),
        State({"type": "later-graph", "name": ALL}, "id"),
    )
    app.clientside_callback(
        ClientsideFunction("waymark", "fitAll"),
        Input({"type": "graph", "name": ALL}, "figure"),
        State({"type": "graph", "name": ALL}, "id"),
    )
    app.clientside_callback(
        ClientsideFunction("waymark_cases", "openMonth"),
        Input({"type": "graph", "name": ALL}, "clickData"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("waymark_cases", "showCases"),
        Output({"type": "case-grid", "name": MATCH}, "data-drawn"),
        Input({"type": "cases", "name": MATCH}, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("waymark_forms", "watchRefresh"), Input(RUNNING, "data")
    )
    app.clientside_callback(
        ClientsideFunction("waymark", "arriveAt"), Input("_pages_location", "pathname")
    )
    themes = [f"/{theme.replace('_', '-')}" for theme in THEMES]
    app.clientside_callback(
        ClientsideFunction("waymark", "carryView"),
        [Output(nav_id(path), "href") for path in themes],
        Input("_pages_location", "search"),
        [State(nav_id(path), "href") for path in themes],
    )


def _unknown_is_404(response: Response) -> Response:
    """Dash answers any path with its page: an unknown one gets the page and the status 404."""
    page = request.endpoint is not None and response.mimetype == "text/html"
    if page and response.status_code == 200 and not is_known(request.path):
        response.status_code = 404
    return response


def is_known(path: str) -> bool:
    """Whether a page stands at ``path``: registered, or an indicator's."""
    if path.startswith(INDICATOR):
        return path.removeprefix(INDICATOR) in catalogue()
    return path in {page["path"] for page in dash.page_registry.values()}
