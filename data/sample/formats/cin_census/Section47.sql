-- One row an enquiry that began in the year, or whose conference was held in it.
SELECT
    "LAchildID",
    "CINdetailsID",
    s47e_s47_start_date AS "S47ActualStartDate",
    icpc_icpc_target_date AS "InitialCPCtarget",
    by_then(icpc_icpc_date) AS "DateOfInitialCPC",
    CASE WHEN s47e_s47_end_date <= year_end() AND s47e_s47_nfa = 'Y' THEN 'true' ELSE 'false' END
        AS "ICPCnotRequired"
FROM ssd_s47_enquiry
JOIN episode ON cine_referral_id = s47e_referral_id
LEFT JOIN ssd_initial_cp_conference ON icpc_s47_enquiry_id = s47e_s47_enquiry_id
WHERE in_year(s47e_s47_start_date)
    OR (s47e_s47_start_date < year_begin() AND in_year(icpc_icpc_date))
ORDER BY "LAchildID", "CINdetailsID", s47e_s47_start_date
