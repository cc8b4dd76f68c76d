"""Which kinds of export an indicator can be counted from, and why the others cannot tell it."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from queries.catalogue import Indicator, catalogue
from queries.observations.kinds import Kind, groups_read, kinds, remarks
from queries.observations.tables_read import tables_read


@dataclass(frozen=True)
class Teller:
    """One kind of export; ``why_not`` is None where it can tell the indicator, and ``but`` what it
    leaves out then, if anything."""

    kind: Kind
    why_not: str | None
    but: str | None


@cache
def tellers(slug: str) -> tuple[Teller, ...]:
    """Every kind of export of cases, for one indicator of the catalogue.

    Empty for an indicator that is not computed, or not from children's cases.
    """
    indicator = catalogue()[slug]
    if not indicator.computed or not _is_of_children(indicator):
        return ()
    return tuple(
        Teller(kind, _said("silent", kind.name, indicator), _said("partial", kind.name, indicator))
        for kind in kinds().values()
    )


def _is_of_children(indicator: Indicator) -> bool:
    return bool(groups_read(tables_read(indicator.sql_file.read_text(encoding="utf-8"))))


def _said(which: Literal["silent", "partial"], kind: str, indicator: Indicator) -> str | None:
    return next(
        (each.why for each in remarks(which) if each.covers(kind, indicator.theme, indicator.slug)),
        None,
    )
