-- Section 47 enquiries, initial conferences, protection plans and their reviews, from what was
-- stitched. `census_span` has the first day from which each table tells all.

INSERT INTO ssd_s47_enquiry (
    s47e_s47_enquiry_id, s47e_referral_id, s47e_person_id, s47e_s47_start_date
)
SELECT key, referral_id, la_child_id, s47_actual_start_date
FROM census_enquiry
WHERE s47_actual_start_date >= (SELECT section_47 FROM census_span)
ORDER BY key;

-- One row a child at an initial conference. An enquiry's date is that of its own conference; the
-- date beside a referral is that of a conference for a child who moved in with a plan. One that
-- stands in both is the enquiry's. A later set that tells the case again need not repeat the date.
-- Where the enquiry began before the years, the day by which the conference was due tells whether
-- it was in time; without that it is left out.
CREATE OR REPLACE TEMP TABLE census_conference AS
WITH of_enquiries AS (
    SELECT
        la_child_id,
        s47_actual_start_date,
        max_by(date_of_initial_cpc, (_year, _source, _row))
            FILTER (date_of_initial_cpc IS NOT NULL) AS held,
        max_by(initial_cpc_target, (_year, _source, _row))
            FILTER (date_of_initial_cpc IS NOT NULL) AS due
    FROM told_cin_census_section_47
    GROUP BY ALL
),
of_referrals AS (
    SELECT
        la_child_id,
        cin_referral_date,
        max_by(date_of_initial_cpc, (_year, _source, _row)) AS held
    FROM told_cin_census_cin_details
    WHERE date_of_initial_cpc <= make_date(_year, 3, 31)
    GROUP BY ALL
),
conferences AS (
    SELECT
        la_child_id,
        held,
        s47_actual_start_date AS began,
        CASE WHEN s47_actual_start_date >= section_47 THEN key END AS enquiry_id,
        due,
        referral_id,
        'N' AS transfer_in
    FROM census_enquiry
    JOIN of_enquiries USING (la_child_id, s47_actual_start_date)
    CROSS JOIN census_span
    WHERE held >= section_47 AND (s47_actual_start_date >= section_47 OR due IS NOT NULL)
    UNION ALL BY NAME
    SELECT la_child_id, held, key AS referral_id, 'Y' AS transfer_in
    FROM census_referral
    JOIN of_referrals USING (la_child_id, cin_referral_date)
    CROSS JOIN census_span
    WHERE held >= section_47
)
SELECT census_key('conference', la_child_id, held) AS key, *
FROM conferences
QUALIFY row_number() OVER (
    PARTITION BY la_child_id, held ORDER BY transfer_in, began DESC NULLS LAST
) = 1;

-- One row a plan that a conference led to: it starts on the day, or within two weeks.
CREATE OR REPLACE TEMP TABLE census_outcome AS
SELECT plan.key AS plan_id, conference.key AS conference_id
FROM census_plan AS plan
JOIN census_conference AS conference
    ON conference.la_child_id = plan.la_child_id
    AND plan.cpp_start_date BETWEEN conference.held AND conference.held + 14
QUALIFY row_number() OVER (PARTITION BY plan.key ORDER BY held DESC) = 1
    AND row_number() OVER (PARTITION BY conference.key ORDER BY plan.cpp_start_date) = 1;

-- The census has no outcome of a conference. Where it has the plans, they tell.
INSERT INTO ssd_initial_cp_conference (
    icpc_icpc_id, icpc_s47_enquiry_id, icpc_person_id, icpc_cp_plan_id, icpc_referral_id,
    icpc_icpc_transfer_in, icpc_icpc_target_date, icpc_icpc_date, icpc_icpc_outcome_cp_flag
)
SELECT
    key, enquiry_id, la_child_id, plan_id, referral_id, transfer_in, due, held,
    CASE
        WHEN plan_id IS NOT NULL THEN 'Y'
        WHEN held >= (SELECT child_protection_plans FROM census_span) THEN 'N'
    END
FROM census_conference
LEFT JOIN census_outcome ON conference_id = key
ORDER BY key;

INSERT INTO ssd_cp_plans (
    cppl_cp_plan_id, cppl_referral_id, cppl_icpc_id, cppl_person_id, cppl_cp_plan_start_date,
    cppl_cp_plan_end_date, cppl_cp_plan_initial_category, cppl_cp_plan_latest_category,
    cppl_previous_plans
)
SELECT
    key, referral_id, conference_id, la_child_id, cpp_start_date, cpp_end_date,
    initial_category_of_abuse, latest_category_of_abuse, number_of_previous_cpp
FROM census_plan
LEFT JOIN census_outcome ON plan_id = key
ORDER BY key;

-- One row a review of a plan, by the newest set: of the plan that its set joins it to, or else of
-- the child's plan that had last begun.
CREATE OR REPLACE TEMP TABLE census_review AS
WITH told_plans AS (
    SELECT DISTINCT
        plan._year, plan.la_child_id, plan.cin_details_id, plan.cpp_id, plan.cpp_start_date, key
    FROM told_cin_census_child_protection_plans AS plan
    JOIN census_plan USING (la_child_id, cpp_start_date)
),
placed AS (
    SELECT review.*, plan.key AS plan_id, plan.cpp_start_date
    FROM told_cin_census_reviews AS review
    LEFT JOIN told_plans AS plan
        ON plan._year = review._year
        AND plan.la_child_id = review.la_child_id
        AND plan.cpp_start_date <= review.cpp_review_date
    QUALIFY row_number() OVER (
        PARTITION BY review._source, review._row
        ORDER BY
            coalesce(
                plan.cin_details_id = review.cin_details_id AND plan.cpp_id = review.cpp_id, false
            ) DESC,
            plan.cpp_start_date DESC
    ) = 1
)
SELECT
    census_key('review', concat_ws('|', la_child_id, cpp_start_date), cpp_review_date) AS key, *
FROM placed
QUALIFY row_number() OVER (
    PARTITION BY la_child_id, cpp_start_date, cpp_review_date ORDER BY _year DESC, _row DESC
) = 1;

-- A census tells the reviews that were held, not those that were due.
INSERT INTO ssd_cp_reviews (
    cppr_cp_review_id, cppr_person_id, cppr_cp_plan_id, cppr_cp_review_date
)
SELECT key, la_child_id, plan_id, cpp_review_date
FROM census_review
WHERE plan_id IS NOT NULL
ORDER BY key;
