-- One row a care leaver aged 16 to 20 at the last month's end (care_leaver, in
-- queries/observations/after_care.sql); the numerator has those whose pathway plan was made or
-- reviewed within six months. A later day is that of a review still to come.
SELECT
    person_id,
    as_at,
    coalesce(
        pathway_plan_reviewed > last_day((as_at - INTERVAL 6 MONTHS)::DATE)
        AND pathway_plan_reviewed <= as_at,
        false
    ) AS is_numerator,
    pathway_plan_reviewed,
    (as_at - pathway_plan_reviewed) // 7 AS weeks_since,
    coalesce(is_known AND tells_pathway_plan, false) AS is_known,
    years_old,
    eligibility,
    latest_contact,
    team,
    age_band(years_old) AS age,
    sex,
    ethnicity
FROM care_leaver
WHERE (years_old BETWEEN 16 AND 20 OR NOT is_known)
    -- Without any plan in the extract nothing is known of plans.
    AND EXISTS (FROM care_leaver WHERE pathway_plan_reviewed IS NOT NULL)
