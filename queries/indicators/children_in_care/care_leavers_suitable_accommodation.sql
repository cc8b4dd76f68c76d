-- One row a care leaver aged 19, 20 or 21 at the last month's end (care_leaver, in
-- queries/observations/after_care.sql); the numerator has those living somewhere
-- suitable. Abroad, deported and residence not known (G, H, R) are neither suitable nor not; no
-- fixed abode, bed and breakfast and custody (S, W, X) never are.
SELECT
    person_id,
    as_at,
    coalesce(suitable = '1' AND accommodation NOT IN ('G', 'H', 'R', 'S', 'W', 'X'), false) AS is_numerator,
    coalesce(is_known AND tells_accommodation, false) AS is_known,
    years_old,
    eligibility,
    accommodation,
    suitable,
    latest_contact,
    team,
    sex,
    ethnicity
FROM care_leaver
WHERE years_old BETWEEN 19 AND 21 OR NOT is_known
