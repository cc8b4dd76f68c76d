"""Values as published files write them, into ``published_figure``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.counted_text import counted
from data.database import Connection, quote
from data.reports import TableReport

FOLDER = Path(__file__).parent

_NUMBER = r"-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)?(\.[0-9]+)?([eE][-+]?[0-9]+)?"
_NOISE_DIGITS = 9
_SCALED_DIGITS = 2


@dataclass(frozen=True)
class Release:
    """Where figures come from: ``name`` is shown to people, ``year`` ranks the releases."""

    name: str
    year: int
    file: str


@cache
def published_codes() -> Mapping[str, str]:
    """What stands in place of a number, in lower case, and the status that it means."""
    return tomllib.loads((FOLDER / "codes.toml").read_text(encoding="utf-8"))["codes"]


def number_of(text: str) -> str:
    """SQL for the number that the text column ``text`` writes, NULL where it is none.

    Thousands may be set off by commas. Digits beyond the ninth decimal are noise of the machine
    that wrote the file: 90.60000000000001 is 90.6.
    """
    trimmed = f"trim({text})"
    cast = f"TRY_CAST(replace({trimmed}, ',', '') AS DOUBLE)"
    written = f"regexp_full_match({trimmed}, '{_NUMBER}')"
    return f"CASE WHEN {written} THEN round({cast}, {_NOISE_DIGITS}) END"


def insert_figures(
    connection: Connection,
    staged: str,
    release: Release,
    codes: Mapping[str, str],
    report: TableReport,
) -> None:
    """Write the table ``staged`` (measure, area, period_end, period_label, text, together, scale).

    A number is multiplied by its ``scale``, so that millions become pounds. A blank text is no
    figure and writes no row. Text that is neither a number nor in ``codes`` is warned of and
    counts as not available. ``together`` names the councils of a joint figure and goes into the
    release's name.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE _code AS SELECT unnest(?) AS code, unnest(?) AS status",
        [list(codes), list(codes.values())],
    )
    connection.execute(
        f"""
        INSERT INTO published_figure
        SELECT measure, area, period_end, period_label,
            CASE WHEN scale = 1 THEN number ELSE round(number * scale, {_SCALED_DIGITS}) END,
            CASE WHEN number IS NOT NULL THEN 'ok' ELSE coalesce(status, 'not_available') END,
            text, ? || coalesce(', ' || together || ' together', ''), ?, ?
        FROM (SELECT *, {number_of("text")} AS number FROM {quote(staged)})
        LEFT JOIN _code ON code = lower(trim(text))
        WHERE trim(text) <> ''
        """,
        [release.name, release.year, release.file],
    )
    unknown = connection.execute(
        f"""
        SELECT trim(text), count(*) FROM {quote(staged)}
        WHERE trim(text) <> '' AND {number_of("text")} IS NULL
            AND lower(trim(text)) NOT IN (SELECT code FROM _code)
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10
        """
    ).fetchall()
    connection.execute("DROP TABLE _code")
    for text, count in unknown:
        report.warn(
            "unknown_code",
            f"'{text[:20]}' stands {counted(count, 'time')} in place of a number and its "
            "meaning is not known; those figures count as not available. Codes are listed in "
            "data/published/codes.toml.",
        )
