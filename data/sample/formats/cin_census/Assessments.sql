-- One row an assessment that was open in the year. The sample knows no factors.
SELECT
    "LAchildID",
    "CINdetailsID",
    cina_assessment_start_date AS "AssessmentActualStartDate",
    NULL::DATE AS "AssessmentInternalReviewDate",
    by_then(cina_assessment_auth_date) AS "AssessmentAuthorisationDate",
    NULL::VARCHAR AS "AssessmentFactors"
FROM ssd_cin_assessments
JOIN episode ON cine_referral_id = cina_referral_id
WHERE open_in_year(cina_assessment_start_date, cina_assessment_auth_date)
ORDER BY "LAchildID", "CINdetailsID", cina_assessment_start_date
