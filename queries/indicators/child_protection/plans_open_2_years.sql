-- One row a child and month end at which the child is subject to a plan; the numerator has those
-- whose plan has by then reached the second anniversary of its start.
SELECT
    child_on_plan.person_id,
    as_at,
    as_at >= start_date + INTERVAL 2 YEARS AS is_numerator,
    start_date,
    end_date,
    (start_date + INTERVAL 2 YEARS)::DATE AS second_anniversary,
    plan_id,
    latest_category AS category,
    age_band(age_on(born, as_at)) AS age,
    sex,
    ethnicity,
    disability
FROM child_on_plan
LEFT JOIN child USING (person_id)
