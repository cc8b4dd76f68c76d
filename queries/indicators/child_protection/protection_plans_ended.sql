-- One row a plan that ended, on its last day; its category as it last was.
WITH plans AS (
    SELECT
        cppl_cp_plan_id AS plan_id,
        cppl_person_id AS person_id,
        cppl_cp_plan_start_date AS start_date,
        cppl_cp_plan_end_date AS end_date,
        coalesce(cppl_cp_plan_latest_category, cppl_cp_plan_initial_category) AS category_code
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
)
SELECT
    plans.person_id,
    end_date AS event_date,
    start_date,
    plan_id,
    category_name(category_code) AS category,
    age_band(age_on(born, end_date)) AS age,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM plans
LEFT JOIN people USING (person_id)
WHERE end_date IS NOT NULL
