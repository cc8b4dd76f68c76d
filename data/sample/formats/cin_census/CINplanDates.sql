-- One row a child in need plan that was open in the year.
SELECT
    "LAchildID",
    "CINdetailsID",
    cinp_cin_plan_start_date AS "CINPlanStartDate",
    by_then(cinp_cin_plan_end_date) AS "CINPlanEndDate"
FROM ssd_cin_plans
JOIN episode ON cine_referral_id = cinp_referral_id
WHERE open_in_year(cinp_cin_plan_start_date, cinp_cin_plan_end_date)
ORDER BY "LAchildID", "CINdetailsID", cinp_cin_plan_start_date
