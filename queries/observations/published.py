"""Published figures into observations, as each indicator's ``[[published]]`` entries say."""

from data.database import Connection
from queries.catalogue import Indicator, Published

_SCALE = {"percent": 100, "per_10000": 10_000}


def published_observations(connection: Connection, indicators: dict[str, Indicator]) -> None:
    """Fill ``observation`` with source ``published`` from published_figure and population.

    One row for each indicator, unit, window, split, member, area and period that any entry knows:
    the first listed entry with a value, else the first one's status. Within an entry the newest
    release speaks, also where it withdrew what an older one had. The release shown is named;
    ``note`` tells what other releases gave where they differ by more than rounding, and what
    ``low``, ``k`` or ``u`` in place of a number means. A zero denominator is no value.
    """
    _stage_entries(connection, indicators)
    connection.execute(_YEAR)
    connection.execute(_USED)
    connection.execute(_PARTS)
    connection.execute(_PEOPLE)
    connection.execute(_CANDIDATES)
    connection.execute(_SHOWN)
    connection.execute(_INSERT)
    for name in ("entry", "part", "used", "sums", "people", "candidate", "shown"):
        connection.execute(f"DROP TABLE _{name}")
    connection.execute("DROP MACRO _year")


def _stage_entries(connection: Connection, indicators: dict[str, Indicator]) -> None:
    """The tables _entry (one row an entry) and _part (one row a numerator's or denominator's)."""
    entries, parts = [], []
    for indicator in indicators.values():
        for preference, each in enumerate(indicator.published):
            number = len(entries)
            entries.append(_entry(number, preference, indicator.slug, each))
            counted = (each.measure,) if each.per_population else each.numerator
            parts += [(number, "numerator", measure) for measure in counted]
            parts += [(number, "denominator", measure) for measure in each.denominator]
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE _entry (
            entry INTEGER, preference INTEGER, slug VARCHAR, unit VARCHAR, "window" VARCHAR,
            split VARCHAR, member VARCHAR, measure VARCHAR, per_population BOOLEAN, scale DOUBLE,
            decimals INTEGER, summed BOOLEAN);
        CREATE OR REPLACE TEMP TABLE _part (entry INTEGER, role VARCHAR, measure VARCHAR);
        """
    )
    if entries:
        connection.executemany(f"INSERT INTO _entry VALUES ({_marks(entries)})", entries)
    if parts:
        connection.executemany(f"INSERT INTO _part VALUES ({_marks(parts)})", parts)


def _entry(number: int, preference: int, slug: str, each: Published) -> tuple:
    scale = _SCALE.get(each.unit, 1)
    return (
        number,
        preference,
        slug,
        each.unit,
        each.window,
        each.split,
        each.member,
        each.measure,
        each.per_population,
        scale,
        0 if each.unit in ("count", "pounds", "days") else 1,
        each.measure is None and not each.denominator,
    )


def _marks(rows: list[tuple]) -> str:
    return ", ".join("?" * len(rows[0]))


# The calendar year in which a period's year ends: a month's is the year to the March after it.
_YEAR = """
CREATE OR REPLACE TEMP MACRO _year("window", period_end) AS
    year(period_end + CASE WHEN "window" = 'm' THEN INTERVAL 9 MONTH ELSE INTERVAL 0 MONTH END)
"""

# One row for each measure that any entry names, area, period and release; of a release found in
# several files, the first. ``places`` is the decimals that the measure is published with: -4 for
# what is published as 11885.29 million pounds.
_USED = """
CREATE OR REPLACE TEMP TABLE _used AS
WITH named AS (
    SELECT measure FROM _entry WHERE measure IS NOT NULL UNION SELECT measure FROM _part
)
SELECT measure, area, period_end, release, release_year, value, status, text,
    max(length(regexp_extract(round(value / pow(10, shift), 9)::VARCHAR, '\\.([0-9]*[1-9])0*$', 1))
        - shift) OVER (PARTITION BY measure) AS places
