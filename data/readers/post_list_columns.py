"""The columns of a post list: by which headings they go, and which of them a file has."""

from functools import cache

from data.contracts import Column, case_tables
from data.private_text import may_be_heading
from data.readers.case_rows import FoundColumn
from data.readers.case_table import normalised
from data.reports import TableReport

TABLE = "post_month"
STAGED = "post_staged"
TYPED = "post_typed"
FAULTS = "post_faults"

_ADDED = frozenset(
    (
        "extract_date", "kind", "role", "social_work", "moved_within", "is_sickness",
        "leavers_listed", "file", "source_row",
    )
)  # fmt: skip
_MOST_NAMED = 8


@cache
def columns_of_files() -> dict[str, Column]:
    """The contract's columns that a file may have: all but those that the reader adds."""
    fields = case_tables()[TABLE].fields
    return {name: column for name, column in fields.items() if name not in _ADDED}


def plain(heading: str) -> str:
    """A heading as it is compared: without ``(Y/N)`` and the like."""
    return normalised(heading.split("(")[0] or heading).rstrip(".:")


@cache
def _known() -> dict[str, str]:
    """Every heading that the contract knows, plain → the contract's name, its own names first."""
    fields = columns_of_files()
    known = {name: name for name in fields}
    for name, column in fields.items():
        for other in column.synonyms:
            known.setdefault(plain(other), name)
    return known


def share_known(row: list[str | None]) -> tuple[set[str], float]:
    """The contract's columns that a row of headings names, and what share of them that is."""
    known = _known()
    names = {known[each] for cell in row if cell and (each := plain(cell)) in known}
    return names, len(names) / len(columns_of_files())


def found_columns(headings: list[str]) -> list[FoundColumn]:
    """The contract's columns that the file has, in its order.

    Of several headings for one column, the one that the contract lists first is taken.
    """
    known = _known()
    rank = {each: number for number, each in enumerate(known)}
    found: dict[str, FoundColumn] = {}
    for heading in sorted(headings, key=lambda each: rank.get(plain(each), len(rank))):
        name = known.get(plain(heading))
        if name and name not in found:
            column = columns_of_files()[name]
            found[name] = FoundColumn(name, column, heading, headings.index(heading) + 1)
    return [found[name] for name in columns_of_files() if name in found]


def warn_of_columns(report: TableReport, columns: list[FoundColumn], headings: list[str]) -> None:
    """Columns that are missing, personal ones that are never stored, and ones not known."""
    contract = case_tables()[TABLE]
    used = {each.heading: each.name for each in columns}
    others = {plain(each): each for each in headings if each not in used}
    absent = [name for name in columns_of_files() if name not in used.values() and name != "as_at"]
    if absent:
        report.warn("absent_column", f"Not in this file, so blank: {', '.join(absent)}.")
    if personal := [others[each] for each in contract.personal if each in others]:
        report.warn(
            "personal_column", f"Never stored, and need not be sent: {', '.join(personal)}."
        )
    known = {*contract.personal, *contract.unused, *_known()}
    if extra := [heading for each, heading in others.items() if each not in known]:
        named = [each for each in extra if may_be_heading(each)][:_MOST_NAMED]
        more = [f"{len(extra) - len(named)} more"] if len(extra) > len(named) else []
        report.warn(
            "extra_column",
            f"Columns not known to Waymark, left out: {', '.join([*named, *more])}.",
        )
