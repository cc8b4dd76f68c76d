"""From the query parameters of /data/<slug> to a View."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from queries.trends.choice import UNITS
from queries.trends.comparators import named_model
from queries.trends.trend import SOURCES
from queries.trends.view import BadView, View
from queries.trends.windows import WINDOW_NAMES

PARAMETERS = (
    "window",
    "split",
    "member",
    "from",
    "to",
    "unit",
    "comparator",
    "model",
    "statistic",
    "source",
)


def parse_view(args: Mapping[str, str]) -> View:
    """The view that query parameters ask for; a parameter left empty is one left out.

    ``from`` and ``to`` are 2015-04-01, or 2015-04 for the month's first or last day. Raises
    BadView for a parameter, window, unit, statistic, source or date that is none. What only the
    figures can tell (a split, a member, a council's code) is checked with them.
    """
    if unknown := sorted(set(args) - set(PARAMETERS)):
        raise BadView(f"There is no parameter '{unknown[0]}'. There are: {', '.join(PARAMETERS)}.")
    # A split's member may end in a space, which was a plus sign in the URL: it is kept.
    asked = {name: value for name, value in args.items() if value.strip()}
    clean = {name: value.strip() for name, value in asked.items()}
    comparator, model = named_model(clean.get("comparator", "neighbours"))
    view = View(
        window=_one_of("window", clean, tuple(WINDOW_NAMES)),
        unit=_one_of("unit", clean, UNITS),
        split=clean.get("split"),
        member=asked.get("member"),
        start=_day("from", clean, last=False),
        end=_day("to", clean, last=True),
        comparator=comparator,
        model=clean.get("model", model),
        statistic=_one_of("statistic", clean, ("median", "mean")),
        source=_one_of("source", clean, SOURCES) or "best",
    )
    if view.start and view.end and view.start > view.end:
        raise BadView(f"The period ends ({view.end}) before it starts ({view.start}).")
    return view


def _one_of(name: str, asked: Mapping[str, str], allowed: tuple[str, ...]) -> str | None:
    value = asked.get(name)
    if value is None or value.casefold() in allowed:
        return value and value.casefold()
    raise BadView(f"There is no {name} '{value}': ask for {', '.join(allowed)}.")


def _day(name: str, asked: Mapping[str, str], last: bool) -> date | None:
    text = asked.get(name)
    if text is None:
        return None
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text)
    try:
        year, month, day = (
            (int(part) if part else 0 for part in found.groups()) if found else (0,) * 3
        )
        return date(year, month, day or (monthrange(year, month)[1] if last else 1))
    except ValueError:
        raise BadView(f"'{name}={text}' is no date: write it as 2015-12-31 or 2015-12.") from None
