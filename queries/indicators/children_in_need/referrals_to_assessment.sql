-- One row a referral; the numerator has those that an assessment follows.
WITH first_assessments AS (
    SELECT referral_id, min(start_date) AS assessment_started
    FROM assessment
    WHERE referral_id IS NOT NULL
    GROUP BY referral_id
)
SELECT
    referral.person_id,
    referral_date AS event_date,
    assessment_started IS NOT NULL AS is_numerator,
    assessment_started,
    close_date AS end_date,
    referral_id,
    source_of_referral,
    need,
    coalesce(council_team.team, team_id) AS team,
    service,
    age_band(age_on(born, referral_date)) AS age,
    sex,
    ethnicity,
    disability
FROM referral
LEFT JOIN first_assessments USING (referral_id)
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
-- Annex A's referrals (annexa-) may come without its assessments, and a census's (cincensus-) with
-- those of later years alone: then nothing is known of them.
WHERE CASE
    WHEN referral.referral_id LIKE 'annexa-%' THEN EXISTS (FROM assessment)
    WHEN referral.referral_id LIKE 'cincensus-%' THEN coalesce(
        referral_date >= (SELECT date_trunc('month', min(end_date)) FROM assessment), false
    )
    ELSE true
END
