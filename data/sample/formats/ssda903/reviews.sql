-- One row a review held in the year.
SELECT
    care."CHILD",
    "DOB",
    clar_cla_review_date AS "REVIEW",
    clar_cla_review_participation AS "REVIEW_CODE"
FROM ssd_cla_reviews
JOIN care ON care_id = clar_cla_id
JOIN person ON person."CHILD" = care."CHILD"
WHERE in_year(clar_cla_review_date) AND coalesce(clar_cla_review_cancelled, 'N') <> 'Y'
ORDER BY "CHILD", "REVIEW"
