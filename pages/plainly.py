"""What a person sees where a page cannot be shown: a sentence, never a traceback."""

import functools
import logging
from collections.abc import Callable
from typing import Any

from dash import dcc, html

from components.messages import notice
from data.settings import SettingsError
from queries.store import NoGeneration
from queries.trends.view import BadView

TOLD = "told-plainly"
"""The id of what stands in for a page: it holds until the fault is mended, and is not kept."""
_log = logging.getLogger("waymark.pages")


def told_plainly(page: Callable[..., Any]) -> Callable[..., Any]:
    """A page that answers what stands in its way in plain words."""

    @functools.wraps(page)
    def told(*given: Any, **asked: Any) -> Any:
        try:
            return page(*given, **asked)
        except NoGeneration as fault:
            return _page(notice("No figures yet", str(fault)))
        except BadView as fault:
            return _page(
                notice("There is no such view", str(fault)),
                dcc.Link("Open the page as it stands unasked", href="?"),
            )
        except SettingsError as fault:
            return _page(notice("The settings cannot be used", str(fault), kind="fault"))
        except Exception:
            _log.exception("a page could not be made")
            return _page(
                notice(
                    "This page could not be made",
                    "The figures themselves are safe. The reason is in the server's log.",
                    kind="fault",
                )
            )

    return told


def _page(*said: Any) -> html.Div:
    return html.Div([html.Div(html.H1("Waymark"), className="title-row"), *said], id=TOLD)
