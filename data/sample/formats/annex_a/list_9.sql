-- List 9, care leavers, in its newer seventeen columns. The case system keeps how each is now and
-- nothing of how it was, so that only the last extract has them.
SELECT
    common.* EXCLUDE (disability),
    preferred_yes_no(CASE WHEN clea_person_id IN (SELECT person_id FROM asylum_seeker)
        THEN 'Y' ELSE 'N' END)
        AS "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
    disability AS "Does the Child have a Disability",
    clea_care_leaver_allocated_team AS "Allocated Team",
    clea_care_leaver_worker_id AS "Allocated Worker",
    clea_care_leaver_worker_id AS "Allocated Personal Advisor",
    preferred_eligibility(clea_care_leaver_eligibility) AS "Eligibility Category",
    clea_pathway_plan_review_date AS "Latest Pathway Plan Review Date",
    preferred_in_touch(clea_care_leaver_in_touch) AS "LA in Touch",
    clea_care_leaver_latest_contact AS "Latest Date of Contact",
    preferred_accommodation(clea_care_leaver_accommodation) AS "Type of Accommodation",
    preferred_suitable(clea_care_leaver_accom_suitable) AS "Suitability of Accommodation",
    preferred_activity(clea_care_leaver_activity) AS "Activity Status"
FROM ssd_care_leavers
JOIN common ON "Child Unique ID" = clea_person_id
WHERE as_at() >= getvariable('last_day')
ORDER BY clea_table_id
