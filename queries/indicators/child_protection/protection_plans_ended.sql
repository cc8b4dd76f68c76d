-- One row a plan that ended, on its last day; its category as it last was.
SELECT
    protection_plan.person_id,
    end_date AS event_date,
    start_date,
    plan_id,
    latest_category AS category,
    age_band(age_on(born, end_date)) AS age,
    sex,
    ethnicity,
    disability
FROM protection_plan
LEFT JOIN child USING (person_id)
WHERE end_date IS NOT NULL
