-- One row a referral; the numerator has those within 12 months of the same child's previous one,
-- the anniversary included.
WITH referrals AS (
    SELECT
        cine_referral_id AS referral_id,
        cine_person_id AS person_id,
        cine_referral_date AS event_date,
        cine_close_date AS end_date,
        cine_referral_source_code AS source_code,
        cine_cin_primary_need_code AS need_code,
        cine_referral_team AS team_id
    FROM ssd_cin_episodes
    WHERE cine_referral_date IS NOT NULL
    -- Of several referrals of one child on one day, the first.
    QUALIFY row_number() OVER (
        PARTITION BY cine_person_id, cine_referral_date ORDER BY cine_referral_id
    ) = 1
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
previous AS (
    SELECT
        *,
        lag(event_date) OVER (PARTITION BY person_id ORDER BY event_date) AS previous_referral,
        -- An extract holds the referrals not yet closed on the day it begins, and later ones.
        coalesce(min(end_date) OVER (), min(event_date) OVER ()) AS extract_begins
    FROM referrals
)
SELECT
    previous.person_id,
    event_date,
    coalesce(event_date <= previous_referral + INTERVAL 12 MONTHS, false) AS is_numerator,
    end_date,
    previous_referral,
    (extract_begins + INTERVAL 12 MONTHS)::DATE AS known_from,
    referral_id,
    source_name(source_code) AS source_of_referral,
    need_name(need_code) AS need,
    coalesce(team_name, team_id) AS team,
    age_band(age_on(born, event_date)) AS age,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM previous
LEFT JOIN people USING (person_id)
LEFT JOIN teams USING (team_id)
