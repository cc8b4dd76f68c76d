"""The page that a browser opens, sent with the frame round it: one answer where Dash makes two.

Dash sends the frame empty, and the browser then asks for what the address is of. The request for
the frame already says on whose behalf it comes, so the content goes along. Where a browser does not
say, the frame goes out empty and the content follows by Dash's own way.
"""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import dash
from dash import dcc, html
from flask import has_request_context, request

from pages.written import written_page

NOT_FOUND = "pages.not_found_404"


def first_page() -> html.Div:
    """What dash.page_container is, filled with the page that the browser is opening."""
    opening = _opening()
    if opening is None:
        return dash.page_container
    path, search = opening
    content, title = page_at(path, search)
    return html.Div(
        [
            dcc.Location(
                id="_pages_location", refresh="callback-nav", pathname=path, search=search
            ),
            html.Div(content, id="_pages_content", disable_n_clicks=True),
            dcc.Store(id="_pages_store", data={"title": title}),
            html.Div(id="_pages_dummy", disable_n_clicks=True),
        ]
    )


def page_at(path: str, search: str) -> tuple[Any, str]:
    """The content and title of the page at an address, as Dash itself would make them."""
    page, variables = _page(path)
    layout, title = page["layout"], page["title"]
    query = parse_qs(search.removeprefix("?"), keep_blank_values=True)
    asked = {name: each[0] if len(each) == 1 else each for name, each in query.items()}
    content = written_page(page["module"], layout, {**variables, **asked})
    return content, title(**variables) if callable(title) else title


def _page(path: str) -> tuple[dict[str, Any], dict[str, str]]:
    for page in dash.page_registry.values():
        if page["path_template"]:
            before, name = page["path_template"].rstrip(">").split("<")
            if path.startswith(before) and path != before:
                return page, {name: path.removeprefix(before).strip("/")}
        elif path.strip("/") == page["path"].strip("/"):
            return page, {}
    return dash.page_registry[NOT_FOUND], {}


def _opening() -> tuple[str, str] | None:
    """The path and search of the address that the browser's request came from, if it says so."""
    said = request.referrer if has_request_context() else None
    if not said or urlsplit(said).netloc != request.host:
        return None
    address = urlsplit(said)
    return address.path or "/", f"?{address.query}" if address.query else ""
