-- One row a review conference held in the year.
SELECT "LAchildID", "CINdetailsID", "CPPID", cppr_cp_review_date AS "CPPreviewDate"
FROM ssd_cp_reviews
JOIN plan ON cppl_cp_plan_id = cppr_cp_plan_id
WHERE in_year(cppr_cp_review_date)
ORDER BY "LAchildID", "CINdetailsID", "CPPID", cppr_cp_review_date