FROM (
    SELECT *, TRY_CAST(replace(text, ',', '') AS DOUBLE) AS written,
        coalesce(round(log10(nullif(abs(value), 0) / nullif(abs(written), 0)))::INTEGER, 0)
            AS shift
    FROM published_figure SEMI JOIN named USING (measure)
)
QUALIFY row_number() OVER (
    PARTITION BY measure, area, period_end, release ORDER BY status <> 'ok', file
) = 1
"""

# Numerators and denominators: sums within one release, known where every part is.
_PARTS = """
CREATE OR REPLACE TEMP TABLE _sums AS
WITH expected AS (SELECT entry, role, count(*) AS parts FROM _part GROUP BY ALL),
summed AS (
    SELECT entry, role, area, period_end, release, max(release_year) AS release_year,
        CASE WHEN count(*) = any_value(parts) AND bool_and(status = 'ok') THEN sum(value) END
            AS total,
        CASE
            WHEN bool_or(status = 'suppressed') THEN 'suppressed'
            WHEN bool_or(status = 'not_available') OR count(*) < any_value(parts)
                THEN 'not_available'
            WHEN bool_or(status = 'not_applicable') THEN 'not_applicable'
            ELSE 'ok'
        END AS status
    FROM _part JOIN _used USING (measure) JOIN expected USING (entry, role)
    GROUP BY entry, role, area, period_end, release
)
SELECT entry, area, period_end, release, max(release_year) AS release_year,
    any_value(total) FILTER (role = 'numerator') AS numerator,
    any_value(total) FILTER (role = 'denominator') AS denominator,
    any_value(status) FILTER (role = 'numerator') AS numerator_status,
    any_value(status) FILTER (role = 'denominator') AS denominator_status
FROM summed GROUP BY entry, area, period_end, release
"""

# Children aged 0 to 17 by the newest estimates. The published rule: the estimate of the middle of
# the previous calendar year serves a year ending in March, so mid-2024 serves 2024-25 and each of
# its months.
_PEOPLE = """
CREATE OR REPLACE TEMP TABLE _people AS
SELECT area, year + 1 AS period_year, children
FROM population WHERE children IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY area, year ORDER BY release_year DESC, file) = 1
"""

# What each entry gives, by release. A published value stands as published. The numerator and
# denominator shown beside it are the first pair that makes it within rounding: the entry's own, of
# its own release, or another's of the same indicator. A pair that does not is not shown: a rate
# of 2015 is no longer made by a population that has been revised since.
# ``slack`` is how far a figure worked out from counts may be off, since DfE rounds the counts of
# England and the regions to the nearest ten.
_CANDIDATES = """
CREATE OR REPLACE TEMP TABLE _candidate AS
WITH lent AS (
    SELECT entry.entry, lender.entry = entry.entry AS own, lender.preference AS lender, sums.area,
        sums.period_end, sums.release, sums.release_year, numerator,
        CASE WHEN entry.unit = 'per_10000' THEN coalesce(denominator, children)
            ELSE denominator END AS denominator
    FROM _entry AS entry
    JOIN _entry AS lender USING (slug, unit, "window", split, member)
    JOIN _sums AS sums ON sums.entry = lender.entry
    LEFT JOIN _people AS people
        ON people.area = sums.area AND period_year = _year(entry."window", sums.period_end)
    WHERE entry.unit <> 'count' AND entry.measure IS NOT NULL AND NOT entry.per_population
),
beside AS (
    SELECT entry.entry, entry.unit, used.*, numerator, denominator, own,
        coalesce(abs(value - entry.scale * numerator / nullif(denominator, 0))
            <= 0.6 * pow(10, -places), FALSE) AS makes
    FROM _entry AS entry JOIN _used AS used USING (measure)
    LEFT JOIN lent ON (lent.entry, lent.area, lent.period_end)
        = (entry.entry, used.area, used.period_end)
    WHERE NOT per_population
    QUALIFY row_number() OVER (
        PARTITION BY entry.entry, used.area, used.period_end, used.release
        ORDER BY makes DESC, own DESC, coalesce(lent.release = used.release, FALSE) DESC, lender,
            lent.release_year DESC
    ) = 1
),
written AS (
    SELECT entry, area, period_end, release, release_year, status, text,
        CASE WHEN unit = 'count' THEN value WHEN makes OR (own AND denominator IS NULL)
            THEN numerator END AS numerator,
        CASE WHEN makes THEN denominator END AS denominator,
        value, places, 0 AS slack
    FROM beside
),
rates AS (
    SELECT entry.entry, used.area, period_end, release, release_year,
        CASE WHEN used.status = 'ok' AND children IS NULL THEN 'not_available'
            ELSE used.status END AS status,
        text, value AS numerator, children AS denominator, scale * value / children AS value,
        12 AS places, CASE WHEN used.area LIKE 'E%' THEN 5 * scale / children ELSE 0 END AS slack
    FROM _entry AS entry JOIN _used AS used USING (measure)
    LEFT JOIN _people AS people
        ON people.area = used.area AND period_year = _year(entry."window", period_end)
    WHERE per_population
),
divided AS (
    SELECT entry.entry, area, period_end, release, release_year,
        CASE WHEN coalesce(numerator_status, 'not_available') <> 'ok'
                THEN coalesce(numerator_status, 'not_available')
            WHEN summed THEN 'ok'
            WHEN coalesce(denominator_status, 'not_available') <> 'ok'
                THEN coalesce(denominator_status, 'not_available')
            WHEN denominator = 0 THEN 'not_applicable' ELSE 'ok' END AS status,
        NULL AS text, numerator, denominator,
        CASE WHEN summed THEN numerator ELSE scale * numerator / nullif(denominator, 0) END
            AS value,
        12 AS places,
        CASE WHEN area NOT LIKE 'E%' THEN 0 WHEN summed THEN 5 * parts
            ELSE 5 * scale * parts / nullif(denominator, 0) END AS slack
    FROM _entry AS entry JOIN _sums USING (entry)
    JOIN (SELECT entry, count(*) AS parts FROM _part GROUP BY entry) USING (entry)
    WHERE entry.measure IS NULL
)
SELECT slug, unit, "window", split, member, preference, decimals, candidate.*,
    row_number() OVER (PARTITION BY entry, area, period_end ORDER BY release_year DESC, release)
        AS age
