-- One row a child at a review conference that was held: two records of one child and day are one
-- conference. Reviews of another council's plan are that council's.
WITH other_councils AS (
    SELECT cppl_cp_plan_id AS plan_id FROM ssd_cp_plans WHERE upper(cppl_cp_plan_ola) = 'Y'
),
reviews AS (
    SELECT
        cppr_person_id AS person_id,
        cppr_cp_review_date AS event_date,
        min(cppr_cp_review_id) AS review_id,
        min_by(cppr_cp_plan_id, cppr_cp_review_id) AS plan_id,
        min_by(cppr_cp_review_meeting_id, cppr_cp_review_id) AS meeting_id
    FROM ssd_cp_reviews
    ANTI JOIN other_councils ON plan_id = cppr_cp_plan_id
    WHERE cppr_cp_review_date IS NOT NULL
    GROUP BY cppr_person_id, cppr_cp_review_date
)
SELECT
    reviews.person_id,
    event_date,
    protection_plan.start_date AS plan_started,
    review_id,
    meeting_id,
    latest_category AS category,
    age_band(age_on(born, event_date)) AS age,
    sex,
    ethnicity,
    disability
FROM reviews
LEFT JOIN protection_plan USING (plan_id)
LEFT JOIN child ON child.person_id = reviews.person_id
