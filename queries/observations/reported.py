"""Figures typed in performance workbooks, as observations of the own council."""

from data.database import Connection


def reported_observations(connection: Connection, council_area: str) -> None:
    """Add one observation for each figure reported, with source ``reported``.

    The grain is slug, unit, window, split, member and period end. Where a figure stands several
    times, a month's column goes before a year-end column, then the workbook that runs to the
    latest month before an earlier one, then the later file name; ``note`` names each other
    value and its cell. ``release`` tells the cell shown. A percentage typed without its fraction
    takes its numerator from a count of the same indicator, window and period, and its
    denominator where the typed digits allow a single whole number: ``note`` says so.
    """
    connection.execute(_OBSERVATIONS, [council_area])


_OBSERVATIONS = r"""
WITH workbook AS (
    SELECT file, coalesce(max(period_end) FILTER (kind = 'month'), max(period_end)) AS runs_to
    FROM reported_figure
    GROUP BY file
),

ranked AS (
    SELECT
        figure.*,
        figure.file || coalesce(', ' || figure.sheet, '') || ' ' || figure.cell AS place,
        row_number() OVER (
            PARTITION BY slug, unit, "window", split, member, period_end
            ORDER BY
                (kind = 'month') DESC, runs_to DESC, figure.file DESC,
                sheet, length(cell), cell
        ) AS rank
    FROM reported_figure AS figure
    JOIN workbook ON workbook.file = figure.file
),

shown AS (
    SELECT * FROM ranked WHERE rank = 1
),

disagreement AS (
    SELECT
        shown.slug, shown.unit, shown."window", shown.split, shown.member, shown.period_end,
        string_agg(
            'Also reported as ' || other.text || ' (' || other.place || ').', ' '
            ORDER BY other.rank
        ) AS note
    FROM shown
    JOIN ranked AS other
        ON other.slug = shown.slug AND other.unit = shown.unit
        AND other."window" = shown."window" AND other.split = shown.split
        AND other.member = shown.member AND other.period_end = shown.period_end
        AND other.rank > 1
    WHERE other.value IS DISTINCT FROM shown.value
        OR (
            other.denominator IS NOT NULL AND shown.denominator IS NOT NULL
            AND (other.numerator, other.denominator) != (shown.numerator, shown.denominator)
        )
    GROUP BY ALL
),

bare_percentage AS (
    SELECT
        * EXCLUDE (unit),
        -- Digits typed after the point; a cell loses one last zero where its row shows it.
        CASE
            WHEN max(digits) OVER row_of_figures = digits + 1 THEN digits + 1
            ELSE digits
        END - CASE WHEN contains(text, '%') THEN 0 ELSE 2 END AS places
    FROM (
        SELECT *, length(regexp_extract(text, '[.]([0-9]+)', 1)) AS digits
        FROM shown
        WHERE unit = 'percent' AND numerator IS NULL AND denominator IS NULL AND value IS NOT NULL
    )
    WINDOW row_of_figures AS (
        PARTITION BY slug, "window", split, member, kind, file, contains(text, '%')
    )
),

derived AS (
    SELECT
        part.slug, part."window", part.split, part.member, part.period_end,
        counted.value AS numerator,
        -- Whole denominators that the typed percentage allows, one unit of its last digit
        -- either way, since people cut digits off as often as they round them.
        ceil(100 * counted.value / (part.value + power(10, -part.places))) AS least,
        floor(
            100 * counted.value / nullif(greatest(part.value - power(10, -part.places), 0), 0)
        ) AS most
    FROM bare_percentage AS part
    JOIN shown AS counted
        ON counted.slug = part.slug AND counted."window" = part."window"
        AND counted.split = part.split AND counted.member = part.member
        AND counted.period_end = part.period_end AND counted.kind = part.kind
        AND counted.file = part.file AND counted.unit = 'count'
    WHERE counted.value IS NOT NULL
)

INSERT INTO observation BY NAME
SELECT
    shown.slug,
    shown.unit,
    shown."window",
    shown.split,
    shown.member,
    ? AS area,
    'reported' AS source,
    shown.period_end,
    shown.value,
    coalesce(shown.numerator, derived.numerator) AS numerator,
    coalesce(
        shown.denominator,
        CASE WHEN derived.least = derived.most AND derived.numerator > 0 THEN derived.least END
    ) AS denominator,
    CASE
        WHEN shown.value IS NOT NULL THEN 'ok'
        WHEN shown.denominator = 0 THEN 'not_applicable'
        ELSE 'not_available'
    END AS status,
    shown.place AS release,
    nullif(
        concat_ws(
            ' ',
            disagreement.note,
            CASE
                WHEN derived.least = derived.most AND derived.numerator > 0
                THEN 'Numerator from the count reported beside the percentage; '
                    || 'denominator worked out from the two.'
                WHEN derived.numerator IS NOT NULL
                THEN 'Numerator from the count reported beside the percentage.'
            END
        ),
        ''
    ) AS note
FROM shown
LEFT JOIN disagreement
    USING (slug, unit, "window", split, member, period_end)
LEFT JOIN derived
    ON shown.unit = 'percent' AND derived.slug = shown.slug
    AND derived."window" = shown."window" AND derived.split = shown.split
    AND derived.member = shown.member AND derived.period_end = shown.period_end
ORDER BY ALL
"""
