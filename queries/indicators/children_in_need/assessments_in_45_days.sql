-- One row an assessment authorised; the numerator has those within 45 working days of its start.
SELECT
    assessment.person_id,
    end_date AS event_date,
    coalesce(working_days <= 45, false) AS is_numerator,
    start_date,
    working_days,
    assessment_id,
    coalesce(council_team.team, team_id) AS team,
    service,
    age_band(age_on(born, start_date)) AS age,
    sex,
    ethnicity,
    disability
FROM assessment
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
WHERE end_date IS NOT NULL
