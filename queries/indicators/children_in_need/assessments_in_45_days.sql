-- One row an assessment authorised; the numerator has those within 45 working days of its start.
-- One authorised before it started is an error of recording and is left out.
WITH assessments AS (
    SELECT
        cina_assessment_id AS assessment_id,
        cina_person_id AS person_id,
        cina_assessment_start_date AS start_date,
        cina_assessment_auth_date AS event_date,
        cina_assessment_team AS team_id
    FROM ssd_cin_assessments
    WHERE cina_assessment_auth_date IS NOT NULL
        AND coalesce(cina_assessment_auth_date >= cina_assessment_start_date, true)
),
people AS (
    SELECT
        pers_person_id AS person_id,
        coalesce(pers_dob, pers_expected_dob) AS born,
        pers_sex AS sex,
        pers_ethnicity AS ethnicity
    FROM ssd_person
),
teams AS (
    SELECT dept_team_id AS team_id, nullif(trim(dept_team_name), '') AS team_name
    FROM ssd_department
),
timed AS (
    SELECT *, working_days_between(start_date, event_date) AS working_days
    FROM assessments
)
SELECT
    timed.person_id,
    event_date,
    coalesce(working_days <= 45, false) AS is_numerator,
    start_date,
    working_days,
    assessment_id,
    coalesce(team_name, team_id) AS team,
    age_band(age_on(born, start_date)) AS age,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM timed
LEFT JOIN people USING (person_id)
LEFT JOIN teams USING (team_id)
