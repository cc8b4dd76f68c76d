-- List 4, assessments: one row an assessment that is open or was completed in six months.
SELECT
    common.* EXCLUDE (disability),
    disability AS "Does the Child have a Disability",
    start_date AS "Continuous Assessment Start Date",
    child_seen AS "Child Seen During Continuous Assessment",
    authorised AS "Continuous Assessment Date of Authorisation",
    CASE WHEN authorised IS NOT NULL THEN needs_support END
        AS "Was the child assessed as requiring LA children’s social care support",
    team AS "Allocated Team",
    worker AS "Allocated Worker"
FROM known_assessment
JOIN common ON "Child Unique ID" = person_id
WHERE authorised IS NULL OR in_months(authorised, 6)
ORDER BY start_date, assessment_id
