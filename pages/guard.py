"""What the server refuses before a page is asked, and what every answer carries.

Waymark is kept to this machine by its loopback address alone, so a page of another site must not
reach it through the reader's browser: the Host that the browser names is checked, since a foreign
name can be made to point at 127.0.0.1.
"""

import logging

import dash
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
UPDATE = "/_dash-update-component"
_ASKING = ("GET", "HEAD", "OPTIONS")

# Nothing is fetched from elsewhere, and no other page may frame these. Plotly and Dash write
# style elements and Dash two inline scripts of its own, hence unsafe-inline.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_log = logging.getLogger("waymark.pages")


def guard(server: Flask, app: dash.Dash) -> None:
    """Check every request to ``server`` and head every answer."""

    @server.before_request
    def _refuse() -> Response | None:
        if host_name(request.host) not in LOOPBACK_NAMES:
            return _refusal(
                "Waymark answers on this machine alone: use the address that it printed when it "
                "started."
            )
        if request.path != UPDATE and request.method not in _ASKING and not _is_from_here():
            return _refusal("Only Waymark's own pages may change anything.", 403)
        if request.path == UPDATE and not _known_update(app):
            return _refusal("That is not a request that Waymark's pages make.")
        return None

    @server.after_request
    def _head(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(("/assets/", "/_dash-component-suites/")):
            response.headers["Cache-Control"] = "no-store"
        return response

    @server.errorhandler(Exception)
    def _fault(fault: Exception) -> Response | HTTPException:
        """Whatever still goes wrong is told without its details, which may quote a figure."""
        if isinstance(fault, HTTPException):
            return fault
        _log.error("%s at %s", type(fault).__name__, request.path)
        answer = jsonify(error="Waymark failed on this request. The server's log names the fault.")
        answer.status_code = 500
        return answer


def host_name(host: str) -> str:
    """The name in a Host header, without its port."""
    name = host.rsplit(":", 1)[0] if host.rsplit(":", 1)[-1].isdigit() else host
    return name.casefold()


def _is_from_here() -> bool:
    """Whether a request that may change something was sent by one of Waymark's own pages.

    A browser says so of every form, in Origin and in Sec-Fetch-Site. Another program of this
    machine on another port is another origin; one that says nothing is not believed.
    """
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    if origin is None and site is None:
        return False
    own = origin in (None, request.host_url.rstrip("/"))
    return own and site in (None, "same-origin")


def _known_update(app: dash.Dash) -> bool:
    """Whether a callback's request has the form that Dash's own pages send."""
    body = request.get_json(silent=True)
    return (
        isinstance(body, dict)
        and isinstance(body.get("output"), str)
        and body["output"] in app.callback_map
        and isinstance(body.get("inputs"), list)
        and all(isinstance(each, (dict, list)) for each in body["inputs"])
    )


def _refusal(message: str, status: int = 400) -> Response:
    answer = jsonify(error=message)
    answer.status_code = status
    return answer
