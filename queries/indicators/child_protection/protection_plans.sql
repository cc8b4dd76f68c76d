-- One row a child and month end at which the child is subject to a plan. A plan that ends on the
-- last day of the month is over; a child with two plans open at once counts once, by the later.
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
),
open_plans AS (
    SELECT plans.*, month_end AS as_at
    FROM month_end
    JOIN plans ON start_date <= month_end AND (end_date IS NULL OR end_date > month_end)
    QUALIFY row_number() OVER (
        PARTITION BY plans.person_id, month_end ORDER BY start_date DESC, plan_id DESC
    ) = 1
)
SELECT
    open_plans.person_id,
    as_at,
    start_date,
    end_date,
    plan_id,
    category_name(category_code) AS category,
    age_band(age_on(born, as_at)) AS age,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM open_plans
LEFT JOIN people USING (person_id)
