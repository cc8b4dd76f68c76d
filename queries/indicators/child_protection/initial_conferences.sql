-- One row a child at an initial conference that was held; those for children who moved in with
-- another council's plan included, and told apart.
SELECT
    icpc_person_id AS person_id,
    icpc_icpc_date AS event_date,
    icpc_icpc_id AS conference_id,
    icpc_icpc_meeting_id AS meeting_id,
    CASE upper(icpc_icpc_transfer_in)
        WHEN 'Y' THEN 'Moved in with a plan' WHEN 'N' THEN 'Enquiry of this council'
    END AS came_from,
    coalesce(council_team.team, icpc_icpc_team) AS team,
    service,
    age_band(age_on(born, icpc_icpc_date)) AS age,
    sex,
    ethnicity,
    disability
FROM ssd_initial_cp_conference
LEFT JOIN child ON child.person_id = icpc_person_id
LEFT JOIN council_team ON council_team.team_id = icpc_icpc_team
WHERE icpc_icpc_date IS NOT NULL
    AND icpc_icpc_date >= (SELECT first_day FROM conferences_whole)
