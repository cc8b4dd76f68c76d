-- What the council has recorded by the sample's last day, once for all extracts. Codes stand as
-- Annex A's cells say them. ``is_late`` marks the few rows that are recorded a month late; what
-- follows from a referral is late with it.

CREATE MACRO recorded_late(key) AS md5_number_lower(getvariable('seed') || key) % 100 < 3;

CREATE TEMP TABLE person AS
SELECT
    pers_person_id AS person_id,
    preferred_sex(pers_sex) AS gender,
    preferred_ethnicity(pers_ethnicity) AS ethnicity,
    coalesce(pers_dob, pers_expected_dob) AS born,
    CASE
        WHEN disabilities.codes IS NULL THEN 'c) Unknown'
        WHEN disabilities.codes = ['NONE'] THEN 'b) No'
        ELSE 'a) Yes'
    END AS disability
FROM ssd_person
LEFT JOIN (
    SELECT disa_person_id AS pers_person_id, list(DISTINCT disa_disability_code) AS codes
    FROM ssd_disability GROUP BY ALL
) AS disabilities USING (pers_person_id);

CREATE TEMP TABLE team AS
SELECT dept_team_id AS team_id, dept_team_name AS team FROM ssd_department;

CREATE TEMP TABLE contact AS
SELECT
    cont_contact_id AS contact_id,
    cont_person_id AS person_id,
    cont_contact_date AS contact_date,
    preferred_source(cont_contact_source_code) AS source,
    recorded_late(cont_contact_id) AS is_late
FROM ssd_contacts;

CREATE TEMP TABLE referral AS
SELECT
    cine_referral_id AS referral_id,
    cine_person_id AS person_id,
    cine_referral_date AS referral_date,
    preferred_source(cine_referral_source_code) AS source,
    preferred_need(cine_cin_primary_need_code) AS need,
    cine_referral_nfa AS no_further_action,
    cine_close_date AS close_date,
    cine_close_reason AS close_reason,
    team,
    cine_referral_worker_id AS worker,
    recorded_late(cine_referral_id) AS is_late
FROM ssd_cin_episodes LEFT JOIN team ON team_id = cine_referral_team;

CREATE TEMP TABLE assessment AS
SELECT
    cina_assessment_id AS assessment_id,
    cina_person_id AS person_id,
    cina_assessment_start_date AS start_date,
    cina_assessment_auth_date AS authorised,
    preferred_yes_no(cina_assessment_child_seen) AS child_seen,
    preferred_yes_no(CASE cina_assessment_outcome_nfa WHEN 'Y' THEN 'N' WHEN 'N' THEN 'Y' END)
        AS needs_support,
    team,
    cina_assessment_worker_id AS worker,
    recorded_late(cina_referral_id) AS is_late
FROM ssd_cin_assessments LEFT JOIN team ON team_id = cina_assessment_team;

CREATE TEMP TABLE enquiry AS
SELECT
    s47e_s47_enquiry_id AS enquiry_id,
    s47e_person_id AS person_id,
    s47e_s47_start_date AS start_date,
    s47e_s47_end_date AS end_date,
    s47e_s47_nfa AS no_further_action,
    team,
    s47e_s47_completed_by_worker_id AS worker,
    recorded_late(s47e_referral_id) AS is_late
FROM ssd_s47_enquiry LEFT JOIN team ON team_id = s47e_s47_completed_by_team;

CREATE TEMP TABLE conference AS
SELECT
    icpc_icpc_id AS conference_id,
    icpc_person_id AS person_id,
    icpc_s47_enquiry_id AS enquiry_id,
    icpc_icpc_date AS conference_date,
    preferred_yes_no(icpc_icpc_outcome_cp_flag) AS led_to_plan,
    recorded_late(icpc_referral_id) AS is_late
FROM ssd_initial_cp_conference;

CREATE TEMP TABLE plan AS
SELECT
    cppl_cp_plan_id AS plan_id,
    cppl_person_id AS person_id,
    cppl_cp_plan_start_date AS start_date,
    cppl_cp_plan_end_date AS end_date,
    preferred_abuse(cppl_cp_plan_initial_category) AS first_category,
    preferred_abuse(cppl_cp_plan_latest_category) AS latest_category,
    referral.team,
    referral.worker,
    recorded_late(cppl_referral_id) AS is_late
FROM ssd_cp_plans LEFT JOIN referral ON referral_id = cppl_referral_id;

CREATE TEMP TABLE need_plan AS
SELECT
    cinp_person_id AS person_id,
    cinp_cin_plan_start_date AS start_date,
    cinp_cin_plan_end_date AS end_date
FROM ssd_cin_plans;

-- One row a visit of any kind at which the child was seen.
CREATE TEMP TABLE child_seen AS
SELECT cppv_person_id AS person_id, cppv_cp_visit_date AS seen FROM ssd_cp_visits
WHERE cppv_cp_visit_seen = 'Y'
UNION ALL
SELECT cinv_person_id, cinv_cin_visit_date FROM ssd_cin_visits WHERE cinv_cin_visit_seen = 'Y'
UNION ALL
SELECT clav_person_id, clav_cla_visit_date FROM ssd_cla_visits WHERE clav_cla_visit_seen = 'Y'
UNION ALL
SELECT person_id, authorised FROM assessment WHERE child_seen = 'a) Yes';

