-- One row a review of a child in care that fell due by the end of the last month shown, on the day
-- that it was due: the first 20 working days after care began, the second three months after the
-- first, each later one six months after the review before. The numerator has those held by then.
-- Where care ended before a review was due, and without one, none was.
WITH shown AS (
    SELECT max(month_end) AS last_day FROM month_end
),
-- Reviews name the period of care; episodes say whose it is.
children AS (
    SELECT DISTINCT clae_cla_id AS care_id, clae_person_id AS person_id
    FROM ssd_cla_episodes
    WHERE nullif(trim(clae_cla_id), '') IS NOT NULL AND clae_person_id IS NOT NULL
),
held_reviews AS (
    SELECT DISTINCT person_id, start_date, clar_cla_review_date AS held
    FROM ssd_cla_reviews
    JOIN children ON care_id = clar_cla_id
    JOIN care_begun USING (person_id)
    CROSS JOIN shown
    WHERE clar_cla_review_date > start_date
        AND clar_cla_review_date <= coalesce(end_date, last_day)
        AND clar_cla_review_date <= last_day
        AND coalesce(upper(clar_cla_review_cancelled), 'N') <> 'Y'
),
records AS (
    SELECT min(held) AS begin_on FROM held_reviews
),
periods AS (
    SELECT person_id, start_date, working_day_after(start_date, 20) AS first_due
    FROM care_begun
),
-- Of care whose first review was due before the records begin, it is not known which review is the
-- first or the second: their clock runs from the first review known, six months each. So of care
-- that began before the first of yearly returns.
counted AS (
    SELECT
        periods.*,
        coalesce(first_due >= begin_on, false)
        AND start_date >= coalesce((SELECT begins FROM care_returned), start_date)
            AS known_from_start
    FROM periods CROSS JOIN records
),
clocks AS (
    SELECT person_id, start_date, known_from_start, first_due, start_date AS counted_from
    FROM counted
    UNION ALL
    SELECT person_id, start_date, known_from_start, first_due, held
    FROM held_reviews JOIN counted USING (person_id, start_date)
),
numbered AS (
    SELECT
        *,
        row_number() OVER care AS number,
        lead(counted_from) OVER care AS review_held
    FROM clocks
    WINDOW care AS (PARTITION BY person_id, start_date ORDER BY counted_from)
),
timed AS (
    SELECT
        *,
        CASE
            WHEN number = 1 AND known_from_start THEN first_due
            WHEN number = 1 THEN NULL
            WHEN number = 2 AND known_from_start THEN (counted_from + INTERVAL 3 MONTHS)::DATE
            ELSE (counted_from + INTERVAL 6 MONTHS)::DATE
        END AS due_date
    FROM numbered
)
SELECT
    care_begun.person_id,
    due_date AS event_date,
    coalesce(review_held <= due_date, false) AS is_numerator,
    care_begun.start_date AS care_started,
    care_begun.end_date,
    CASE WHEN known_from_start THEN number END AS review_number,
    counted_from,
    review_held,
    greatest(coalesce(review_held, last_day) - due_date, 0) AS days_late,
    -- Reviews before the extract begins are not seen. In yearly returns the first of a child who came
    -- just before may pass for a later one, until it would be due again.
    coalesce(
        (SELECT begins + INTERVAL 8 MONTHS FROM care_returned), begin_on + INTERVAL 6 MONTHS
    )::DATE AS known_from,
    age_band(age_on(born, due_date)) AS age,
    legal_status_name(legal.code) AS legal_status,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM timed
JOIN care_begun USING (person_id, start_date)
CROSS JOIN shown
CROSS JOIN records
LEFT JOIN care_legal_status AS legal
    ON legal.person_id = timed.person_id
    AND legal.start_date <= due_date
    AND (legal.end_date IS NULL OR legal.end_date > due_date)
WHERE due_date <= last_day
    AND (review_held IS NOT NULL OR care_begun.end_date IS NULL OR care_begun.end_date > due_date)
