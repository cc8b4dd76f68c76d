-- One row a child and month end at which the child has been in care for twelve months; the
-- numerator has those whose health was assessed in them; under five, in each half of them.
WITH checks AS (
    SELECT DISTINCT clah_person_id AS person_id, clah_health_check_date AS held
    FROM ssd_cla_health
    WHERE clah_health_check_date IS NOT NULL
        AND coalesce(lower(clah_health_check_status), 'completed') = 'completed'
        AND regexp_matches(clah_health_check_type, '(?i)health|medical|\b[IR]HA\b')
        AND NOT regexp_matches(
            clah_health_check_type, '(?i)dent|teeth|tooth|mental|emotional|sexual'
        )
),
-- What the SSDA903 says of the year to 31 March, without a day, of children of whom no day is held.
returned AS (
    SELECT person_id, year_ends AS as_at, health_assessed = 'Y' AS is_checked
    FROM ssda903_outcome
    WHERE health_assessed IS NOT NULL AND person_id NOT IN (SELECT person_id FROM checks)
),
month_ends AS (
    SELECT
        month_end AS as_at,
        last_day((month_end - INTERVAL 6 MONTHS)::DATE) AS half_before,
        last_day((month_end - INTERVAL 12 MONTHS)::DATE) AS year_before
    FROM month_end
),
checked AS (
    SELECT
        person_id,
        as_at,
        max(held) AS last_check,
        bool_or(held <= half_before) AS in_first_half,
        bool_or(held > half_before) AS in_second_half
    FROM month_ends
    JOIN checks ON held > year_before AND held <= as_at
    GROUP BY ALL
),
-- Annex A tells the last check alone: there was none since a day where an extract of the month's
-- end, or later, has an older one as the last.
told AS (
    SELECT
        child_in_care.*,
        year_before,
        last_check,
        coalesce(in_first_half, false) AS in_first_half,
        coalesce(in_second_half, false) AS in_second_half,
        EXISTS (
            FROM care_listing
            WHERE care_listing.person_id = child_in_care.person_id
                AND reaches >= half_before AND last_health_assessment <= year_before
        ) AS none_in_first_half,
        EXISTS (
            FROM care_listing
            WHERE care_listing.person_id = child_in_care.person_id
                AND reaches >= child_in_care.as_at AND last_health_assessment <= half_before
        ) AS none_in_second_half,
        EXISTS (
            FROM care_listing
            WHERE care_listing.person_id = child_in_care.person_id
                AND reaches >= child_in_care.as_at AND last_health_assessment <= year_before
        ) AS none_in_year
    FROM child_in_care
    JOIN month_ends USING (as_at)
    LEFT JOIN checked USING (person_id, as_at)
)
SELECT
    person_id,
    as_at,
    coalesce(
        is_checked,
        CASE WHEN coalesce(age_on(born, as_at) < 5, false) THEN in_first_half AND in_second_half
             ELSE last_check IS NOT NULL END
    ) AS is_numerator,
    last_check,
    age_on(born, as_at) AS years_old,
    care_known AND CASE
        WHEN is_checked IS NOT NULL THEN true
        -- The SSDA903 alone tells of no other month than March.
        WHEN NOT EXISTS (FROM checks) THEN false
        WHEN NOT EXISTS (FROM care_extract) THEN true
        WHEN coalesce(age_on(born, as_at) < 5, false) THEN (in_first_half AND in_second_half)
            OR (none_in_first_half AND NOT in_first_half)
            OR (none_in_second_half AND NOT in_second_half)
        ELSE last_check IS NOT NULL OR none_in_year
    END AS is_known,
    placement_known AS knows_placement,
    placement_known AS knows_provider,
    legal_status_known AS knows_legal_status,
    start_date,
    end_date,
    placement_started,
    -- Checks before the extract begins are not seen.
    ((SELECT min(held) FROM checks) + INTERVAL 12 MONTHS)::DATE AS known_from,
    age_band_care(age_on(born, as_at)) AS age,
    placement_name(placement) AS placement,
    legal_status_name(legal_status) AS legal_status,
    provider_name(provider) AS provider,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM told
LEFT JOIN returned USING (person_id, as_at)
-- Without any check in the extract nothing is known of checks.
WHERE start_date <= year_before
    AND (
        is_checked IS NOT NULL
        OR EXISTS (FROM checks)
        OR (EXISTS (FROM returned) AND as_at NOT IN (SELECT as_at FROM returned))
    )
