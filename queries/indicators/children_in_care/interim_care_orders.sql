-- One row a child and month end at which the child is in care under an interim care order (C1).
SELECT
    child_in_care.person_id,
    as_at,
    child_in_care.start_date,
    child_in_care.end_date,
    care_legal_status.start_date AS order_started,
    legal_status_known AS is_known,
    placement_known AS knows_placement,
    placement_known AS knows_provider,
    (as_at - care_legal_status.start_date) // 7 AS weeks_under_order,
    age_band_care(age_on(born, as_at)) AS age,
    placement_name(placement) AS placement,
    provider_name(provider) AS provider,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM child_in_care
LEFT JOIN care_legal_status
    ON care_legal_status.person_id = child_in_care.person_id
    AND care_legal_status.start_date <= as_at
    AND (care_legal_status.end_date IS NULL OR care_legal_status.end_date > as_at)
-- Where anybody's legal status is not known, the number of orders is not.
WHERE legal_status = 'C1' OR NOT legal_status_known
