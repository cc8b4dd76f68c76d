-- One row a plan that ended; the numerator has those that had reached the second anniversary of
-- their start.
SELECT
    protection_plan.person_id,
    end_date AS event_date,
    coalesce(end_date >= start_date + INTERVAL 2 YEARS, false) AS is_numerator,
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
