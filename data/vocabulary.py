"""What the readers of workbooks and targets need to know of the indicators, by value.

The catalogue in ``queries/`` fills it, so that a new indicator needs no change to a reader.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One indicator as a workbook's row may name it.

    ``labels`` are case-insensitive regular expressions searched in the row's label;
    ``codes`` are national codes (LI18, NI64) and plan references (CP3, KPO4).
    ``splits`` are the split names that a row of parts may fill (age, legal_status).
    """

    slug: str
    title: str
    units: tuple[str, ...]
    windows: tuple[str, ...]
    better: str
    codes: tuple[str, ...] = ()
    plan_references: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """All indicators' terms."""

    terms: tuple[Term, ...]

    def by_slug(self, slug: str) -> Term | None:
        return next((term for term in self.terms if term.slug == slug), None)
