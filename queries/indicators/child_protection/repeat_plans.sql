-- One row a plan, on the day it started; the numerator has those of a child with an earlier plan
-- of this council, however long ago: by the number of them that the record states, and as far back
-- as the extract goes.
WITH dated AS (
    SELECT
        *,
        min(start_date) OVER (PARTITION BY person_id) AS first_plan_started,
        -- Plans that ended before the extract begins are not seen: no figure for its first two
        -- years, in which most earlier plans would be missing. Where the record states their
        -- number, of all but a few plans, there is nothing to wait for.
        CASE
            WHEN avg((previous_plans IS NULL)::INTEGER) OVER () > 0.05
                THEN (min(end_date) OVER () + INTERVAL 2 YEARS)::DATE
        END AS known_from
    FROM protection_plan
    WHERE start_date IS NOT NULL
)
SELECT
    dated.person_id,
    start_date AS event_date,
    first_plan_started < start_date OR coalesce(previous_plans > 0, false) AS is_numerator,
    end_date,
    first_plan_started,
    previous_plans,
    known_from,
    plan_id,
    first_category AS category,
    age_band(age_on(born, start_date)) AS age,
    sex,
    ethnicity,
    disability
FROM dated
LEFT JOIN child USING (person_id)
