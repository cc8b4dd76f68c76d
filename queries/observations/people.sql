-- Who and where, read once for every query that splits its cases by them.

-- One row a person. A child is disabled where any disability is recorded, and not where 'none'
-- alone is; without a row it is not known.
CREATE OR REPLACE TEMP TABLE child AS
WITH disabilities AS (
    SELECT
        disa_person_id AS person_id,
        CASE WHEN bool_or(upper(disa_disability_code) <> 'NONE') THEN 'Disabled'
             ELSE 'Not disabled' END AS disability
    FROM ssd_disability
    WHERE disa_disability_code IS NOT NULL
    GROUP BY disa_person_id
)
SELECT
    pers_person_id AS person_id,
    coalesce(pers_dob, pers_expected_dob) AS born,
    sex_name(pers_sex) AS sex,
    ethnic_group(pers_ethnicity) AS ethnicity,
    disability
FROM ssd_person
LEFT JOIN disabilities ON disabilities.person_id = pers_person_id;

-- One row a team, with the service that it belongs to.
CREATE OR REPLACE TEMP TABLE council_team AS
SELECT
    dept_team_id AS team_id,
    coalesce(nullif(trim(dept_team_name), ''), dept_team_id) AS team,
    nullif(trim(dept_team_parent_name), '') AS service
FROM ssd_department;
