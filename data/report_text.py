"""A refresh's or check's reports as lines for a terminal."""

from collections.abc import Iterator
from typing import Any


def report_lines(row: dict[str, Any], most: int | None = None) -> Iterator[str]:
    """One line for a table, then its rejects and warnings; at most ``most`` of each."""
    named = row["file"] + (f" [{row['sheet']}]" if row["sheet"] else "")
    yield (
        f"{named}: {row['table'] or 'not recognised'}: read {row['rows_read']:,}, "
        f"loaded {row['rows_loaded']:,}, rejected {row['rows_rejected']:,}"
    )
    yield from _some([f"rejected {_placed(each)}" for each in row["rejects"]], most)
    yield from _some([f"look at {_celled(each)}" for each in row["warnings"]], most)


def _some(lines: list[str], most: int | None) -> Iterator[str]:
    shown = lines if most is None else lines[:most]
    yield from (f"    {line}" for line in shown)
    if len(lines) > len(shown):
        yield f"    … and {len(lines) - len(shown)} more on the data quality page"


def _placed(reject: dict[str, Any]) -> str:
    parts = [f"{name} {reject[name]}" for name in ("row", "column") if reject[name]]
    return f"{' '.join(parts)}: {reject['message']}" if parts else reject["message"]


def _celled(warning: dict[str, Any]) -> str:
    return f"{warning['cell']}: {warning['message']}" if warning["cell"] else warning["message"]
