-- One row a plan, on the day it started; its category as it then was.
SELECT
    protection_plan.person_id,
    start_date AS event_date,
    end_date,
    plan_id,
    first_category AS category,
    age_band(age_on(born, start_date)) AS age,
    sex,
    ethnicity,
    disability
FROM protection_plan
LEFT JOIN child USING (person_id)
WHERE start_date IS NOT NULL
