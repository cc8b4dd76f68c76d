-- Referrals, assessments and child in need plans, from what was stitched.

INSERT INTO ssd_cin_episodes (
    cine_referral_id, cine_person_id, cine_referral_date, cine_cin_primary_need_code,
    cine_referral_source_code, cine_referral_nfa, cine_close_reason, cine_close_date
)
SELECT
    key, la_child_id, cin_referral_date, primary_need_code, referral_source, referral_nfa,
    reason_for_closure, cin_closure_date
FROM census_referral
ORDER BY key;

INSERT INTO ssd_cin_assessments (
    cina_assessment_id, cina_person_id, cina_referral_id, cina_assessment_start_date,
    cina_assessment_auth_date
)
SELECT
    key, la_child_id, referral_id, assessment_actual_start_date, assessment_authorisation_date
FROM census_assessment
ORDER BY key;

-- One row an assessment: its factors stand on one row of its set or on several.
INSERT INTO ssd_assessment_factors (
    cinf_table_id, cinf_assessment_id, cinf_assessment_factors_json
)
WITH factors AS (
    SELECT
        la_child_id,
        assessment_actual_start_date,
        _year,
        unnest(regexp_extract_all(upper(assessment_factors), '[0-9A-Z]+')) AS factor
    FROM told_cin_census_assessments
)
SELECT
    census_key('factors', la_child_id, assessment_actual_start_date),
    key,
    to_json(list_sort(list_distinct(list(factor))))::VARCHAR
FROM census_assessment
JOIN factors USING (la_child_id, assessment_actual_start_date, _year)
GROUP BY la_child_id, assessment_actual_start_date, key
ORDER BY key;

INSERT INTO ssd_cin_plans (
    cinp_cin_plan_id, cinp_referral_id, cinp_person_id, cinp_cin_plan_start_date,
    cinp_cin_plan_end_date
)
SELECT key, referral_id, la_child_id, cin_plan_start_date, cin_plan_end_date
FROM census_needplan
ORDER BY key;
