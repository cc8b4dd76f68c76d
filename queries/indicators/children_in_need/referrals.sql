-- One row a referral.
SELECT
    referral.person_id,
    referral_date AS event_date,
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
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
