"""Answers made small, and files that never change kept by the browser for a year."""

import gzip
import threading

from flask import Flask, Response, request

from queries.remembered import Remembered

_SMALLEST = 1400  # bytes: what goes out in one packet gains nothing
_KINDS = ("text/", "application/json", "application/javascript", "image/svg+xml")
_YEAR = "public, max-age=31536000, immutable"
_WEEK = "public, max-age=604800"
_FILES = ("/assets/", "/_dash-component-suites/")
_files = Remembered(most=64)
_one_at_a_time = threading.Lock()


def compress(server: Flask) -> None:
    """Send what is text compressed to browsers that take it; files are compressed once."""

    @server.after_request
    def _small(response: Response) -> Response:
        if request.path.startswith("/assets/") and response.status_code == 200:
            # Dash marks a file's address with its time of change: another file, another address.
            response.headers["Cache-Control"] = _YEAR if "m" in request.args else _WEEK
        if not _worth_it(response):
            return response
        response.direct_passthrough = False
        response.set_data(_compressed(response))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
        if tag := response.headers.get("ETag"):
            response.headers["ETag"] = tag if tag.startswith("W/") else f"W/{tag}"
        return response


def _worth_it(response: Response) -> bool:
    return (
        response.status_code == 200
        and request.method in ("GET", "POST")
        and "gzip" in request.headers.get("Accept-Encoding", "")
        and "Range" not in request.headers
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(_KINDS)
        and (response.content_length or _SMALLEST) >= _SMALLEST
    )


def _compressed(response: Response) -> bytes:
    data = response.get_data()
    if not request.path.startswith(_FILES):
        return gzip.compress(data, 1, mtime=0)
    with _one_at_a_time:  # two first visitors do not both do the work
        asked = (request.path, response.headers.get("ETag"), len(data))
        return _files.answer(asked, lambda: gzip.compress(data, 6, mtime=0))
