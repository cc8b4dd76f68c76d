"""What stands round every page: skip link, name, navigation, whose data and to when."""

from collections.abc import Sequence

from dash import dcc, html


def shell(pages: Sequence[tuple[str, str]], said: str, content, foot: str) -> html.Div:
    """The frame. ``pages`` are (path, name) for the navigation; ``said`` the council's line."""
    return html.Div(
        [
            html.A("Skip to the content", href="#main", className="skip-link"),
            html.Header(
                html.Div(
                    [
                        dcc.Link("Waymark", href="/", className="brand"),
                        html.Nav(
                            [
                                dcc.Link(name, href=path, className="nav-link", id=nav_id(path))
                                for path, name in pages
                            ],
                            **{"aria-label": "Pages"},
                        ),
                        html.Div(
                            [
                                html.Span(said, className="council"),
                                html.Span(
                                    "Internal",
                                    className="level",
                                    title="Shows everything: not for a public meeting",
                                ),
                            ],
                            className="header-end",
                        ),
                    ],
                    className="header-row",
                ),
                className="header",
            ),
            html.Main(content, id="main", tabIndex="-1"),
            html.Footer(html.P(foot), className="footer"),
        ],
        className="shell",
    )


def nav_id(path: str) -> str:
    """The id of a page's link in the navigation."""
    return "nav-" + (path.strip("/") or "overview")
