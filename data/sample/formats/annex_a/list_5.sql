-- List 5, section 47 enquiries of six months with the conference that followed. Both numbers are of
-- the twelve months before the child's latest enquiry. A conference is not unnecessary, either,
-- where the child already has a plan or came into care.
WITH latest AS (
    SELECT person_id, max(start_date) AS latest FROM known_enquiry GROUP BY ALL
),
enquiries AS (
    SELECT person_id, count(*) AS enquiries
    FROM known_enquiry JOIN latest USING (person_id)
    WHERE start_date >= latest - to_months(12) AND start_date < latest
    GROUP BY ALL
),
conferences AS (
    SELECT person_id, count(*) AS conferences
    FROM known_conference JOIN latest USING (person_id)
    WHERE conference_date >= latest - to_months(12) AND conference_date < latest
    GROUP BY ALL
)
SELECT
    common.* EXCLUDE (disability),
    disability AS "Does the Child have a Disability",
    start_date AS "Strategy discussion initiating Section 47 Enquiry Start Date",
    CASE WHEN end_date IS NOT NULL THEN preferred_yes_no(no_further_action) END
        AS "Was an Initial Child Protection Conference deemed unnecessary?",
    conference_date AS "Date of Initial Child Protection Conference",
    led_to_plan
        AS "Did the Initial Child Protection Conference Result in a Child Protection Plan",
    coalesce(enquiries, 0) AS "Number of Section 47 Enquiries in the last 12 months",
    coalesce(conferences, 0) AS "Number of ICPCs in the last 12 months",
    team AS "Allocated Team",
    worker AS "Allocated Worker"
FROM known_enquiry AS enquiry
JOIN common ON "Child Unique ID" = enquiry.person_id
LEFT JOIN known_conference AS conference USING (enquiry_id)
LEFT JOIN enquiries ON enquiries.person_id = enquiry.person_id
LEFT JOIN conferences ON conferences.person_id = enquiry.person_id
WHERE in_months(start_date, 6)
ORDER BY start_date, enquiry_id
