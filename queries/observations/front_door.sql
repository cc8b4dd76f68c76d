-- Referrals and assessments, defined once for every query that counts them.

-- One row a referral as an extract has it; ``counted_as`` is the referral that it counts as: of
-- several referrals of one child on one day, the first.
CREATE OR REPLACE TEMP TABLE recorded_referral AS
SELECT
    cine_referral_id AS referral_id,
    cine_person_id AS person_id,
    cine_referral_date AS referral_date,
    cine_close_date AS close_date,
    upper(cine_close_reason) AS close_reason,
    upper(cine_referral_nfa) AS no_further_action,
    source_name(cine_referral_source_code) AS source_of_referral,
    need_name(cine_cin_primary_need_code) AS need,
    cine_referral_team AS team_id,
    first_value(cine_referral_id) OVER (
        PARTITION BY cine_person_id, cine_referral_date ORDER BY cine_referral_id
    ) AS counted_as
FROM ssd_cin_episodes
WHERE cine_referral_date IS NOT NULL;

-- One row a referral that counts.
CREATE OR REPLACE TEMP TABLE referral AS
SELECT * EXCLUDE (counted_as) FROM recorded_referral WHERE referral_id = counted_as;

-- One row an assessment, with the referral that it follows: the one that it names, and where it
-- names none the child's latest by the day it started. One authorised before it started is an
-- error of recording and is left out. ``working_days``: from its start to its authorisation.
CREATE OR REPLACE TEMP TABLE assessment AS
WITH recorded AS (
    SELECT
        cina_assessment_id AS assessment_id,
        cina_person_id AS person_id,
        nullif(trim(cina_referral_id), '') AS named_referral,
        cina_assessment_start_date AS start_date,
        cina_assessment_auth_date AS end_date,
        cina_assessment_team AS team_id
    FROM ssd_cin_assessments
    WHERE coalesce(cina_assessment_auth_date >= cina_assessment_start_date, true)
),
placed AS (
    SELECT
        recorded.* EXCLUDE (named_referral),
        CASE WHEN named_referral IS NULL THEN earlier.referral_id ELSE counted_as END AS referral_id
    FROM recorded
    LEFT JOIN recorded_referral AS named ON named.referral_id = recorded.named_referral
    ASOF LEFT JOIN referral AS earlier
        ON earlier.person_id = recorded.person_id AND earlier.referral_date <= recorded.start_date
)
SELECT *, working_days_between(start_date, end_date) AS working_days
FROM placed;
