-- One row a review of a child in care aged four or over, on the day that it was held; the numerator
-- has those to which the child gave views: there or through an advocate, or in another way (PN1 to
-- PN3, PN5, PN6). One who came and conveyed nothing (PN4) did not, nor who did neither (PN7).
WITH children AS (
    SELECT DISTINCT clae_cla_id AS care_id, clae_person_id AS person_id
    FROM ssd_cla_episodes
    WHERE nullif(trim(clae_cla_id), '') IS NOT NULL AND clae_person_id IS NOT NULL
),
held_reviews AS (
    SELECT
        person_id,
        clar_cla_review_date AS held,
        max(upper(clar_cla_review_participation)) AS participation,
        bool_or(coalesce(
            upper(clar_cla_review_participation) IN ('PN1', 'PN2', 'PN3', 'PN5', 'PN6'), false
        )) AS gave_views
    FROM ssd_cla_reviews
    JOIN children ON care_id = clar_cla_id
    WHERE clar_cla_review_date IS NOT NULL
        AND coalesce(upper(clar_cla_review_cancelled), 'N') <> 'Y'
        AND coalesce(upper(clar_cla_review_participation), '') <> 'PN0'
    GROUP BY ALL
)
SELECT
    held_reviews.person_id,
    held AS event_date,
    gave_views AS is_numerator,
    participation,
    care_begun.start_date AS care_started,
    age_band(age_on(born, held)) AS age,
    legal_status_name(legal.code) AS legal_status,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM held_reviews
JOIN care_begun
    ON care_begun.person_id = held_reviews.person_id
    AND held > care_begun.start_date
    AND (care_begun.end_date IS NULL OR held <= care_begun.end_date)
LEFT JOIN care_legal_status AS legal
    ON legal.person_id = held_reviews.person_id
    AND legal.start_date <= held
    AND (legal.end_date IS NULL OR legal.end_date > held)
WHERE coalesce(age_on(born, held) >= 4, true)
