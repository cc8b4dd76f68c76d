-- One row a care leaver aged 19, 20 or 21 at the last month's end (care_leaver, in
-- queries/observations/after_care.sql); the numerator has those known not to be in education,
-- employment or training (G4 to G6). A blank is no information.
SELECT
    person_id,
    as_at,
    coalesce(activity IN ('G4', 'G5', 'G6'), false) AS is_numerator,
    coalesce(is_known AND tells_activity, false) AS is_known,
    years_old,
    eligibility,
    activity,
    latest_contact,
    team,
    sex,
    ethnicity
FROM care_leaver
WHERE years_old BETWEEN 19 AND 21 OR NOT is_known
