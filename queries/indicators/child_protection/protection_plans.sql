-- One row a child and month end at which the child is subject to a plan.
SELECT
    child_on_plan.person_id,
    as_at,
    start_date,
    end_date,
    plan_id,
    latest_category AS category,
    age_band(age_on(born, as_at)) AS age,
    sex,
    ethnicity,
    disability
FROM child_on_plan
LEFT JOIN child USING (person_id)
