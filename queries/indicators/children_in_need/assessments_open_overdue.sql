-- One row an assessment and month end at which it is open; the numerator has those open for more
-- than 45 working days by then.
WITH open_assessments AS (
    SELECT
        assessment.*,
        month_end AS as_at,
        working_days_between(start_date, month_end) AS working_days_open
    FROM month_end
    JOIN assessment ON start_date <= month_end AND (end_date IS NULL OR end_date > month_end)
)
SELECT
    open_assessments.person_id,
    as_at,
    coalesce(working_days_open > 45, false) AS is_numerator,
    start_date,
    end_date,
    working_day_after(start_date, 45) AS due_date,
    working_days_open,
    close_date AS case_closed,
    assessment_id,
    coalesce(council_team.team, open_assessments.team_id) AS team,
    service,
    age_band(age_on(born, as_at)) AS age,
    sex,
    ethnicity,
    disability
FROM open_assessments
LEFT JOIN (SELECT referral_id, close_date FROM referral) USING (referral_id)
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
