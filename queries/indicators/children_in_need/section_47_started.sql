-- One row a section 47 enquiry of one child, on the date of the strategy discussion.
SELECT
    s47e_person_id AS person_id,
    s47e_s47_start_date AS event_date,
    s47e_s47_end_date AS end_date,
    s47e_s47_enquiry_id AS enquiry_id,
    coalesce(council_team.team, s47e_s47_completed_by_team) AS team,
    service,
    age_band(age_on(born, s47e_s47_start_date)) AS age,
    sex,
    ethnicity,
    disability
FROM ssd_s47_enquiry
LEFT JOIN child ON child.person_id = s47e_person_id
LEFT JOIN council_team ON council_team.team_id = s47e_s47_completed_by_team
WHERE s47e_s47_start_date IS NOT NULL