-- One row a period of care.
CREATE TEMP TABLE care_period AS
SELECT
    clae_cla_id AS care_id,
    clae_person_id AS person_id,
    min(clae_entered_care_date) AS start_date,
    CASE WHEN count(*) = count(clae_cla_episode_ceased_date)
        THEN max(clae_cla_episode_ceased_date) END AS end_date,
    preferred_ceased(max_by(clae_cla_episode_ceased_reason, clae_cla_episode_start_date))
        AS end_reason,
    preferred_need(min_by(clae_cla_primary_need_code, clae_cla_episode_start_date)) AS need,
    any_value(team) AS team,
    any_value(worker) AS worker,
    recorded_late(clae_cla_id) AS is_late
FROM ssd_cla_episodes LEFT JOIN referral ON referral_id = clae_referral_id
GROUP BY care_id, clae_person_id;

CREATE TEMP TABLE care_episode AS
SELECT
    clae_cla_id AS care_id,
    clae_cla_episode_start_date AS start_date,
    clae_cla_episode_start_reason AS start_reason,
    clae_cla_last_iro_contact_date AS officer_seen
FROM ssd_cla_episodes;

CREATE TEMP TABLE legal_status AS
SELECT
    lega_person_id AS person_id,
    lega_legal_status_start_date AS start_date,
    lega_legal_status AS code
FROM ssd_legal_status;

-- One row a placement. ``counts``: whether it is one of a year's placements: 'always'; 'if running'
-- as the year begins, where the child comes back to the same carer or is away for a while; 'never',
-- where a child comes to a temporary stay from nowhere.
CREATE TEMP TABLE placement AS
WITH stays AS (
    SELECT
        clap_person_id AS person_id,
        clap_cla_id AS care_id,
        clap_cla_placement_id AS placement_id,
        clap_cla_placement_start_date AS start_date,
        clap_cla_placement_end_date AS end_date,
        clap_cla_placement_type AS type,
        clap_cla_placement_provider AS provider,
        clap_cla_placement_urn AS urn,
        clap_cla_placement_distance AS miles,
        starts_with(clap_cla_placement_type, 'T') AS temporary
    FROM ssd_cla_placement
),
before AS (
    SELECT
        *,
        coalesce(lag(temporary) OVER earlier, false) AS after_temporary,
        last_value(CASE WHEN NOT temporary THEN concat_ws('|', type, provider, urn) END
            IGNORE NULLS)
            OVER (earlier ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS usual
    FROM stays
    WINDOW earlier AS (PARTITION BY care_id ORDER BY start_date)
)
SELECT
    person_id,
    care_id,
    placement_id,
    before.start_date,
    end_date,
    type,
    provider,
    urn,
    miles,
    CASE
        WHEN temporary AND usual IS NULL THEN 'never'
        WHEN temporary OR type IN ('A3', 'A5') OR start_reason IN ('T', 'U') THEN 'if running'
        WHEN after_temporary AND usual = concat_ws('|', type, provider, urn) THEN 'if running'
        ELSE 'always'
    END AS counts
FROM before
LEFT JOIN care_episode USING (care_id, start_date);

CREATE TEMP TABLE care_review AS
SELECT clar_cla_id AS care_id, clar_cla_review_date AS held FROM ssd_cla_reviews;

CREATE TEMP TABLE care_visit AS
SELECT clav_cla_id AS care_id, clav_cla_visit_date AS visited FROM ssd_cla_visits;

CREATE TEMP TABLE health_check AS
SELECT
    clah_person_id AS person_id,
    clah_health_check_date AS checked,
    clah_health_check_type = 'Dental Check' AS is_dental
FROM ssd_cla_health
WHERE clah_health_check_status = 'Completed';

CREATE TEMP TABLE missing AS
SELECT
    miss_person_id AS person_id,
    miss_missing_episode_start_date AS start_date,
    miss_missing_episode_end_date AS end_date,
    miss_missing_episode_type AS type,
    preferred_yes_no(miss_missing_rhi_offered) AS offered,
    preferred_yes_no(miss_missing_rhi_accepted) AS accepted
FROM ssd_missing;

CREATE TEMP TABLE asylum_seeker AS
SELECT
    immi_person_id AS person_id,
    immi_immigration_status_start_date AS start_date,
    immi_immigration_status_end_date AS end_date
FROM ssd_immigration_status
WHERE immi_immigration_status = 'UASC';

CREATE TEMP TABLE plan_visit AS
SELECT
    cppv_person_id AS person_id,
    cppv_cp_visit_date AS visited,
    preferred_yes_no(cppv_cp_visit_seen_alone) AS seen_alone
FROM ssd_cp_visits;

CREATE TEMP TABLE plan_review AS
SELECT cppr_cp_plan_id AS plan_id, cppr_cp_review_date AS held FROM ssd_cp_reviews;
