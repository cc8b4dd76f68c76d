-- One row a care leaver aged 19, 20 or 21 at the last month's end (care_leaver, in
-- queries/observations/after_care.sql); the numerator has those of whom it is recorded
-- that the council is not. Blank, refusing contact and needing no more help are neither.
SELECT
    person_id,
    as_at,
    coalesce(in_touch = 'NO', false) AS is_numerator,
    is_known,
    years_old,
    eligibility,
    in_touch,
    latest_contact,
    team,
    sex,
    ethnicity
FROM care_leaver
WHERE years_old BETWEEN 19 AND 21 OR NOT is_known
