-- One row a plan, on the day it started; the numerator has those of a child with an earlier plan
-- of this council, however long ago, as far back as the extract goes.
WITH plans AS (
    SELECT
        cppl_cp_plan_id AS plan_id,
        cppl_person_id AS person_id,
        cppl_cp_plan_start_date AS start_date,
        cppl_cp_plan_end_date AS end_date,
        coalesce(cppl_cp_plan_initial_category, cppl_cp_plan_latest_category) AS category_code
    FROM ssd_cp_plans
    -- A plan that another council holds for a child living here is not this council's.
    WHERE coalesce(cppl_cp_plan_ola, 'N') <> 'Y'
),
people AS (
    SELECT
        pers_person_id AS person_id,
        coalesce(pers_dob, pers_expected_dob) AS born,
        pers_sex AS sex,
        pers_ethnicity AS ethnicity
    FROM ssd_person
),
dated AS (
    SELECT
        *,
        min(start_date) OVER (PARTITION BY person_id) AS first_plan_started,
        -- Plans that ended before the extract begins are not seen: no figure for its first two
        -- years, in which most earlier plans would be missing.
        (min(end_date) OVER () + INTERVAL 2 YEARS)::DATE AS known_from
    FROM plans
    WHERE start_date IS NOT NULL
)
SELECT
    dated.person_id,
    start_date AS event_date,
    first_plan_started < start_date AS is_numerator,
    end_date,
    first_plan_started,
    known_from,
    plan_id,
    category_name(category_code) AS category,
    age_band(age_on(born, start_date)) AS age,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM dated
LEFT JOIN people USING (person_id)
