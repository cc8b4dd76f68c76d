-- One row a child under 16 and month end at which the child has been in care for two and a half
-- years; the numerator has those who have by then lived for two years with the same carers.
--
-- Placements are followed back from carer to carer (care_placement, in
-- queries/observations/care.sql). Fostering for adoption (U2, U5) is a change even with the same
-- carers; a placement for adoption goes back to the start of the placement before it.
WITH followed AS (
    SELECT
        *,
        coalesce(lag(end_date) OVER earlier <> start_date, true) AS after_gap
    FROM care_placement
    WINDOW earlier AS (PARTITION BY person_id ORDER BY start_date)
),
runs AS (
    SELECT *, sum(after_gap::INTEGER) OVER (PARTITION BY person_id ORDER BY start_date) AS run
    FROM followed
),
-- With the type of the last placement before that was not a temporary stay.
with_usual AS (
    SELECT
        *,
        last_value(CASE WHEN NOT coalesce(starts_with(type, 'T'), false) THEN type END IGNORE NULLS)
            OVER (
                PARTITION BY person_id, run ORDER BY start_date
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS usual_type
    FROM runs
),
numbered AS (
    SELECT
        *,
        sum((
            after_gap
            OR kind_of_start <> 'same carer'
            OR (coalesce(type IN ('U2', 'U5'), false) AND type IS DISTINCT FROM usual_type)
        )::INTEGER) OVER (PARTITION BY person_id ORDER BY start_date) AS carers
    FROM with_usual
),
carer_spells AS (
    SELECT
        person_id,
        carers,
        min(start_date) AS began,
        first(type ORDER BY start_date) IN ('A3', 'A4', 'A5', 'A6') AS for_adoption,
        first(after_gap ORDER BY start_date) AS after_gap
    FROM numbered
    GROUP BY person_id, carers
),
since AS (
    SELECT
        person_id,
        carers,
        CASE
            WHEN coalesce(for_adoption, false) AND NOT after_gap
                THEN lag(began) OVER (PARTITION BY person_id ORDER BY carers)
            ELSE began
        END AS same_carers_since
    FROM carer_spells
),
month_ends AS (
    SELECT
        month_end AS as_at,
        last_day((month_end - INTERVAL 24 MONTHS)::DATE) AS two_years_before,
        last_day((month_end - INTERVAL 30 MONTHS)::DATE) AS in_care_by
    FROM month_end
)
SELECT
    child_in_care.person_id,
    as_at,
    coalesce(same_carers_since <= two_years_before, false) AS is_numerator,
    same_carers_since,
    child_in_care.start_date,
    child_in_care.end_date,
    placement_started,
    -- A change of carers before the extract begins is not seen; nor in a yearly return the first
    -- day of care, if it lies before.
    coalesce(
        (SELECT begins - 1 + INTERVAL 30 MONTHS FROM care_returned),
        (SELECT min(end_date) FROM care_placement) + INTERVAL 24 MONTHS
    )::DATE AS known_from,
    -- Annex A tells the start of the placement, and not whether the carers of before are the same.
    placement_known
        AND (NOT EXISTS (FROM care_extract) OR coalesce(same_carers_since <= two_years_before, false))
        AS is_known,
    legal_status_known AS knows_legal_status,
    age_band(age_on(born, as_at)) AS age,
    legal_status_name(child_in_care.legal_status) AS legal_status,
    placement_name(placement) AS placement,
    provider_name(child_in_care.provider) AS provider,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM child_in_care
JOIN month_ends USING (as_at)
-- Those whose care began as a series of short breaks are left out.
SEMI JOIN care_begun
    ON care_begun.person_id = child_in_care.person_id
    AND care_begun.start_date = child_in_care.start_date
LEFT JOIN numbered
    ON numbered.person_id = child_in_care.person_id
    AND numbered.start_date = placement_started
LEFT JOIN since
    ON since.person_id = numbered.person_id AND since.carers = numbered.carers
WHERE child_in_care.start_date <= in_care_by AND age_on(born, as_at) < 16
