-- One row a section 47 enquiry of one child, on the date of the strategy discussion.
WITH enquiries AS (
    SELECT
        s47e_s47_enquiry_id AS enquiry_id,
        s47e_person_id AS person_id,
        s47e_s47_start_date AS event_date,
        s47e_s47_end_date AS end_date,
        s47e_s47_completed_by_team AS team_id
    FROM ssd_s47_enquiry
    WHERE s47e_s47_start_date IS NOT NULL
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
)
SELECT
    enquiries.person_id,
    event_date,
    end_date,
    enquiry_id,
    coalesce(team_name, team_id) AS team,
    age_band(age_on(born, event_date)) AS age,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM enquiries
LEFT JOIN people USING (person_id)
LEFT JOIN teams USING (team_id)
