-- One row an assessment authorised that started before the month in which the child was born or
-- is expected; the numerator has those authorised within 12 weeks of their start.
WITH before_birth AS (
    SELECT assessment.*, born, sex, ethnicity
    FROM assessment
    JOIN child USING (person_id)
    WHERE end_date IS NOT NULL AND age_on(born, start_date) < 0
)
SELECT
    person_id,
    end_date AS event_date,
    end_date <= start_date + INTERVAL 12 WEEKS AS is_numerator,
    start_date,
    (start_date + INTERVAL 12 WEEKS)::DATE AS due_date,
    (end_date - start_date) // 7 AS whole_weeks,
    born AS month_of_birth,
    assessment_id,
    coalesce(council_team.team, team_id) AS team,
    service,
    sex,
    ethnicity
FROM before_birth
LEFT JOIN council_team USING (team_id)
