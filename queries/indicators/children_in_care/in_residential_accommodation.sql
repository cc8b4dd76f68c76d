-- One row a child and month end at which the child is in care; the numerator has those placed in a
-- secure or other children's home, a residential care home, a health establishment, a family
-- centre or a residential school. Not supported accommodation (H5, K3, P2), nor custody (R5).
SELECT
    person_id,
    as_at,
    coalesce(placement IN ('K1', 'K2', 'R1', 'R2', 'R3', 'S1'), false) AS is_numerator,
    start_date,
    end_date,
    placement_started,
    placement_known AS is_known,
    legal_status_known AS knows_legal_status,
    placement_name(placement) AS placement,
    age_band_care(age_on(born, as_at)) AS age,
    legal_status_name(legal_status) AS legal_status,
    provider_name(provider) AS provider
FROM child_in_care
