-- One row a child and month end at which the child is in care and with foster carers (U1 to U6);
-- the numerator has those whose carers are the council's own. Who is with foster carers is not known
-- where anybody's placement is not.
SELECT
    person_id,
    as_at,
    coalesce(provider = 'PR1', false) AS is_numerator,
    provider_name(provider) AS provider,
    start_date,
    end_date,
    placement_started,
    placement_known AS is_known,
    legal_status_known AS knows_legal_status,
    age_band_care(age_on(born, as_at)) AS age,
    placement_name(placement) AS placement,
    legal_status_name(legal_status) AS legal_status,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM child_in_care
WHERE placement IN ('U1', 'U2', 'U3', 'U4', 'U5', 'U6') OR NOT placement_known
