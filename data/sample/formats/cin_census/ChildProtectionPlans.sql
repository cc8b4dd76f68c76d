-- One row a protection plan that was open in the year.
SELECT
    "LAchildID",
    "CINdetailsID",
    "CPPID",
    cppl_cp_plan_start_date AS "CPPstartDate",
    by_then(cppl_cp_plan_end_date) AS "CPPendDate",
    cppl_cp_plan_initial_category AS "InitialCategoryOfAbuse",
    cppl_cp_plan_latest_category AS "LatestCategoryOfAbuse",
    earlier_plans AS "NumberOfPreviousCPP"
FROM plan
ORDER BY "LAchildID", "CINdetailsID", "CPPID"
