-- One row a section 47 enquiry of one child; the numerator has those that an initial conference
-- followed by the end of the last month shown. One only planned has not been held.
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
conferences AS (
    SELECT icpc_s47_enquiry_id AS enquiry_id, min(icpc_icpc_date) AS conference_held
    FROM ssd_initial_cp_conference
    WHERE icpc_icpc_date <= (SELECT max(month_end) FROM month_end)
    GROUP BY icpc_s47_enquiry_id
)
SELECT
    enquiries.person_id,
    event_date,
    conference_held IS NOT NULL AS is_numerator,
    end_date,
    conference_held,
    enquiry_id,
    coalesce(council_team.team, team_id) AS team,
    service,
    age_band(age_on(born, event_date)) AS age,
    sex,
    ethnicity,
    disability
FROM enquiries
LEFT JOIN conferences USING (enquiry_id)
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
