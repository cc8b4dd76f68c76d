-- One row an episode in the year. A conference stands here only where a child on another council's
-- plan moved in.
WITH moved_in AS (
    SELECT icpc_referral_id, max(icpc_icpc_date) AS conference
    FROM ssd_initial_cp_conference
    WHERE icpc_icpc_transfer_in = 'Y' AND in_year(icpc_icpc_date)
    GROUP BY ALL
)
SELECT
    "LAchildID",
    "CINdetailsID",
    cine_referral_date AS "CINreferralDate",
    cine_referral_source_code AS "ReferralSource",
    cine_cin_primary_need_code AS "PrimaryNeedCode",
    CASE WHEN cine_referral_nfa <> 'Y' THEN by_then(cine_close_date) END AS "CINclosureDate",
    CASE WHEN cine_referral_nfa <> 'Y' AND cine_close_date <= year_end() THEN cine_close_reason END
        AS "ReasonForClosure",
    conference AS "DateOfInitialCPC",
    CASE cine_referral_nfa WHEN 'Y' THEN 'true' ELSE 'false' END AS "ReferralNFA"
FROM episode
LEFT JOIN moved_in ON icpc_referral_id = cine_referral_id
ORDER BY "LAchildID", "CINdetailsID"
