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
        bool_or(held > half_before) AND bool_or(held <= half_before) AS in_both_halves
    FROM month_ends
    JOIN checks ON held > year_before AND held <= as_at
    GROUP BY ALL
)
SELECT
    child_in_care.person_id,
    as_at,
    coalesce(
        is_checked,
        CASE WHEN age_on(born, as_at) < 5 THEN in_both_halves ELSE last_check IS NOT NULL END,
        false
    ) AS is_numerator,
    last_check,
    age_on(born, as_at) AS years_old,
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
FROM child_in_care
JOIN month_ends USING (as_at)
LEFT JOIN checked USING (person_id, as_at)
LEFT JOIN returned USING (person_id, as_at)
-- Without any check in the extract nothing is known of checks.
WHERE start_date <= year_before AND (is_checked IS NOT NULL OR EXISTS (FROM checks))
