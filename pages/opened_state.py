"""Which month of an indicator's page is opened, and how far: read from and written to its address.

Beside what pages/view_state.py reads: ``member`` of the split, ``month=2025-07``, ``against=year``,
``cases=open``, ``lines=years`` for financial years over each other
(``year=2025-26`` over ``over=2023-24``), ``lines=apart`` for a panel each of a split's members,
``lines=control`` for a control chart, ``lines=forecast`` for the line carried on, and
``with=referrals,caseload`` for what is seen together with the indicator (``with=none``: nothing).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from components.periods import month_end
from pages.view_state import asked_month, asked_text, page_query
from queries.catalogue import catalogue
from queries.reconciliation import ReconciledMonth
from queries.trends.view import TrendRow, View

_MOST_LETTERS = 120
_YEAR = re.compile(r"^(19|20)\d\d-\d\d$")
MOST_TOGETHER = 8
NOTHING = "none"


@dataclass(frozen=True)
class OpenedState:
    """``month_end`` None: the latest. ``member`` '' is the whole. ``together``: the slugs seen
    together with the indicator, None for those that it is linked with. ``year``, ``over``:
    financial years by the year in which they start, None for the latest and the two before.
    ``faults``: a sentence each.
    """

    month_end: date | None = None
    member: str = ""
    on_year: bool = False
    cases: bool = False
    years: bool = False
    year: int | None = None
    over: int | None = None
    apart: bool = False
    control: bool = False
    forecast: bool = False
    together: tuple[str, ...] | None = None
    faults: tuple[str, ...] = ()


def opened_state(query: Mapping[str, Any]) -> OpenedState:
    """What an address's query opens; what it cannot mean is left out and said."""
    faults: list[str] = []
    month = asked_month(query, "month", faults)
    member = asked_text(query, "member")
    if member and (len(member) > _MOST_LETTERS or not asked_text(query, "split")):
        faults.append("The address names a member without its split; the whole is shown.")
        member = ""
    return OpenedState(
        month_end(month) if month else None,
        member,
        asked_text(query, "against") == "year",
        asked_text(query, "cases") == "open",
        asked_text(query, "lines") == "years",
        _year(query, "year", faults),
        _year(query, "over", faults),
        asked_text(query, "lines") == "apart",
        asked_text(query, "lines") == "control",
        asked_text(query, "lines") == "forecast",
        _together(query, faults),
        tuple(faults),
    )


def year_value(start: int | None) -> str:
    """A financial year as an address has it: 2025-26; '' for none."""
    return "" if start is None else f"{start}-{(start + 1) % 100:02d}"


def _year(query: Mapping[str, Any], name: str, faults: list[str]) -> int | None:
    text = asked_text(query, name)
    if not text:
        return None
    if not _YEAR.match(text) or year_value(int(text[:4])) != text:
        faults.append(
            f"The address's '{name}' is not a financial year such as 2025-26; the usual one is "
            "shown."
        )
        return None
    return int(text[:4])


def _together(query: Mapping[str, Any], faults: list[str]) -> tuple[str, ...] | None:
    """The slugs asked for, each once and in their order; what is no indicator is left out."""
    text = asked_text(query, "with")
    if not text or text == NOTHING:
        return () if text else None
    asked = list(dict.fromkeys(each.strip() for each in text.split(",")))
    known = [slug for slug in asked if slug in catalogue()]
    if len(known) < len(asked):
        faults.append(
            "The address's 'with' names what is no indicator; only those that are one are shown."
        )
    if len(known) > MOST_TOGETHER:
        faults.append(f"At most {MOST_TOGETHER} are seen together; the first ones are shown.")
    return tuple(known[:MOST_TOGETHER])


def opened_address(slug: str, view: View, opened: OpenedState, **changes: Any) -> str:
    """The indicator's page with this month opened, ``changes`` made to what is open."""
    state = replace(opened, **changes)
    said = {
        "member": state.member,
        "month": f"{state.month_end:%Y-%m}" if state.month_end else "",
        "against": "year" if state.on_year else "",
        "cases": "open" if state.cases else "",
        "lines": _lines(state),
        "year": year_value(state.year) if state.years else "",
        "over": year_value(state.over) if state.years else "",
        "with": NOTHING if state.together == () else ",".join(state.together or ()),
    }
    return f"/indicator/{quote(slug)}{_joined(page_query(view), said)}"


def _lines(state: OpenedState) -> str:
    asked = {
        "years": state.years,
        "apart": state.apart,
        "control": state.control,
        "forecast": state.forecast,
    }
    return next((name for name, wanted in asked.items() if wanted), "")


def month_address(slug: str, view: View, row: TrendRow, opened: OpenedState | None = None) -> str:
    """The indicator's page with the month of a point opened, and all else as it is ``opened``."""
    changes = {"month_end": row.period_end, "member": row.member, "cases": False}
    return opened_address(slug, view, opened or OpenedState(), **changes)


def reconciled_address(slug: str, month: ReconciledMonth) -> str:
    """The indicator's page in the month's own unit, window and member, that month opened."""
    view = View(window=month.window, unit=month.unit, split=month.split or None)
    return opened_address(slug, view, OpenedState(month.period_end, month.member))


def cases_address(slug: str, asked: Mapping[str, str]) -> str:
    """The file of the cases of one figure."""
    return f"/cases/{quote(slug)}.csv{_joined('', asked)}"


def _joined(query: str, said: Mapping[str, str]) -> str:
    asked = urlencode(
        {name: value for name, value in said.items() if value}, safe=",", quote_via=quote
    )
    if not asked:
        return query
    return f"{query}&{asked}" if query else f"?{asked}"
