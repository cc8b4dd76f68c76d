-- One row a referral; the numerator has those that the extract says were taken no further.
SELECT
    referral.person_id,
    referral_date AS event_date,
    coalesce(no_further_action = 'Y', false) AS is_numerator,
    CASE no_further_action
        WHEN 'Y' THEN 'No further action' WHEN 'N' THEN 'Taken further' ELSE 'Not recorded'
    END AS decision,
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
