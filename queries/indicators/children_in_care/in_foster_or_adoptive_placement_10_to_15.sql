-- One row a child aged 10 to 15 and month end at which the child is in care; the numerator has
-- those then with foster carers (U1 to U6) or placed for adoption (A3 to A6).
SELECT
    person_id,
    as_at,
    coalesce(
        placement IN ('U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'A3', 'A4', 'A5', 'A6'), false
    ) AS is_numerator,
    start_date,
    end_date,
    placement_started,
    age_on(born, as_at) AS years_old,
    placement_known AS is_known,
    legal_status_known AS knows_legal_status,
    placement_name(placement) AS placement,
    legal_status_name(legal_status) AS legal_status,
    provider_name(provider) AS provider,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM child_in_care
WHERE age_on(born, as_at) BETWEEN 10 AND 15
