-- One row a child and month end at which the child is in care (child_in_care, in
-- queries/observations/care.sql: under 18, series of short breaks left out).
SELECT
    person_id,
    as_at,
    start_date,
    end_date,
    placement_started,
    care_known AS is_known,
    placement_known AS knows_placement,
    placement_known AS knows_provider,
    legal_status_known AS knows_legal_status,
    age_band_care(age_on(born, as_at)) AS age,
    legal_status_name(legal_status) AS legal_status,
    placement_name(placement) AS placement,
    provider_name(provider) AS provider,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity,
    CASE
        WHEN EXISTS (
            FROM asylum_spell
            WHERE asylum_spell.person_id = child_in_care.person_id
                AND asylum_spell.start_date <= child_in_care.as_at
                AND (asylum_spell.end_date IS NULL OR asylum_spell.end_date > child_in_care.as_at)
        ) THEN 'Unaccompanied asylum seeking'
        ELSE 'Other children'
    END AS asylum_seeking
FROM child_in_care
