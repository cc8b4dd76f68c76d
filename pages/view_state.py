"""A view's state and the address that carries it: the one place that reads and writes either.

Addresses come from anywhere, so nothing in them is trusted: what cannot be understood is left out
and said in a sentence.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from components.periods import month_end
from queries.trends.comparators import named_model
from queries.trends.view import View

WINDOWS = ("m", "r", "e", "y", "a")
UNITS = ("count", "percent", "per_10000", "days", "pounds", "fte", "ratio")
CHOSEN = "chosen"
_MONTH = re.compile(r"^(19[89]\d|20\d\d)-(0[1-9]|1[0-2])$")
_CODES = re.compile(r"^[A-Z0-9]{3,9}(,[A-Z0-9]{3,9}){0,19}$")
_MODEL = re.compile(r"^neighbours:[0-9A-Za-z]{1,12}$")
_NAME = re.compile(r"^[a-z][a-z0-9_]{0,40}$")


@dataclass(frozen=True)
class ViewState:
    """What an address asks for. ``faults``: what in it means nothing, a sentence each.

    ``choosing``: councils are to be chosen and none is yet; neighbours are shown until then.
    """

    view: View = field(default_factory=View)
    choosing: bool = False
    faults: tuple[str, ...] = ()

    @property
    def compare(self) -> str:
        """What the control 'Compared with' shows: '' for neighbours of the usual model."""
        if self.choosing:
            return CHOSEN
        kind = self.view.comparator
        if kind == "neighbours":
            return model_value(self.view.model)
        return kind if kind in ("region", "england") else CHOSEN

    @property
    def councils(self) -> tuple[str, ...]:
        """The chosen councils' codes."""
        chosen = self.compare == CHOSEN and not self.choosing
        return tuple(self.view.comparator.split(",")) if chosen else ()


def view_state(query: Mapping[str, Any]) -> ViewState:
    """The state that an address's query carries; whatever else is in the query is ignored."""
    faults: list[str] = []
    start = asked_month(query, "from", faults)
    end = asked_month(query, "to", faults)
    if start and end and start > end:
        faults.append("The period asked for ends before it starts; the usual period is shown.")
        start = end = None
    compare, model = named_model(_compare(query, faults))
    view = View(
        window=_one_of(query, "window", WINDOWS, faults),
        unit=_one_of(query, "unit", UNITS, faults),
        split=_named(query, "split", faults),
        start=start,
        end=month_end(end) if end else None,
        comparator="neighbours" if compare == CHOSEN else compare,
        model=model,
        statistic=_one_of(query, "statistic", ("median", "mean"), faults),
    )
    return ViewState(view, compare == CHOSEN, tuple(faults))


def page_query(view: View) -> str:
    """The view as the end of a page's address: '?from=2021-04&compare=region', or ''."""
    return _query(view, compare="compare")


def figures_query(view: View) -> str:
    """The view as the end of a /data address, which names the comparator 'comparator'."""
    return _query(view, compare="comparator")


def model_value(model: str | None) -> str:
    """Statistical neighbours as an address names them: '' for those of the model in settings."""
    return f"neighbours:{model}" if model else ""


def asked_option(query: Mapping[str, Any], name: str, options: Collection[str]) -> str:
    """One of a control's ``options`` as the query asks for it; '' for anything else."""
    value = asked_text(query, name)
    return value if value in options else ""


def _query(view: View, compare: str) -> str:
    said = {
        "from": f"{view.start:%Y-%m}" if view.start else "",
        "to": f"{view.end:%Y-%m}" if view.end else "",
        "window": view.window,
        "unit": view.unit,
        "split": view.split,
        compare: model_value(view.model) if view.comparator == "neighbours" else view.comparator,
        "statistic": view.statistic,
    }
    asked = {name: value for name, value in said.items() if value}
    return "?" + urlencode(asked, safe=",:", quote_via=quote) if asked else ""


def asked_text(query: Mapping[str, Any], name: str) -> str:
    """What the query says under a name, '' for nothing; of several, the last."""
    value = query.get(name)
    if isinstance(value, list):
        value = value[-1] if value else None
    return value.strip() if isinstance(value, str) else ""


def asked_month(query: Mapping[str, Any], name: str, faults: list[str]) -> date | None:
    """The first day of a month such as 2025-04; anything else adds a sentence to ``faults``."""
    text = asked_text(query, name)
    if not text:
        return None
    if not _MONTH.match(text):
        faults.append(
            f"The address's '{name}' is not a month such as 2025-04; the usual period is shown."
        )
        return None
    return date(int(text[:4]), int(text[5:]), 1)


def _one_of(
    query: Mapping[str, Any], name: str, allowed: tuple[str, ...], faults: list[str]
) -> str | None:
    text = asked_text(query, name)
    if text and text not in allowed:
        faults.append(
            f"The address's '{name}' can be {', '.join(allowed)}; the usual one is shown."
        )
        return None
    return text or None


def _named(query: Mapping[str, Any], name: str, faults: list[str]) -> str | None:
    text = asked_text(query, name)
    if text and not _NAME.match(text):
        faults.append(f"The address's '{name}' is not one that Waymark has; none is shown.")
        return None
    return text or None


def _compare(query: Mapping[str, Any], faults: list[str]) -> str:
    text = asked_text(query, "compare") or "neighbours"
    if text in ("neighbours", "region", "england", CHOSEN):
        return text
    if _MODEL.match(text):
        return text
    if _CODES.match(text.upper()):
        return text.upper()
    faults.append(
        "The address's 'compare' can be neighbours, neighbours:2021 (the model of that year), "
        "region, england or councils' numbers separated by commas; statistical neighbours are "
        "shown."
    )
    return "neighbours"
