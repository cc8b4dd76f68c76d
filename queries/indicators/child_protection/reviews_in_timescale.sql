-- One row a review of a plan that fell due by the end of the last month shown, on the day that it
-- was due: the first three months after the plan's start, each later one six months after the
-- review before. The numerator has those held by then. Where the plan ended before a review was
-- due, and without one, none was.
WITH shown AS (
    SELECT max(month_end) AS last_day FROM month_end
),
held_reviews AS (
    SELECT DISTINCT plan_id, cppr_cp_review_date AS held
    FROM ssd_cp_reviews
    JOIN protection_plan ON plan_id = cppr_cp_plan_id
    CROSS JOIN shown
    WHERE cppr_cp_review_date > start_date
        AND cppr_cp_review_date <= coalesce(end_date, last_day)
        AND cppr_cp_review_date <= last_day
),
-- Each day from which the next review is counted: the plan's start, and each review.
clocks AS (
    SELECT plan_id, start_date AS counted_from, (start_date + INTERVAL 3 MONTHS)::DATE AS due_date
    FROM protection_plan
    UNION ALL
    SELECT plan_id, held, (held + INTERVAL 6 MONTHS)::DATE
    FROM held_reviews
),
timed AS (
    SELECT *, lead(counted_from) OVER (PARTITION BY plan_id ORDER BY counted_from) AS review_held
    FROM clocks
)
SELECT
    protection_plan.person_id,
    due_date AS event_date,
    coalesce(review_held <= due_date, false) AS is_numerator,
    protection_plan.start_date AS plan_started,
    end_date,
    counted_from,
    review_held,
    greatest(coalesce(review_held, last_day) - due_date, 0) AS days_late,
    -- Reviews before the extract begins are not seen, nor what they made due within six months.
    ((SELECT min(held) FROM held_reviews) + INTERVAL 6 MONTHS)::DATE AS known_from,
    plan_id,
    latest_category AS category,
    age_band(age_on(born, due_date)) AS age,
    sex,
    ethnicity,
    disability
FROM timed
JOIN protection_plan USING (plan_id)
CROSS JOIN shown
LEFT JOIN child USING (person_id)
WHERE due_date <= last_day
    AND (review_held IS NOT NULL OR end_date IS NULL OR end_date > due_date)
    -- Without any review in the extract nothing is known of reviews.
    AND EXISTS (FROM held_reviews)
