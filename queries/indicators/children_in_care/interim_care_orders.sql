-- One row a child and month end at which the child is in care under an interim care order (C1).
SELECT
    child_in_care.person_id,
    as_at,
    child_in_care.start_date,
    child_in_care.end_date,
    care_legal_status.start_date AS order_started,
    (as_at - care_legal_status.start_date) // 7 AS weeks_under_order,
    age_band_care(age_on(born, as_at)) AS age,
    placement_name(placement) AS placement,
    provider_name(provider) AS provider,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM child_in_care
JOIN care_legal_status
    ON care_legal_status.person_id = child_in_care.person_id
    AND care_legal_status.start_date <= as_at
    AND (care_legal_status.end_date IS NULL OR care_legal_status.end_date > as_at)
WHERE legal_status = 'C1'
