"""What the overview can be narrowed to: its controls, and whether a row passes them."""

from collections.abc import Mapping, Sequence

from pages.overview_order import ORDERS
from queries.catalogue import THEMES
from queries.trends.overview import ScorecardRow

STATUSES = (
    ("", "all"),
    ("not_met", "not met"),
    ("near", "near"),
    ("met", "met"),
    ("no_target", "no target"),
)
CHANGES = (
    ("", "all"),
    ("worse", "worse than a year ago"),
    ("better", "better than a year ago"),
    ("concerning", "significantly worse"),
    ("improving", "significantly better"),
)
ASSURANCES = (
    ("", "all"),
    ("fail", "never"),
    ("hit_or_miss", "sometimes"),
    ("pass", "always"),
)
SHOWN = (("", "a table"), ("grid", "change against target"))
LABELS = {"sort": "Sorted by", "assurance": "Meets target", "shown": "Shown as"}
POSITIONS = (("", "all"), ("worse", "worse than most"), ("better", "better than most"))


def filter_options() -> dict[str, Sequence[tuple[str, str]]]:
    """Each control by its parameter, with its options; the one valued empty stands unasked."""
    return {
        "theme": (("", "all"), *THEMES.items()),
        "status": STATUSES,
        "change": CHANGES,
        "position": POSITIONS,
        "assurance": ASSURANCES,
        "sort": ORDERS,
        "shown": SHOWN,
    }


def is_asked_for(row: ScorecardRow, asked: Mapping[str, str]) -> bool:
    """Whether a row passes all five filters; an empty one passes everything."""
    return (
        asked["theme"] in ("", row.theme)
        and asked["status"] in ("", row.target_status)
        and asked["change"] in ("", _change(row), row.spc_meaning)
        and asked["assurance"] in ("", row.assurance)
        and asked["position"] in ("", _position(row))
    )


def _change(row: ScorecardRow) -> str | None:
    """better or worse than a year ago, where one direction is better."""
    if not row.change or row.better == "neither":
        return None
    return "better" if (row.change > 0) == (row.better == "higher") else "worse"


def _position(row: ScorecardRow) -> str | None:
    """better or worse than most of those compared with; None in the middle or without a rank."""
    if row.rank is None or row.of is None or row.better == "neither":
        return None
    middle = (row.of + 1) / 2
    return "worse" if row.rank > middle else "better" if row.rank < middle else None
