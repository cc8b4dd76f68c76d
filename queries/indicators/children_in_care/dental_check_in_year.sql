-- One row a child and month end at which the child has been in care for twelve months; the
-- numerator has those whose teeth a dentist checked in them.
WITH checks AS (
    SELECT DISTINCT clah_person_id AS person_id, clah_health_check_date AS held
    FROM ssd_cla_health
    WHERE clah_health_check_date IS NOT NULL
        AND coalesce(lower(clah_health_check_status), 'completed') = 'completed'
        AND regexp_matches(clah_health_check_type, '(?i)dent|teeth|tooth')
),
-- What the SSDA903 says of the year to 31 March, without a day, of children of whom no day is held.
returned AS (
    SELECT person_id, year_ends AS as_at, teeth_checked = 'Y' AS is_checked
    FROM ssda903_outcome
    WHERE teeth_checked IS NOT NULL AND person_id NOT IN (SELECT person_id FROM checks)
),
month_ends AS (
    SELECT
        month_end AS as_at,
        last_day((month_end - INTERVAL 12 MONTHS)::DATE) AS year_before
    FROM month_end
),
checked AS (
    SELECT
        person_id,
        as_at,
        max(held) AS last_check
    FROM month_ends
    JOIN checks ON held > year_before AND held <= as_at
    GROUP BY ALL
)
SELECT
    child_in_care.person_id,
    as_at,
    last_check IS NOT NULL OR coalesce(is_checked, false) AS is_numerator,
    last_check,
    age_on(born, as_at) AS years_old,
    care_known
        -- The SSDA903 alone tells of no other month than March.
        AND (is_checked IS NOT NULL OR EXISTS (FROM checks))
        AND (
            NOT EXISTS (FROM care_extract)
            OR is_checked IS NOT NULL
            OR last_check IS NOT NULL
            -- Annex A tells the last check alone: there was none where an extract of the month's
            -- end, or later, has an older one as the last.
            OR EXISTS (
                FROM care_listing
                WHERE care_listing.person_id = child_in_care.person_id
                    AND reaches >= child_in_care.as_at AND last_dental_check <= year_before
            )
        ) AS is_known,
    start_date,
    end_date,
    placement_started,
    -- Checks before the extract begins are not seen.
    ((SELECT min(held) FROM checks) + INTERVAL 12 MONTHS)::DATE AS known_from,
    placement_known AS knows_placement,
    placement_known AS knows_provider,
    legal_status_known AS knows_legal_status,
    age_band_care(age_on(born, as_at)) AS age,
    placement_name(placement) AS placement,
    legal_status_name(legal_status) AS legal_status,
    provider_name(provider) AS provider,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM child_in_care
JOIN month_ends USING (as_at)
LEFT JOIN checked USING (person_id, as_at)
LEFT JOIN returned USING (person_id, as_at)
-- Without any check in the extract nothing is known of checks.
WHERE start_date <= year_before
    AND (
        is_checked IS NOT NULL
        OR EXISTS (FROM checks)
        OR (EXISTS (FROM returned) AND as_at NOT IN (SELECT as_at FROM returned))
    )