FROM (FROM written UNION ALL FROM rates UNION ALL FROM divided) AS candidate
JOIN _entry USING (entry)
"""

# The one shown of each indicator, unit, window, split, member, area and period.
_SHOWN = """
CREATE OR REPLACE TEMP TABLE _shown AS
FROM _candidate WHERE age = 1
QUALIFY row_number() OVER (
    PARTITION BY slug, unit, "window", split, member, area, period_end
    ORDER BY status <> 'ok', preference
) = 1
"""

# What other releases gave, where rounding does not explain the difference.
_INSERT = """
INSERT INTO observation
WITH compared AS (
    SELECT slug, unit, "window", split, member, area, period_end, other.release,
        least(shown.places, other.places, shown.decimals) AS places,
        greatest(least(shown.places, other.places, shown.decimals), 0) AS written,
        shown.slack + other.slack AS slack, shown.value AS shown_value,
        other.value AS other_value, other.release_year
    FROM _shown AS shown
    JOIN _candidate AS other USING (slug, unit, "window", split, member, area, period_end)
    WHERE shown.status = 'ok' AND other.status = 'ok' AND other.release <> shown.release
),
differing AS (
    SELECT *, format('{:,.' || written || 'f}', shown_value) AS shown_text,
        format('{:,.' || written || 'f}', other_value) AS other_text
    FROM compared
    WHERE abs(shown_value - other_value) > 0.5 * pow(10, -places) + slack + 1e-9
),
notes AS (
    SELECT slug, unit, "window", split, member, area, period_end,
        any_value(shown_text) AS shown_text,
        string_agg(other_text || ' in ' || release, ', ' ORDER BY release_year DESC, release)
            AS others
    FROM (SELECT DISTINCT * EXCLUDE (shown_value, other_value) FROM differing)
    WHERE shown_text <> other_text
    GROUP BY ALL
)
SELECT slug, unit, "window", split, member, area, 'published', period_end,
    CASE WHEN status = 'ok' THEN value END, CASE WHEN status = 'ok' THEN numerator END,
    CASE WHEN status = 'ok' AND unit <> 'count' THEN denominator END, status, release,
    CASE
        WHEN others IS NOT NULL
            THEN 'Releases differ: ' || shown_text || ' in ' || release || ', ' || others || '.'
        WHEN lower(trim(text)) IN ('k', 'low')
            THEN 'Published as "' || trim(text) || '": it rounds to zero but is not zero.'
        WHEN lower(trim(text)) = 'u' THEN 'Published as "u": too unreliable to give.'
    END
FROM _shown
LEFT JOIN notes USING (slug, unit, "window", split, member, area, period_end)
"""
