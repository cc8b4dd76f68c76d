"""What a form of a page is answered: the page again, or why nothing was done."""

from urllib.parse import urlencode

from flask import Response, redirect
from markupsafe import escape

PAGE = "/data-quality"


def back(to: str, said: str = "") -> Response:
    """To a part of the data quality page, which is then fetched anew."""
    query = "?" + urlencode({"said": said}) if said else ""
    return redirect(f"{PAGE}{query}#{to}", 303)


def back_to(address: str, part: str) -> Response:
    """To a part of the page at an address."""
    return redirect(f"{address}#{part}", 303)


def refusal(
    status: int, message: str, page: str = PAGE, page_name: str = "data quality"
) -> Response:
    """A page of one sentence, since a person sent the form, and the way back."""
    way_back = f'<a href="{escape(page)}">Back to {escape(page_name)}</a>'
    answer = (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Waymark</title>'
        f"</head><body><h1>Nothing was changed</h1><p>{escape(message)}</p><p>{way_back}</p>"
        "</body></html>"
    )
    return Response(answer, status=status, mimetype="text/html")
